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

    static func load(_ share: Share) throws(DataFault) -> UnitConversions {
        var conversions: [Conversion] = []
        var file = try DataFile("\(folder)/unit-conversions.csv", in: share)
        let wanted = try file.column("wanted")
        let given = try file.column("given")
        let numerator = try file.column("numerator")
        let denominator = try file.column("denominator")
        while let row = try file.next() {
            guard let top = Int32(row.text(numerator)), let bottom = Int32(row.text(denominator)),
                (1...1_000_000).contains(top), (1...1_000_000).contains(bottom)
            else { throw row.fault("numerator") }
            conversions.append(
                Conversion(
                    wanted: try row.required(wanted, "wanted"),
                    given: try row.required(given, "given"), numerator: Int128(top),
                    denominator: Int128(bottom)))
        }
        return UnitConversions(conversions: conversions)
    }

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
