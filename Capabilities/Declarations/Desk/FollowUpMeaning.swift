import Kernel
import Store
import Wire

/// A document about lists that are there already (后续单证), all its messages together: a
/// cancellation, an arrival, a departure, a bag list, a summary, a return.
struct FollowUp: Sendable {
    /// One of the messages it came in.
    struct Part: Sendable {
        var record: FollowUpShelf.Record
        let document: MessageDocument
    }

    /// In the order of their numbers; one where it was not split.
    var parts: [Part]
    /// The part it is known by: the first.
    let first: Part

    /// Nil without parts.
    init?(_ parts: [Part]) {
        guard let first = parts.first else { return nil }
        self.parts = parts
        self.first = first
    }

    var type: MessageType { first.record.type }
    var status: Status { first.record.status }
    var head: MessageRecord { first.document.head }
}

/// What a kind of follow-up means. Keeping, numbering, splitting, answering and moving are the same
/// for all of them (`FollowUpIntake`, `FollowUpDesk`, `FollowUpSteps`); a meaning says what may be
/// wrong with it, which lists it is about and what it does to them. Each lies in `Desk/`, and
/// `FollowUpMeanings` names it.
protocol FollowUpMeaning: Sendable {
    /// What is wrong with a document by itself, looked at without the store.
    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding]

    /// What stands in its way when it is to be kept, or the lists that it is about from then on.
    /// Runs in the transaction that keeps it; a draft is not asked.
    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer

    /// All parts are there: lets it take effect. Runs at the desk, in one transaction with its
    /// effects. Must move the follow-up (`FollowUpSteps.move`), else it is asked again and again.
    func settle(_ followUp: FollowUp, _ steps: FollowUpSteps) throws

    /// An officer agreed to a follow-up that waits for that: lets it take effect.
    func agree(to followUp: FollowUp, _ steps: FollowUpSteps) throws

    /// An officer refuses it: takes back what was prepared for it. It is moved by the caller; most
    /// have prepared nothing.
    func refuse(_ followUp: FollowUp, _ steps: FollowUpSteps) throws
}

extension FollowUpMeaning {
    func faults(of document: MessageDocument, on day: Day) throws(UnreadableField) -> [Finding] {
        []
    }

    func ask(_ part: FollowUp.Part, in session: Session) throws -> FollowUpAnswer { .taken([]) }

    func agree(to followUp: FollowUp, _ steps: FollowUpSteps) throws {
        throw StoreShape(what: "\(followUp.type.rawValue) is not for officers")
    }

    func refuse(_ followUp: FollowUp, _ steps: FollowUpSteps) throws {}
}

/// What comes of the question whether a follow-up can be kept.
enum FollowUpAnswer: Sendable {
    /// It is kept, and these lists show it from now on; lists may be added when it takes effect.
    case taken([FollowUpShelf.ListKey])
    /// It is refused with this official number.
    case refused(Int64, [Finding])
}

/// The meaning of each kind of follow-up.
struct FollowUpMeanings: Sendable {
    private let all: [MessageType: any FollowUpMeaning]

    init(_ all: [MessageType: any FollowUpMeaning]) {
        self.all = all
        if let lacking = MessageType.allCases.first(where: { $0.isFollowUp && all[$0] == nil }) {
            preconditionFailure("\(lacking) has no meaning: name it where the meanings are made")
        }
    }

    subscript(type: MessageType) -> any FollowUpMeaning {
        guard let meaning = all[type] else {
            preconditionFailure("\(type) is no follow-up; `init` refuses one without a meaning")
        }
        return meaning
    }
}
