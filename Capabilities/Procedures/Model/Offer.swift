import Kernel

/// A date, a place, a call or an entry of a catalogue that applications choose.
struct Offer: Sendable, Hashable {
    let id: String
    let service: String
    let title: Localized
    let note: String
    /// First and last day on which it can be applied for.
    let opens: Day
    let closes: Day
    /// The day it is about, and the time of day in words.
    let day: Day?
    let hours: String
    /// Nil for no limit.
    let capacity: Fixed?
    let taken: Fixed
    let isClosed: Bool

    func isOpen(on today: Day) -> Bool { !isClosed && opens <= today && today <= closes }

    /// What is left; nil without a limit.
    var left: Fixed? { capacity.flatMap { try? $0.subtracting(taken) } }

    var isFull: Bool { left.map { $0 <= .zero } ?? false }
}

/// A line of a public register: what was granted to whom.
struct RegisterEntry: Sendable, Hashable {
    let tenant: String
    let number: String
    let service: String
    /// Empty where the holder is not shown.
    let holder: String
    /// Field or computed value and what stands there, in the order of the file.
    let values: [Value]
    let from: Day
    let validTo: Day?
    var endedOn: Day?
    var endReason: String

    struct Value: Sendable, Hashable {
        let id: String
        let shown: Localized
    }

    func isInForce(on day: Day) -> Bool { endedOn == nil && (validTo.map { day <= $0 } ?? true) }
}
