import Journal
import Kernel
import Reference

/// Which journal entries are legal events (`Data/legal-events.csv`). Automatic decisions on lists
/// are not among them: their receipts are logged as they are.
struct LegalEventTable: Sendable {
    private struct Row: Sendable {
        let byPeople: Bool
        let title: Localized
        let days: Dated<Bool>
    }

    private let rows: [String: [Row]]

    /// Throws a `DataFault` of a damaged table.
    static func load(_ share: Share) throws -> LegalEventTable {
        var rows: [String: [Row]] = [:]
        var file = try DataFile("Capabilities/Proofs/Data/legal-events.csv", in: share)
        let (kind, by) = (try file.column("kind"), try file.column("by"))
        let (zh, en) = (try file.column("zh"), try file.column("en"))
        let from = try file.column("valid_from")
        let to = try file.column("valid_to")
        let document = try file.column("document")
        let article = try file.column("article")
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else {
                throw row.fault("valid_from")
            }
            let who = try row.required(by, "by")
            guard ["any", "people"].contains(who) else { throw row.fault("by") }
            rows[try row.required(kind, "kind"), default: []].append(
                Row(
                    byPeople: who == "people",
                    title: Localized(
                        zh: try row.required(zh, "zh"), en: try row.required(en, "en")),
                    days: Dated(
                        from: first, to: try row.day(to, "valid_to"), value: true,
                        citation: Citation(
                            document: try row.required(document, "document"),
                            article: row.text(article)))))
        }
        return LegalEventTable(rows: rows)
    }

    var kinds: Set<String> { Set(rows.keys) }

    func title(_ kind: String) -> Localized { rows[kind]?.last?.title ?? Localized(same: kind) }

    /// Whether it is sealed. Background work acts under a name with a point (`declarations.desk`),
    /// people and programs under an id.
    func covers(_ entry: Entry) -> Bool {
        guard !entry.tenant.isEmpty else { return false }
        let isPerson = !entry.actor.utf8.contains(UInt8(ascii: "."))
        return (rows[entry.kind] ?? []).contains { row in
            [row.days].inForce(on: entry.at.day) != nil && (isPerson || !row.byPeople)
        }
    }
}
