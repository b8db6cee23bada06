/// Why the store did not do what was asked.
public enum StoreFault: Error, Sendable, Hashable {
    /// The disk is full or the quota is spent: nothing was written; try again later.
    case full
    /// Another process has the store open for writing.
    case locked(String)
    /// The engine answered with an error; nothing of this request was written.
    case engine(code: String, message: String)
    /// A unique key exists already.
    case duplicate(String)
    /// The connection broke or the deadline passed before the outcome of a commit was known:
    /// the same request with the same guid resolves it.
    case inDoubt(String)
    /// A migration that was applied has been changed, or one is missing.
    case migration(String)
    /// The store is closing.
    case closed
    /// A query promised a row or a kind of value that was not there.
    case shape(String)
}
