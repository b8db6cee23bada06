import Kernel

/// Where a spreadsheet stands that was sent.
enum SheetState: String, Sendable, Hashable {
    /// Its rows are being stored; only who sends the same file meanwhile is told of it.
    case loading
    /// Its documents are being sent.
    case running
    /// Each of its documents has an outcome.
    case done

    var name: Localized {
        switch self {
        case .loading: Localized(zh: "正在读入", en: "Being read")
        case .running: Localized(zh: "处理中", en: "Under way")
        case .done: Localized(zh: "处理完毕", en: "Done")
        }
    }
}

/// What came of one document of a spreadsheet.
enum SheetRowState: String, Sendable, Hashable, CaseIterable {
    /// Not looked at yet.
    case waiting
    /// The gateway has taken it.
    case taken
    /// Taken before, from another spreadsheet: not sent again.
    case earlier
    /// Something in its rows is wrong: not sent.
    case faulty
    /// Sent, and refused by its receipt.
    case refused

    var name: Localized {
        switch self {
        case .waiting: Localized(zh: "待处理", en: "Waiting")
        case .taken: Localized(zh: "已接收", en: "Taken")
        case .earlier: Localized(zh: "此前已接收", en: "Taken before")
        case .faulty: Localized(zh: "有误未报", en: "At fault, not sent")
        case .refused: Localized(zh: "被退回", en: "Refused")
        }
    }

    /// Whether somebody has to mend it.
    var isBad: Bool { self == .faulty || self == .refused }
}
