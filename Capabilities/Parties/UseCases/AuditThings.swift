import Journal
import Kernel
import Store

/// What people call the things that entries are about: entries keep ids, and an id says nothing to
/// whoever reads a trail.
struct AuditThings {
    /// Names of own people, keys and invitations, and of mandates by their other side.
    private var names: [String: Localized] = [:]

    init(
        of enterprise: String, people: [AuditPerson], mandates: [Mandate], links: [Link],
        register: EnterpriseRegister
    ) {
        for person in people { names[person.id] = Localized(same: person.name) }
        for link in links where !link.label.isEmpty { names[link.id] = Localized(same: link.label) }
        if let own = register.enterprise(id: enterprise) { names[own.id] = own.localizedName }
        for mandate in mandates {
            let other = mandate.grantor == enterprise ? mandate.grantee : mandate.grantor
            let name = register.enterprise(id: other)?.localizedName ?? AuditWords.otherEnterprise
            names[mandate.id] = Localized(
                zh: "\(name.zh)（\(mandate.scope.name.zh)）",
                en: "\(name.en) (\(mandate.scope.name.en))")
        }
    }

    /// The name of an entry's thing; of what has none its kind, and a number people know as it is.
    func name(of entry: Entry) -> Localized {
        if let name = names[entry.subject] { return name }
        guard Self.isIdentifier(entry.subject) else { return Localized(same: entry.subject) }
        return Self.kinds[entry.subjectType] ?? AuditWords.area(entry.kind)
    }

    /// Where it is seen by whoever may read the trail; nil where it has no page of its own.
    func path(of entry: Entry) -> String? {
        let start: String? =
            switch entry.subjectType {
            case "declaration": "/declarations/"
            case "follow-up": "/follow-ups/"
            case "mandate" where names[entry.subject] != nil: "/mandates/"
            case "inspection": "/inspections/"
            case "entry": "/entries/"
            case "origin-worksheet": "/origin/worksheets/"
            case "application": "/applications/"
            default: nil
            }
        return start.map { $0 + entry.subject }
    }

    /// Whether a program made it up: 8-4-4-4-12 signs.
    static func isIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: "-"): true
                default: false
                }
            }
    }

    private static let kinds: [String: Localized] = [
        "user": Localized(zh: "已离开的人员", en: "Somebody who has left"),
        "key": Localized(zh: "接口密钥", en: "An API key"),
        "invitation": Localized(zh: "邀请链接", en: "An invitation"),
        "mandate": Localized(zh: "委托授权", en: "A mandate"),
        "enterprise": AuditWords.otherEnterprise,
        "origin-worksheet": Localized(zh: "原产地工作表", en: "A worksheet of origin"),
        "origin-claim": Localized(zh: "原产地证明微小瑕疵", en: "A claim about a proof of origin"),
        "origin-proof": Localized(zh: "原产地证明", en: "A proof of origin"),
        "classification": Localized(zh: "归类确认", en: "A confirmed code"),
        "lot": Localized(zh: "入仓货物", en: "A lot in the front warehouse"),
        "privilege": Localized(zh: "便利措施", en: "A privilege"),
        "benefit": Localized(zh: "惠企政策", en: "A benefit"),
        "batch": Localized(zh: "批量处理", en: "A batch"),
        "list": Localized(zh: "企业名单", en: "A list of firms"),
    ]
}
