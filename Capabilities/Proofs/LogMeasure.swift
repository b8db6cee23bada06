internal import Evidence
internal import Journal
internal import Kernel
internal import Secrets
public import Store
internal import Wire

/// Measures a log in a store of its own: how fast records become durable entries, how fast proofs
/// are made of them, how fast their holders check them.
public struct LogMeasure: Sendable {
    let store: Store
    let count: Int

    /// Nanoseconds of each part.
    public struct Figures: Sendable {
        public let count: Int
        public let appending: UInt64
        public let proving: UInt64
        public let verifying: UInt64
        /// Of one proof file, on average.
        public let bytesOfProof: Int

        /// Entries a second for so many nanoseconds.
        public func rate(_ nanoseconds: UInt64) -> Int {
            Int(UInt64(count) * 1_000_000_000 / max(1, nanoseconds))
        }
    }

    /// - Parameter store: with the tables of this room, and empty.
    public init(store: Store, count: Int) {
        self.store = store
        self.count = count
    }

    public func run() async throws -> Figures {
        // Of the size of a receipt.
        let body = [UInt8](repeating: 0x61, count: 700)
        let count = count
        let source = LogSource("declaration.receipt") { after, limit, _ in
            guard after < count else { return [] }
            return (Int(after) + 1...min(count, Int(after) + limit)).map { number in
                LogSource.Record(
                    number: Int64(number), at: Instant(milliseconds: 1_800_000_000_000),
                    content: body + Array(String(number).utf8))
            }
        }
        let signer = try NoteSigner(
            name: "localhost/log", kind: .log, seed: SecretSource.system.bytes(32))
        let keys = try LogKeys(text: signer.privateText)
        let keeper = LogKeeper(
            store: store, source: source, keys: keys,
            policy: try PublicationPolicy(own: keys.keys),
            round: WitnessRound(
                store: store, asked: [], http: OutgoingHTTP { _ in .init(status: 500) },
                clock: .system))
        try await keeper.begin()
        let began = Stopwatch.nanoseconds()
        while try await keeper.step() {}
        let appended = Stopwatch.nanoseconds()
        let desk = ProofDesk(store: store)
        var proofs: [(Int64, ProofDesk.Proof)] = []
        for start in stride(from: 1, through: count, by: 1000) {
            let numbers = (start...min(count, start + 999)).map { Int64($0) }
            proofs += try await desk.proofs(of: numbers).map { ($0.key, $0.value) }
        }
        guard proofs.count == count else { throw StoreFault.shape("entries without a proof") }
        let proven = Stopwatch.nanoseconds()
        let check = try ReceiptCheck(key: signer.key.text)
        for (number, proof) in proofs {
            _ = try check.finding(
                .object([
                    .init("xml", .text(String(decoding: body, as: UTF8.self) + "\(number)")),
                    .init("proof", proof.json),
                ]))
        }
        return Figures(
            count: count, appending: appended - began, proving: proven - appended,
            verifying: Stopwatch.nanoseconds() - proven,
            bytesOfProof: proofs.reduce(0) { $0 + $1.1.file.count } / count)
    }
}
