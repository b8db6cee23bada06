import Kernel
import Reference

/// Reads the rows of the tariff files into lines.
struct TariffTable {
    private let hs10, zh, mfn, general, provisional, quota, vat: Int
    private let kind, pct, amount, amountUnit, threshold, thresholdUnit, thresholdOn: Int
    private let amountBelow, unit1, unit2, elements, elementsOf, scope: Int

    /// Finds the columns. Refuses a file that lacks one.
    init(_ file: DataFile) throws(DataFault) {
        hs10 = try file.column("hs10")
        zh = try file.column("name_zh")
        mfn = try file.column("mfn")
        general = try file.column("general")
        provisional = try file.column("provisional_pct")
        quota = try file.column("quota")
        vat = try file.column("vat_pct")
        kind = try file.column("consumption_kind")
        pct = try file.column("consumption_pct")
        amount = try file.column("consumption_amount")
        amountUnit = try file.column("consumption_amount_unit")
        threshold = try file.column("consumption_threshold")
        thresholdUnit = try file.column("consumption_threshold_unit")
        thresholdOn = try file.column("consumption_threshold_on")
        amountBelow = try file.column("consumption_amount_below")
        elements = try file.column("elements")
        elementsOf = try file.column("elements_of")
        scope = try file.column("scope_zh")
        unit1 = try file.column("unit1")
        unit2 = try file.column("unit2")
    }

    /// What rows of one file have in common.
    struct Origin {
        let from: Day
        let to: Day?
        let citation: Citation
        let isReferenceOnly: Bool
        /// English names by six-digit subheading.
        let english: [UInt64: String]
    }

    func line(_ row: DataRow, _ origin: Origin) throws(DataFault) -> TariffLine {
        guard let code = GoodsCode(row.text(hs10)) else { throw row.fault("hs10") }
        let name = try row.required(zh, "name_zh")
        return TariffLine(
            code: code, name: Localized(zh: name, en: origin.english[code.prefix(6)] ?? name),
            duty: try duty(row), general: try general(row),
            provisional: try percentage(row, provisional, "provisional_pct"),
            quota: try quota(row),
            vat: try percentage(row, vat, "vat_pct"), consumption: try consumption(row),
            unit1: unit(row, unit1), unit2: unit(row, unit2),
            elements: Int32(row.text(elements)) ?? 0,
            elementsAreOwn: row.text(elementsOf) == "code", scope: row.text(scope),
            from: origin.from, to: origin.to,
            citation: origin.citation, isReferenceOnly: origin.isReferenceOnly)
    }

    private func duty(_ row: DataRow) throws(DataFault) -> DutyRate {
        guard let rate = DutyRate(notation: row.text(mfn)) else { throw row.fault("mfn") }
        return rate
    }

    private func general(_ row: DataRow) throws(DataFault) -> DutyRate? {
        let text = row.text(general)
        if text.isEmpty { return nil }
        guard let rate = DutyRate(notation: text) else { throw row.fault("general") }
        return rate
    }

    private func quota(_ row: DataRow) throws(DataFault) -> QuotaSide? {
        let text = row.text(quota)
        if text.isEmpty { return nil }
        guard let side = QuotaSide(rawValue: text) else { throw row.fault("quota") }
        return side
    }

    private func consumption(_ row: DataRow) throws(DataFault) -> ConsumptionRate {
        let rate = try consumptionPercentage(row)
        let perUnit = try bounded(row, amount, "consumption_amount", below: 1_000_000)
        switch row.text(kind) {
        case "none": return .none
        case "ad-valorem":
            guard let rate else { throw row.fault("consumption_pct") }
            return .adValorem(pct: rate)
        case "above-threshold":
            guard let rate,
                let price = try bounded(
                    row, threshold, "consumption_threshold", below: 1_000_000)
            else { throw row.fault("consumption_pct") }
            return .aboveThreshold(
                pct: rate,
                ConsumptionRate.Threshold(
                    price: price,
                    unit: try row.required(thresholdUnit, "consumption_threshold_unit"),
                    includesDuty: try includesDuty(row)))
        case "specific":
            return .specific(
                amount: perUnit, unit: try row.required(amountUnit, "consumption_amount_unit"))
        case "by-price":
            guard let perUnit,
                let below = try bounded(
                    row, amountBelow, "consumption_amount_below", below: 1_000_000),
                let price = try bounded(
                    row, threshold, "consumption_threshold", below: 1_000_000)
            else { throw row.fault("consumption_amount") }
            return .byPrice(
                price: price, above: perUnit, below: below,
                unit: try row.required(amountUnit, "consumption_amount_unit"))
        case "compound":
            return .compound(
                pct: rate, amount: perUnit,
                unit: try row.required(amountUnit, "consumption_amount_unit"))
        default: throw row.fault("consumption_kind")
        }
    }

    private func includesDuty(_ row: DataRow) throws(DataFault) -> Bool {
        switch row.text(thresholdOn) {
        case "duty-paid": true
        case "value": false
        default: throw row.fault("consumption_threshold_on")
        }
    }

    /// Consumption tax lies inside the price, so a rate of 100 per cent would divide by zero.
    private func consumptionPercentage(_ row: DataRow) throws(DataFault) -> Fixed? {
        try bounded(row, pct, "consumption_pct", below: 100)
    }

    private func percentage(_ row: DataRow, _ column: Int, _ name: String) throws(DataFault)
        -> Fixed?
    {
        try bounded(row, column, name, below: 1000)
    }

    /// The bounds keep the exact products of the formulas inside 128 bits.
    private func bounded(_ row: DataRow, _ column: Int, _ name: String, below limit: Int32)
        throws(DataFault) -> Fixed?
    {
        guard let number = try row.number(column, name) else { return nil }
        guard !number.isNegative, number < Fixed(limit) else { throw row.fault(name) }
        return number
    }

    private func unit(_ row: DataRow, _ column: Int) -> String? {
        let text = row.text(column)
        return text.isEmpty ? nil : text
    }
}
