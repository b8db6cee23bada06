import Kernel

/// A firm that was put forward for a list.
struct Nomination: Sendable, Hashable, Identifiable {
    enum State: String, Sendable, Hashable, CaseIterable {
        /// Waits for marks and a decision.
        case open
        /// Stands in a proposal that waits for the second officer.
        case proposed
        case listed
        /// Was not taken: `outcome` says why.
        case passedOver = "passed-over"
        case withdrawn
    }

    let id: String
    let tenant: String
    let list: String
    /// Year it was put forward for; empty for a register.
    let edition: String
    let item: String
    let byFirm: Bool
    let at: Instant
    /// What the firm says of itself, by fact.
    let stated: [String: Int64]
    let statement: String
    /// Points of an officer, by criterion.
    var marks: [String: Int]
    var markedBy: String
    var remark: String
    var state: State
    /// The figures it was judged by, by fact, with their sources; empty until then.
    var facts: String
    /// Why it was taken or not; both languages.
    var outcome: Localized
    var version: Int64
}
