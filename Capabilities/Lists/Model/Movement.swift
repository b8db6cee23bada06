import Kernel

/// That a firm came to a list, or went from it (名单变动).
struct Movement: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case entry, exit
        /// Its time was over; nobody decided anything.
        case ended
    }

    let kind: Kind
    /// The first day on the list, or the first day off it.
    let day: Day
    let member: Membership

    /// As people or rules gave it; empty where a time was over.
    var reason: String {
        switch kind {
        case .entry: member.reason
        case .exit: member.exitReason
        case .ended: ""
        }
    }

    var document: String { kind == .exit ? member.exitDocument : member.document }

    /// Its place in the order of a feed, the newest first.
    var place: String {
        "\(day.text)/\(member.tenant)/\(member.item)/\(member.id)/\(kind.rawValue)"
    }
}

extension Membership {
    /// Its coming and its going. Decided ones are told as soon as they are decided, the end of a
    /// time once it has come; what was taken back before its first day never was.
    func movements(asOf today: Day) -> [Movement] {
        guard let to else { return [Movement(kind: .entry, day: from, member: self)] }
        guard from <= to else { return [] }
        let entry = Movement(kind: .entry, day: from, member: self)
        let gone = to.adding(days: 1)
        if !exitReason.isEmpty { return [entry, Movement(kind: .exit, day: gone, member: self)] }
        return to < today ? [entry, Movement(kind: .ended, day: gone, member: self)] : [entry]
    }
}
