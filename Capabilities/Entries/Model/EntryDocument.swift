import Kernel

/// What was declared, field by field as the field table names them, in normal form: days as
/// `2026-11-20`, flags as `1`, amounts as plain decimals. What was left out is not there.
struct EntryDocument: Sendable, Hashable {
    var header: [String: String]
    var lines: [[String: String]]

    subscript(name: String) -> String { header[name] ?? "" }

    func flag(_ name: String) -> Bool { self[name] == "1" }
    func day(_ name: String) -> Day? { Day(self[name]) }
    func amount(_ name: String) -> Fixed? { try? Fixed(self[name]) }

    var step: EntryStep { EntryStep(rawValue: self["step"]) ?? .full }
    var taxation: EntryTaxation { EntryTaxation(rawValue: self["taxation"]) ?? .each }
    var isAdvance: Bool { flag("advance") }
}

/// What came with the means of transport.
struct Arrival: Sendable, Hashable {
    let bill: String
    let vessel: String
    let voyage: String
    /// The day the means of transport declared entry.
    let enteredOn: Day
    /// The day the goods reached the supervised place.
    let arrivedOn: Day
    let packages: String
    let grossWeight: String
    /// Id of the enterprise that told of it; empty for the customs.
    let teller: String

    /// Fields of the declaration that say something else, with what arrived.
    func differences(from document: EntryDocument) -> [(field: String, arrived: String)] {
        var found: [(String, String)] = []
        for (field, value) in [("vessel", vessel), ("voyage", voyage)]
        where !document[field].utf8.elementsEqual(value.utf8) {
            found.append((field, value))
        }
        for (field, value) in [("packages", packages), ("grossWeight", grossWeight)]
        where document.amount(field) != (try? Fixed(value)) {
            found.append((field, value))
        }
        // Nothing enters before it has left: one of the two is wrong, and its sender sees both.
        if let left = document.day("departedOn"), enteredOn < left {
            found.append(("departedOn", enteredOn.text))
        }
        return found
    }
}
