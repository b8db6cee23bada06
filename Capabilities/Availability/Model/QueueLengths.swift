/// What waits inside.
public struct QueueLengths: Sendable, Hashable {
    /// Writes that wait for the next commit.
    public var waiting: Int
    /// Entries of the journal that were not reacted to yet.
    public var behind: Int

    public init(waiting: Int, behind: Int) {
        self.waiting = waiting
        self.behind = behind
    }
}
