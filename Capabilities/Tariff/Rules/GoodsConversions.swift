public import Kernel
import Reference

/// A quantity that consumption tax counts by, reckoned from another unit by the figure that holds
/// for the kind of goods.
public struct ConvertedQuantity: Sendable, Hashable {
    public let given: Fixed
    /// What the declared unit is called.
    public let unit: Localized
    /// The figure in words: 1 litre = 0.912 kilogram.
    public let told: Localized
    public let from: Day
    public let citation: Citation
}

/// Figures by which litres and kilograms of certain goods stand for each other when consumption
/// tax is computed, with days and sources. They say nothing about duty.
struct GoodsConversions: Sendable {
    struct Figure: LoadedValue {
        let code: String
        let wanted: String
        let given: String
        let numerator: Int128
        let denominator: Int128
        let told: Localized

        var loadedKey: String { "\(code) \(wanted) \(given)" }
    }

    let shipped: [Dated<Figure>]
    var loaded = LoadedEditions()

    static func load(_ share: Share) throws(DataFault) -> GoodsConversions {
        var file = try DataFile("\(folder)/goods-conversions.csv", in: share)
        let (code, wanted) = (try file.column("code"), try file.column("wanted"))
        let given = try file.column("given")
        let (top, bottom) = (try file.column("numerator"), try file.column("denominator"))
        let (zh, en) = (try file.column("told_zh"), try file.column("told_en"))
        let dates = try DatedColumns(file)
        var figures: [Dated<Figure>] = []
        while let row = try file.next() {
            guard let over = Int32(row.text(top)), let under = Int32(row.text(bottom)),
                (1...1_000_000).contains(over), (1...1_000_000).contains(under)
            else { throw row.fault("numerator") }
            let figure = Figure(
                code: try row.required(code, "code"), wanted: try row.required(wanted, "wanted"),
                given: try row.required(given, "given"), numerator: Int128(over),
                denominator: Int128(under),
                told: Localized(
                    zh: try row.required(zh, "told_zh"), en: try row.required(en, "told_en")))
            figures.append(try dates.dated(figure, row))
        }
        return GoodsConversions(shipped: figures)
    }

    /// The quantity of a line in a unit, from the first declared one that a figure of its goods
    /// fits, that of the goods named most exactly; nil when none does.
    func quantity(
        of line: RetailImportOrder.Line, in unit: String, on day: Day, _ units: UnitConversions
    ) throws(NumberFault) -> (amount: Fixed, converted: ConvertedQuantity)? {
        let fitting = loaded.all(\.conversions, over: shipped, on: day).filter { row in
            row.value.wanted == unit && line.hs10.utf8.starts(with: row.value.code.utf8)
        }
        // Sorting leaves rows of the same code in their order.
        for row in fitting.sorted(by: { $0.value.code.utf8.count > $1.value.code.utf8.count }) {
            let figure = row.value
            for quantity in line.statutory + [line.quantity]
            where quantity.unit == figure.given && quantity.amount > .zero {
                return (
                    try quantity.amount.scaled(figure.numerator, over: figure.denominator),
                    ConvertedQuantity(
                        given: quantity.amount, unit: units.name(of: figure.given),
                        told: figure.told, from: row.from, citation: row.citation)
                )
            }
        }
        return nil
    }
}
