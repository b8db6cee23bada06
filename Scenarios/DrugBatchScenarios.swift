import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Drugs in a zone, written off one clearance form.
@Suite("Imported drugs in batches") struct DrugBatchScenarios {
    @Test("RG-04 drugs leave the zone in batches against one form: what passed inspection and no more, none after expiry, each lot on record once", arguments: TestStore.engines)
    func batches(engine: TestStore.Engine) async throws {
        try await ServiceWorld.run(engine) { world in
            let drug = ["drug-form": "TEST-FORM-1", "drug": "测试药品 10mg", "lot": "T-01", "quantity": "100", "unit": "035", "arrived": "2026-11-10", "expires": "2026-12-15", "warehouse": "测试仓", "contact": "测试"]
            let expired = try await world.refused("drug-batches", drug.merging(["expires": "2026-11-19"]) { $1 }, documents: ["form-copy"])
            #expect(expired.faultPaths == ["/expires"] && expired.texts.contains { $0.contains("药品管理法") })
            let number = try await world.submit("drug-batches", drug, documents: ["form-copy"])
            #expect(try await world.refused("drug-batches", drug.merging(["warehouse": "另一仓"]) { $1 }, documents: ["form-copy"]).faultPaths == ["/drug-form"])
            #expect(try await world.draw("1", "early", number).status == 409, "nothing leaves before the inspection is known")
            let (one, two) = (try await world.officer("drug-1", at: "drug"), try await world.officer("drug-2", at: "drug"))
            let path = "/api/v1/applications/\(number)/actions"
            #expect(try await one.act(path, #"{"action":"grant","values":{"passed":"80"}}"#).status == 422, "the report has a number")
            let silent = try await one.act(path, #"{"action":"grant","values":{"passed":"80","inspection-report":"TEST-R-1"}}"#)
            #expect(try JSON(silent.body)["code"]?.string == "procedures.reason-missing", "less than was asked has a reason")
            let proposed = try await one.act(path, #"{"action":"grant","reason":"二十件未通过检验","values":{"passed":"80","inspection-report":"TEST-R-1"}}"#)
            #expect(proposed.status == 200, "\(proposed.text)")
            #expect(try await two.act(path, #"{"action":"agree"}"#).status == 200)
            #expect(try await world.draw("50", "b1", number).status == 201)
            #expect(try JSON(try await world.draw("30.1", "b2", number).body)["code"]?.string == "balances.insufficient", "eighty of the hundred passed")
            // People read what the unit is called, not its number.
            let much = try await world.draw("30.1", "b3", number)
            #expect(much.text.contains("30.10 千克") && !much.text.contains("单位 035"), "\(much.text)")
            let look = try await one.get("/zh/applications/\(number)").text
            #expect(look.contains("30 千克") && look.contains("使用一批：50 千克") && !look.contains("单位 035"))
            #expect(try await world.draw("29", "b2", number).status == 201)
            world.time.advance(days: 26)
            let program = try await world.freshProgram()
            let late = try await program.post("/api/v1/applications/\(number)/batches", json: #"{"key":"late","quantity":"1"}"#)
            #expect(late.status == 409 && late.text.contains("procedures.licence-ended"))
        }
    }
}
