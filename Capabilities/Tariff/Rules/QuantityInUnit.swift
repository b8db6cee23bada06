import Kernel
import Reference

/// Which declared quantities may stand for a quantity in the unit a tax counts by.
struct UnitConversions: Sendable {
    /// In order of preference, on all days.
    let shipped: [Dated<MetricConversion>]
    /// Those that hold for certain goods, for consumption tax alone.
    var goods: GoodsConversions
    /// What an operator loaded.
    var loaded = LoadedEditions() {
        didSet { goods.loaded = loaded }
    }

    static func load(_ share: Share) throws(DataFault) -> UnitConversions {
        var conversions: [Dated<MetricConversion>] = []
        var file = try DataFile("\(folder)/unit-conversions.csv", in: share)
        let wanted = try file.column("wanted")
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        let given = try file.column("given")
        let numerator = try file.column("numerator")
        let denominator = try file.column("denominator")
        let source = try file.column("source")
        while let row = try file.next() {
            guard let top = Int32(row.text(numerator)), let bottom = Int32(row.text(denominator)),
                (1...1_000_000).contains(top), (1...1_000_000).contains(bottom)
            else { throw row.fault("numerator") }
            conversions.append(
                Dated(
                    from: Day(sinceEpoch: 0), to: nil,
                    value: MetricConversion(
                        wanted: try row.required(wanted, "wanted"),
                        given: try row.required(given, "given"), numerator: Int128(top),
                        denominator: Int128(bottom),
                        name: Localized(
                            zh: try row.required(zh, "name_zh"),
                            en: try row.required(en, "name_en"))),
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return UnitConversions(shipped: conversions, goods: try GoodsConversions.load(share))
    }

    /// What a unit is called; its code where no table says.
    func name(of unit: String) -> Localized {
        func isWanted(_ row: Dated<MetricConversion>) -> Bool { row.value.wanted == unit }
        if let row = shipped.first(where: isWanted) { return row.value.name }
        return loaded.now.metrics.rows.values.joined().first(where: isWanted)?.value.name
            ?? Localized(same: unit)
    }

    /// The quantity of a line in a unit on a day, by the first conversion that fits what was
    /// declared; nil when none does.
    func quantity(of line: RetailImportOrder.Line, in unit: String, on day: Day)
        throws(NumberFault) -> Fixed?
    {
        for row in loaded.all(\.metrics, over: shipped, on: day) where row.value.wanted == unit {
            let conversion = row.value
            // Statutory quantities come first: the ordered unit is the trader's own choice.
            for quantity in line.statutory + [line.quantity]
            where quantity.unit == conversion.given && quantity.amount > .zero {
                return try quantity.amount.scaled(
                    conversion.numerator, over: conversion.denominator)
            }
        }
        return nil
    }
}

/// That so many of one unit are so many of another, whatever the goods.
struct MetricConversion: LoadedValue, Hashable {
    let wanted: String
    let given: String
    let numerator: Int128
    let denominator: Int128
    /// What the wanted unit is called in an explanation.
    let name: Localized

    var loadedKey: String { MetricConversion.key(wanted, given) }

    static func key(_ wanted: String, _ given: String) -> String { "\(wanted) \(given)" }
}
