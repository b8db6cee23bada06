public import Kernel

/// That a firm stands on a list from a day on, why, and why it went.
public struct Membership: Sendable, Hashable, Identifiable {
    public let id: String
    /// Id of the enterprise.
    public let tenant: String
    public let list: String
    /// Goods it stands there with; empty where the list has none.
    public let item: String
    public let from: Day
    /// Last day; nil while it has no end.
    public var to: Day?
    /// Year of the edition; empty for a register.
    public let edition: String
    public let reason: String
    public let document: String
    /// Why it went before its time; empty while it did not.
    public var exitReason: String
    public var exitDocument: String

    /// Whether it stands there on a day; first and last day count.
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

extension [Membership] {
    /// Each place on a list once, as it lasts longest: a renewed decision begins before the one it
    /// renews has ended.
    var once: [Membership] {
        var found: [[String]: Membership] = [:]
        for one in self {
            let place = [one.tenant, one.list, one.item]
            guard let other = found[place] else {
                found[place] = one
                continue
            }
            guard let last = other.to else { continue }
            if one.to.map({ last < $0 }) ?? true { found[place] = one }
        }
        return Array(found.values)
    }
}
