extension Status {
    /// How far a status is on the way, for receipts of a real authority, which come late, doubled,
    /// out of order, or skip a step (规范回执状态: a later time wins, at one time the higher rank).
    var rank: Int64 {
        switch self {
        case .staged: 10
        case .declaring: 20
        case .sent: 30
        // A platform may find out after it took a message that customs did not.
        case .notSent: 32
        case .stored: 40
        case .review: 50
        case .inspection: 60
        case .detainedClearance, .detainedSmuggling, .detainedLegal, .detainedOther, .suspended,
            .handedOver:
            65
        case .concluded: 70
        case .rejected, .withdrawn, .cancelled: 75
        case .released: 80
        case .sentBack: 82
        case .closed: 90
        }
    }

    /// Whether a far side may bring a list from this status to another: any step ahead, also over
    /// others; between the kinds of detention to and fro. What was rejected, withdrawn or cancelled
    /// begins anew only when it is sent again.
    func mayBeBrought(to other: Status) -> Bool {
        switch self {
        case .rejected, .withdrawn, .cancelled, .staged: false
        default: other != self && other.rank >= rank && other.isOfficial
        }
    }
}
