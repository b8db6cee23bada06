import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// Acceptance: a white-listed firm importing a listed item is not asked for the drug form; the same
/// firm with an unlisted item is.
@Suite("Drug clearance forms") struct DrugFormScenarios {
    static func drug(_ number: String, _ code: String, _ name: String, of firm: SampleEnterprise, form: String? = nil) -> EntrySample {
        var sample = EntrySample(number, of: firm)
        sample.line["code"] = .text(code)
        sample.line["name"] = .text(name)
        sample.line["specification"] = .text("测试用")
        sample.line["quantity"] = .text("2")
        sample.line["secondQuantity"] = nil
        sample.line["secondUnit"] = nil
        sample.line["drugForm"] = form.map { .text($0) }
        return sample
    }

    @Test("RG-04 an import of a listed firm is not asked for the drug form for listed goods, is asked for others, and again once it has left the list", arguments: TestStore.engines)
    func asked(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let firm = world.cast.seller
            let program = world.program(of: firm)
            func lodge(_ number: String, _ code: String, form: String? = nil) async throws -> (Int, JSON) {
                let answer = try await program.post("/api/v1/entries", json: Self.drug(number, code, "测试血份", of: firm, form: form).json)
                return (answer.status, try JSON(answer.body))
            }
            let serum = "3002120099"
            let (early, faults) = try await lodge("DRUG-1", serum)
            #expect(early == 422 && faults.faultPaths == ["/lines/0/drugForm"], "\(faults.encoded)")
            #expect(faults.texts.contains { $0.contains("进口药品通关单") && $0.contains("第六十四条") })
            #expect(try await lodge("DRUG-2", serum, form: "TEST-FORM-1").0 == 201, "with the form anybody")
            let (one, two) = (try await world.keeper("one", of: "commerce"), try await world.keeper("two", of: "commerce"))
            try await world.record(["research-firm": 1, "tracking-system": 1], of: firm, by: one)
            try await world.change("rd-goods", "entry", of: firm, item: "300212", one, two)
            let (listed, entry) = try await lodge("DRUG-3", serum)
            #expect(listed == 201, "\(entry.encoded)")
            let (other, still) = try await lodge("DRUG-4", "3002150010")
            #expect(other == 422 && still.faultPaths == ["/lines/0/drugForm"], "the same firm with another item")
            try await world.change("rd-goods", "exit", of: firm, item: "300212", one, two)
            #expect(try await lodge("DRUG-5", serum).0 == 201, "it leaves tomorrow")
            world.time.advance(days: 1)
            let (later, again) = try await lodge("DRUG-6", serum)
            #expect(later == 422 && again.faultPaths == ["/lines/0/drugForm"])
            let number = try #require(entry["number"]?.string)
            #expect(try await world.entry(number)["state"]?.string != nil, "what was lodged before stays")
        }
    }
}
