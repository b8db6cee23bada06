import Kernel
import Reference
import Testing

@testable import Tariff

/// Data files and rates, read once for all tests.
let share = Result { try Share.find() }
let duties = Result { try RetailImportDuties.load(share.get()) }

/// One worked example: its cells by column.
struct Example: Sendable, CustomTestStringConvertible {
    let cells: [String: String]

    var testDescription: String { self["name"] }

    subscript(column: String) -> String { cells[column] ?? "" }

    var day: Day {
        get throws { try #require(Day(self["day"])) }
    }

    /// The number of a cell; an empty cell is zero.
    func number(_ column: String) throws -> Fixed {
        self[column].isEmpty ? .zero : try Fixed(self[column])
    }

    /// The number of a cell, nil when empty.
    func optional(_ column: String) throws -> Fixed? {
        self[column].isEmpty ? nil : try Fixed(self[column])
    }

    /// Goods lines as `code price amount/unit amount/unit | …`: the first quantity is the ordered one.
    func lines() throws -> [RetailImportOrder.Line] {
        try self["lines"].split(separator: "|").map { text in
            let words = text.split(separator: " ")
            let quantities = try words.dropFirst(2).map { word in
                let parts = word.split(separator: "/")
                return Quantity(try Fixed(parts[0]), unit: String(parts[1]))
            }
            return RetailImportOrder.Line(
                hs10: String(words[0]), price: try Fixed(words[1]),
                quantity: try #require(quantities.first),
                statutory: Array(quantities.dropFirst()))
        }
    }

    func order() throws -> RetailImportOrder {
        RetailImportOrder(
            lines: try lines(), freight: try number("freight"), insurance: try number("insurance"))
    }
}

/// All examples of a file under `Tests/Examples`. An unreadable file gives none, which the test that
/// counts them reports.
func examples(_ name: String) -> [Example] {
    (try? readExamples(name)) ?? []
}

private func readExamples(_ name: String) throws -> [Example] {
    var file = try DataFile("Capabilities/Tariff/Tests/Examples/\(name).csv", in: share.get())
    var result: [Example] = []
    while let row = try file.next() {
        result.append(
            Example(
                cells: Dictionary(
                    uniqueKeysWithValues: file.columns.enumerated().map {
                        ($1, row.text($0))
                    })))
    }
    return result
}
