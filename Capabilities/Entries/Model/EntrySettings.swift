import Kernel
import Reference

/// Values this room decides by, each with its first day and source (`Data/settings.csv`). A table
/// that lacks one, or leaves a day without it once it has begun, stops the start.
struct EntrySettings: Sendable {
    private let table: SettingsTable
    /// Fields of an advance declaration that may be corrected; working days in which that is no
    /// error, nil for always.
    let corrections: [Dated<Correction>]
    let grounds: [Dated<Ground>]

    struct Correction: Sendable, Hashable {
        let field: String
        let freeWorkingDays: Int?
    }

    /// Why an enterprise has a privilege.
    struct Ground: Sendable, Hashable {
        let id: String
        let privilege: String
        let name: Localized
    }

    static let folder = "Capabilities/Entries/Data"

    static func load(_ share: Share) throws(DataFault) -> EntrySettings {
        EntrySettings(
            table: try SettingsTable.load("\(folder)/settings.csv", needs, in: share),
            corrections: try corrections(share), grounds: try grounds(share))
    }

    private static let needs = SettingsTable.Needs(
        lasting: [
            "declaration.term-days", "declaration.latest-months", "declaration.late-per-mille",
            "declaration.late-floor-cny", "advance.lapse-days", "advance.longest-voyage-days",
            "two-step.open", "two-step.term-days", "two-step.reminder-days",
            "summary-taxation.due-working-day", "third-party.open", "third-party.result-days",
            "third-party.spot-check-per-mille", "third-party.spot-check-honest-per-mille",
            "third-party.documents",
        ], fractions: ["declaration.late-"])

    private static func corrections(_ share: Share) throws(DataFault) -> [Dated<Correction>] {
        var file = try DataFile("\(folder)/corrections.csv", in: share)
        let (field, free) = (try file.column("field"), try file.column("free_working_days"))
        let dates = try EntryDates(file)
        var found: [Dated<Correction>] = []
        while let row = try file.next() {
            let days = try row.number(free, "free_working_days").map {
                Int($0.raw / Fixed.scale)
            }
            found.append(
                try dates.dated(
                    row,
                    Correction(field: try row.required(field, "field"), freeWorkingDays: days)))
        }
        return found
    }

    private static func grounds(_ share: Share) throws(DataFault) -> [Dated<Ground>] {
        var file = try DataFile("\(folder)/grounds.csv", in: share)
        let (id, privilege) = (try file.column("ground"), try file.column("privilege"))
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let dates = try EntryDates(file)
        var found: [Dated<Ground>] = []
        while let row = try file.next() {
            found.append(
                try dates.dated(
                    row,
                    Ground(
                        id: try row.required(id, "ground"),
                        privilege: try row.required(privilege, "privilege"),
                        name: Localized(
                            zh: try row.required(zh, "name_zh"),
                            en: try row.required(en, "name_en")))))
        }
        return found
    }

    /// - Throws: `EntryRefusal.notSettled` when nothing is in force that day: no value is guessed.
    func value(_ key: String, on day: Day) throws(EntryRefusal) -> Dated<Fixed> {
        guard let found = table.inForce(key, on: day) else { throw .notSettled(key) }
        return found
    }

    /// The same as a whole number.
    func whole(_ key: String, on day: Day) throws(EntryRefusal) -> Int {
        Int(try value(key, on: day).value.raw / Fixed.scale)
    }

    /// - Throws: `EntryRefusal.closed` when the value of the day is 0.
    func checkOpen(_ key: String, on day: Day) throws(EntryRefusal) {
        guard try value(key, on: day).value > .zero else { throw .closed(key) }
    }

    func correction(of field: String, on day: Day) -> Dated<Correction>? {
        corrections.first { $0.value.field == field && $0.holds(on: day) }
    }

    func ground(_ id: String, on day: Day) -> Dated<Ground>? {
        grounds.first { $0.value.id == id && $0.holds(on: day) }
    }
}

/// First day, last day and source of a row.
struct EntryDates: Sendable {
    private let validFrom, validTo, document, article: Int

    init(_ file: DataFile) throws(DataFault) {
        validFrom = try file.column("valid_from")
        validTo = try file.column("valid_to")
        document = try file.column("document")
        article = try file.column("article")
    }

    func dated<Value: Sendable>(_ row: DataRow, _ value: Value) throws(DataFault) -> Dated<Value> {
        guard let from = try row.day(validFrom, "valid_from") else { throw row.fault("valid_from") }
        return Dated(
            from: from, to: try row.day(validTo, "valid_to"), value: value,
            citation: Citation(
                document: try row.required(document, "document"), article: row.text(article)))
    }
}
