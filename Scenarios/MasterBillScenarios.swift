import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Exports and returned imports that leave together.
@Suite("Master bills") struct MasterBillScenarios {
    @Test("CB-14 one master bill holds new exports and returned re-exports; each line keeps its own regime", arguments: TestStore.engines)
    func together(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let exports = try await world.releasedExports(2)
            let numbers = try await world.numbers(of: exports)
            let returned = try await world.returnedImport()
            let declarant = world.program(of: world.cast.declarant)
            let made = try await declarant.post(
                "/api/v1/master-bills",
                json: world.bill([
                    .list(numbers[0]), .list(numbers[1]), .returned(returned.preNo, "1", returned.pieces),
                ]))
            #expect(made.status == 201, "\(made.text)")
            let bill = try JSON(made.body)
            let lines = bill["lines"]?.elements ?? []
            #expect(lines.map { $0["regime"]?.string } == ["export", "export", "re-export"])
            #expect(lines.map { $0["tradeMode"]?.string } == ["9610", "9610", "4561"])
            #expect(lines.map { $0.status } == [800, 800, 300])
            #expect(lines.map { $0["countsAsExport"] } == [.bool(true), .bool(true), .bool(false)])
            #expect(lines[2]["explanation"]?.texts.contains { $0.contains("沪府办规〔2023〕9号") } == true)
            // The value of the exports alone.
            var value = Fixed.zero
            for line in lines.prefix(2) { value = try value.adding(Fixed(line["valueYuan"]?.string ?? "")) }
            #expect(value > .zero && bill["exportValueYuan"]?.string == value.text)
            #expect(lines[2]["valueYuan"]?.string == "0")

            // Inspecting the returned goods holds up no export.
            let officer = try await world.officer()
            let holder = bill["holder"]?.string ?? ""
            let number = bill["billNo"]?.string ?? ""
            // The holder is named by any of its codes.
            let code = world.cast.declarant.creditCode
            #expect(code != holder)
            #expect(try await world.decideLine(number, 3, code, "inspect", officer).status == 200)
            #expect(try await officer.get("/api/v1/master-bills/\(number)?holder=\(world.cast.declarant.customsCode)").status == 200)
            #expect(try await world.decideLine(number, 1, holder, "inspect", officer).status == 404)
            let left = try await world.tell(try world.samples.departure(of: exports, "D1"))
            try await world.settle()
            #expect(try await world.followUp(left.subject, for: world.cast.carrier).status == 399)
            let after = try JSON(try await declarant.get("/api/v1/master-bills/\(number)").body)
            #expect(after["lines"]?.elements.map { $0.status } == [899, 899, 500])
            #expect(try await world.decideLine(number, 3, holder, "release", officer).status == 200)
            #expect(try await world.decideLine(number, 3, holder, "release", officer).status == 422)
            for language in ["zh", "en"] {
                let page = try await officer.get("/\(language)/master-bills/\(number)?holder=\(holder)")
                #expect(page.status == 200 && page.text.contains("4561") && page.text.contains("9610"))
                #expect(try await officer.get("/\(language)/master-bills").text.contains(number))
                let paper = try await officer.get("/\(language)/master-bills/\(number)/pdf?holder=\(holder)")
                #expect(paper.status == 200 && paper.body.starts(with: Array("%PDF-".utf8)), "\(paper.text)")
            }
            #expect(try await world.program(of: world.cast.payment).get("/api/v1/master-bills/\(number)").status == 404)
        }
    }

    @Test("CB-14 what is not there, travels elsewhere or would leave twice is refused, and nothing of it is put under the bill", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let numbers = try await world.numbers(of: try await world.releasedExports(2))
            let returned = try await world.returnedImport()
            let declarant = world.program(of: world.cast.declarant)
            func put(_ items: [World.Item], _ number: String? = nil, district: String = "2244") async throws -> Answer {
                try await declarant.post("/api/v1/master-bills", json: world.bill(items, number, district: district))
            }
            #expect(try await put([.list(numbers[0]), .list("224420269E00000000")]).text.contains("master-bill-list"))
            #expect(try await declarant.get("/api/v1/master-bills").text.contains("999-") == false)
            #expect(try await put([.list(numbers[0])], "999-OTHER").text.contains("master-bill-other"))
            #expect(try await put([.list(numbers[0])], district: "2216").text.contains("master-bill-district"))
            #expect(try await put([.returned(returned.preNo, "9", 1)]).text.contains("master-bill-return"))
            #expect(try await put([.returned(returned.preNo, "1", returned.pieces + 1)]).text.contains("master-bill-quantity"))
            #expect(try await put([.returned(returned.preNo, "1", -1)]).text.contains("master-bill-no-quantity"))
            #expect(try await put([]).text.contains("master-bill-input"))
            #expect(try await put([.list(numbers[0]), .returned(returned.preNo, "1", returned.pieces)]).status == 201)
            // More is put under the same bill; what is there already is not.
            #expect(try await put([.list(numbers[0])]).text.contains("master-bill-twice"))
            #expect(try await put([.returned(returned.preNo, "1", 1)]).text.contains("master-bill-quantity"))
            #expect(try await put([.list(numbers[1])]).status == 201)
            // Refused by the officer, the goods may be put forward again.
            let bill = try JSON(try await declarant.get("/api/v1/master-bills").body)["masterBills"]?.elements.first
            let (number, holder) = (bill?["billNo"]?.string ?? "", bill?["holder"]?.string ?? "")
            let officer = try await world.officer()
            #expect(try await world.decideLine(number, 2, holder, "refuse", officer).status == 422)
            #expect(try await world.decideLine(number, 2, holder, "refuse", officer, "货物与退货单不符").status == 200)
            #expect(try await put([.returned(returned.preNo, "1", 1)]).status == 201)
            // On the page as well.
            try await world.enlist("clerk-bills", of: world.cast.declarant)
            let clerk = try await world.officer("clerk-bills")
            _ = try await clerk.get("/zh/master-bills")
            let twice = try await clerk.post(
                "/zh/master-bills",
                form: [
                    "billNo": number, "customsCode": "2244", "vehicle": "TEST-02", "voyage": "TS0587",
                    "lines": numbers[0],
                ])
            #expect(twice.status == 409 && twice.text.contains("已列入总单"))
        }
    }
}

