import Kernel

/// Why several lists are not decided at once.
enum BatchRefusal: Refusal {
    case nothingChosen
    /// Every list that was chosen has moved on, or cannot be decided so.
    case nothingPossible
    case tooMany(limit: Int)
    case twice
    /// No key of 1 to 64 bytes.
    case key
    /// The key was used for another order; what differs.
    case contradiction(key: String, fields: [String])
    /// Lists of several customs districts.
    case mixedDistricts([String])
    /// An entry names no list; counted from one.
    case unreadable(place: Int)
    case notFound
    /// One officer alone decides what needs two.
    case secondOfficer
    /// Who proposed it cannot be the second officer.
    case sameOfficer
    /// Only who proposed it takes it back.
    case othersProposal
    case ended(BatchDecision.State)
    case action(allowed: [String])

    /// Whether the order cannot be asked about any more as it is.
    var isOfWhole: Bool {
        switch self {
        case .key, .contradiction, .mixedDistricts, .unreadable: true
        default: false
        }
    }

    /// One of each.
    static let all: [BatchRefusal] = [
        .nothingChosen, .nothingPossible, .tooMany(limit: BatchDesk.most), .twice,
        .key, .contradiction(key: "desk-7", fields: ["action", "lists"]),
        .mixedDistricts(["2233", "2244"]), .unreadable(place: 2), .notFound,
        .secondOfficer, .sameOfficer, .othersProposal, .ended(.done),
        .action(allowed: ["release", "reject"]),
    ]

    var code: String {
        switch self {
        case .nothingChosen: "declarations.batch-empty"
        case .nothingPossible: "declarations.batch-impossible"
        case .tooMany: "declarations.batch-too-many"
        case .twice: "declarations.batch-twice"
        case .key: "declarations.batch-key"
        case .contradiction: "declarations.batch-contradiction"
        case .mixedDistricts: "declarations.batch-districts"
        case .unreadable: "declarations.batch-list"
        case .notFound: "declarations.batch-not-found"
        case .secondOfficer: "declarations.batch-second-officer"
        case .sameOfficer: "declarations.batch-same-officer"
        case .othersProposal: "declarations.batch-others"
        case .ended: "declarations.batch-ended"
        case .action: "declarations.batch-action"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        case .secondOfficer, .sameOfficer, .othersProposal: 403
        case .ended, .contradiction: 409
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .action: "action"
        case .key, .contradiction: "key"
        case .nothingChosen, .nothingPossible, .tooMany, .twice, .unreadable, .mixedDistricts:
            "lists"
        default: nil
        }
    }

    var message: Localized { words.0 }
    var fix: Localized { words.1 }

    private var words: (Localized, Localized) {
        switch self {
        case .nothingChosen:
            (
                Localized(zh: "没有选择清单", en: "No list was chosen"),
                Localized(zh: "在待办中勾选至少一份清单", en: "Tick at least one list of the worklist")
            )
        case .nothingPossible:
            (
                Localized(
                    zh: "所选清单都不能这样处理", en: "None of the chosen lists can be decided so"),
                Localized(
                    zh: "刷新待办，选择当前环节允许的处理",
                    en: "Reload the worklist and choose what their step allows")
            )
        case .tooMany(let limit):
            (
                Localized(
                    zh: "一次最多处理 \(limit) 份清单", en: "At most \(limit) lists are decided at once"),
                Localized(zh: "分几批处理", en: "Decide them in several batches")
            )
        case .twice:
            (
                Localized(zh: "同一份清单选了两次", en: "A list was chosen twice"),
                Localized(zh: "每份清单只选一次", en: "Choose each list once")
            )
        case .unreadable(let place):
            (
                Localized(
                    zh: "第 \(place) 份清单没有预录入编号", en: "Entry \(place) names no list"),
                Localized(
                    zh: "每份清单写明 preNo", en: "Give preNo with each list")
            )
        case .action(let allowed):
            (
                Localized(zh: "没有这种处理", en: "There is no such decision"),
                Localized(
                    zh: "可选：\(allowed.joined(separator: "、"))",
                    en: "Choose one of: \(allowed.joined(separator: ", "))")
            )
        case .key, .contradiction, .mixedDistricts: whole
        case .notFound, .secondOfficer, .sameOfficer, .othersProposal, .ended: standing
        }
    }

    /// About the order as a whole.
    private var whole: (Localized, Localized) {
        switch self {
        case .key:
            (
                Localized(zh: "缺少批量处理的 key", en: "The batch has no key"),
                Localized(
                    zh: "写一个自定的 key，1 至 64 字节；重发时用同一个 key，不会重复处理",
                    en: "Give a key of your own, 1 to 64 bytes: sent again under it, nothing "
                        + "happens twice")
            )
        case .contradiction(let key, let fields):
            (
                Localized(
                    zh: "key \(key) 已用于另一批量处理，不同之处：\(fields.joined(separator: "、"))",
                    en: "The key \(key) was used for another batch; it differs in "
                        + fields.joined(separator: ", ")),
                Localized(
                    zh: "原样重发会得到首次的结果；要另作处理请换新的 key",
                    en: "The same order again is answered with what came of it; use a new key for "
                        + "another")
            )
        case .mixedDistricts(let districts):
            (
                Localized(
                    zh: "所选清单分属关区 \(districts.joined(separator: "、"))，一批只能是一个关区的清单",
                    en: "The lists are of the districts \(districts.joined(separator: ", ")): "
                        + "a batch is of one"),
                Localized(
                    zh: "按关区分批处理，由各关区的关员复核", en: "Decide them district by district")
            )
        default: standing
        }
    }

    /// About one that is there, or is not.
    private var standing: (Localized, Localized) {
        switch self {
        case .notFound:
            (
                Localized(zh: "没有这个批量处理", en: "There is no such batch"),
                Localized(zh: "核对编号；其他关区的看不到", en: "Check its id; other districts’ are not shown")
            )
        case .secondOfficer:
            (
                Localized(
                    zh: "这样处理须两名关员同意", en: "Two officers must agree to decide it so"),
                Localized(
                    zh: "在清单页或待办提交，由另一名关员复核",
                    en: "Send it from the list’s page or the worklist: another officer looks at it")
            )
        case .sameOfficer:
            (
                Localized(zh: "提出人不能复核自己的批量处理", en: "Who proposed it cannot agree to it"),
                Localized(zh: "请另一名关员复核", en: "Have another officer look at it")
            )
        case .othersProposal:
            (
                Localized(zh: "只有提出人可以撤回", en: "Only who proposed it takes it back"),
                Localized(
                    zh: "不同意的，写明理由退回提出人", en: "If you do not agree, say why")
            )
        case .ended(let state):
            (
                Localized(
                    zh: "该批量处理的状态已是“\(state.name.zh)”",
                    en: "The batch now stands at: \(state.name.en)"),
                Localized(zh: "刷新页面查看结果", en: "Reload to see what came of it")
            )
        default: (Localized(zh: "", en: ""), Localized(zh: "", en: ""))
        }
    }
}
