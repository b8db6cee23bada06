public import Kernel

/// Why something was not done; nothing was changed. The order of the cases is the order of
/// precedence.
public enum OriginRefusal: Refusal, Hashable {
    /// The body of a request is not a JSON object.
    case notReadable
    /// Fields, each with its fault.
    case input([Fault])
    /// Whoever asks belongs to no enterprise.
    case enterpriseNeeded
    /// No agreement of that name, or not in force that day.
    case noSuchAgreement(String)
    case noSuchWorksheet
    /// A number this room decides by is not on record for the day.
    case notSettled(String)
    case noSuchProof
    case noSuchEnterprise(String)
    /// Only enterprises filed with the customs are issued certificates.
    case notFiled
    /// The state does not allow it any more.
    case decidedAlready(String)
    /// A proof, by its number or else its id, is applied for or issued for the same goods of the
    /// same invoice.
    case appliedTwice(String)
    /// A replacement of the same proof, by its id, is applied for and waits.
    case replacementWaits(String)
    /// No approval of the enterprise holds for these goods today.
    case notApproved
    /// Only advanced certified enterprises become approved exporters.
    case notAdvancedCertified
    case noSuchApproval
    case approvalTaken(String)
    case noSuchClaim
    /// The same proof was claimed for the same goods of the same declaration.
    case claimedAlready
    /// The proof served another declaration; its number where that is the claimant's own.
    case proofUsed(String?)
    /// The term for the correction is over.
    case tooLate(Day)

    public var status: Int {
        switch self {
        case .notReadable: 400
        case .noSuchAgreement, .noSuchWorksheet, .noSuchProof, .noSuchEnterprise, .noSuchApproval,
            .noSuchClaim:
            404
        case .enterpriseNeeded, .notApproved: 403
        case .decidedAlready, .appliedTwice, .replacementWaits, .approvalTaken, .claimedAlready,
            .proofUsed, .tooLate:
            409
        case .input, .notFiled, .notAdvancedCertified: 422
        case .notSettled: 503
        }
    }

    public var citation: Citation? {
        switch self {
        case .notApproved, .notAdvancedCertified:
            Citation(document: "海关总署令第254号", article: "第四条")
        case .proofUsed:
            Citation(
                document: "本系统默认设置",
                article: "一般了解：一份原产地证明对应同一批次货物 / general knowledge: a proof is for one "
                    + "consignment")
        default: nil
        }
    }

    public var field: String? {
        switch self {
        case .proofUsed: "proof"
        case .appliedTwice: "invoice"
        default: nil
        }
    }

    public var faults: [Fault] {
        if case .input(let faults) = self { return faults }
        guard let field else { return [] }
        return [Fault(code: code, path: "/" + field, message: message, fix: fix)]
    }

    public var code: String {
        switch self {
        case .notReadable: "origin.not-readable"
        case .input: "origin.input"
        case .enterpriseNeeded: "origin.enterprise-needed"
        case .noSuchAgreement: "origin.no-such-agreement"
        case .noSuchWorksheet: "origin.no-such-worksheet"
        case .notSettled: "origin.not-settled"
        case .noSuchProof: "origin.no-such-proof"
        case .noSuchEnterprise: "origin.no-such-enterprise"
        case .notFiled: "origin.not-filed"
        case .decidedAlready: "origin.decided-already"
        case .appliedTwice: "origin.applied-twice"
        case .replacementWaits: "origin.replacement-waits"
        case .notApproved: "origin.not-approved-exporter"
        case .notAdvancedCertified: "origin.not-advanced-certified"
        case .noSuchApproval: "origin.no-such-approval"
        case .approvalTaken: "origin.approval-taken"
        case .noSuchClaim: "origin.no-such-claim"
        case .claimedAlready: "origin.claimed-already"
        case .proofUsed: "origin.proof-used"
        case .tooLate: "origin.correction-too-late"
        }
    }
}
