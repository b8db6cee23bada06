import Kernel
import Reference
import Wire

/// Makes a service of a file, or names everything that is wrong with it.
struct ServiceReader {
    let register: ServiceRegister
    var cursor: FileCursor
    /// Names that formulas may use, with what they are.
    var kinds = Computation.ownNames
    /// Names by which its formulas ask for the firm itself.
    var firmNames: Set<String> = []
    /// What officers enter.
    var decided: [DecidedField] = []
    /// Everything it cites, with the line.
    var cited: [CitedPlace] = []

    static let members = [
        "service", "row", "from", "to", "topic", "name", "summary", "bases", "history",
        "applicants", "firmOn", "parameters", "fields", "decided", "documents", "computed",
        "checks", "unique", "offers", "steps", "appeal", "withdraw", "agents", "grant", "publish",
        "revoke", "notices",
    ]
    /// Notices of what every service does; the others follow from its actions.
    static let alwaysTold = ["submitted", "granted"]
    static let noticeKinds = ["submitted", "returned", "granted", "refused"]

    /// Reads the bytes of `path`, whose name must be the service's, perhaps with the first day of
    /// its edition: `general-licence.yaml`, `general-licence.2027-01-01.yaml`.
    ///
    /// - Parameter isKept: applications were begun under it before, so that it is taken as it was
    ///   found sound then: a stricter reader must not strand them.
    static func read(
        _ bytes: [UInt8], path: String, register: ServiceRegister, isKept: Bool = false
    ) throws(ServiceFaults) -> ServiceFile {
        let yaml: YAML
        do { yaml = try YAML(bytes, isKept: isKept) } catch {
            throw ServiceFaults(
                faults: [ServiceFault(path: path, line: error.line, message: error.message)])
        }
        var reader = ServiceReader(
            register: register, cursor: FileCursor(path: path, isKept: isKept))
        for list in register.lists { reader.kinds[FirmLook.onList + list] = .truth }
        var service = reader.service(yaml)
        service.source = bytes
        var faults = reader.cursor.faults
        // Soundness of what was not understood would only repeat the faults.
        if faults.isEmpty, !isKept {
            faults =
                ServiceSoundness(service: service, yaml: yaml, path: path).faults
                + ServiceUse(service: service, yaml: yaml, path: path).faults
        }
        guard faults.isEmpty else { throw ServiceFaults(faults: faults) }
        return service
    }

    mutating func service(_ yaml: YAML) -> ServiceFile {
        cursor.only(Self.members, in: yaml)
        let id = cursor.text("service", in: yaml)
        checkName(id, yaml)
        let from = cursor.day("from", in: yaml)
        if yaml["from"] == nil {
            cursor.add(
                yaml.line, zh: "缺少首日 from：例如 from: 2026-01-01。",
                en: "The first day (from) is missing: for example from: 2026-01-01.")
        }
        let bases = citations("bases", in: yaml)
        if bases.isEmpty, yaml["bases"] == nil {
            cursor.add(
                yaml.line, zh: "缺少依据 bases：写 Data/citations.csv 中的 id，如 [paper-9-17]。",
                en: "The legal bases are missing: ids of Data/citations.csv, as [paper-9-17].")
        }
        let history = history(yaml)
        let fields = fields(yaml)
        for field in fields { kinds[field.id] = field.kind.value }
        let parameters = parameters(yaml, fields: fields)
        let computed = computed(yaml)
        decided = decided(yaml, fields: fields)
        var service = ServiceFile(
            id: id, row: row(yaml), from: from ?? Day(sinceEpoch: 0),
            to: cursor.day("to", in: yaml), topic: topic(yaml),
            name: cursor.words("name", in: yaml), summary: cursor.words("summary", in: yaml),
            bases: bases, roles: roles(yaml), fields: fields,
            documents: documents(yaml, fields: fields), checks: checks(yaml, fields: fields),
            steps: steps(yaml), appeal: appeal(yaml),
            mayWithdraw: cursor.flag("withdraw", in: yaml),
            grant: grant(yaml, fields: fields), notices: notices(yaml), parameters: parameters,
            computed: computed, unique: unique(yaml, id, fields: fields),
            offers: offers(yaml, fields: fields), publish: publish(yaml), revoke: revoke(yaml))
        service.decided = decided
        service.firmOn = firmOn(yaml, fields)
        service.allowsAgents = cursor.flag("agents", in: yaml)
        service.firmNames = firmNames.sorted()
        service.history = history
        refuseOutOfForce(service)
        return service
    }

    /// The day as of which the firm is looked at.
    private mutating func firmOn(_ yaml: YAML, _ fields: [FormField]) -> String? {
        guard let name = cursor.optionalText("firmOn", in: yaml) else { return nil }
        if !fields.contains(where: { $0.id == name && $0.kind == .day && $0.isRequired }) {
            cursor.add(
                yaml["firmOn"]?.line ?? yaml.line, zh: "firmOn 应为必填的日期字段。",
                en: "firmOn must be a required day field.")
        }
        return name
    }

