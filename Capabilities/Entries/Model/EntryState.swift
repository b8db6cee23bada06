public import Kernel

/// Where a goods declaration stands.
public enum EntryState: String, Sendable, Hashable, CaseIterable {
    /// Accepted before the goods arrived; waits for them.
    case held
    /// The goods arrived and are not what was declared; waits for a correction.
    case mismatch
    /// Drawn for inspection; waits for an officer.
    case inspection
    /// Goods that must be inspected by law; waits for that, or for an accepted result.
    case testing
    /// The guarantee does not cover the tax; waits for a guarantee or for payment by the entry.
    case unsecured
    /// Waits for the tax of this entry.
    case payment
    /// The goods may go; the full declaration is still owed (two-step).
    case conditional
    /// The goods went; the full declaration is late (two-step).
    case overdue
    case released
    /// The goods did not come.
    case lapsed
    case refused

    /// Whether nothing more happens to it but the settlement of tax.
    public var isFinal: Bool { self == .released || self == .lapsed || self == .refused }

    /// What it is called.
    public var name: Localized {
        switch self {
        case .held: Localized(zh: "已接受，待运抵", en: "Accepted, waits for arrival")
        case .mismatch: Localized(zh: "运抵不符，待更正", en: "Differs from the arrival")
        case .inspection: Localized(zh: "布控查验", en: "To be inspected")
        case .testing: Localized(zh: "待检验", en: "Inspection by law")
        case .unsecured: Localized(zh: "担保不足", en: "Guarantee insufficient")
        case .payment: Localized(zh: "待缴税", en: "Tax to be paid")
        case .conditional: Localized(zh: "凭概要申报放行", en: "Released on the summary")
        case .overdue: Localized(zh: "完整申报逾期", en: "Full declaration overdue")
        case .released: Localized(zh: "已放行", en: "Released")
        case .lapsed: Localized(zh: "已失效", en: "Lapsed")
        case .refused: Localized(zh: "不予放行", en: "Refused")
        }
    }

    /// What its sender does next.
    public var next: Localized {
        switch self {
        case .held:
            Localized(
                zh: "等待运抵。船名、航次、日期有变的，可先行更正。",
                en: "Wait for arrival. If ship, voyage or day change, correct them.")
        case .mismatch:
            Localized(
                zh: "对照运抵数据更正申报，更正后自动继续。",
                en: "Correct the declaration by what arrived; it then goes on by itself.")
        case .inspection: Localized(zh: "等待海关查验。", en: "Wait for the inspection.")
        case .testing:
            Localized(
                zh: "等待海关检验，或提交目录内机构的检验结果采信。",
                en: "Wait for the inspection, or offer the result of a catalogued body.")
        case .unsecured:
            Localized(
                zh: "补足税款担保后重试，或改为逐票缴税。",
                en: "Add to the guarantee and try again, or pay for this entry by itself.")
        case .payment: Localized(zh: "缴纳税款后放行。", en: "Released once the tax is paid.")
        case .conditional:
            Localized(zh: "在期限内完成完整申报。", en: "Lodge the full declaration in time.")
        case .overdue:
            Localized(
                zh: "尽快完整申报；滞报金按日计算。",
                en: "Lodge the full declaration: the late fee grows day by day.")
        case .released, .lapsed, .refused: Localized(zh: "无", en: "Nothing")
        }
    }
}

/// How the tax of an entry is paid (征税方式).
public enum EntryTaxation: String, Sendable, Hashable, CaseIterable {
    /// By itself (逐票征税).
    case each
    /// Once a month against a standing guarantee (汇总征税).
    case summary

    public var name: Localized {
        switch self {
        case .each: Localized(zh: "逐票缴税", en: "Entry by entry")
        case .summary: Localized(zh: "汇总征税", en: "Once a month")
        }
    }
}

/// What the document is (申报方式).
public enum EntryStep: String, Sendable, Hashable, CaseIterable {
    /// Step one of two (概要申报).
    case summary
    /// The whole declaration (完整申报).
    case full

    public var name: Localized {
        switch self {
        case .summary: Localized(zh: "概要申报", en: "Summary declaration")
        case .full: Localized(zh: "完整申报", en: "Full declaration")
        }
    }
}
