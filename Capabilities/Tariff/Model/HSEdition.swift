import Kernel
import Reference

/// An edition of the Harmonized System, by the year it is called after. The tariff of a day is
/// written in the latest that has begun; lists of rules are written in that of their signature.
struct HSEdition: LoadedValue, Hashable {
    let year: Int

    var loadedKey: String { String(year) }

    static func load(_ share: Share) throws(DataFault) -> [Dated<HSEdition>] {
        var file = try DataFile("\(folder)/nomenclature-editions.csv", in: share)
        let name = try file.column("nomenclature")
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let source = try file.column("source")
        var found: [Dated<HSEdition>] = []
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else {
                throw row.fault("valid_from")
            }
            found.append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"),
                    value: HSEdition(year: try year(row, name)),
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return found
    }

    /// The name of an edition is a year.
    static func year(_ row: DataRow, _ column: Int) throws(DataFault) -> Int {
        let text = row.text(column)
        guard text.utf8.count == 4, let year = Int(text), (1988...2100).contains(year) else {
            throw row.fault("nomenclature")
        }
        return year
    }
}

extension TariffBook {
    /// Years of the editions of the Harmonized System that have begun on a day, in order.
    func nomenclatures(on day: Day, _ state: LoadedEditions.State) -> [Int] {
        state.nomenclatures.all(on: day, over: nomenclatures).map(\.value.year).sorted()
    }
}
