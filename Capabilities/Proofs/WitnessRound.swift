import Evidence
import Journal
import Kernel
import Store
import Synchronization

/// Asks every witness of the policy to cosign a checkpoint (C2SP tlog-witness). Whoever does not
/// answer, or not truly, is left out: the policy decides whether the others are enough.
final class WitnessRound: Sendable {
    private let store: Store
    private let asked: [PublicationPolicy.Asked]
    private let http: OutgoingHTTP
    private let clock: Clock
    /// The size each witness has seen, by its key: it wants to know from where to prove.
    private let sizes = Mutex<[String: Int]>([:])

    init(
        store: Store, asked: [PublicationPolicy.Asked], http: OutgoingHTTP, clock: Clock
    ) {
        self.store = store
        self.asked = asked
        self.http = http
        self.clock = clock
    }

    /// The note with every cosignature that could be had.
    func cosigned(_ note: SignedNote, size: Int) async throws -> SignedNote {
        let lines = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for witness in asked {
                group.addTask { try await self.ask(witness, note, size) ?? [] }
            }
            return try await group.reduce(into: [UInt8]()) { $0 += $1 }
        }
        return try SignedNote(bytes: note.bytes + lines)
    }

    /// The cosignature lines of one witness; nil when it gave none that holds.
    private func ask(
        _ witness: PublicationPolicy.Asked, _ note: SignedNote, _ size: Int
    ) async throws -> [UInt8]? {
        var old = sizes.withLock { $0[witness.key.text] ?? 0 }
        // The second time with the size it says it has seen.
        for _ in 1...2 {
            guard old <= size else { return nil }
            let from = old
            let proof = try await store.read { session in
                try LogShelf.set(
                    TileSet.namesForConsistency(from: from, to: size), size: size, in: session
                ).consistency(from: from)
            }
            let head =
                "old \(from)\n" + (from == 0 ? [] : proof.hashes).map { $0.base64 + "\n" }.joined()
            let request = OutgoingHTTP.Request(
                "POST", witness.address + "/add-checkpoint",
                headers: [.init("content-type", "text/plain; charset=utf-8")],
                body: Array((head + "\n").utf8) + note.bytes)
            guard let answer = try? await http.send(request) else { return nil }
            if answer.status == 409 {
                let text = String(decoding: answer.body, as: UTF8.self)
                guard let seen = Int(text.split(separator: "\n").first ?? ""), seen != old else {
                    return nil
                }
                old = seen
                continue
            }
            guard answer.status == 200 else { return nil }
            // Only its own lines: a wrong one under another's name would void the note.
            let own = Array("— \(witness.key.name) ".utf8)
            let lines = answer.body.split(separator: 0x0A).filter { $0.starts(with: own) }
                .flatMap { $0 + [0x0A] }
            let latest = clock.now().milliseconds / 1000 + 60
            guard let merged = try? SignedNote(bytes: note.bytes + lines),
                (try? merged.verified(by: [witness.key], latest: latest)) != nil
            else { return nil }
            sizes.withLock { $0[witness.key.text] = size }
            return lines
        }
        return nil
    }
}
