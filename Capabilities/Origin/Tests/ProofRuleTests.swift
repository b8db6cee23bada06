import Kernel
import Testing

@testable import Origin

@Suite("Proofs, journeys and the parties to them")
struct ProofRuleTests {
    @Test(
        "A proof is good for its months, the last day included",
        arguments: [
            ("2025-06-10", "2026-06-10", true), ("2025-06-10", "2026-06-11", false),
            ("2025-06-10", "2025-06-09", false), ("2024-02-29", "2025-02-28", true),
        ])
    func validity(issued: String, declared: String, isGood: Bool) throws {
        let found = ProofValidity.check(
            issued: try #require(Day(issued)), declared: try #require(Day(declared)), months: 12,
            citation: Citation(document: "TEST"))
        #expect(found.isGood == isGood)
    }

    @Test(
        "A stop breaks the journey when more than logistics was done, or control was lost",
        arguments: [
            ([], DirectConsignment.Outcome.direct), (["unloading", "reloading"], .transit),
            (["reloading", "adding parts"], .broken),
        ] as [([String], DirectConsignment.Outcome)])
    func journey(operations: [String], outcome: DirectConsignment.Outcome) {
        let stops =
            operations.isEmpty
            ? []
            : [
                DirectConsignment.Stop(
                    country: "HKG", isUnderControl: true, operations: operations)
            ]
        let citation = Citation(document: "TEST")
        #expect(
            DirectConsignment.check(stops, rule: .logisticsUnderControl, citation: citation)
                .outcome == outcome)
        let loose = stops.map {
            DirectConsignment.Stop(
                country: $0.country, isUnderControl: false, operations: $0.operations)
        }
        #expect(
            DirectConsignment.check(loose, rule: .logisticsUnderControl, citation: citation)
                .outcome == (stops.isEmpty ? .direct : .broken))
    }

    @Test("The security is what the preference would save, VAT included")
    func security() throws {
        func owed(_ duty: Int32, _ vat: Int32) -> ClaimTaxation.Owed {
            ClaimTaxation.Owed(
                rate: Localized(same: "test"), duty: Fixed(duty), consumption: .zero,
                vat: Fixed(vat), total: Fixed(duty + vat))
        }
        let found = try SecurityAmount(
            value: Fixed(100_000), full: owed(8_000, 14_040), preferential: owed(2_000, 13_260),
            rates: []
        ).compute()
        #expect(found.amount == Fixed(6_780))
    }

    @Test("A certificate is issued retrospectively once the days of its agreement are over", arguments: [
        ("RCEP", "2026-11-20", "2026-11-20", false), ("RCEP", "2026-11-20", "2026-11-21", true),
        // Thursday the 19th: seven working days end on Monday the 30th.
        ("CN-KOR", "2026-11-19", "2026-11-30", false), ("CN-KOR", "2026-11-19", "2026-12-01", true),
        ("ACFTA", "2026-11-20", "2026-11-23", false), ("ACFTA", "2026-11-20", "2026-11-24", true),
        ("CN-PER", "2026-11-20", "2026-11-21", true),
    ])
    func retrospective(agreement: String, shipped: String, issued: String, expected: Bool) throws {
        let terms = try IssueTerms.load(Share.find())
        let day = try #require(Day(issued))
        let term = try terms.term(of: agreement, on: day)
        #expect(term.months == 12 && !term.citation.document.isEmpty)
        #expect(
            terms.isRetrospective(term, shipped: try #require(Day(shipped)), issued: day) == expected)
    }
}
