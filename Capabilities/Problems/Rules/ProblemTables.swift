import Kernel
import Reference

/// Dated tables of this room: topics, causes, figures.
struct ProblemTables: Sendable {
    private(set) var topics: [Dated<Topic>] = []
    private(set) var causes: [(id: String, name: Localized)] = []
    private let figures: SettingsTable

    private static let keys: Set<String> = [
        "cutoff.hour", "confirm.days", "statistics.smallest", "ledger.days", "dialogue.months",
        "topic.days",
    ]
    private static let folder = "Capabilities/Problems/Data/"

    /// Reads the tables; refuses a damaged one, naming file and line, and one that leaves a day
    /// without a figure.
    static func load(_ share: Share) throws(DataFault) -> ProblemTables {
        var tables = ProblemTables(
            figures: try SettingsTable.load(
                folder + "settings.csv", keys: keys, lasting: keys, areWhole: true, in: share))
        try tables.readTopics(share)
        try tables.readCauses(share)
        return tables
    }

    /// Topics one can raise something about on a day.
    func topics(on day: Day) -> [Topic] { topics.filter { $0.holds(on: day) }.map(\.value) }

    func topic(_ id: String, on day: Day) -> Topic? {
        topics(on: day).first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    func name(ofTopic id: String) -> Localized {
        topics.last { $0.value.id == id }?.value.name ?? Localized(same: id)
    }

    func name(ofCause id: String) -> Localized {
        causes.first { $0.id == id }?.name ?? Localized(same: id.isEmpty ? "–" : id)
    }

    /// A figure in force on a day.
    func whole(_ key: String, on day: Day) throws(DataFault) -> Int {
        try figures.whole(key, on: day)
    }

    private mutating func readTopics(_ share: Share) throws(DataFault) {
        var file = try DataFile(Self.folder + "topics.csv", in: share)
        let (id, kind) = (try file.column("id"), try file.column("kind"))
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let (body, days) = (try file.column("body"), try file.column("days"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let (document, article) = (try file.column("document"), try file.column("article"))
        while let row = try file.next() {
            guard let kind = Topic.Kind(rawValue: row.text(kind)) else { throw row.fault("kind") }
            guard let first = try row.day(from, "valid_from"), let term = Int(row.text(days)),
                (1...250).contains(term)
            else { throw row.fault("days") }
            let citation = Citation(
                document: try row.required(document, "document"), article: row.text(article))
            topics.append(
                Dated(
                    from: first, to: try row.day(to, "valid_to"),
                    value: Topic(
                        id: try row.required(id, "id"), kind: kind,
                        name: Localized(
                            zh: try row.required(zh, "name_zh"),
                            en: try row.required(en, "name_en")),
                        body: try row.required(body, "body"), days: term, citation: citation),
                    citation: citation))
        }
    }

    private mutating func readCauses(_ share: Share) throws(DataFault) {
        var file = try DataFile(Self.folder + "causes.csv", in: share)
        let id = try file.column("id")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        while let row = try file.next() {
            causes.append(
                (
                    id: try row.required(id, "id"),
                    name: Localized(
                        zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en"))
                ))
        }
    }
}
