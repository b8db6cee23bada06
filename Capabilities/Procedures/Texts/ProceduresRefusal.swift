public import Kernel
public import Uploads

/// Why something was not done with an application, in the order in which the reasons are looked at.
public enum ProceduresRefusal: GroundedRefusal, Hashable {
    case notReadable
    case noSuchService(String)
    /// It is not offered any more: what was not submitted cannot be.
    case serviceEnded(Localized, Citation)
    /// Its text asks for something else than when the draft was begun; the draft now follows it.
    case textChanged(Localized, [Fault], Citation)
    /// The text an application was begun under can be had no more.
    case editionLost(String, Day)
    case notInRole(ServiceRole)
    case noSuchCase(String)
    case noSuchDocument
    /// The application has no such letter; with those it has.
    case noSuchLetter(String, letters: [Int])
    /// The service is there and publishes no register.
    case noRegister(Localized)
    case movedOn(CaseState)
    case ownApplication
    case notPossible(CaseState)
    case notYourDesk(Body)
    case takenByOther
    case noSuchAction(String, actions: [String])
    case reasonMissing
    case reasonTooLong(limit: Int)
    case sameOfficer
    /// Whoever refused it does not decide on the appeal.
    case ownRefusal
    /// Somebody has proposed a decision: what is to come is a second officer's word.
    case proposedAlready(isOwn: Bool)
    case noAppeal
    case appealLate(days: Int, Citation)
    case keyDiffers(String)
    /// The key has begun this application, with other answers.
    case answersDiffer(String, number: String, [Fault])
    /// Answers are saved as of the version that was looked at.
    case versionMissing(Int64)
    /// What an amendment is about is no grant in force any more.
    case notReplaceable(String)
    case form([Fault], Ground)
    case documentType([DocumentType])
    /// Larger than the service takes; with what it is called and how many bytes came.
    case documentSize(Localized, most: Int, came: Int)
    case documentEmpty
    /// Encrypted, so that nobody can say what is in it.
    case documentLocked
    /// It holds a script or starts a program.
    case documentActive
    /// It carries other files.
    case documentEmbedded
    /// The scanner knows what is in it.
    case documentInfected
    case tooManyDocuments(most: Int)
    case notDrawable
    case byDeclaration(Citation)
    case licenceEnded(Day, Citation)
    case batchesUsedUp(Int, Citation)
    case quantity
    /// What was granted is counted in whole ones.
    case quantityWhole
    case seat([Fault])
    case offer([Fault])
    case noSuchOffer(String)
    /// - Parameter budget: what the call rests on whose budget it is; nil for places.
    case offerFull(Localized, left: Fixed, budget: Citation?)
    /// - Parameter until: while it is held after it was granted; nil while it is under way.
    case filedTwice(String, until: Day?)
    case documentBomb
    case documentPixels
    /// Given up before all of it was looked into.
    case documentTangled
    case documentUnreadable
    case documentTiny(least: Int)
    case documentPages(most: Int)
    case partDecided(Localized)
    case partsWait([Localized])
    case partsFailed([Localized])
    /// Not so much is left of the national volume.
    case quotaExhausted(QuotaVolume, needed: Fixed, left: Fixed)
    /// Not so much is left of what a firm may have in the year.
    case yearlyCap(YearlyCap)

    /// What a firm may have in a year, and has.
    public struct YearlyCap: Sendable, Hashable {
        let service: Localized
        let most: Fixed
        let needed: Fixed
        let left: Fixed
        let citation: Citation
    }
    /// No mandate for applying, or the service lets no agent.
    case noMandate(String)
    /// Nothing of a tariff quota was granted here that could be given back.
    case notReturnable
    /// The last day to give back is over.
    case quotaReturnLate(QuotaVolume)
    /// Not so much is left on the certificate.
    case quotaReturnMuch(QuotaVolume, left: Fixed)

    /// What an applicant has to be.
    public struct ServiceRole: Sendable, Hashable {
        let service: Localized
        let roles: Localized
        let citation: Citation
    }

    static func noSuchAction(_ id: String, _ step: ServiceStep) -> ProceduresRefusal {
        .noSuchAction(id, actions: step.actions.map(\.id))
    }

    public var code: String { "procedures." + words.code }
    public var message: Localized { words.message }
    public var fix: Localized { words.fix }
    public var status: Int { words.status }

    public var field: String? {
        switch self {
        case .reasonMissing, .reasonTooLong: "reason"
        case .quantity, .quantityWhole, .quotaExhausted, .quotaReturnMuch: "quantity"
        case .noSuchAction, .proposedAlready: "action"
        case .versionMissing: "version"
        case .noMandate: "for"
        default: nil
        }
    }

    public var faults: [Fault] {
        switch self {
        case .form(let faults, _), .seat(let faults), .offer(let faults),
            .answersDiffer(_, _, let faults), .textChanged(_, let faults, _):
            faults
        default: []
        }
    }
}