extension World {
    enum Item {
        case list(String)
        case returned(String, String, Int)
    }

    /// A bill as a program sends it; under the number the samples' exports name.
    func bill(_ items: [Item], _ number: String? = nil, district: String = "2244") -> String {
        let lines = items.map { item -> JSON in
            switch item {
            case .list(let invtNo): .object([.init("invtNo", .text(invtNo))])
            case .returned(let source, let gnum, let pieces):
                .object([
                    .init("return", .text(source)), .init("gnum", .text(gnum)),
                    .init("quantity", .text(String(pieces))),
                ])
            }
        }
        return JSON.object([
            .init("billNo", .text(number ?? "999-20261120")), .init("customsCode", .text(district)),
            .init("vehicle", .text("TEST-02")), .init("voyage", .text("TS0587")),
            .init("lines", .array(lines)),
        ]).encoded
    }

    /// An import that came back and was agreed to; its application and how much its first line has.
    func returnedImport() async throws -> (preNo: String, pieces: Int) {
        let (chain, invtNo) = try await cleared(2, .direct)
        let application = try samples.importReturn(of: chain, invtNo: invtNo)
        try await bringBack(application, chain, "1", try await officer())
        let sent = try JSON(
            try await program(of: cast.declarant).get("/api/v1/follow-ups?limit=1").body)
        let pieces = chain.documents.last?.draft.lines.first?["qty"].flatMap { Int($0) } ?? 0
        return (sent["followUps"]?.elements.first?["preNo"]?.string ?? "", pieces)
    }

    func decideLine(
        _ number: String, _ line: Int, _ holder: String, _ action: String, _ officer: Visitor,
        _ reason: String = ""
    ) async throws -> Answer {
        let page = try await officer.get("/zh/account")
        return try await officer.post(
            "/api/v1/master-bills/\(number)/lines/\(line)/decisions",
            json: JSON.object([
                .init("holder", .text(holder)), .init("action", .text(action)),
                .init("reason", .text(reason)),
            ]).encoded,
            headers: ["x-csrf-token": page.formToken ?? ""])
    }
}
