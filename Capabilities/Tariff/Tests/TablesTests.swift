import Kernel
import Reference
import Testing

@testable import Tariff

private let day = Day(sinceEpoch: 20_777)

@Suite("Goods codes")
struct GoodsCodesTests {
    @Test("a code has its rates on its day", arguments: [
        ("3304990029", "2026-01-01", "1", "", "13"), ("1901101090", "2026-11-20", "15", "5", "13"),
        ("2208300000", "2026-02-01", "10", "", "13"), ("2208300000", "2026-02-02", "10", "5", "13"),
        ("0101210010", "2026-11-20", "0", "", "9"),
    ])
    func rates(code: String, on: String, mfn: String, provisional: String, vat: String) throws {
        let on = try #require(Day(on))
        let line = try #require(try duties.get().codes.line(hs10: code, on: on))
        #expect(line.duty == .adValorem(pct: try Fixed(mfn)))
        #expect(line.provisional == (provisional.isEmpty ? nil : try Fixed(provisional)))
        #expect(line.vat == (try Fixed(vat)))
        #expect(line.code.text == code)
        #expect(line.isReferenceOnly)
    }

    @Test("what is no code, or has no rate that day, has no line", arguments: [
        ("330499002", "2026-11-20"), ("33049900290", "2026-11-20"), ("", "2026-11-20"),
        ("330499002X", "2026-11-20"), ("３304990029", "2026-11-20"), ("-304990029", "2026-11-20"),
        ("9999999999", "2026-11-20"), ("3304990029", "2025-12-31"),
    ])
    func none(code: String, on: String) throws {
        #expect(try duties.get().codes.line(hs10: code, on: #require(Day(on))) == nil)
    }

    @Test("a heading is known when a code begins with it", arguments: [
        ("3304", true), ("330499", true), ("0101", true), ("9803", true), ("3304990029", true),
        ("9999", false), ("0000", false), ("7700", false), ("", false), ("33o4", false),
        ("33049900291", false),
    ])
    func prefixes(digits: String, known: Bool) throws {
        #expect(try duties.get().codes.contains(prefix: digits) == known)
    }

    @Test("the table is whole")
    func whole() throws {
        let codes = try duties.get().codes
        #expect(codes.count == 12_030)
        let line = try #require(codes.line(hs10: "2204210000", on: day))
        #expect(line.name.zh == "小包装的鲜葡萄酿造的酒")
        #expect(line.name.en.hasPrefix("Wine"))
        #expect(line.unit1 == "095")
        #expect(line.unit2 == "035")
        #expect(line.consumption == .adValorem(pct: Fixed(10)))
    }
}

@Suite("Positive list")
struct PositiveListTests {
    private func enforced() throws -> PositiveList {
        try PositiveList.read(
            DataFile(
                "Capabilities/Tariff/Tests/Examples/positive-list-enforced.csv", in: share.get()))
    }

    @Test("without a list every heading is admitted, and that is said")
    func open() throws {
        let code = try #require(GoodsCode("8516711000"))
        guard case .notEnforced = try duties.get().positiveList.verdict(code, on: day) else {
            Issue.record("the list is enforced")
            return
        }
    }

    @Test("a list that is there is enforced from its first day on", arguments: [
        ("8516711000", "2026-11-20", "85167110"), ("8516712000", "2026-11-20", nil),
        ("1901101090", "2026-06-30", "1901"), ("1901101090", "2026-07-01", nil),
        ("2204210000", "2026-11-20", "2204210000"), ("8516711000", "2022-03-01", "85167110"),
    ] as [(String, String, String?)])
    func listed(code: String, on: String, heading: String?) throws {
        let code = try #require(GoodsCode(code))
        switch try enforced().verdict(code, on: #require(Day(on))) {
        case .listed(let found, _), .onlyFor(_, let found, _): #expect(found == heading)
        case .notListed: #expect(heading == nil)
        case .notEnforced: Issue.record("the list is not enforced")
        }
    }

