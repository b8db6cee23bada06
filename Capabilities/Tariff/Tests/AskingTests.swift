import Kernel
import Origin
import Testing

@testable import Tariff

@Suite("What people write into questions")
struct AskingTests {
    @Test("an origin is taken as worksheets take it", arguments: [
        "AUS", "601", "au", "AU", "澳大利亚", "australia",
    ])
    func origins(text: String) throws {
        #expect(try book.get().origin(text).iso == "AUS")
    }

    @Test("a day that is none names the field it was written in")
    func dayField() {
        #expect(LookupRefusal.dayForm("2026-02-30", field: "exported").field == "exported")
        #expect(LookupRefusal.dayForm("2026-02-30").field == "on")
    }

    @Test("what a claim owes comes from the tariff, or is refused at the field that lacks")
    func claims() throws {
        let taxation = try book.get().forClaims
        func ask(_ code: String, _ quantity: String = "") throws -> ClaimTaxation.Outcome {
            taxation.owed(
                code: code, country: "THA", agreement: "RCEP", value: Fixed(100_000),
                quantity: quantity, on: try #require(Day("2026-11-20")))
        }
        guard case .taxes(let full, let preferential, _) = try ask("6403911190") else {
            Issue.record("shoes were not taxed")
            return
        }
        #expect(full.total == Fixed(22_040) && preferential.total == Fixed(13_000))
        guard case .refused(let fault) = try ask("2208300000") else {
            Issue.record("spirits were taxed without a quantity")
            return
        }
        #expect(fault.path == "/quantity" && fault.code == "tariff.quantity-missing")
        guard case .taxes = try ask("2208300000", "1000/095") else {
            Issue.record("spirits were not taxed by litres")
            return
        }
        guard case .nothingToGain = try ask("9503008900") else {
            Issue.record("a preference on goods that owe no duty")
            return
        }
    }
}
