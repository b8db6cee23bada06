import Kernel
import Reference

/// What the product ships of the register: documents, their articles, topics, bodies.
struct PolicyFiles: Sendable {
    var policies: [Policy] = []
    var topics: [NamedThing] = []
    var bodies: [NamedThing] = []
    /// Authorities that keep shipped policies, by id of the policy.
    var owners: [String: String] = [:]
    /// The documents, ready to be searched.
    var shelf = PolicyRegister.State()

    private static let folder = "Capabilities/Policies/Data/"

    /// Reads the tables; refuses a damaged one, naming file and line.
    static func load(_ share: Share) throws(DataFault) -> PolicyFiles {
        try share.once { () throws(DataFault) in try read(share) }
    }

    private static func read(_ share: Share) throws(DataFault) -> PolicyFiles {
        var files = PolicyFiles()
        files.topics = try things("topics.csv", share)
        files.bodies = try things("bodies.csv", share)
        let articles = try articles(share, topics: files.topics, bodies: files.bodies)
        files.policies = try documents(share, topics: files.topics, articles: articles)
        let owners = try PolicyOwners.load(share)
        for policy in files.policies { files.owners[policy.id] = owners.owner(of: policy) }
        files.shelf = PolicyRegister.state(of: files.policies, change: 0)
        return files
    }

    private static func things(
        _ name: String, _ share: Share
    ) throws(DataFault) -> [NamedThing] {
        var file = try DataFile(folder + name, in: share)
        let id = try file.column("id")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let authority = file.place(of: "authority")
        var things: [NamedThing] = []
        while let row = try file.next() {
            things.append(
                NamedThing(
                    id: try row.required(id, "id"),
                    name: Localized(
                        zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                    authority: authority < 0 ? "" : row.text(authority)))
        }
        return things
    }

    private static func articles(
        _ share: Share, topics: [NamedThing], bodies: [NamedThing]
    ) throws(DataFault) -> [String: [(from: Day, to: Day?, article: PolicyArticle)]] {
        var file = try DataFile(folder + "articles.csv", in: share)
        let policy = try file.column("policy")
        let (key, label) = (try file.column("key"), try file.column("label"))
        let (titleZh, titleEn) = (try file.column("title_zh"), try file.column("title_en"))
        let (textZh, textEn) = (try file.column("text_zh"), try file.column("text_en"))
        let (body, topic) = (try file.column("bodies"), try file.column("topics"))
        let roles = try file.column("roles")
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        var found: [String: [(from: Day, to: Day?, article: PolicyArticle)]] = [:]
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else { throw row.fault("valid_from") }
            let article = PolicyArticle(
                key: try row.required(key, "key"), label: try row.required(label, "label"),
                title: Localized(
                    zh: try row.required(titleZh, "title_zh"),
                    en: try row.required(titleEn, "title_en")),
                text: Localized(
                    zh: try row.required(textZh, "text_zh"),
                    en: try row.required(textEn, "text_en")),
                bodies: row.text(body).parts, topics: row.text(topic).parts,
                roles: row.text(roles).parts)
            guard article.bodies.allSatisfy({ id in bodies.contains { $0.id == id } }) else {
                throw row.fault("bodies")
            }
            guard article.topics.allSatisfy({ id in topics.contains { $0.id == id } }) else {
                throw row.fault("topics")
            }
            found[try row.required(policy, "policy"), default: []].append(
                (from: first, to: try row.day(to, "valid_to"), article: article))
        }
        return found
    }

    private static func documents(
        _ share: Share, topics: [NamedThing],
        articles: [String: [(from: Day, to: Day?, article: PolicyArticle)]]
    ) throws(DataFault) -> [Policy] {
        var file = try DataFile(folder + "policies.csv", in: share)
        let columns = try DocumentColumns(file)
        var versions: [String: [PolicyVersion]] = [:]
        while let row = try file.next() {
            let (id, version) = try columns.read(row, articles)
            guard version.topics.allSatisfy({ id in topics.contains { $0.id == id } }) else {
                throw row.fault("topics")
            }
            versions[id, default: []].append(version)
        }
        if let stray = articles.keys.first(where: { versions[$0] == nil }) {
            throw DataFault(
                path: folder + "articles.csv", line: 0, reason: "policy \(stray) is not there")
        }
        return versions.map { Policy(id: $0.key, versions: $0.value.sorted { $0.from < $1.from }) }
            .sorted { $0.id < $1.id }
    }
}

/// Places of the columns of `policies.csv`.
private struct DocumentColumns {
    let places: [String: Int]

    private static let names = [
        "id", "kind", "document", "aliases", "issuer_zh", "issuer_en", "issued", "valid_from",
        "valid_to", "title_zh", "title_en", "summary_zh", "summary_en", "topics", "roles",
        "districts", "replaces", "source",
    ]

    init(_ file: DataFile) throws(DataFault) {
        var places: [String: Int] = [:]
        for name in Self.names { places[name] = try file.column(name) }
        self.places = places
    }

    func read(
        _ row: DataRow,
        _ articles: [String: [(from: Day, to: Day?, article: PolicyArticle)]]
    ) throws(DataFault) -> (id: String, version: PolicyVersion) {
        func text(_ name: String) -> String { row.text(places[name] ?? -1) }
        func required(_ name: String) throws(DataFault) -> String {
            try row.required(places[name] ?? -1, name)
        }
        let id = try required("id")
        guard let kind = PolicyVersion.Kind(rawValue: text("kind")) else { throw row.fault("kind") }
        guard let from = try row.day(places["valid_from"] ?? -1, "valid_from") else {
            throw row.fault("valid_from")
        }
        return (
            id,
            PolicyVersion(
                edition: PolicyRegister.shipped, kind: kind, document: try required("document"),
                aliases: text("aliases").parts,
                issuer: Localized(zh: try required("issuer_zh"), en: try required("issuer_en")),
                issued: try row.day(places["issued"] ?? -1, "issued"), from: from,
                to: try row.day(places["valid_to"] ?? -1, "valid_to"),
                title: Localized(zh: try required("title_zh"), en: try required("title_en")),
                summary: Localized(zh: try required("summary_zh"), en: try required("summary_en")),
                topics: text("topics").parts, roles: text("roles").parts,
                districts: text("districts").parts, replaces: text("replaces").parts,
                source: try required("source"),
                articles: (articles[id] ?? []).filter { $0.from <= from }.map(\.article))
        )
    }
}

extension String {
    /// What stands between semicolons.
    var parts: [String] { split(separator: ";").map { String($0) } }
}
