import Kernel
import Testing

@testable import Tariff

@Suite("Retail import")
struct RetailImportTests {
    @Test("all example files are read", arguments: [
        ("retail-import-by-rate", 40), ("retail-import-orders", 25),
        ("retail-import-refusals", 18),
    ])
    func counts(file: String, count: Int) {
        #expect(examples(file).count == count)
    }

    /// Order of one line with the example's own rates; limits and shares are those of our tables.
    @Test("an order owes what its value and rates call for", arguments: examples("retail-import-by-rate"))
    func byRate(example: Example) throws {
        let result = try assess(byRate: example)
        try expect(result, example)
        #expect(result.limit.usedAfter == (try example.number("used_after")))
    }

    @Test("an order owes what the tariff of its day calls for", arguments: examples("retail-import-orders"))
    func orders(example: Example) throws {
        let result = try duties.get().assess(
            order: try example.order(), on: try example.day,
            usedThisYear: try example.number("used"))
        #expect(result.limit.value == (try example.number("value")))
        try expect(result, example)
        if let taxes = result.taxes {
            let values = try example["line_values"].split(separator: " ").filter { $0 != "+" }
                .map { try Fixed($0) }
            #expect(taxes.lines.map(\.value) == values)
        }
    }

    @Test("a tax that cannot be computed is refused and never zero", arguments: examples("retail-import-refusals"))
    func refusals(example: Example) throws {
        let refusal = #expect(throws: TariffRefusal.self) {
            try duties.get().assess(
                order: try example.order(), on: try example.day,
                usedThisYear: try example.number("used"))
        }
        let faults = refusal?.faults ?? []
        #expect(faults.map(\.code).joined(separator: " ") == example["refusals"])
        #expect(faults.map(\.path).joined(separator: " ") == example["fields"])
        #expect(faults.allSatisfy { !$0.message.zh.isEmpty && !$0.fix.en.isEmpty })
    }

    @Test("an order without goods is refused")
    func empty() throws {
        #expect(throws: TariffRefusal.orderEmpty) {
            try duties.get().assess(
                order: RetailImportOrder(lines: []), on: Day(sinceEpoch: 20_777),
                usedThisYear: .zero)
        }
    }

    @Test("the year's limit is of the day's year")
    func year() throws {
        let example = try #require(examples("retail-import-by-rate").first)
        let limit = try assess(byRate: example).limit
        #expect(limit.day == (try example.day))
        #expect(limit.explanation.inputs.contains { $0.name.en == "Used this year (2026)" })
    }

    private func expect(_ result: RetailImportAssessment, _ example: Example) throws {
        switch result.limit.treatment {
        case .normal: #expect(example["verdict"] == "normal")
        case .fullTaxSingleItem: #expect(example["verdict"] == "full")
        case .refused(let reason):
            #expect(example["verdict"] == reason.code)
            #expect(result.taxes == nil)
            return
        }
        let taxes = try #require(result.taxes)
        let found = [taxes.duty, taxes.consumption, taxes.vat, taxes.total].map(\.grouped)
        let wanted = try ["duty", "consumption", "vat", "total"].map {
            try example.number($0).grouped
        }
        #expect(found == wanted)
    }
}

/// Assesses a by-rate example: one line of a made-up code that bears the example's rates.
private func assess(byRate example: Example) throws -> RetailImportAssessment {
    let loaded = try duties.get()
    let code = try #require(GoodsCode("1234567890"))
    let pct = try example.optional("consumption_pct")
    let perKilogram = try example.optional("consumption_per_kg")
    let consumption: ConsumptionRate =
        if let perKilogram {
            .compound(pct: pct, amount: perKilogram, unit: "035")
        } else if let pct {
            .adValorem(pct: pct)
        } else {
            .none
        }
    let line = TariffLine(
        code: code, name: Localized(zh: "测试商品", en: "Test goods"),
        duty: .adValorem(pct: try example.number("duty_pct")), general: nil, provisional: nil,
        quota: nil, vat: try example.number("vat_pct"), consumption: consumption, unit1: "035",
        unit2: nil, elements: 0, elementsAreOwn: false, scope: "",
        ratesOf: 2014,
        from: try #require(Day("2014-01-01")), to: nil,
        citation: Citation(document: "测试"), isReferenceOnly: true)
    let made = RetailImportDuties(
        codes: GoodsCodes([line]), positiveList: loaded.positiveList, limits: loaded.limits,
        factors: loaded.factors, conversions: loaded.conversions)
    let order = RetailImportOrder(lines: [
        RetailImportOrder.Line(
            hs10: code.text, price: try example.number("value"),
            quantity: Quantity(try example.number("items"), unit: "011"),
            statutory: [Quantity(try example.number("kg"), unit: "035")])
    ])
    return try made.assess(
        order: order, on: try example.day, usedThisYear: try example.number("used"))
}
