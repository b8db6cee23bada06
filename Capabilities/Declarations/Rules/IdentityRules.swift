import Kernel
import Reference

/// Dated rules by which a borrowed identity shows (`Data/identity-rules.csv`): one identity used
/// with many telephones, addresses, consignees, accounts or payers, or one of these with many
/// identities.
struct IdentityRules: Sendable {
    struct Rule: Sendable, Hashable {
        let id: String
        /// Whether uses of the person are counted; else persons of the mark.
        let isOfPerson: Bool
        let kind: IdentityMarkKind
        let windowDays: Int
        /// So many are nothing to ask about.
        let most: Int
        let reason: Localized
        let from: Day
        let to: Day?
        let citation: Citation

        func isInForce(on day: Day) -> Bool { from <= day && to.map { day <= $0 } ?? true }
    }

    let rules: [Rule]

    func inForce(on day: Day) -> [Rule] { rules.filter { $0.isInForce(on: day) } }

    /// How a finding came about; where nothing was found, that all were asked.
    func explanation(_ findings: [IdentityFinding], on day: Day) -> Explanation {
        let steps = inForce(on: day).map { rule -> Explanation in
            let found = findings.first { $0.rule == rule.id }
            return Explanation(
                rule: "declarations.\(rule.id)", version: rule.from, title: rule.reason,
                inputs: [
                    .init(
                        Localized(zh: "统计天数", en: "Days looked back"), "\(rule.windowDays)"),
                    .init(Localized(zh: "最多", en: "At most"), "\(rule.most)"),
                ] + (found.map {
                    [.init(Localized(zh: "实际", en: "Found"), "\($0.count)")]
                } ?? []),
                outcome: found == nil
                    ? Localized(zh: "未超出", en: "Not above")
                    : Localized(zh: "超出，转人工审核", en: "Above: to be reviewed"),
                citations: [rule.citation])
        }
        return Explanation(
            rule: "declarations.identity",
            title: Localized(zh: "消费者身份验核", en: "Identity of the buyer"),
            outcome: findings.isEmpty
                ? Localized(zh: "未见冒用迹象", en: "No sign of misuse")
                : Localized(zh: "疑似冒用身份，须人工核查", en: "May be misused: an officer looks into it"),
            citations: [Law.supervision], children: steps)
    }

    /// Throws a `DataFault` of a damaged table.
    static func load(_ share: Share) throws -> IdentityRules {
        var rules: [Rule] = []
        var file = try DataFile("Capabilities/Declarations/Data/identity-rules.csv", in: share)
        let (id, of, kind) = (
            try file.column("id"), try file.column("of"), try file.column("kind")
        )
        let (window, most) = (try file.column("window_days"), try file.column("most"))
        let (zh, en) = (try file.column("reason_zh"), try file.column("reason_en"))
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let (document, article) = (try file.column("document"), try file.column("article"))
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from") else {
                throw row.fault("valid_from")
            }
            guard let mark = IdentityMarkKind(rawValue: row.text(kind)) else {
                throw row.fault("kind")
            }
            guard row.text(of) == "person" || row.text(of) == "mark" && mark.isCounted else {
                throw row.fault("of")
            }
            guard let days = Int(row.text(window)), (1...3660).contains(days) else {
                throw row.fault("window_days")
            }
            guard let count = Int(row.text(most)), (1...100_000).contains(count) else {
                throw row.fault("most")
            }
            rules.append(
                Rule(
                    id: try row.required(id, "id"), isOfPerson: row.text(of) == "person",
                    kind: mark, windowDays: days, most: count,
                    reason: Localized(
                        zh: try row.required(zh, "reason_zh"),
                        en: try row.required(en, "reason_en")),
                    from: first, to: try row.day(to, "valid_to"),
                    citation: Citation(
                        document: try row.required(document, "document"),
                        article: row.text(article))))
        }
        return IdentityRules(rules: rules)
    }
}
