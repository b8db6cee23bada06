import Kernel
import Reference

/// The import tax on articles in luggage and parcels (行邮税): rates by class.
struct PostalTax: Sendable {
    /// A class of articles.
    struct Class: LoadedValue, Hashable {
        let number: Int
        /// Per cent of the taxable value.
        let pct: Fixed
        let scope: Localized

        var loadedKey: String { String(number) }
    }

    let shipped: [Dated<Class>]
    var loaded = LoadedEditions()

    /// The classes of a day, in order.
    func classes(on day: Day) -> [Dated<Class>] {
        loaded.all(\.postal, over: shipped, on: day)
            .sorted { $0.value.number < $1.value.number }
    }

    static func load(_ share: Share) throws(DataFault) -> PostalTax {
        var file = try DataFile("\(folder)/postal-tax.csv", in: share)
        let number = try file.column("class")
        let pct = try file.column("rate_pct")
        let zh = try file.column("scope_zh")
        let en = try file.column("scope_en")
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let source = try file.column("source")
        var classes: [Dated<Class>] = []
        while let row = try file.next() {
            guard let key = Int(row.text(number)), let rate = try row.number(pct, "rate_pct"),
                !rate.isNegative, rate < Fixed(1000)
            else { throw row.fault("class") }
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            classes.append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"),
                    value: Class(
                        number: key, pct: rate,
                        scope: Localized(
                            zh: try row.required(zh, "scope_zh"),
                            en: try row.required(en, "scope_en"))),
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return PostalTax(shipped: classes)
    }
}
