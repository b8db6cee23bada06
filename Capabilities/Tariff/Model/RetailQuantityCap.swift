public import Kernel
import Reference

/// How much of a good one person may import by retail in a calendar year, as the positive list
/// remarks on it (每人每年限量).
public struct RetailQuantityCap: Sendable, Hashable {
    /// Short name, also part of the buyer's account, the same in every edition of the list: `sugar`
    /// for what came with the product, else the four digits of the heading. Quantities under one
    /// heading count together.
    public let id: String
    public let name: Localized
    /// Most in a calendar year, in the unit.
    public let quantity: Fixed
    /// The customs' number of the unit.
    public let unit: String
    public let unitName: Localized
}

/// The yearly quantities that came with the product; those of a loaded list go before them.
struct RetailQuantityCaps: Sendable {
    struct Row: LoadedValue {
        let headings: [String]
        let cap: RetailQuantityCap

        var loadedKey: String { cap.id }
    }

    var shipped: [Dated<Row>] = []
    var loaded = LoadedEditions()

    /// The cap of a code on a day.
    func cap(of code: GoodsCode, on day: Day) -> Dated<RetailQuantityCap>? {
        loaded.all(\.caps, over: shipped, on: day).closest(to: code.text, \.value.headings).map {
            Dated(from: $0.from, to: $0.to, value: $0.value.cap, citation: $0.citation)
        }
    }

    /// The name under which goods are counted on a day: that of the cap in force, else the one that
    /// came with the product, under which they were counted before.
    func id(of code: GoodsCode, on day: Day) -> String? {
        cap(of: code, on: day)?.value.id
            ?? shipped.closest(to: code.text, \.value.headings)?.value.cap.id
    }

    static func load(_ share: Share, _ units: UnitConversions) throws(DataFault)
        -> RetailQuantityCaps
    {
        var file = try DataFile("\(folder)/retail-quantity-caps.csv", in: share)
        let columns = try DatedColumns(file)
        let id = try file.column("cap")
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        let headings = try file.column("headings")
        let quantity = try file.column("quantity")
        let unit = try file.column("unit")
        var rows: [Dated<Row>] = []
        while let row = try file.next() {
            let digits = row.text(headings).split(separator: " ").map(String.init)
            guard !digits.isEmpty, digits.allSatisfy({ GoodsCode.pack($0) != nil }) else {
                throw row.fault("headings")
            }
            guard let amount = try row.number(quantity, "quantity"), amount > .zero else {
                throw row.fault("quantity")
            }
            let number = try row.required(unit, "unit")
            let cap = RetailQuantityCap(
                id: try row.required(id, "cap"),
                name: Localized(
                    zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                quantity: amount, unit: number, unitName: units.name(of: number))
            rows.append(try columns.dated(Row(headings: digits, cap: cap), row))
        }
        return RetailQuantityCaps(shipped: rows)
    }
}

/// What a line of an order takes of a yearly quantity.
public struct RetailQuantityUse: Sendable {
    /// From 1, in order of the lines.
    public let line: Int
    public let cap: Dated<RetailQuantityCap>
    /// In the unit of the cap, above zero.
    public let quantity: Fixed
}

extension RetailImportDuties {
    /// What the lines of an order take of yearly quantities per person.
    ///
    /// - Parameter day: of release of the list.
    /// - Throws: `quantityMissing` for a line that declares no quantity the cap could count.
    public func quantityUses(
        of order: RetailImportOrder, on day: Day
    ) throws(TariffRefusal) -> [RetailQuantityUse] {
        var uses: [RetailQuantityUse] = []
        var refusals: [TariffRefusal] = []
        for (index, line) in order.lines.enumerated() {
            guard let code = GoodsCode(line.hs10), let cap = quantityCap(of: code, on: day) else {
                continue
            }
            let unit = cap.value.unit
            let found = try inRange { () throws(NumberFault) in
                try conversions.quantity(of: line, in: unit, on: day)
            }
            guard let quantity = found else {
                refusals.append(
                    .quantityMissing(line: index + 1, code: line.hs10, unit: unit))
                continue
            }
            uses.append(RetailQuantityUse(line: index + 1, cap: cap, quantity: quantity))
        }
        if let refusal = TariffRefusal.together(refusals) { throw refusal }
        return uses
    }

    /// How much of a good a person may import in a year; nil for goods without such a remark.
    public func quantityCap(of code: GoodsCode, on day: Day) -> Dated<RetailQuantityCap>? {
        if let loaded = positiveList.quantityCap(of: code, on: day) {
            return Dated(
                from: loaded.from, to: loaded.to,
                value: RetailQuantityCap(
                    // What was bought under the list before counts under this one.
                    id: caps.id(of: code, on: day) ?? String(code.text.prefix(4)),
                    name: codes.line(code, on: day)?.name ?? loaded.value.name,
                    quantity: loaded.value.quantity, unit: loaded.value.unit,
                    unitName: conversions.name(of: loaded.value.unit)),
                citation: loaded.citation)
        }
        return caps.cap(of: code, on: day)
    }
}
