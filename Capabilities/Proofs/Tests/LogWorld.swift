import Evidence
import FoundationEssentials
import Journal
import Kernel
import Store
import Synchronization
import TestKit
import Wire

@testable import Proofs

/// A log with records that a test makes itself.
struct LogWorld: Sendable {
    static let now = Instant(compact: "20261121090000") ?? Instant(milliseconds: 0)
    static let origin = "example.com/log"

    let store: Store
    let records: Records

    /// Records by number; what the content is tells the number.
    final class Records: Sendable {
        private let numbers = Mutex<[Int64]>([])

        func add(_ more: some Sequence<Int64>) { numbers.withLock { $0 += more } }

        static func content(_ number: Int64) -> [UInt8] { Array("receipt \(number)".utf8) }

        var source: LogSource {
            LogSource("declaration.receipt") { after, limit, _ in
                self.numbers.withLock { $0.filter { $0 > after }.prefix(limit) }.map {
                    LogSource.Record(number: $0, at: LogWorld.now, content: Records.content($0))
                }
            }
        }
    }

    static func with(
        _ engine: TestStore.Engine, _ body: @Sendable (LogWorld) async throws -> Void
    ) async throws {
        try await TestStore.with(engine) { store in
            try await store.migrate(
                [try ProofsCapability.migrations(of: Share.find())], at: now)
            try await body(LogWorld(store: store, records: Records()))
        }
    }

    static func signer(_ kind: NoteKey.Kind, _ name: String, _ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: name, kind: kind, seed: [UInt8](repeating: seed, count: 32))
    }

    static func keys(_ seeds: UInt8...) throws -> LogKeys {
        try LogKeys(
            text: seeds.map { try signer(.log, origin, $0).privateText }.joined(separator: "\n"))
    }

    /// A keeper of the log, begun.
    func keeper(
        _ keys: LogKeys, policy: [UInt8]? = nil, http: OutgoingHTTP? = nil
    ) async throws -> LogKeeper {
        let made =
            try policy.map { try PublicationPolicy(file: $0, own: keys.keys) }
            ?? PublicationPolicy(own: keys.keys)
        let keeper = LogKeeper(
            store: store, source: records.source, keys: keys, policy: made,
            round: WitnessRound(
                store: store, asked: made.asked,
                http: http ?? OutgoingHTTP { _ in .init(status: 500) },
                clock: .fixed(LogWorld.now)))
        try await keeper.begin()
        return keeper
    }

    /// What the holder of a receipt checks.
    func check(_ number: Int64, key: NoteKey) async throws -> ReceiptCheck.Finding? {
        guard let proof = try await ProofDesk(store: store).proofs(of: [number])[number] else {
            return nil
        }
        return try ReceiptCheck(key: key.text, clock: .fixed(LogWorld.now)).finding(
            .object([
                .init("sequence", .integer(number)),
                .init(
                    "xml",
                    .text(String(decoding: Records.content(number), as: UTF8.self))),
                .init("proof", proof.json),
            ]))
    }
}
