public import Kernel
public import Reference

/// What units of quantity are called, by their customs number. Handed in: the table is the one of
/// the house.
public struct UnitNames: Sendable {
    private let names: [String: Localized]

    /// For whoever shows no quantity to anybody: the number stands for the name.
    public static let numbers = UnitNames(names: [:])

    public init(_ tables: CodeTables) {
        self.init(
            names: Dictionary(
                tables[.units].all.map { ($0.code, $0.name) },
                uniquingKeysWith: { _, last in last }))
    }

    private init(names: [String: Localized]) { self.names = names }

    /// An amount with its unit: `1 unit (machine)`, `5 units (machine)`. The name of a
    /// currency has no plural.
    public func amount(_ amount: Fixed, of unit: BalanceUnit) -> Localized {
        let name = name(of: unit)
        var english = name.en
        if case .quantity(let code) = unit, names[code] != nil, amount != Fixed(1) {
            english = english.englishPlural
        }
        return Localized(zh: "\(amount.text) \(name.zh)", en: "\(amount.text) \(english)")
    }

    /// Short word beside a figure. The yuan has a name everybody knows, units have that of their
    /// table; other currencies show their number.
    public func name(of unit: BalanceUnit) -> Localized {
        switch unit {
        case .money(.cny): Localized(zh: "元", en: "CNY")
        case .money(let currency):
            Localized(zh: "币制 \(currency.code)", en: "currency \(currency.code)")
        case .quantity(let unit):
            names[unit] ?? Localized(zh: "单位 \(unit)", en: "unit \(unit)")
        }
    }
}
