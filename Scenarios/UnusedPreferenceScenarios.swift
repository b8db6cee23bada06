import Declarations
import House
import Journal
import Kernel
import Parties
import Store
import Tariff
import TestKit
import Testing
import Web
import Wire

@Suite("Unused preferences") struct UnusedPreferenceScenarios {
    /// A claimable rate not used, one used, an agreement whose rate is not held, too much paid, a
    /// day nobody holds a tariff for.
    private static let table = """
        报关单号,项号,申报日期,缴税日期,商品编号,商品名称,原产国,完税价格,币制,数量,优惠协定,关税税额
        220120261000000001,1,2026-03-02,2026-03-05,0302141000,三文鱼,VNM,71000,CNY,1000/035,,
        220120261000000001,2,2026-03-02,2026-03-05,0302141000,三文鱼,VNM,71000,CNY,1000/035,RCEP,
        220120261000000002,1,2026-04-01,,0202300090,牛肉,AUS,1000,CNY,,,
        220120261000000003,1,2026-04-01,,0202300090,牛肉,BRA,1000,CNY,,,250
        220120191000000004,1,2019-04-01,,0202300090,牛肉,BRA,1000,CNY,,,
        """

    private func csv(_ visitor: Visitor, _ path: String, _ body: String) async throws -> Answer {
        try await visitor.send(
            "POST", path, body: Array(body.utf8), headers: ["content-type": "text/csv"])
    }

    @Test("TR-07 lines of past declarations are held against the lowest lawful rate: how much, which proof, until when", arguments: TestStore.engines)
    func look(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let stranger = Visitor(world.window.door)
            let answer = try await csv(stranger, "/api/v1/tariff/unused", Self.table)
            #expect(answer.status == 200, "\(answer.text.prefix(400))")
            let json = try JSON(answer.body)
            let lines = json["results"]?.elements ?? []
            #expect(
                lines.map { $0["finding"]?.string }
                    == ["overpaid", "nothing-lower", "nothing-lower-held", "overpaid", "refused"])
            #expect(json["notToldLines"]?.integer == 1)
            let salmon = lines.first
            #expect(salmon?["agreement"]?.string == "RCEP")
            #expect(salmon?["overpaidDutyYuan"]?.string == "4970")
            #expect(salmon?["overpaidTotalYuan"]?.string == "5417.3")
            #expect(salmon?["claimUntil"]?.string == "2029-03-05")
            #expect(salmon?["windowSource"]?.string?.contains("第五十一条") == true)
            #expect(salmon?["proofs"]?.elements.isEmpty == false)
            #expect(lines[2]["notStated"]?.elements.isEmpty == false)
            #expect(lines[3]["kind"]?.string == "mfn")
            #expect(lines[3]["overpaidDutyYuan"]?.string == "130")
            #expect(lines[4]["refused"]?["code"]?.string == "tariff.day-outside-editions")
            let rcep = json["utilisation"]?.elements.first { $0["agreement"]?.string == "RCEP" }
            #expect(rcep?["eligibleLines"]?.integer == 2 && rcep?["claimedLines"]?.integer == 1)
            #expect(rcep?["usedPct"]?.string == "50")
            #expect(json["overpaidDutyYuan"]?.string == "5100")
            for (body, line) in [
                ("entry,code\n1,0302141000\n", 1),
                ("entry,declared_on,code,origin,value\n1,2026-03-02,0302141000,VNM,-5\n", 2),
                ("entry,declared_on,code,origin,value\n1,2026-03-02,0302141000,XXX,5\n", 2),
                ("entry,declared_on,code,origin,value\n1,2026-03-02,030214,VNM,5\n", 2),
            ] {
                let refused = try await csv(stranger, "/api/v1/tariff/unused", body)
                #expect(refused.status == 422)
                #expect(try JSON(refused.body)["faults"]?.elements.first?["line"]?.integer == Int64(line))
            }
        }
    }

    @Test("TR-07 lines are kept for their firm alone, settled entries add theirs, and figures of few firms are withheld", arguments: TestStore.engines)
    func kept(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.program(of: world.cast.declarant)
            let other = world.program(of: world.cast.platform)
            #expect(try await csv(Visitor(world.window.door), "/api/v1/tariff/past-lines", Self.table).status == 401)
            #expect(try await csv(firm, "/api/v1/tariff/past-lines", Self.table).status == 201)
            // The same again takes the place of what was there.
            #expect(try await csv(firm, "/api/v1/tariff/past-lines", Self.table).status == 201)
            func lines(_ visitor: Visitor) async throws -> Int64? {
                let answer = try await visitor.get("/api/v1/tariff/unused?from=2019-01-01")
                let read = try JSON(answer.body)
                return read["lines"]?.integer
            }
            #expect(try await lines(firm) == 5)
            #expect(try await lines(other) == 0)

            let importer = try #require(
                world.window.parties.register.find(code: world.cast.platform.creditCode)?.id)
            let day = try #require(Day("2026-05-01"))
            let settled = PastLine(
                entry: "220120261000000009", line: 1, declaredOn: day, paidOn: day,
                code: "0302141000", name: "三文鱼", origin: "VNM", value: Fixed(1000))
            let journal = world.window.journal
            _ = try await world.store.write { session in
                try journal.append(
                    Draft(
                        TariffCapability.linesSettled, actor: "scenario", tenant: importer,
                        subjectType: "entry", subject: settled.entry,
                        payload: .object([.init("lines", .array([settled.json]))])), in: session)
            }
            try await world.settle()
            #expect(try await lines(other) == 1)

            let officer = try await world.officer()
            func firms() async throws -> JSON? {
                try JSON(try await officer.get("/api/v1/tariff/utilisation").body)["agreements"]?
                    .elements.first { $0["agreement"]?.string == "RCEP" }
            }
            #expect(try await firms()?["withheld"]?.boolean == true)
            let third = world.program(of: world.cast.warehouse)
            #expect(try await csv(third, "/api/v1/tariff/past-lines", Self.table).status == 201)
            let shown = try await firms()
            #expect(shown?["firms"]?.integer == 3 && shown?["eligibleLines"]?.integer == 5)
            #expect(try await firm.get("/api/v1/tariff/utilisation").status == 403)
        }
    }
}
