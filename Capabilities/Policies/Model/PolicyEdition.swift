import Kernel

/// A version that officers publish: proposed by one, confirmed by another of the same authority.
struct PolicyEdition: Sendable, Hashable {
    enum State: String, Sendable, Hashable {
        case proposed, confirmed, rejected
    }

    struct Hand: Sendable, Hashable {
        let id: String
        let name: String
        let at: Instant
    }

    let id: String
    /// The policy it is a version of.
    let policy: String
    var state: State
    /// Authority whose officers publish it.
    let authority: String
    let reason: String
    /// Whether it weighs on competition so much that other authorities must have their say.
    let isMajor: Bool
    let proposed: Hand
    var decided: Hand?
    let content: PolicyVersion
}

/// What an authority says of a measure before it is issued (公平竞争审查).
struct ReviewOpinion: Sendable, Hashable {
    let authority: String
    let agrees: Bool
    let text: String
    let officer: String
    let at: Instant
}
