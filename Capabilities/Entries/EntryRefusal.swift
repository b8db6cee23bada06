public import Kernel

/// Why something was not done; nothing was changed. The order of the cases is the order of
/// precedence.
public enum EntryRefusal: Refusal, Hashable {
    /// The body of a request is not a JSON object.
    case notReadable
    /// Whoever asks belongs to no enterprise.
    case enterpriseNeeded
    /// Fields, each with its fault.
    case input([Fault])
    /// A number this room decides by is not on record for the day.
    case notSettled(String)
    /// What this value opens is closed that day.
    case closed(String)
    /// The own number was used for another declaration.
    case numberUsed(String, entry: String)
    /// An entry of the consignee for the bill is not at its end.
    case billOpen(String, entry: String)
    case noSuchEntry
    case noSuchEnterprise(String)
    /// The consignee has not asked the sender to declare for it.
    case noMandate(String)
    /// Two-step declaration was taken from the consignee.
    case twoStepSuspended(Localized)
    /// The consignee may not pay once a month.
    case noSummaryTaxation(Localized)
    /// The guarantee does not cover the tax.
    case guaranteeInsufficient(needed: Fixed, free: Fixed, isTwoStep: Bool)
    /// The state does not allow it.
    case notPossible(EntryState, next: Localized)
    /// A release on the summary is secured, never paid for instead.
    case securityNeeded
    /// A filter of a list means nothing.
    case filter(String, allowed: [String])
    /// The full declaration is there already, with another content.
    case completedAlready
    /// Only carriers, site operators and officers tell of arrivals.
    case notCarrier
    /// Nothing was declared in advance under this bill.
    case nothingHeld(String)
    /// The privilege is on record as it would be granted.
    case privilegeHeld(String)
    case noSuchNote
    case noteSettled(String)

    public var status: Int {
        switch self {
        case .notReadable: 400
        case .enterpriseNeeded, .noMandate, .twoStepSuspended, .noSummaryTaxation, .notCarrier: 403
        case .noSuchEntry, .noSuchEnterprise, .nothingHeld, .noSuchNote: 404
        case .numberUsed, .billOpen, .notPossible, .securityNeeded, .completedAlready, .noteSettled,
            .privilegeHeld:
            409
        case .input, .guaranteeInsufficient, .filter: 422
        case .notSettled, .closed: 503
        }
    }

    public var faults: [Fault] {
        if case .input(let faults) = self { return faults }
        return []
    }

    public var field: String? {
        switch self {
        case .numberUsed: "/number"
        case .noSuchEnterprise, .noMandate: "/consignee"
        case .twoStepSuspended: "/step"
        case .noSummaryTaxation, .guaranteeInsufficient: "/taxation"
        case .nothingHeld, .billOpen: "/bill"
        case .securityNeeded: "/taxation"
        case .filter(let name, _): name
        default: nil
        }
    }

    public var citation: Citation? {
        switch self {
        case .noMandate: Citation(document: "中华人民共和国海关法", article: "第十条")
        case .twoStepSuspended: Citation(document: "海关总署公告2019年第127号、第216号")
        case .noSummaryTaxation: Citation(document: "沪府办规〔2023〕9号", article: "（二）")
        case .guaranteeInsufficient, .securityNeeded:
            Citation(document: "中华人民共和国海关事务担保条例", article: "第四条")
        default: nil
        }
    }

    public var code: String {
        switch self {
        case .notReadable: "entries.not-readable"
        case .enterpriseNeeded: "entries.enterprise-needed"
        case .input: "entries.input"
        case .notSettled: "entries.not-settled"
        case .closed: "entries.closed"
        case .numberUsed: "entries.number-used"
        case .billOpen: "entries.bill-open"
        case .noSuchEntry: "entries.no-such-entry"
        case .noSuchEnterprise: "entries.no-such-enterprise"
        case .noMandate: "entries.no-mandate"
        case .twoStepSuspended: "entries.two-step-suspended"
        case .noSummaryTaxation: "entries.no-summary-taxation"
        case .guaranteeInsufficient: "entries.guarantee-insufficient"
        case .notPossible: "entries.not-possible"
        case .securityNeeded: "entries.security-needed"
        case .filter: "entries.filter"
        case .completedAlready: "entries.completed-already"
        case .notCarrier: "entries.not-carrier"
        case .nothingHeld: "entries.nothing-held"
        case .privilegeHeld: "entries.privilege-held"
        case .noSuchNote: "entries.no-such-note"
        case .noteSettled: "entries.note-settled"
        }
    }

    /// Of an entry as it stands, with what its sender does next.
    static func notPossible(_ entry: GoodsEntry) -> EntryRefusal {
        .notPossible(entry.state, next: entry.next)
    }
}
