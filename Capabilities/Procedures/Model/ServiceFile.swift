public import Kernel
public import Uploads

/// A service as its file says it: who may ask for what, who decides it in which steps, by when, on
/// what basis. Made only by reading a file that was found sound.
public struct ServiceFile: Sendable {
    /// Also the name of its file: `general-licence`.
    public let id: String
    /// The mission row it answers.
    public let row: String
    /// Days on which it can be begun; a case stays with the edition it was begun under.
    public let from: Day
    public let to: Day?
    public let topic: Topic
    public let name: Localized
    public let summary: Localized
    public let bases: [NamedCitation]
    /// What it has come from: documents that are not in force on all of its days.
    public var history: [NamedCitation] = []
    /// Who may apply; empty means every enterprise.
    public let roles: [String]
    public let fields: [FormField]
    public let documents: [DocumentField]
    public let checks: [CheckRule]
    public let steps: [ServiceStep]
    public let appeal: AppealRule?
    /// Whether the applicant may take the application back before the decision.
    public let mayWithdraw: Bool
    /// Whether somebody with a mandate of the applicant (`apply`) may handle it.
    public var allowsAgents = false
    public let grant: GrantRule
    public let notices: [String: Localized]
    let parameters: [Parameter]
    let computed: [ComputedRule]
    let unique: [UniqueRule]
    let offers: OfferRule?
    let publish: PublishRule?
    let revoke: RevokeRule?
    /// What officers enter.
    var decided: [DecidedField] = []
    /// The day field as of which its rules ask for the firm; nil for the day of the application.
    var firmOn: String?
    /// Names by which its rules ask for the firm's level and lists.
    var firmNames: [String] = []
    /// The file as it was read, byte for byte.
    var source: [UInt8] = []

    func step(_ id: String) -> ServiceStep? { steps.first { $0.id == id } }

    func field(_ id: String) -> FormField? { fields.first { $0.id == id } }

    /// Benefits that the applicant must be entitled to, with the facts that the form states.
    public var benefits: [String: Set<String>] {
        checks.reduce(into: [:]) { found, rule in
            guard case .holdsBenefit(_, let benefit, let facts) = rule.check else { return }
            found[benefit, default: []].formUnion(facts.keys)
        }
    }

    /// Whether it can be begun on a day.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

/// What a service is about: services are listed under it.
public struct Topic: Sendable, Hashable {
    public let id: String
    public let name: Localized
    /// Place in the list of topics, from 1.
    public let order: Int
}

/// A citation of the register, with what the document is called.
public struct NamedCitation: Sendable, Hashable {
    public let id: String
    public let citation: Citation
    public let title: Localized
}

/// A field of the form.
public struct FormField: Sendable {
    public enum Kind: Sendable, Hashable {
        case text, longText, integer, decimal, day, creditCode
        /// Something to confirm; its answer is `1`.
        case tick
        case choice([FieldChoice])
        /// A code of one of the code tables, by the table's name.
        case code(String)
        /// One of the service's offers.
        case offer

        var isChoice: Bool { if case .choice = self { true } else { false } }
    }

    /// Most characters that any field may have.
    static let longest = 4_000

    public let id: String
    public let kind: Kind
    public let label: Localized
    public let hint: Localized?
    public let isRequired: Bool
    /// It is asked only when another field has one of these answers.
    public let when: Condition?
    /// Where its first answer comes from.
    public let reuse: Reuse?
    /// Most characters, for text.
    public let longest: Int
    /// What the register says there of the applicant may be replaced by another's.
    var mayBeOthers = false

    /// A known fact that fills a field.
    public enum Reuse: String, Sendable, Hashable, CaseIterable {
        case enterpriseName = "enterprise.name"
        case creditCode = "enterprise.credit-code"
        case customsCode = "enterprise.customs-code"
        case district = "enterprise.district"
        /// What the enterprise wrote there the last time, in any service that has such a field.
        case last
    }
}

/// One answer of a choice.
public struct FieldChoice: Sendable, Hashable {
    public let id: String
    public let name: Localized
}

/// Holds when a field has one of the answers.
public struct Condition: Sendable, Hashable {
    public let field: String
    public let answers: [String]

    func holds(_ given: [String: String]) -> Bool {
        given[field].map { answer in
            answers.contains { $0.utf8.elementsEqual(answer.utf8) }
        } ?? false
    }
}

/// A document that is asked for.
public struct DocumentField: Sendable {
    public let id: String
    public let name: Localized
    public let hint: Localized?
    public let isRequired: Bool
    public let when: Condition?
    public let types: [DocumentType]
    /// Most bytes.
    public let most: Int