    /// `SW-17`: a row that is there.
    private mutating func row(_ yaml: YAML) -> String {
        let row = cursor.text("row", in: yaml)
        let parts = row.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let isThere =
            parts.count == 2 && parts[1].utf8.count == 2
            && (Int(parts[1]).map { 0 < $0 && $0 <= register.rows[parts[0]] ?? 0 } ?? false)
        if !row.isEmpty, !isThere {
            cursor.add(
                yaml["row"]?.line ?? yaml.line, zh: "没有任务行 \(row)；写作 SW-17，见 Data/rows.csv。",
                en: "There is no row \(row); write SW-17, see Data/rows.csv.")
        }
        return row
    }

    private mutating func topic(_ yaml: YAML) -> Topic {
        let id = cursor.text("topic", in: yaml)
        if let topic = register.topics[id] { return topic }
        if !id.isEmpty {
            cursor.unknown(
                yaml["topic"]?.line ?? yaml.line, id, zh: "没有主题 \(id)",
                en: "The topic \(id) is not in Data/topics.csv", among: register.topics.keys)
        }
        return Topic(id: id, name: Localized(same: id), order: 0)
    }

    private mutating func checkName(_ id: String, _ yaml: YAML) {
        let file = cursor.path.split(separator: "/").last.map(String.init) ?? ""
        if !file.hasPrefix(id + ".") || !id.utf8.allSatisfy(FileCursor.isIDByte) {
            cursor.add(
                yaml["service"]?.line ?? yaml.line,
                zh: "service 须与文件名一致（小写字母、数字、连字符）。",
                en: "service must be the file's name (small letters, digits, hyphens).")
        }
    }

    private mutating func roles(_ yaml: YAML) -> [String] {
        guard let value = yaml["applicants"] else {
            cursor.add(
                yaml.line, zh: "缺少申请人 applicants：写 any 或企业类型的列表。",
                en: "applicants are missing: write any, or a list of roles.")
            return []
        }
        if value.text == "any" { return [] }
        let roles = cursor.texts("applicants", in: yaml)
        for role in roles where !register.roles.contains(role) {
            cursor.unknown(
                value.line, role, zh: "不认识企业类型 \(role)", en: "The role \(role) is not known",
                among: register.roles)
        }
        return roles
    }

    mutating func citation(_ id: String, _ line: Int) -> NamedCitation? {
        guard let citation = register.citations[id] else {
            cursor.unknown(
                line, id, zh: "依据 \(id) ", en: "The citation \(id)",
                among: register.citations.keys, in: "Data/citations.csv")
            return nil
        }
        let document = citation.citation.document
        if let known = register.documents, document != ServiceRegister.ownDefault,
            !known.contains(where: { $0.utf8.elementsEqual(document.utf8) })
        {
            cursor.add(
                line, zh: "文件“\(document)”不在政策登记中：请用登记里的名称，或先在政策登记中登记它。",
                en: "The document “\(document)” is not in the policy register: write it as it "
                    + "stands there, or register it first.")
        }
        cited.append(CitedPlace(citation: citation, line: line))
        return citation
    }

    mutating func citations(_ name: String, in yaml: YAML) -> [NamedCitation] {
        let line = yaml[name]?.line ?? yaml.line
        return cursor.texts(name, in: yaml).compactMap { citation($0, line) }
    }

    mutating func basis(in map: YAML) -> NamedCitation? {
        guard let value = map["basis"] else { return nil }
        return citation(value.text ?? "", value.line)
    }

    mutating func neededBasis(in map: YAML) -> NamedCitation {
        if map["basis"] == nil {
            cursor.add(
                map.line, zh: "缺少依据 basis：写 Data/citations.csv 中的 id；文件没有写明的，写 default-term。",
                en: "The basis is missing: an id of Data/citations.csv; default-term where no "
                    + "paper says it.")
        }
        return basis(in: map)
            ?? NamedCitation(
                id: "", citation: Citation(document: ""), title: Localized(same: ""))
    }

    private mutating func notices(_ yaml: YAML) -> [String: Localized] {
        guard let map = yaml["notices"] else {
            cursor.add(
                yaml.line, zh: "缺少通知 notices：至少写 submitted 和 granted。",
                en: "The notices are missing: submitted and granted at least.")
            return [:]
        }
        cursor.only(Self.noticeKinds, in: map)
        var notices: [String: Localized] = [:]
        for kind in Self.noticeKinds where Self.alwaysTold.contains(kind) || map[kind] != nil {
            notices[kind] = cursor.words(kind, in: map)
        }
        return notices
    }
}
