import Kernel

/// Something an enterprise has raised, from the first word to its end.
struct Problem: Sendable, Hashable {
    enum State: String, Sendable, Hashable, CaseIterable {
        /// Waits for an answer.
        case open
        /// Waits for the enterprise.
        case answered
        case closed
    }

    enum Sender: String, Sendable, Hashable, CaseIterable {
        case firm, association
    }

    enum Outcome: String, Sendable, Hashable {
        case none = ""
        /// The enterprise has said that it is settled.
        case confirmed
        /// It has said nothing in its time.
        case lapsed
    }

    var tenant: String
    var number: String
    var kind: Topic.Kind
    var topic: String
    var body: String
    /// Authority of the body.
    var authority: String
    var state: State
    var title: String
    /// Enterprises it concerns: more than one when an association raises it.
    var affected: Int
    var sender: Sender
    /// What it belongs to: `measure/ID`, `meeting/ID`; empty for nothing.
    var about: String
    /// 1, and one more each time it was reopened.
    var round: Int
    var raisedAt: Instant
    /// When the clock of this round began.
    var clockAt: Instant
    /// Last day for an answer.
    var due: Day
    var escalatedAt: Instant?
    var answeredAt: Instant?
    /// Last day for the enterprise to say something.
    var lapses: Day?
    var cause: String
    /// Working days to the answer.
    var usedDays: Int
    var closedAt: Instant?
    var outcome: Outcome
    var version: Int64

    /// Whether its answer is late on a day.
    func isOverdue(on day: Day) -> Bool { state == .open && due < day }
}

/// Something that was said about a problem.
struct ProblemWord: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable {
        case raised, answered, reopened, handed
    }

    let kind: Kind
    let words: String
    let actor: String
    let at: Instant
}

/// What a problem can be about, who answers for that and in how many working days.
struct Topic: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case problem, barrier, complaint
    }

    let id: String
    let kind: Kind
    let name: Localized
    /// Body of the register of policies.
    let body: String
    /// Working days.
    let days: Int
    let citation: Citation
}

/// A technical measure of another country.
struct Measure: Sendable, Hashable {
    var id: String
    /// Country, as the table of countries names it.
    var market: String
    /// First digits of goods codes.
    var goods: [String]
    var title: Localized
    var summary: Localized
    var notified: Day
    var commentsUntil: Day
    var effective: Day
    var source: String
}

/// A meeting with firms or an association.
struct Meeting: Sendable, Hashable {
    var id: String
    var body: String
    var day: Day
    var title: String
    var parties: String
    var notes: String
}

/// What a body has reported on a task for a quarter.
struct Report: Sendable, Hashable {
    enum State: String, Sendable, Hashable, CaseIterable {
        case onTrack = "on-track"
        case late, done
    }

    var policy: String
    var article: String
    /// `2026Q3`.
    var quarter: String
    var body: String
    var state: State
    var words: String
    /// Experience that others can learn from; may be empty.
    var example: String
    var reporter: String
    var at: Instant
}
