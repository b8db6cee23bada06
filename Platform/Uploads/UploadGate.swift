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
    public static let shared = UploadGate(
        Turns(atOnce: 2, mostWaiting: 32), scanner: nil)

    private let turns: Turns
    private let scanner: VirusScanner?

    private init(_ turns: Turns, scanner: VirusScanner?) {
        self.turns = turns
        self.scanner = scanner
    }

    convenience init(atOnce: Int, mostWaiting: Int) {
        self.init(Turns(atOnce: atOnce, mostWaiting: mostWaiting), scanner: nil)
    }

    /// The same places, with a scanner that everything is shown to as well.
    public func scanning(with scanner: VirusScanner?) -> UploadGate {
        UploadGate(turns, scanner: scanner)
    }

    /// What is wrong with a document. Ask for the right to send it first.
    ///
    /// - Throws: `Busy`; `VirusScanner.Silent` where there is a scanner and it does not say.
    public func trouble(
        _ type: DocumentType, _ bytes: [UInt8]
    ) async throws -> DocumentShape.Trouble? {
        try await trouble(bytes) { DocumentShape.trouble(type, bytes) }
    }

    /// The same with another way of looking: what it finds nothing wrong with is shown to the
    /// scanner.
    public func trouble(
        _ bytes: [UInt8], _ look: @escaping @Sendable () -> DocumentShape.Trouble?
    ) async throws -> DocumentShape.Trouble? {
        try await run { [scanner] in
            if let trouble = look() { return trouble }
            return try scanner?.finding(in: bytes) == nil ? nil : .infected
        }
    }

    func run<Result: Sendable>(
        _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await turns.run(orElse: Busy()) { try await OwnThread.run(body) }
    }

    /// How many are looked into, and how many wait.
    var counts: (running: Int, waiting: Int) { turns.counts }
}
