import Balances
import Declarations
import House
import Kernel
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

/// Parcels out of a special zone (特殊区域包裹零售出口, 1210).
@Suite("Zone exports") struct ZoneExportScenarios {
    private static let book = "T2216W000088"

    @Test("CB-05 a parcel out of a zone takes from the account book, a rejected one gives it back, and a return comes back into it",
        arguments: TestStore.engines)
    func parcels(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = (1...60).map { world.samples.chain($0, .simplified) }
                .filter { $0.documents.last?.draft.lines.count == 1 }
            let watched = world.samples.chain(61, .summarised, basket: .watched)
            let units = Set((chains + [watched]).flatMap { $0.documents.last?.draft.lines ?? [] }.compactMap { $0["unit"] })
            for unit in units { try await world.book(1_000, unit: unit, in: Self.book) }
            // What the book, its holder and the items are is said, at once and all of it.
            let bare = try await world.tell(
                try world.zoneList(chains[0]).renamed("00000000-0000-4000-8000-000000001210").replacing([
                    ("<ceb:emsNo>\(Self.book)</ceb:emsNo>", ""), ("<ceb:itemRecordNo>E1</ceb:itemRecordNo>", ""),
                ]))
            #expect(bare.status < 0, "\(bare.info)")
            #expect(bare.info.contains("账册编号不能为空") && bare.info.contains("账册备案料号不能为空"), "\(bare.info)")

            // Held, it has taken its goods; rejected, it frees them.
            let full = try await world.stockLines().map { $0["balance"]?.string }
            let held = try await world.leave(watched)
            #expect(held.status == 300, "\(held.texts)")
            #expect(try await world.stockLines().map { $0["balance"]?.string } != full)
            let officer = try await world.officer()
            let rejected = try await officer.decide(
                held["preNo"]?.string ?? "",
                #"{"action":"reject","reason":"测试退单","version":\#(held["version"]?.integer ?? 0)}"#)
            #expect(rejected.status == 200, "\(rejected.text)")
            #expect(try await world.stockLines().map { $0["balance"]?.string } == full)

            var released: (chain: SampleChain, invtNo: String, unit: String, pieces: Int64)?
            for chain in chains where released == nil {
                let line = try #require(chain.documents.last?.draft.lines.first)
                let (unit, pieces) = (line["unit"] ?? "", Int64(line["qty"] ?? "") ?? 0)
                let before = try #require(try await world.left(unit, in: Self.book))
                let found = try await world.leave(chain)
                #expect([800, 500].contains(found.status ?? 0), "\(found.texts)")
                #expect(try await world.left(unit, in: Self.book) == before - pieces)
                guard found.status == 800 else { continue }
                released = (chain, found["invtNo"]?.string ?? "", unit, pieces)
            }
            let out = try #require(released)
            let stock = try #require(try await world.left(out.unit, in: Self.book))
            func asZone(_ message: SampleMessage) -> SampleMessage {
                message.replacing([("<ceb:tradeMode>9661<", "<ceb:tradeMode>1261<")])
            }
            let back = try await world.tell(
                asZone(try world.samples.exportReturn(of: out.chain, invtNo: out.invtNo)))
            #expect(back.status == 2, "\(back.info)")
            try await world.settle()
            try await world.tell(try world.samples.exportTally(of: out.chain, invtNo: out.invtNo))
            try await world.settle()
            #expect(try await world.act("release", back.subject, officer).status == 200)
            #expect(try await world.left(out.unit, in: Self.book) == stock + out.pieces)
            let flaws = try await world.store.read { session in try Ledger().verify(in: session) }
            #expect(flaws == [])
            try await world.everyReceiptFits()
        }
    }

    @Test("CB-05 a parcel of more than the book has, from an unknown item or from another's book does not leave the zone",
        arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let chains = (1...60).map { world.samples.chain($0, .simplified) }
                .filter { $0.documents.last?.draft.lines.count == 1 }
            try await world.book(1, unit: "011", item: "E9", in: Self.book)
            for (chain, change, words) in [
                (chains[0], ("", ""), "中没有以单位"),
                (chains[1], ("<ceb:emsNo>\(Self.book)<", "<ceb:emsNo>T2216W999999<"), "未在本系统登记"),
                (chains[2], ("<ceb:iacCode>\(world.cast.warehouse.customsCode)<", "<ceb:iacCode>\(world.cast.platform.customsCode)<"), "不属于区内企业"),
            ] {
                let found = try await world.leave(chain, change)
                #expect(found.status == 100 && found.texts.contains { $0.contains(words) }, "\(found.texts)")
                #expect(found.texts.contains { $0.contains("CEB603") }, "\(found.texts)")
            }
            let last = try #require(chains.dropFirst(3).first { Int($0.documents.last?.draft.lines.first?["qty"] ?? "") ?? 0 > 1 })
            let unit = last.documents.last?.draft.lines.first?["unit"] ?? ""
            try await world.book(1, unit: unit, in: Self.book)
            let found = try await world.leave(last)
            #expect(found.status == 100 && found.texts.contains { $0.contains("的库存不足以扣减") }, "\(found.texts)")
            #expect(try await world.left(unit, in: Self.book) == 1)
        }
    }
}

extension World {
    /// Brings pieces of item E1 into an account book of the warehouse.
    func book(_ pieces: Int32, unit: String, item: String = "E1", in book: String) async throws {
        let holder = try #require(window.parties.register.find(code: cast.warehouse.creditCode)?.id)
        let desk = StockDesk(journal: window.journal, ledger: window.ledger)
        try await store.write { session in
            _ = try desk.enter(
                StockEntry(
                    book: book, reference: "QD-\(item)-\(unit)", item: item, name: "测试货物", unit: unit,
                    quantity: Fixed(pieces)), to: holder, by: "scenario", in: session)
        }
    }

    func left(_ unit: String, in book: String) async throws -> Int64? {
        try await stockLines().first { $0["book"]?.string == book && $0["unit"]?.string == unit && $0["item"]?.string == "E1" }
            .flatMap { Int64($0["balance"]?.string ?? "") }
    }

    /// The list of a retail export, out of the warehouse's account book.
    func zoneList(_ chain: SampleChain) throws -> SampleMessage {
        let list = try #require(try samples.messages(of: chain).first { $0.type == "CEB603" })
        return list.replacing([
            (
                "<ceb:tradeMode>9610<",
                "<ceb:iacCode>\(cast.warehouse.customsCode)</ceb:iacCode><ceb:iacName>\(cast.warehouse.name)</ceb:iacName>"
                    + "<ceb:emsNo>T2216W000088</ceb:emsNo><ceb:tradeMode>1210<"
            ), ("</ceb:itemNo>", "</ceb:itemNo><ceb:itemRecordNo>E1</ceb:itemRecordNo>"),
        ])
    }

    func leave(
        _ chain: SampleChain, _ change: (String, String) = ("", "")
    ) async throws -> JSON {
        let list = try zoneList(chain)
        try await send(try samples.messages(of: chain).filter { $0.type != "CEB603" })
        try await send([change.0.isEmpty ? list : list.replacing([change])])
        try await settle()
        return try await declaration(copNo: chain.copNo)
    }
}
