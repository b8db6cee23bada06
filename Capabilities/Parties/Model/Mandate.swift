public import Kernel

/// What one enterprise has agreed that another may do with what is its own (委托授权): proposed by
/// one side, confirmed by the other.
public struct Mandate: Sendable, Hashable, Identifiable {
    /// One of its two enterprises.
    public enum Side: String, Sendable, Hashable, CaseIterable {
        /// Who gives it (委托人).
        case grantor
        /// Who may act by it (受托人).
        case grantee

        var other: Side { self == .grantor ? .grantee : .grantor }
    }

    /// What has become of it.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Proposed by one side; the other has not confirmed it.
        case offered
        /// Confirmed by both. It may still lie ahead.
        case accepted
        /// Ended by one side, or never confirmed.
        case revoked
        /// Its last day is over.
        case ended
    }

    /// UUID.
    public let id: String
    /// Id of the enterprise that gives it.
    public let grantor: String
    /// Id of the enterprise that may act by it.
    public let grantee: String
    public let scope: MandateScope
    /// First day.
    public let from: Day
    /// Last day; nil while it has no end.
    public let to: Day?
    public let proposedBy: Side
    public let offered: Instant
    /// When the other side confirmed it.
    public let accepted: Instant?
    public let revoked: Instant?
    public let revokedBy: Side?
    /// Why it was revoked, in the words of whoever did; empty until then.
    public let reason: String

    /// Whether it is in force on a day: confirmed, between its days, not revoked. The day it is
    /// revoked on is no longer covered; what was decided before that moment stays as it is.
    public func holds(on day: Day) -> Bool {
        guard let accepted, accepted.day <= day, from <= day else { return false }
        return (to.map { day <= $0 } ?? true) && (revoked.map { day < $0.day } ?? true)
    }

    /// What has become of it as of a day.
    public func state(on day: Day) -> State {
        if revoked != nil { return .revoked }
        if let to, to < day { return .ended }
        return accepted == nil ? .offered : .accepted
    }

    /// The side an enterprise is on; nil for anybody else.
    func side(of enterprise: String) -> Side? {
        if enterprise.isEmpty { return nil }
        return enterprise == grantor ? .grantor : enterprise == grantee ? .grantee : nil
    }

    /// Whether both would hold on some day.
    func overlaps(_ new: NewMandate) -> Bool {
        (to.map { new.from <= $0 } ?? true) && (new.to.map { from <= $0 } ?? true)
    }
}

/// What is needed to propose a mandate.
public struct NewMandate: Sendable, Hashable {
    /// Id of the enterprise that gives it.
    public var grantor: String
    /// Id of the enterprise that may act by it.
    public var grantee: String
    public var scope: MandateScope
    /// First day; not in the past.
    public var from: Day
    /// Last day; nil for no end.
    public var to: Day?

    public init(
        grantor: String, grantee: String, scope: MandateScope, from: Day, to: Day? = nil
    ) {
        self.grantor = grantor
        self.grantee = grantee
        self.scope = scope
        self.from = from
        self.to = to
    }
}
