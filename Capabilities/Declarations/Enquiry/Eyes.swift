import Web

/// Who looks at a decision, and so what of it is shown: most is for everybody who has a part in the
/// list, but not what the buyer bought elsewhere, and not by which rules lists are picked out.
struct Eyes: Sendable, Hashable {
    /// What the buyer had used of the year before.
    var seeBuyersYear: Bool
    /// Names, shares and thresholds of the risk rules, and the list's draw (布控规则): who knows
    /// them knows how to slip through.
    var seeRiskRules: Bool
    /// Receipts as messages, which are the sender's.
    var seeReceiptMessages: Bool

    init(of visitor: Principal, on record: InventoryShelf.Record) {
        let isOfficer = visitor.kind == .officer
        let isSender = !visitor.enterprise.isEmpty && visitor.enterprise == record.sender
        let isDeclarant = !visitor.enterprise.isEmpty && visitor.enterprise == record.declarant
        seeBuyersYear = isOfficer || isSender || isDeclarant
        seeRiskRules = isOfficer
        seeReceiptMessages = isSender
    }
}
