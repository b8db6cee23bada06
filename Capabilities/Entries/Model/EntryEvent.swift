import Kernel

/// What happens to an entry: kinds of journal entries.
enum EntryEvent: String, Sendable, Hashable, CaseIterable {
    case lodged, held, arrived, differed, corrected, drawn, inspected, unsecured, secured
    case taxDue = "tax-due"
    case paid, released, settled, completed, lapsed, refused, reminded, overdue
    case taxationChanged = "taxation-changed"
    case testDue = "test-due"
    case resultOffered = "result-offered"
    case quotaTaken = "quota-taken"

    var kind: String { "entries.entry-" + rawValue }

    init?(kind: String) {
        guard let found = Self.allCases.first(where: { $0.kind == kind }) else { return nil }
        self = found
    }

    var title: Localized {
        switch self {
        case .lodged: Localized(zh: "接受申报", en: "Declaration accepted")
        case .held: Localized(zh: "等待货物运抵", en: "Waits for the goods")
        case .arrived: Localized(zh: "货物运抵", en: "Goods arrived")
        case .differed: Localized(zh: "运抵数据与申报不符", en: "The arrival differs")
        case .corrected: Localized(zh: "更正申报", en: "Declaration corrected")
        case .drawn: Localized(zh: "布控查验", en: "Drawn for inspection")
        case .inspected: Localized(zh: "查验无误", en: "Inspected and found right")
        case .unsecured: Localized(zh: "担保不足", en: "Guarantee insufficient")
        case .secured: Localized(zh: "占用税款担保", en: "Tax reserved on the guarantee")
        case .taxDue: Localized(zh: "核定税款", en: "Tax assessed")
        case .paid: Localized(zh: "税款已缴", en: "Tax paid")
        case .released: Localized(zh: "放行", en: "Released")
        case .settled: Localized(zh: "税款已清，办结", en: "Taxes settled")
        case .completed: Localized(zh: "完整申报", en: "Full declaration")
        case .lapsed: Localized(zh: "逾期未运抵，申报失效", en: "Lapsed: the goods did not come")
        case .refused: Localized(zh: "不予放行", en: "Refused")
        case .reminded: Localized(zh: "提醒完整申报", en: "Reminded of the full declaration")
        case .overdue: Localized(zh: "完整申报逾期", en: "Full declaration overdue")
        case .testDue: Localized(zh: "须检验", en: "Inspection by law is due")
        case .resultOffered: Localized(zh: "提交检验结果", en: "Result of an inspection body")
        case .quotaTaken: Localized(zh: "核销关税配额", en: "Written off a quota certificate")
        case .taxationChanged: Localized(zh: "变更征税方式", en: "Payment of tax changed")
        }
    }
}
