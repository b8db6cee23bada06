public import Kernel
import Parties
public import Procedures
import Reference
import Wire

/// Every list there is, from the files of `Catalogue/`, and the facts they may look at.
public struct ListCatalogue: Sendable {
    /// All versions of all files, by id and first day.
    public let lists: [ListFile]
    public let facts: [String: FactKind]
    /// As `facts.csv` has them.
    public let factOrder: [FactKind]
    /// What conditions may name.
    public let conditions: ConditionReader
    /// Citations that files may name.
    public let citations: [String: NamedCitation]

    static let folder = "Capabilities/Lists/Catalogue"

    /// Credit levels as the customs publishes them (`inspections` knows the same words).
    static let levels: Set<String> = [
        "advanced", "certified", "regular", "discredited", "seriously-discredited",
    ]

    /// Reads every file, or throws everything that is wrong with all of them.
    public static func load(_ share: Share) throws -> ListCatalogue {
        try share.once { try read(share) }
    }

    private static func read(_ share: Share) throws -> ListCatalogue {
        let files = try share.list(folder).filter { $0.hasSuffix(".yaml") }.map { name in
            (path: "\(folder)/\(name)", bytes: try share.bytes("\(folder)/\(name)"))
        }
        return try read(files, of: share)
    }

    /// The same from bytes.
    public static func read(_ files: [(path: String, bytes: [UInt8])], of share: Share) throws
        -> ListCatalogue
    {
        let facts = try Self.facts(share)
        let register = try ProceduresCapability.register(of: share)
        let authorities = try Authorities.load(share)
        let roles = Set(EnterpriseRole.allCases.map(\.rawValue))
        let known = Set(facts.map(\.id))
        // Names first: a criterion may ask for another list.
        var names: Set<String> = []
        for file in files {
            if let yaml = try? YAML(file.bytes), let id = yaml["list"]?.text { names.insert(id) }
        }
        let conditions = ConditionReader(
            roles: roles, levels: levels, facts: known, lists: names)
        var lists: [ListFile] = []
        var faults: [ServiceFault] = []
        for file in files {
            let yaml: YAML
            do { yaml = try YAML(file.bytes) } catch {
                faults.append(
                    ServiceFault(path: file.path, line: error.line, message: error.message))
                continue
            }
            let owner = yaml["owner"]?.text ?? ""
            var reader = ListReader(
                conditions: conditions, citations: register.citations,
                authorities: authorities.contains(owner) ? [owner] : [],
                cursor: FileCursor(path: file.path))
            let list = reader.list(yaml)
            faults += reader.cursor.faults
            if lists.contains(where: { $0.id == list.id && overlap($0, list) }) {
                faults.append(
                    ServiceFault(
                        path: file.path, line: 1,
                        message: Localized(
                            zh: "与同一名单的另一版本在日期上重叠。",
                            en: "Another version of the list has some of its days.")))
            }
            lists.append(list)
        }
        guard faults.isEmpty else { throw ServiceFaults(faults: faults) }
        return ListCatalogue(
            lists: lists.sorted { ($0.row, $0.id, $0.from) < ($1.row, $1.id, $1.from) },
            facts: Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            factOrder: facts, conditions: conditions, citations: register.citations)
    }

    /// The lists that are kept on a day.
    public func current(on day: Day) -> [ListFile] { lists.filter { $0.holds(on: day) } }

    /// A list as it is kept on a day.
    public func list(_ id: String, on day: Day) -> ListFile? {
        lists.first { $0.id == id && $0.holds(on: day) }
    }

    /// Facts that a firm may state about itself when it is put forward: those it is asked for and
    /// the system does not know from its own records.
    public func stated(_ list: ListFile) -> [String] {
        list.facts.filter { facts[$0]?.origin == .recorded }
    }

    /// Its name; the id of one that is not there.
    public func name(_ id: String) -> Localized {
        lists.last { $0.id == id }?.name ?? Localized(same: id)
    }

    private static func overlap(_ one: ListFile, _ two: ListFile) -> Bool {
        (two.to.map { one.from <= $0 } ?? true) && (one.to.map { two.from <= $0 } ?? true)
    }

    private static func facts(_ share: Share) throws(DataFault) -> [FactKind] {
        var file = try DataFile("Capabilities/Lists/Data/facts.csv", in: share)
        let id = try file.column("fact")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let (unitZh, unitEn) = (try file.column("unit_zh"), try file.column("unit_en"))
        let (origin, kind) = (try file.column("origin"), try file.column("kind"))
        var facts: [FactKind] = []
        while let row = try file.next() {
            guard let from = FactKind.Origin(rawValue: row.text(origin)) else {
                throw row.fault("origin")
            }
            facts.append(
                FactKind(
                    id: try row.required(id, "fact"),
                    name: Localized(
                        zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
                    unit: Localized(zh: row.text(unitZh), en: row.text(unitEn)), origin: from,
                    isYesNo: row.text(kind) == "yes-no"))
        }
        return facts
    }
}
