import Evidence
import Kernel
import Store

/// What anybody may read of the log.
struct LogReader: Sendable {
    let store: Store
    let keys: LogKeys
    let trust: TrustPolicy
    /// The witnesses and the quorum as the operator has written them; nil when nobody is asked.
    let witnesses: [UInt8]?

    /// The checkpoint that was published last.
    func checkpoint() async throws -> [UInt8] {
        let state = try await store.read { try LogTable.state(in: $0) }
        guard let state, state.published > 0 else { throw ProofsRefusal.noSuchTile }
        return state.note
    }

    /// - Parameter path: `tile/…`.
    func tile(path: String) async throws -> [UInt8] {
        guard let name = TileName(path: path) else { throw ProofsRefusal.noSuchTile }
        guard let bytes = try await store.read({ try LogShelf.served(name, in: $0) }) else {
            throw ProofsRefusal.noSuchTile
        }
        return bytes
    }

    /// A policy file: the keys of this log, and the witnesses that have to have cosigned.
    var policy: [UInt8] {
        let known = Set(trust.logs)
        let own = keys.keys.filter { known.contains($0) }.map { "log \($0.text)\n" }.joined()
        guard let witnesses else { return Array((own + "quorum none\n").utf8) }
        let lines = witnesses.split(separator: 0x0A, omittingEmptySubsequences: false).filter {
            !$0.starts(with: "log ".utf8) && !$0.starts(with: "#".utf8)
        }
        return Array(own.utf8) + lines.joined(separator: [0x0A])
    }
}
