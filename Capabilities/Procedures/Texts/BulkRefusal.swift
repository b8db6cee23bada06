import Kernel

/// Why several applications are not decided at once. What cannot be done to one of them is told of
/// that one.
enum BulkRefusal: GroundedRefusal {
    case nothingChosen
    /// None of them can be decided so; why, for each.
    case nothingPossible([Fault])
    case tooMany(limit: Int)
    case twice
    /// An entry names no application; counted from one.
    case unreadable(place: Int)
    /// No key of 1 to 64 bytes.
    case key
    /// The key was used for another decision; what differs.
    case contradiction(key: String, order: String, fields: [String])
    case notFound
    case action(allowed: [String])

    /// One of each.
    static let all: [BulkRefusal] = [
        .nothingChosen, .nothingPossible([]), .tooMany(limit: BulkDesk.most), .twice,
        .unreadable(place: 2), .key,
        .contradiction(key: "desk-7", order: "", fields: ["action", "applications"]), .notFound,
        .action(allowed: ["grant", "refuse"]),
    ]

    /// Whether the order cannot be asked about any more as it is.
    var isOfWhole: Bool {
        switch self {
        case .action, .nothingPossible: false
        default: true
        }
    }

    var code: String { "procedures." + words.code }
    var status: Int { words.status }
    var message: Localized { words.message }
    var fix: Localized { words.fix }

    var ground: Ground {
        switch self {
        case .notFound: .noRule
        case .nothingPossible, .action: .own(.steps)
        case .nothingChosen, .tooMany, .twice, .unreadable, .key, .contradiction: .own(.orders)
        }
    }

    var faults: [Fault] {
        if case .nothingPossible(let faults) = self { faults } else { [] }
    }

    var field: String? {
        switch self {
        case .action: "action"
        case .key, .contradiction: "key"
        case .nothingChosen, .nothingPossible, .tooMany, .twice, .unreadable: "applications"
        case .notFound: nil
        }
    }

    private var words: RefusalWords {
        switch self {
        case .nothingChosen:
            RefusalWords(
                "bulk-empty", 422, zh: "没有选择申请。", en: "No application was chosen.",
                zhFix: "在办理台勾选至少一件申请。", enFix: "Tick at least one application at the desk.")
        case .nothingPossible:
            RefusalWords(
                "bulk-impossible", 422, zh: "所选申请都不能这样办理。",
                en: "None of the chosen applications can be decided so.",
                zhFix: "查看每件的原因；刷新办理台，选择其环节允许的办理。",
                enFix: "See why for each; reload the desk and choose what their steps allow.")
        case .tooMany(let limit):
            RefusalWords(
                "bulk-too-many", 422, zh: "一次最多办理 \(limit) 件申请。",
                en: "At most \(limit) applications are decided at once.",
                zhFix: "分几次办理。", enFix: "Decide them in several goes.")
        case .twice:
            RefusalWords(
                "bulk-twice", 422, zh: "同一件申请选了两次。", en: "An application was chosen twice.",
                zhFix: "每件申请只选一次。", enFix: "Choose each once.")
        case .unreadable(let place):
            RefusalWords(
                "bulk-application", 422, zh: "第 \(place) 件没有写明申请编号和版本。",
                en: "Entry \(place) names no application and version.",
                zhFix: "每件写明 number，读过的写明 version。",
                enFix: "Give number with each, and version where it was read.")
        case .key:
            RefusalWords(
                "bulk-key", 422, zh: "缺少批量办理的 key，或其写法不对。",
                en: "The order has no key, or one of other signs.",
                zhFix: "写一个自定的 key，1 至 64 位字母、数字、点、下划线或连字符；重发时用同一个 key，不会重复办理。",
                enFix: "Give a key of your own, 1 to 64 letters, digits, dots, underscores or "
                    + "hyphens: sent again under it, nothing happens twice.")
        case .contradiction(let key, _, let fields):
            RefusalWords(
                "bulk-contradiction", 409,
                zh: "key \(key) 已用于另一次批量办理，不同之处：\(fields.joined(separator: "、"))。",
                en: "The key \(key) was used for another order; it differs in "
                    + fields.joined(separator: ", ") + ".",
                zhFix: "原样重发会得到首次的结果；要另作办理请换新的 key。",
                enFix: "The same order again is answered with what came of it; use a new key for "
                    + "another.")
        case .notFound:
            RefusalWords(
                "bulk-not-found", 404, zh: "没有这次批量办理。", en: "There is no such order.",
                zhFix: "核对编号；只有能看到其中全部申请的人员看得到。",
                enFix: "Check its id; it shows to officers who may see all of its applications.")
        case .action(let allowed):
            RefusalWords(
                "bulk-action", 422, zh: "没有选择怎样办理，或所选申请没有这种办理。",
                en: "No decision was chosen, or none that these applications have.",
                zhFix: "可选：\(allowed.joined(separator: "、"))。",
                enFix: "Choose one of: \(allowed.joined(separator: ", ")).")
        }
    }
}
