import Synchronization

/// Tells of an opening of a store whether it is still there, and what it is doing: so another
/// server knows whether what it finds half done was left by a stop or is being done.
///
/// No clock decides. Each opening has a number; with PostgreSQL each of its connections holds a
/// lock of that number, which ends when the last of them does, however that comes about. A folder
/// belongs to one process, so whoever else began there is gone.
final class Presence: Sendable {
    /// Of this opening, never 0.
    let number = Int64.random(in: 1...Int64.max)
    private let underWay = Mutex<Set<String>>([])

    func begin(_ work: String) { underWay.withLock { _ = $0.insert(work) } }
    func end(_ work: String) { underWay.withLock { _ = $0.remove(work) } }
    func does(_ work: String) -> Bool { underWay.withLock { $0.contains(work) } }
}

extension Store {
    /// Runs work that others must not take for left over while it lasts. Whoever does it notes the
    /// number it is given beside what it leaves half done.
    ///
    /// - Parameter work: names this piece of work and no other.
    public func claiming<Result: Sendable>(
        _ work: String, _ body: (_ server: Int64) async throws -> Result
    ) async throws -> Result {
        presence.begin(work)
        defer { presence.end(work) }
        return try await body(presence.number)
    }
}

extension Session {
    /// Whether the server that noted this number is still doing that work. 0 is no server.
    public func isClaimed(_ work: String, by server: Int64) throws -> Bool {
        if server == connection.presence.number { return connection.presence.does(work) }
        return try server != 0 && connection.isPresent(server)
    }
}
