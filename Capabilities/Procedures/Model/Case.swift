public import Kernel

/// Where an application stands.
public enum CaseState: String, Sendable, Hashable, CaseIterable {
    /// Being written; nobody but the applicant sees it.
    case draft
    /// Before the body of its step.
    case open
    /// Before the applicant, to be completed.
    case returned
    /// The body waits for something outside; the clock stands still.
    case paused
    case granted, refused, withdrawn
    /// Was granted, and ended before its time.
    case revoked
    /// Was granted; an amendment has taken its place.
    case replaced

    /// Whether nothing more is to be decided.
    var isClosed: Bool { !isUnderWay && self != .draft }
    /// Whether it lies before a body or would if the applicant completed it.
    var isUnderWay: Bool { self == .open || self == .returned || self == .paused }

    public var name: Localized {
        switch self {
        case .draft: Localized(zh: "草稿", en: "Draft")
        case .open: Localized(zh: "办理中", en: "Under way")
        case .returned: Localized(zh: "待补正", en: "To be completed")
        case .paused: Localized(zh: "中止计时", en: "Clock paused")
        case .granted: Localized(zh: "准予", en: "Granted")
        case .refused: Localized(zh: "不予许可", en: "Refused")
        case .withdrawn: Localized(zh: "已撤回", en: "Withdrawn")
        case .revoked: Localized(zh: "已撤销", en: "Revoked")
        case .replaced: Localized(zh: "已变更", en: "Replaced")
        }
    }
}

/// One application.
public struct Case: Sendable, Hashable {
    /// Id of the enterprise that applies.
    public let tenant: String
    /// Number for people: `SW17-2026-0000001`.
    public let number: String
    public let service: String
    /// First day of the edition of the service it was begun under.
    public var edition: Day
    /// Which text of that edition, by its SHA-256.
    var editionDigest = ""
    public var state: CaseState
    /// The step it is in, or was in when it was closed; empty for a draft.
    public var step: String
    /// Grows with every change: who acts on an old one is told so.
    public var version: Int64
    public var answers: [String: String]
    public let createdAt: Instant
    public let createdBy: String
    public var submittedAt: Instant?
    public var submittedBy: String?
    /// The officer who has taken it.
    public var takenBy: String?
    /// What one officer has proposed and another has to agree to.
    public var proposal: Proposal?
    public var closedAt: Instant?
    /// What was said last: why it was returned, paused, refused.
    public var reason: String
    /// Last day of what was granted.
    public var validTo: Day?
}

/// An action that waits for a second officer.
public struct Proposal: Sendable, Hashable {
    public let action: String
    public let by: String
    public let reason: String
    public let at: Instant
}

/// One stay in a step, with its clock: never changed once it has ended.
public struct Span: Sendable, Hashable {
    /// From 1, in order.
    public let number: Int
    public let step: String
    public let body: String
    public let beganAt: Instant
    public var endedAt: Instant?
    public var pauses: [Pause]
    /// Whether it was noted that the clock had run out.
    public var isOverdueNoted: Bool

    /// A time in which the clock stood still.
    public struct Pause: Sendable, Hashable {
        public let from: Instant
        public var to: Instant?
        /// Whether the applicant had to complete something; else the body waited.
        public let isApplicants: Bool
    }

    var isPaused: Bool { pauses.last.map { $0.to == nil } ?? false }
}

/// Whoever acts.
public struct Actor: Sendable, Hashable {
    public let id: String
    public let name: String
    /// Id of the enterprise; empty for an officer.
    public let enterprise: String
    /// Bodies at whose desk the person sits today.
    public let bodies: Set<String>

    public init(id: String, name: String, enterprise: String, bodies: Set<String> = []) {
        self.id = id
        self.name = name
        self.enterprise = enterprise
        self.bodies = bodies
    }
}

extension Actor {
    /// What is done by the rule and nobody.
    static let rule = Actor(id: "rule", name: "rule", enterprise: "")
}
