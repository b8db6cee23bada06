import Balances
import Kernel
import Paper
import Papers
import Parties
import Proofs
import Seal
import Store
import Tariff
import Web

/// One of each refusal that has its page: those of this room and of what it stands on. Those of the
/// other rooms come from the house.
extension ProblemEntry {
    static let refusals: [ProblemEntry] = [ground, gateway, cases].joined().joined()
        .map { of($0) }

    private static func of(_ refusal: any Refusal) -> ProblemEntry { ProblemEntry(refusal) }

    /// What the house gives of the rooms that are none of this one's: each code once, and none that
    /// is here already.
    static func others(_ refusals: [any Refusal], _ faults: [Fault]) -> [ProblemEntry] {
        var seen = Set(self.refusals.map(\.code))
        let told = refusals.map { of($0) } + faults.map {
            ProblemEntry(
                code: $0.code, message: $0.message, fix: $0.fix,
                field: $0.path.isEmpty ? nil : $0.path)
        }
        return told.filter { seen.insert($0.code).inserted }
    }

    /// What this room stands on.
    private static let ground: [[any Refusal]] = [
        WebRefusal.all, StoreFault.samples, PaperRefusal.all, SealRefusal.samples,
        PartiesRefusal.all, BalanceRefusal.all, TariffRefusal.samples, PapersRefusal.all,
        ProofsRefusal.all,
    ]

    private static let gateway: [[any Refusal]] = [
        DeclarationsRefusal.samples, FolderRefusal.all, EnvelopeRefusal.all, RelayRefusal.all,
        EntryRefusal.all, SheetRefusal.all, CertificateRefusal.all, SandboxRefusal.all,
        [
            DecisionInput(), MonthInput(), QuotaInput(), QuotaNotTheirs(),
            FollowUpDecisionInput(), NumberInput(name: "limit", least: 1, most: 200),
            DealRefusal(field: "direction", allowed: ["export", "import"]),
            FilterInput(name: "status", allowed: ["100", "800"]),
        ],
    ]

    private static let cases: [[any Refusal]] = [
        TaxRefusal.all, ReturnTaxRefusal.all, IdentityRefusal.all, InvoiceExemptionRefusal.all,
        MasterBillRefusal.all, SiteRefusal.all, RevealRefusal.allCases, BatchRefusal.all,
        [ReturnTaxCertificateMissing(), ReturnTaxReviewMissing()],
    ]
}

extension StoreFault {
    /// One of each that is told; everything else is a defect.
    static let samples: [StoreFault] = [
        .full, .closed, .inDoubt("commit"), .zeroCharacter, .shape("row"),
    ]
}

extension SealRefusal {
    /// One of each, in order of precedence.
    static let samples: [SealRefusal] = [
        .missing, .several(2), .misplaced, .form("SignedInfo"), .reference, .transform,
        .canonicalization, .algorithms, .keyInfo, .noCertificate, .foreignCertificate, .keyName,
        .notYetValid(Instant(milliseconds: 0)), .expired(Instant(milliseconds: 0)),
        .keyDoesNotFit, .keyTooShort(512), .signature, .digest, .declarant("3122000005"),
        .alreadySigned, .noPlace, .certificateUnreadable, .keyUnreadable, .tokenUnreachable,
        .keyPair, .keyFailed, .unavailable,
    ]
}
