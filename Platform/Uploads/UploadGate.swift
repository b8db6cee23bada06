import Kernel

/// Looks into documents on threads that serve nobody else, a few at a time: each may take a core
/// for a second or two.
public final class UploadGate: Sendable {
    /// So many wait already that it would take long: who sent it may send it again.
    public struct Busy: Error, Hashable, Sendable {
        /// Seconds after which there may be room.
        public let retryAfter = 5
    }

    /// The one of the whole program.
    public static let shared = UploadGate(atOnce: 2, mostWaiting: 32)

    private let turns: Turns

    init(atOnce: Int, mostWaiting: Int) {
        turns = Turns(atOnce: atOnce, mostWaiting: mostWaiting)
    }

    /// What is wrong with a document. Ask for the right to send it first.
    ///
    /// - Throws: `Busy`.
    public func trouble(
        _ type: DocumentType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        try await run { DocumentShape.trouble(type, bytes) }
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async throws -> Result {
        try await turns.run(orElse: Busy()) { try await OwnThread.run(body) }
    }

    /// How many are looked into, and how many wait.
    var counts: (running: Int, waiting: Int) { turns.counts }
}
