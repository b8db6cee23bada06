import Balances
import Declarations
import House
import Journal
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// Account books of special zones: what bonded lists take and give back.
@Suite("Zone stock") struct ZoneStockScenarios {
    @Test("CB-05 a bonded list takes from the account book, a rejected one gives it back",
        arguments: TestStore.engines)
    func takes(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            #expect(try await world.declare(1, .bonded).status == 800)
            let lines = try await world.stockLines()
            let taken = lines.compactMap { try? Fixed($0["taken"]?.string ?? "") }
            #expect(taken.contains { $0 > .zero })
            for line in lines {
                let (opening, closing) = (line["opening"]?.string, line["closing"]?.string)
                #expect(opening == "0")
                #expect(closing == line["balance"]?.string)
            }
            // One that waits for review holds its goods; rejected, it frees them.
            let before = try await world.stockLines().map { $0["balance"]?.string }
            let held = try await world.declare(2, .bonded, basket: .watched)
            #expect(held.status == 300)
            #expect(try await world.stockLines().map { $0["balance"]?.string } != before)
            let officer = try await world.officer()
            let answer = try await officer.decide(
                held["preNo"]?.string ?? "", "{\"action\":\"reject\",\"reason\":\"测试退单\","
                    + "\"version\":\(held["version"]?.integer ?? 0)}")
            #expect(answer.status == 200, "\(answer.text)")
            #expect(try await world.stockLines().map { $0["balance"]?.string } == before)
            #expect(try await world.stockLines().contains { $0["freed"]?.string == "5" })
        }
    }

    @Test("CB-05 a list that takes more than there is, from an unknown item or from another's book is refused",
        arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // Shelf and book are at one piece each after a count that writes the rest off.
            let holder = try #require(
                world.window.parties.register.find(code: world.cast.warehouse.creditCode)?.id)
            let desk = StockDesk(journal: world.window.journal, ledger: world.window.ledger)
            try await world.store.write { session in
                for (number, entry) in world.cast.stock(pieces: 1).enumerated() {
                    _ = try desk.count(
                        StockCount(
                            book: entry.book, item: entry.item, unit: entry.unit,
                            reference: "PD-\(number)", counted: .zero, decision: .adjust,
                            reason: "测试盘亏"), of: holder, by: "scenario", in: session)
                }
            }
            let list = try await world.declare(1, .bonded)
            #expect(list.status == 100)
            #expect(list.texts.contains { $0.contains("的库存不足以扣减") })
            #expect(list.texts.contains { $0.contains("CEB621 emsNo") })
            // Nothing was taken of quota and guarantee.
            let flaws = try await world.store.read { session in try Ledger().verify(in: session) }
            #expect(flaws == [])
            for (element, value, words) in [
                ("emsNo", "T2216W999999", "未在本系统登记"), ("areaCode", "3122000001", "不属于区内企业"),
            ] {
                let chain = world.samples.chain(element == "emsNo" ? 2 : 3, .bonded)
                let former = element == "emsNo" ? "T2216W000001" : "3122000006"
                try await world.send(
                    try world.samples.messages(of: chain).map { message in
                        message.type == "CEB621" ? message.replacing([(former, value)]) : message
                    })
                try await world.settle()
                let refused = try await world.declaration(copNo: chain.copNo)
                #expect(refused.status == 100)
                #expect(refused.texts.contains { $0.contains(words) }, "\(refused.texts)")
            }
        }
    }

    @Test("CB-05 however many lists want the last pieces at once, the book never goes below zero",
        arguments: TestStore.engines)
    func interleaved(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let holder = try #require(
                world.window.parties.register.find(code: world.cast.warehouse.creditCode)?.id)
            let desk = StockDesk(journal: world.window.journal, ledger: world.window.ledger)
            // Five pieces of each are left; thirty lists of one to three kinds want them.
            try await world.store.write { session in
                for (number, entry) in world.cast.stock(pieces: 1).enumerated() {
                    _ = try desk.count(
                        StockCount(
                            book: entry.book, item: entry.item, unit: entry.unit,
                            reference: "PD-\(number)", counted: Fixed(5), decision: .adjust,
                            reason: "测试盘亏"), of: holder, by: "scenario", in: session)
                }
            }
            for number in 1...30 {
                try await world.send(
                    try world.samples.messages(of: world.samples.chain(number, .bonded)))
            }
            let other = try await world.beside(on: world.store)
            async let one: Void = world.settle()
            async let two: Void = other.settle()
            _ = try await (one, two)
            var statuses: [Int64?: Int] = [:]
            for number in 1...30 {
                let copNo = world.samples.chain(number, .bonded).copNo
                statuses[try await world.declaration(copNo: copNo).status, default: 0] += 1
            }
            #expect((statuses[100] ?? 0) > 0)
            #expect(statuses[2] == nil)
            for line in try await world.stockLines() {
                let balance = try Fixed(line["balance"]?.string ?? "-1")
                #expect(!balance.isNegative)
                #expect(line["closing"]?.string == line["balance"]?.string)
            }
            let flaws = try await world.store.read { session in try Ledger().verify(in: session) }
            #expect(flaws == [])
        }
    }

    @Test("CB-05 an officer books goods in by page and by API, counts the shelf and writes a shortage off",
        arguments: TestStore.engines)
    func booked(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let entry = JSON.object([
                .init("enterprise", .text(world.cast.warehouse.creditCode)),
                .init("book", .text("T2216W000077")), .init("reference", .text("QD-TEST-1")),
                .init("item", .text("1")), .init("name", .text("测试货物")),
                .init("unit", .text("011")), .init("quantity", .text("100")),
            ])
            let first = try await officer.change(
                "/api/v1/balances/stock/entries", entry)
            #expect(first.status == 201, "\(first.text)")
            let again = try await officer.change(
                "/api/v1/balances/stock/entries", entry)
            #expect(again.status == 200)
            let other = JSON.object(
                entry.members.map {
                    $0.name == "enterprise"
                        ? .init("enterprise", .text(world.cast.platform.creditCode)) : $0
                })
            let foreign = try await officer.change(
                "/api/v1/balances/stock/entries", other)
            #expect(foreign.status == 409)
            #expect(foreign.text.contains("balances.book-of-another"))
            _ = try await officer.get("/zh/balances/stock/counts")
            let counted = try await officer.post(
                "/zh/balances/stock/counts",
                form: [
                    "enterprise": world.cast.warehouse.creditCode, "book": "T2216W000077",
                    "item": "1", "unit": "011", "reference": "PD-TEST-1", "counted": "97.5",
                    "decision": "adjust", "reason": "运输破损，已核实",
                ])
            #expect(counted.status == 303, "\(counted.text)")
            let line = try await world.stockLines().first { $0["book"]?.string == "T2216W000077" }
            #expect(line?["entered"]?.string == "100")
            #expect(line?["adjusted"]?.string == "-2.5")
            #expect(line?["closing"]?.string == "97.5")
            #expect(line?["count"]?["difference"]?.string == "-2.5")
            let page = try await officer.get(
                "/zh/balances/stock?enterprise=\(world.cast.warehouse.creditCode)")
            #expect(page.status == 200)
            #expect(page.text.contains("97.5") && page.text.contains("核销或补账"))
            // The seller sees nothing of the warehouse's book.
            let seller = try await world.program(of: world.cast.seller)
                .get("/api/v1/balances/stock?enterprise=\(world.cast.warehouse.creditCode)")
            #expect(seller.status == 404)
        }
    }
}

extension World {
    /// The account books of the warehouse as it sees them itself.
    func stockLines() async throws -> [JSON] {
        let answer = try await program(of: cast.warehouse).get("/api/v1/balances/stock")
        #expect(answer.status == 200, "\(answer.text)")
        return try JSON(answer.body)["items"]?.elements ?? []
    }
}

extension Visitor {
    /// Posts as a signed-in person's program would: with the token of a page in a header.
    func change(_ path: String, _ json: JSON) async throws -> Answer {
        let page = try await get("/zh/account")
        return try await post(
            path, json: json.encoded, headers: ["x-csrf-token": page.formToken ?? ""])
    }
}
