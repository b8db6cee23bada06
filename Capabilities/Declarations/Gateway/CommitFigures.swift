import Store

/// What the store's commits cost, for who watches the gateway.
struct CommitFigures: Sendable, Hashable {
    var commits = 0
    /// Requests that shared a commit, on average; 0 before the first.
    var requestsEach = 0
    /// The most requests that shared one.
    var largest = 0
    /// Time of one commit in microseconds, on average.
    var microseconds = 0
}

extension GatewayStatus.Moment {
    var commitFigures: CommitFigures {
        guard store.commits > 0 else { return CommitFigures() }
        return CommitFigures(
            commits: store.commits, requestsEach: store.requests / store.commits,
            largest: store.largestBatch,
            microseconds: Int(
                clamping: store.commitNanoseconds / UInt64(store.commits) / 1000))
    }
}
