public import Kernel
public import Parties
public import Reference

/// What service files may refer to: bodies, citations, roles, code tables.
public struct ServiceRegister: Sendable {
    public let bodies: [String: Body]
    public let citations: [String: NamedCitation]
    /// Roles that enterprises can hold.
    public let roles: Set<String>
    public let topics: [String: Topic]
    /// How many mission rows each group has, by the group: a service answers one of them.
    let rows: [String: Int]
    /// Documents that the policy register holds; a citation of another is refused. Nil while
    /// nobody keeps a register.
    public var documents: Set<String>?
    /// Days on which those documents are in force, by each name they are cited by: a citation of
    /// one that is not on the days it is cited for is refused. Empty while nobody keeps a register.
    public var inForce: [String: [InForce]] = [:]
    /// Ids of the lists of firms that rules may name and grants may enter firms on.
    public var lists: Set<String> = []
    /// Ids of the benefits that checks may ask for.
    public var benefits: Set<String> = []

    /// What values of this system's own cite instead of a document.
    public static let ownDefault = "本系统默认设置"

    /// Reads `Data/bodies.csv` and `Data/citations.csv`. Refuses a damaged file, naming the line.
    ///
    /// - Parameters:
    ///   - roles: the roles that the register of enterprises knows.
    ///   - authorities: the authorities bodies belong to.
    public static func load(
        _ share: Share, roles: Set<String>, authorities: Authorities
    ) throws(DataFault) -> ServiceRegister {
        var bodies: [String: Body] = [:]
        var file = try DataFile("Capabilities/Procedures/Data/bodies.csv", in: share)
        let (id, zh, en) = (
            try file.column("id"), try file.column("name_zh"), try file.column("name_en")
        )
        let authority = try file.column("authority")
        while let row = try file.next() {
            let body = Body(
                id: try row.required(id, "id"),
                name: Localized(
                    zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                authority: try row.required(authority, "authority"))
            guard authorities.contains(body.authority) else { throw row.fault("authority") }
            bodies[body.id] = body
        }
        return ServiceRegister(
            bodies: bodies, citations: try citations(share), roles: roles,
            topics: try topics(share), rows: try rows(share),
            lists: ids("Capabilities/Lists/Catalogue", share),
            benefits: ids("Capabilities/Entitlements/Benefits", share))
    }

    /// Lists and benefits have the names of their files, before the first dot.
    private static func ids(_ folder: String, _ share: Share) -> Set<String> {
        Set(
            share.list(folder).filter { $0.hasSuffix(".yaml") }
                .compactMap { $0.split(separator: ".").first.map(String.init) })
    }

    private static func rows(_ share: Share) throws(DataFault) -> [String: Int] {
        var rows: [String: Int] = [:]
        var file = try DataFile("Capabilities/Procedures/Data/rows.csv", in: share)
        let (group, last) = (try file.column("group"), try file.column("last"))
        while let row = try file.next() {
            guard let count = Int(try row.required(last, "last")), count > 0 else {
                throw row.fault("last")
            }
            rows[try row.required(group, "group")] = count
        }
        return rows
    }

    private static func topics(_ share: Share) throws(DataFault) -> [String: Topic] {
        var topics: [String: Topic] = [:]
        var file = try DataFile("Capabilities/Procedures/Data/topics.csv", in: share)
        let (id, zh, en) = (
            try file.column("id"), try file.column("name_zh"), try file.column("name_en")
        )
        while let row = try file.next() {
            let topic = Topic(
                id: try row.required(id, "id"),
                name: Localized(
                    zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                order: topics.count + 1)
            guard topics.updateValue(topic, forKey: topic.id) == nil else { throw row.fault("id") }
        }
        return topics
    }

    private static func citations(_ share: Share) throws(DataFault) -> [String: NamedCitation] {
        var citations: [String: NamedCitation] = [:]
        var file = try DataFile("Capabilities/Procedures/Data/citations.csv", in: share)
        let id = try file.column("id")
        let document = try file.column("document")
        let article = try file.column("article")
        let zh = try file.column("title_zh")
        let en = try file.column("title_en")
        while let row = try file.next() {
            let citation = NamedCitation(
                id: try row.required(id, "id"),
                citation: Citation(
                    document: try row.required(document, "document"), article: row.text(article)),
                title: Localized(
                    zh: try row.required(zh, "title_zh"), en: try row.required(en, "title_en")))
            guard citations.updateValue(citation, forKey: citation.id) == nil else {
                throw row.fault("id")
            }
        }
        return citations
    }
}
