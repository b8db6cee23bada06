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

    /// Fields of the declaration that say something else, with what arrived. What came under the
    /// bill is held against all that was declared under it.
    ///
    /// - Parameter others: what other consignees declared under the bill.
    func differences(
        from document: EntryDocument, _ others: [EntryDocument]
    ) -> [ArrivalDifference] {
        var found: [ArrivalDifference] = []
        for (field, value) in [("vessel", vessel), ("voyage", voyage)]
        where !document[field].utf8.elementsEqual(value.utf8) {
            found.append(ArrivalDifference(field, document[field], arrived: value))
        }
        for (field, value) in [("packages", packages), ("grossWeight", grossWeight)] {
            let sum = try? ([document] + others).reduce(Fixed.zero) {
                try $0.adding($1.amount(field) ?? .zero)
            }
            guard sum != (try? Fixed(value)) else { continue }
            found.append(
                ArrivalDifference(
                    field, document[field], together: others.isEmpty ? nil : sum?.text,
                    arrived: value))
        }
        // Nothing enters before it has left: one of the two is wrong, and its sender sees both.
        if let left = document.day("departedOn"), enteredOn < left {
            found.append(
                ArrivalDifference("departedOn", left.text, arrived: enteredOn.text))
        }
        return found
    }
}

/// Where what arrived is not what was declared.
struct ArrivalDifference: Sendable, Hashable {
    let field: String
    let declared: String
    /// What everybody under the bill declared; nil where nobody else did.
    let together: String?
    let arrived: String

    init(_ field: String, _ declared: String, together: String? = nil, arrived: String) {
        self.field = field
        self.declared = declared
        self.together = together
        self.arrived = arrived
    }
}
