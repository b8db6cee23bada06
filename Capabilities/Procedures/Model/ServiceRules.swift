import Kernel

/// A check of one body among several that run at the same time within a step.
struct PartRule: Sendable {
    let id: String
    let name: Localized
    let body: Body
    let clock: ClockRule?
    /// Asked of this body only when it holds; nil for always.
    let when: Formula?
}

/// What is done without an officer when a step is entered and the rule holds.
struct AutomaticRule: Sendable {
    let action: String
    let when: Formula?
}

/// A value that at most one application may hold.
struct UniqueRule: Sendable {
    let fields: [String]
    /// Services that name the same space share its values.
    let space: String
    /// Whether another enterprise may hold the same value.
    let isForApplicant: Bool
    /// Months for which it stays held after a grant; nil while the grant stands.
    let months: Int?
    /// It is free again after the last day of the grant.
    let endsWithGrant: Bool
    /// Each line of the one field is held for itself.
    let isEachLine: Bool
    let when: Formula?
    let message: Localized
    let fix: Localized
    let basis: NamedCitation?
}

/// Dates, places, calls or entries of a catalogue, kept by a body, of which the applicant chooses.
struct OfferRule: Sendable {
    /// What one of them is called: a course, a fair, a call.
    let name: Localized
    /// Who keeps them.
    let body: Body
    /// What its capacity counts; nil when there is no limit.
    let unit: Localized?
    /// Whether its capacity is yuan.
    var isMoney = false
    /// Number field or computed value that is taken from the capacity; nil for one.
    let takes: String?
    /// Whether it is taken when the application is submitted, or when it is granted.
    let isTakenAtSubmission: Bool
    let field: String
}

/// What of a granted application anybody may look up.
struct PublishRule: Sendable {
    let title: Localized
    let note: Localized
    /// Whether the holder's name is shown.
    let showsHolder: Bool
    /// Fields and computed values that are shown.
    let fields: [String]
    /// Whether the officer's closing words are shown, and what they are called.
    let reason: Localized?
    let when: Formula?
}

/// Something an officer enters with a decision: a number, a name, how much of it is granted.
struct DecidedField: Sendable {
    let field: FormField
    /// What the applicant asked for, by its field: at most so much is given, and all of it when
    /// the officer enters nothing.
    let most: String?
}

/// A list of firms that a grant puts its holder on; ending the grant takes the firm off again.
struct EntersRule: Sendable {
    let list: String
    let when: Formula?
    /// What the decision establishes of the firm: facts that the criteria of the list ask for.
    let confirms: [String]
}

/// How a grant may be ended before its time.
struct RevokeRule: Sendable {
    let body: Body
    let basis: NamedCitation
    /// A second officer has to agree.
    let fourEyes: Bool
    /// What has to hold of the firm as long as the grant lasts: once it does not, the grant ends of
    /// itself.
    var lapses: LapseRule?
}

/// What ends a grant without an officer.
struct LapseRule: Sendable {
    /// Asked on each day, of the firm as it is that day.
    let unless: Formula
    /// Why, for the holder and whoever looks it up.
    let reason: Localized
}
