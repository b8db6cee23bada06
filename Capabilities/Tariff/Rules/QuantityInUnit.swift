import Kernel
import Reference

/// Which declared quantities may stand for a quantity in the unit a tax counts by.
struct UnitConversions: Sendable {
    private struct Conversion: Sendable {
        let wanted: String
        let given: String
        let numerator: Int128
        let denominator: Int128
    }

    /// In order of preference.
    private let conversions: [Conversion]
    /// What the wanted units are called in an explanation.
    private let names: [String: Localized]
    /// Those that hold for certain goods, for consumption tax alone.
    var goods: GoodsConversions

    static func load(_ share: Share) throws(DataFault) -> UnitConversions {
        var conversions: [Conversion] = []
        var file = try DataFile("\(folder)/unit-conversions.csv", in: share)
        var names: [String: Localized] = [:]
        let wanted = try file.column("wanted")
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        let given = try file.column("given")
        let numerator = try file.column("numerator")
        let denominator = try file.column("denominator")
        while let row = try file.next() {
            guard let top = Int32(row.text(numerator)), let bottom = Int32(row.text(denominator)),
                (1...1_000_000).contains(top), (1...1_000_000).contains(bottom)
            else { throw row.fault("numerator") }
            let unit = try row.required(wanted, "wanted")
            names[unit] = Localized(
                zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en"))
            conversions.append(
                Conversion(
                    wanted: unit,
                    given: try row.required(given, "given"), numerator: Int128(top),
                    denominator: Int128(bottom)))
        }
        return UnitConversions(
            conversions: conversions, names: names, goods: try GoodsConversions.load(share))
    }

    /// What a unit is called; its code where the table does not say.
    func name(of unit: String) -> Localized { names[unit] ?? Localized(same: unit) }

    /// The quantity of a line in a unit, by the first conversion that fits what was declared; nil
    /// when none does.
    func quantity(of line: RetailImportOrder.Line, in unit: String)
        throws(NumberFault) -> Fixed?
    {
        for conversion in conversions where conversion.wanted == unit {
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
