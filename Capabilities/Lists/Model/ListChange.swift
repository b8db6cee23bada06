import Kernel

/// Who comes to a list and who goes, from a day on: proposed by one officer, confirmed by another.
struct ListChange: Sendable, Hashable, Identifiable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The edition of a year.
        case publication
        case entry
        case exit
    }

    enum State: String, Sendable, Hashable, CaseIterable { case proposed, confirmed, rejected }

    struct Hand: Sendable, Hashable {
        let id: String
        let name: String
        let at: Instant
    }

    /// A firm that comes or goes.
    struct Line: Sendable, Hashable {
        let tenant: String
        let item: String
        /// Id of the nomination it rests on; empty when there is none.
        let nomination: String
        let points: Int
        /// Id of the membership that ends; empty for one that begins.
        let membership: String
    }

    let id: String
    let list: String
    let kind: Kind
    let edition: String
    let from: Day
    /// Last day of what begins; nil without an end.
    let to: Day?
    let reason: String
    let document: String
    let lines: [Line]
    let proposed: Hand
    var state: State
    var decided: Hand?
}
