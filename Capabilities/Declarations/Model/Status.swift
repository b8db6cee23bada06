import Kernel

/// Where a document stands, by the official numbers of the receipts (回执状态). Source: customs
/// interface specification 202205.
enum Status: Int64, Sendable, CaseIterable {
    /// Kept as a draft (电子口岸已暂存).
    case staged = 1
    /// Taken, being declared (电子口岸申报中); also while supporting documents are missing.
    case declaring = 2
    /// A far side has it (发送海关成功); only where messages are relayed.
    case sent = 3
    /// The far side did not take it (发送海关失败): mend it, or have it sent again.
    case notSent = 4
    /// Withdrawn by the sender (appType 3). Not an official number: never sent as a receipt.
    case withdrawn = 9
    /// Cancelled on application (已撤销). Not an official number: the receipt of the application
    /// says it.
    case cancelled = 10
    /// Rejected by customs (海关退单): mend and send again.
    case rejected = 100
    /// Stored, logic checks passed (海关入库).
    case stored = 120
    /// Waits for an officer to look at the papers (人工审核).
    case review = 300
    /// Concluded (海关审结).
    case concluded = 399
    /// Waits for the goods to be opened (查验).
    case inspection = 500
    /// Detained, to clearance (扣留移送通关).
    case detainedClearance = 501
    /// Detained, to anti-smuggling (扣留移送缉私).
    case detainedSmuggling = 502
    /// Detained, to the legal department (扣留移送法规).
    case detainedLegal = 503
    /// Handed over to another body of the customs (移交); of returns only.
    case handedOver = 505
    /// Other detention (其它扣留).
    case detainedOther = 599
    /// Suspended (挂起).
    case suspended = 600
    /// Sent back (退运).
    case sentBack = 700
    /// Released (放行).
    case released = 800
    /// Closed (结关).
    case closed = 899

    /// What may come next. A status never goes backwards; a rejected or withdrawn document begins
    /// anew when it is sent again.
    var next: Set<Status> {
        switch self {
        case .staged: [.declaring, .withdrawn]
        case .declaring: [.rejected, .stored, .withdrawn, .sent, .notSent]
        case .sent: [.declaring, .rejected, .stored, .withdrawn]
        case .notSent: [.declaring, .staged, .sent, .withdrawn]
        case .stored: [.rejected, .review, .concluded, .inspection, .released, .cancelled]
        case .review: [.rejected, .concluded, .inspection, .released, .cancelled]
        case .inspection:
            [
                .rejected, .released, .sentBack, .suspended, .detainedClearance,
                .detainedSmuggling, .detainedLegal, .detainedOther, .handedOver,
            ]
        case .suspended: [.rejected, .released, .sentBack]
        case .handedOver: [.rejected, .released]
        case .detainedClearance, .detainedSmuggling, .detainedLegal, .detainedOther:
            [.released, .sentBack]
        case .concluded: [.released, .closed, .cancelled]
        case .released: [.closed]
        case .rejected: [.declaring, .staged, .withdrawn]
        case .withdrawn: [.declaring, .staged]
        case .sentBack, .closed, .cancelled: []
        }
    }

    func mayBecome(_ other: Status) -> Bool { next.contains(other) }

    /// Whether receipts carry it: the others are numbers of this system.
    var isOfficial: Bool { self != .withdrawn && self != .cancelled }

    /// Whether a list in it came in: what was taken for one that did not is given back.
    var comesIn: Bool { self != .rejected && self != .sentBack && self != .cancelled }

    /// Whether the sender may still change or withdraw the document.
    var mayBeChanged: Bool {
        switch self {
        case .staged, .declaring, .sent, .notSent, .rejected, .withdrawn: true
        default: false
        }
    }

    /// Whether the document has ended and holds nothing any more.
    var isOver: Bool { self == .rejected || self == .withdrawn || self == .notSent }

    var name: Localized {
        switch self {
        case .staged: Localized(zh: "已暂存", en: "Kept as draft")
        case .declaring: Localized(zh: "申报中", en: "Being declared")
        case .sent: Localized(zh: "已发往海关", en: "Sent to customs")
        case .notSent: Localized(zh: "发送海关失败", en: "Not taken by customs")
        case .withdrawn: Localized(zh: "已撤回", en: "Withdrawn")
        case .cancelled: Localized(zh: "已撤销", en: "Cancelled")
        case .rejected: Localized(zh: "退单", en: "Rejected")
        case .stored: Localized(zh: "已入库", en: "Stored")
        case .review: Localized(zh: "人工审核", en: "Under review")
        case .concluded: Localized(zh: "已审结", en: "Concluded")
        case .inspection: Localized(zh: "查验", en: "Inspection")
        case .detainedClearance: Localized(zh: "扣留移送通关", en: "Detained (clearance)")
        case .detainedSmuggling: Localized(zh: "扣留移送缉私", en: "Detained (anti-smuggling)")
        case .detainedLegal: Localized(zh: "扣留移送法规", en: "Detained (legal)")
        case .handedOver: Localized(zh: "移交", en: "Handed over")
        case .detainedOther: Localized(zh: "其它扣留", en: "Detained (other)")
        case .suspended: Localized(zh: "挂起", en: "Suspended")
        case .sentBack: Localized(zh: "退运", en: "Sent back")
        case .released: Localized(zh: "放行", en: "Released")
        case .closed: Localized(zh: "结关", en: "Closed")
        }
    }
}
