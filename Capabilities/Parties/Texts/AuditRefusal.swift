import Kernel

/// Why the audit trail is not filtered as was asked.
enum AuditRefusal: Refusal, Hashable {
    /// A field that holds no day.
    case day(String)
    case order
    case area
    case actor
    case before

    static let all: [AuditRefusal] = [.day("from"), .order, .area, .actor, .before]

    var code: String {
        switch self {
        case .day: "parties.audit-day"
        case .order: "parties.audit-order"
        case .area: "parties.audit-area"
        case .actor: "parties.audit-actor"
        case .before: "parties.audit-before"
        }
    }

    var field: String? {
        switch self {
        case .day(let field): field
        case .order: "to"
        case .area: "area"
        case .actor: "actor"
        case .before: "before"
        }
    }

    var message: Localized {
        switch self {
        case .day: Localized(zh: "日期填写有误。", en: "That is no day.")
        case .order:
            Localized(zh: "截止日期早于起始日期。", en: "The last day is before the first.")
        case .area: Localized(zh: "没有这一业务。", en: "There is no such area.")
        case .actor:
            Localized(
                zh: "本企业没有这一人员或密钥。", en: "The enterprise has no such person or key.")
        case .before: Localized(zh: "序号填写有误。", en: "That is no number of an entry.")
        }
    }

    var fix: Localized {
        switch self {
        case .day:
            Localized(zh: "日期写作 2026-11-20。", en: "Write a day as 2026-11-20.")
        case .order: Localized(zh: "请对调或改正日期。", en: "Swap the days or mend one.")
        case .area:
            Localized(
                zh: "可选：\(AuditWords.areas.map(\.id).joined(separator: "、"))。",
                en: "Choose one of \(AuditWords.areas.map(\.id).joined(separator: ", ")).")
        case .actor:
            Localized(zh: "请从操作人列表中选择。", en: "Choose from the list of people and keys.")
        case .before:
            Localized(
                zh: "填写上一页返回的序号（next）。", en: "Give the number the page before gave (next).")
        }
    }
}