    @Test("before the first day of the list every heading is admitted")
    func before() throws {
        let code = try #require(GoodsCode("8516712000"))
        guard case .notEnforced = try enforced().verdict(code, on: #require(Day("2022-02-28")))
        else {
            Issue.record("the list is enforced before its first day")
            return
        }
    }

    @Test("goods off the list are refused")
    func refused() throws {
        let loaded = try duties.get()
        let strict = RetailImportDuties(
            codes: loaded.codes, positiveList: try enforced(), limits: loaded.limits,
            factors: loaded.factors, conversions: loaded.conversions)
        let order = try Example(cells: ["lines": "8516712000 100 1/007"]).order()
        #expect(throws: TariffRefusal.notOnPositiveList(line: 1, code: "8516712000")) {
            try strict.assess(order: order, on: day, usedThisYear: .zero)
        }
    }
}

@Suite("Exchange and export")
struct ExchangeAndExportTests {
    @Test("all example files are read", arguments: [("exchange", 5), ("export-summary", 6)])
    func counts(file: String, count: Int) { #expect(examples(file).count == count) }

    @Test("an amount in another currency is compared in yuan", arguments: examples("exchange"))
    func yuan(example: Example) throws {
        let rates = try ExchangeRates.load(share.get())
        let currency = try #require(CurrencyCode(example["currency"]))
        let yuan = try rates.yuan(
            Money(try example.number("amount"), currency), on: try example.day)
        #expect(yuan == (try example.number("yuan")))
    }

    @Test("a currency without a rate is refused")
    func noRate() throws {
        let rates = try ExchangeRates.load(share.get())
        let currency = try #require(CurrencyCode("999"))
        #expect(throws: TariffRefusal.exchangeRateMissing(currency, day)) {
            try rates.yuan(Money(Fixed(1), currency), on: day)
        }
        #expect(rates.rate(of: currency, on: day) == nil)
    }

    @Test("an export list is summarised when all conditions hold, else every reason is told", arguments: examples("export-summary"))
    func summary(example: Example) throws {
        let decision = try ExportSummaryRule.load(share.get()).decide(
            ExportSummaryFacts(
                inPilotZone: example["pilot_zone"] == "yes",
                bearsExportDuty: example["duty"] == "yes",
                claimsRefund: example["refund"] == "yes", needsLicence: example["licence"] == "yes",
                value: try example.number("value")), on: try example.day)
        #expect(decision.reasons.map(\.rawValue).joined(separator: " ") == example["reasons"])
        #expect(decision.isAllowed == example["reasons"].isEmpty)
        #expect(String(decision.codeDigits) == example["digits"])
        #expect(!decision.explanation.citations.isEmpty)
    }

    @Test("before the rule there is no summary")
    func early() throws {
        let facts = ExportSummaryFacts(
            inPilotZone: true, bearsExportDuty: false, claimsRefund: false, needsLicence: false,
            value: Fixed(1))
        let early = try #require(Day("2018-12-31"))
        #expect(throws: TariffRefusal.noRuleOnDay(early)) {
            try ExportSummaryRule.load(share.get()).decide(facts, on: early)
        }
    }
}

@Suite("Tariff refusals")
struct TariffRefusalTests {
    @Test("the codes stand in the README in order of precedence")
    func readme() throws {
        let readme = try share.get().text("Capabilities/Tariff/README.md")
        let currency = try #require(CurrencyCode("502"))
        let refusals: [TariffRefusal] = [
            .orderEmpty, .amountNotPositive(field: "x"), .amountOutOfRange, .noRuleOnDay(day),
            .codeUnknown(line: 1, code: "1"), .noRateOnDay(line: 1, code: "1", day),
            .notOnPositiveList(line: 1, code: "1"),
            .listedForOthers(line: 1, code: "1", .drugPilot), .vatRateUnknown(line: 1, code: "1"),
            .dutyNotComputable(line: 1, code: "1"),
            .consumptionTaxNotComputable(line: 1, code: "1"),
            .quantityMissing(line: 1, code: "1", unit: "035"),
            .exchangeRateMissing(currency, day), .several([]),
        ]
        let lines = readme.split(separator: "\n").prefix { $0 != "### Refusals of look-ups" }
        let rows = lines.filter { $0.hasPrefix("| `tariff.") }
        let codes = rows.map { String($0.split(separator: "`")[1]) }
        #expect(codes == refusals.map(\.code))
        for refusal in refusals {
            #expect(!refusal.message.zh.isEmpty && !refusal.message.en.isEmpty)
            #expect(!refusal.fix.zh.isEmpty && !refusal.fix.en.isEmpty)
        }
    }
}
