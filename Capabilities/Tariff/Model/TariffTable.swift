import Kernel
import Reference

/// Reads the rows of the tariff files into lines.
struct TariffTable {
    private let hs10, zh, en, mfn, general, provisional, quota, vat: Int
    private let kind, pct, amount, amountUnit, threshold, thresholdUnit, thresholdOn: Int
    private let amountBelow, pctAbove, unit1, unit2, elements, elementsOf, scope: Int

    /// Finds the columns.
    ///
    /// - Parameter isPartial: takes a file that leaves columns out; what they would say is taken
    ///   from the line as it was. Otherwise a missing column is refused.
    init(_ file: DataFile, isPartial: Bool = false) throws(DataFault) {
        func column(_ name: String) throws(DataFault) -> Int {
            isPartial ? file.place(of: name) : try file.column(name)
        }
        hs10 = try file.column("hs10")
        zh = try column("name_zh")
        en = file.place(of: "name_en")
        mfn = try column("mfn")
        general = try column("general")
        provisional = try column("provisional_pct")
        quota = try column("quota")
        vat = try column("vat_pct")
        kind = try column("consumption_kind")
        pct = try column("consumption_pct")
        amount = try column("consumption_amount")
        amountUnit = try column("consumption_amount_unit")
        threshold = try column("consumption_threshold")
        thresholdUnit = try column("consumption_threshold_unit")
        thresholdOn = try column("consumption_threshold_on")
        amountBelow = try column("consumption_amount_below")
        // Few goods have two rates; a file may leave it out.
        pctAbove = file.place(of: "consumption_pct_above")
        elements = try column("elements")
        elementsOf = try column("elements_of")
        scope = try column("scope_zh")
        unit1 = try column("unit1")
        unit2 = try column("unit2")
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

    /// Reads a row.
    ///
    /// - Parameter base: the line as it was, which says what the file has no column for.
    func line(_ row: DataRow, _ origin: Origin, base: TariffLine? = nil) throws(DataFault)
        -> TariffLine
    {
        guard let code = GoodsCode(row.text(hs10)) else { throw row.fault("hs10") }
        var name = base?.name
        if zh >= 0 || name == nil {
            let text = try row.required(zh, "name_zh")
            let english = base.flatMap { $0.englishIsOwn ? $0.name.en : nil }
            name = Localized(zh: text, en: english ?? origin.english[code.prefix(6)] ?? text)
        }
        guard var name else { throw row.fault("name_zh") }
        let own = row.text(en)
        if !own.isEmpty { name = Localized(zh: name.zh, en: own) }
        return TariffLine(
            code: code, name: name, englishIsOwn: !own.isEmpty || base?.englishIsOwn ?? false,
            duty: try kept(mfn, base?.duty) { row throws(DataFault) in try duty(row) }(row),
            general: general < 0 ? base?.general : try self.general(row),
            provisional: provisional < 0
                ? base?.provisional : try percentage(row, provisional, "provisional_pct"),
            quota: quota < 0 ? base?.quota : try self.quota(row),
            vat: vat < 0 ? base?.vat : try percentage(row, vat, "vat_pct"),
            consumption: try kept(kind, base?.consumption) { row throws(DataFault) in
                try consumption(row)
            }(row),
            unit1: unit1 < 0 ? base?.unit1 : unit(row, unit1),
            unit2: unit2 < 0 ? base?.unit2 : unit(row, unit2),
            elements: elements < 0 ? base?.elements ?? 0 : Int32(row.text(elements)) ?? 0,
            elementsAreOwn: elements < 0
                ? base?.elementsAreOwn ?? false : row.text(elementsOf) == "code",
            scope: scope < 0 ? base?.scope ?? "" : row.text(scope),
            ratesOf: mfn >= 0 && provisional >= 0
                ? origin.from.year : base?.ratesOf ?? origin.from.year,
            from: origin.from, to: origin.to, citation: origin.citation,
            isReferenceOnly: origin.isReferenceOnly
                || (keepsRates && base?.isReferenceOnly ?? false))
    }

    /// Whether the file leaves some of the rates as they were, with whatever doubt they had.
    private var keepsRates: Bool { stated.count < TariffLine.Part.allCases.count }

    /// The rates the file has a column for.
    var stated: Set<TariffLine.Part> {
        let columns: [(TariffLine.Part, Int)] = [
            (.mfn, mfn), (.general, general), (.provisional, provisional), (.vat, vat),
            (.consumption, kind),
        ]
        return Set(columns.filter { $0.1 >= 0 }.map(\.0))
    }

    /// What was there, where the file has no column for it; else what the row says.
    private func kept<Value>(
        _ column: Int, _ value: Value?,
        _ read: @escaping (DataRow) throws(DataFault) -> Value
    ) -> (DataRow) throws(DataFault) -> Value {
        guard column < 0, let value else { return read }
        return { _ throws(DataFault) in value }
    }

    private func duty(_ row: DataRow) throws(DataFault) -> DutyRate {
        guard let rate = DutyRate(notation: row.text(mfn)) else { throw row.fault("mfn") }
        guard rate.isPlausible else { throw row.fault("mfn", TariffTable.tooHigh) }
        return rate
    }

    /// No duty or tax of today's kind takes the whole value: such a rate is a slip of the pen. The
    /// general rates do, up to 270 per cent.
    static let tooHigh = Localized(
        zh: "税率应低于 100%", en: "a rate lies below 100 per cent")

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
        let perUnit = try TariffTable.bounded(row, amount, "consumption_amount", below: 1_000_000)
        switch row.text(kind) {
        case "none": return .none
        case "ad-valorem":
            guard let rate else { throw row.fault("consumption_pct") }
            return .adValorem(pct: rate)
        case "above-threshold":
            guard let rate,
                let price = try TariffTable.bounded(
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
                let below = try TariffTable.bounded(
                    row, amountBelow, "consumption_amount_below", below: 1_000_000),
                let price = try TariffTable.bounded(
                    row, threshold, "consumption_threshold", below: 1_000_000)
            else { throw row.fault("consumption_amount") }
            return .byPrice(
                price: price, above: perUnit, below: below,
                unit: try row.required(amountUnit, "consumption_amount_unit"))
        case "compound-by-price":
            guard let rate, let perUnit,
                let upper = try TariffTable.bounded(
                    row, pctAbove, "consumption_pct_above", below: 100),
                let price = try TariffTable.bounded(
                    row, threshold, "consumption_threshold", below: 1_000_000)
            else { throw row.fault("consumption_pct_above") }
            return .byComputedPrice(
                price: price, upper: upper, lower: rate, amount: perUnit,
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
        try TariffTable.bounded(row, pct, "consumption_pct", below: 100)
    }

    private func percentage(_ row: DataRow, _ column: Int, _ name: String) throws(DataFault)
        -> Fixed?
    {
        try TariffTable.perCent(row, column, name)
    }

    /// A rate from 0 to below 100; nil for an empty cell.
    static func perCent(_ row: DataRow, _ column: Int, _ name: String) throws(DataFault) -> Fixed? {
        try bounded(row, column, name, below: 100)
    }

    /// The bounds keep the exact products of the formulas inside 128 bits.
    private static func bounded(
        _ row: DataRow, _ column: Int, _ name: String, below limit: Int32
    ) throws(DataFault) -> Fixed? {
        guard let number = try row.number(column, name) else { return nil }
        guard !number.isNegative else {
            throw row.fault(name, Localized(zh: "不能为负", en: "it lies below zero"))
        }
        guard number < Fixed(limit) else {
            throw row.fault(
                name,
                limit == 100
                    ? TariffTable.tooHigh
                    : Localized(zh: "应低于 \(limit)", en: "it must lie below \(limit)"))
        }
        return number
    }

    private func unit(_ row: DataRow, _ column: Int) -> String? {
        let text = row.text(column)
        return text.isEmpty ? nil : text
    }
}