    /// What a browser offers to choose from.
    var mediaTypes: [String] { types.map(\.mediaType) }
    /// As the file of the service says them.
    var kinds: [String] { types.map(\.rawValue) }
}

/// A named check with its parameters and what is said when it does not hold.
public struct CheckRule: Sendable {
    public let check: NamedCheck
    public let message: Localized
    public let fix: Localized
    public let basis: NamedCitation?
}

/// A step: one body, what it may do, and its clock.
public struct ServiceStep: Sendable {
    public let id: String
    public let name: Localized
    /// The one body that is responsible.
    public let body: Body
    public let clock: ClockRule?
    /// Who else may act once the clock has run out.
    public let escalates: Body?
    public let actions: [StepAction]
    /// Bodies that work at the same time; the step's own body puts together what they say.
    let parts: [PartRule]
    let automatic: AutomaticRule?

    func action(_ id: String) -> StepAction? { actions.first { $0.id == id } }
}

/// A body that decides.
public struct Body: Sendable, Hashable {
    public let id: String
    public let name: Localized
    /// Id of the authority whose officers may have a seat there (`Authorities` of Parties).
    public let authority: String
}

/// What an officer may do in a step.
public struct StepAction: Sendable {
    public enum Effect: Sendable, Hashable {
        case advance(to: String)
        /// Back to the applicant, to be completed; the clock stands still meanwhile.
        case sendBack
        /// The clock stands still until somebody goes on.
        case pause
        case grant, refuse

        var carriesOn: Bool {
            switch self {
            case .advance, .grant: true
            case .sendBack, .pause, .refuse: false
            }
        }
    }

    public let id: String
    public let name: Localized
    public let effect: Effect
    public let needsReason: Bool
    /// A second officer has to agree.
    public let fourEyes: Bool
    /// What the officer enters with it, by id.
    var decides: [String] = []
}

/// How long a step may take.
public struct ClockRule: Sendable {
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case workingDays, days
        /// Round the clock, on every day.
        case hours
    }

    public let length: Int
    public let unit: Unit
    /// Hour from which something counts as received on the next working day; 24 for never.
    public let cutOffHour: Int
    public let termEnd: WorkingCalendar.TermEnd
    public let basis: NamedCitation
}

/// How a refusal may be appealed against.
public struct AppealRule: Sendable {
    public let step: String
    /// Calendar days after the decision, the last one included.
    public let days: Int
    public let basis: NamedCitation
}

/// What a granted application brings about.
public struct GrantRule: Sendable {
    public enum Validity: Sendable, Hashable {
        case open
        /// So many months from the day of the decision, the same day number included.
        case months(Int)
        /// Until the day of a field.
        case field(String)
        /// Until 31 December of the year of the decision, or of the year a field names.
        case yearEnd(String)
    }

    /// What the applicant then has: a licence, a registration.
    public let title: Localized
    public let letter: Localized
    public let validity: Validity
    /// Day field that it does not outlive, whatever the months say.
    var notAfter: String?
    public let basis: NamedCitation?
    public let drawDown: DrawDownRule?
    /// Fields and computed values that stand in the decision.
    let shows: [String]
    /// Lists its holder is put on.
    let enters: [EntersRule]
    /// Field that names an earlier grant of the same service, which ends when this one is given.
    var replaces: String?
    /// Register of another room that the grant is written into.
    var records: RecordsRule?
    /// What a firm is given of it in a year at most.
    var yearly: YearlyRule?
}

/// A quantity that is granted once and drawn on in batches.
public struct DrawDownRule: Sendable, Hashable {
    /// Field that holds the quantity.
    public let quantity: String
    /// Field that holds the unit, by its customs number; of a tariff quota it is not asked.
    public let unit: String
    /// Most batches; nil for no limit.
    public let batches: Int?
    /// Field that says which tariff quota it is of: declarations write such a quantity off, and
    /// nobody draws batches by hand. Nil for everything else.
    public let quota: String?
}

extension ServiceFile {
    /// The field in which the applicant says how much is wanted of what is drawn on: officers give
    /// that, or a part where the file lets them.
    func asked(_ rule: DrawDownRule) -> String {
        decided.first { $0.field.id == rule.quantity }?.most ?? rule.quantity
    }

    /// Whether what is drawn on is counted in whole ones.
    func isWhole(_ rule: DrawDownRule) -> Bool {
        (fields + decided.map(\.field)).contains {
            $0.id == rule.quantity && $0.kind == .integer
        }
    }
}
