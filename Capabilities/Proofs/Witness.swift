public import Evidence
public import Kernel
public import Store

/// Cosigns checkpoints of logs it watches, each only if it continues the one before
/// (C2SP tlog-witness). What it has seen is durable before anything is signed.
public struct Witness: Sendable {
    let store: Store
    let clock: Clock
    let signer: NoteSigner
    /// Keys by the log's name.
    let logs: [String: [NoteKey]]

    /// What a log is told.
    enum Reply: Sendable, Hashable {
        /// 200: the cosignature line.
        case cosigned(String)
        /// 400: not a request, or one that names a size beyond the checkpoint's.
        case malformed
        /// 403: no signature of the log, or a wrong one.
        case notSigned
        /// 404: not a log it watches.
        case unknownLog
        /// 409: the last size it has cosigned is another, or its root at that size.
        case other(size: Int)
        /// 422: the checkpoint does not continue the last one.
        case notConsistent
    }

    /// - Parameters:
    ///   - signer: a key of a witness.
    ///   - logs: keys of the logs that are watched.
    public init(store: Store, clock: Clock, signer: NoteSigner, logs: [NoteKey]) {
        self.store = store
        self.clock = clock
        self.signer = signer
        self.logs = Dictionary(grouping: logs, by: \.name)
    }

    /// Takes a request `add-checkpoint`.
    func add(_ body: [UInt8]) async throws -> Reply {
        guard let request = Request(body) else { return .malformed }
        guard let line = request.note.text.split(separator: "\n").first,
            let keys = logs[String(line)]
        else { return .unknownLog }
        guard let signed = try? request.note.verified(by: keys),
            signed.contains(where: { $0.key.kind == .log })
        else { return .notSigned }
        let checkpoint: Checkpoint
        do throws(EvidenceRefusal) {
            checkpoint = try Checkpoint(text: request.note.text)
        } catch {
            // The root of nothing can be one only; all else is no checkpoint.
            return error.code == EvidenceRefusal.checkpointRoot.code ? .notConsistent : .malformed
        }
        guard request.old <= checkpoint.size else { return .malformed }
        let now = clock.now()
        // Compared and kept in one transaction: of two requests at once the second sees the first.
        let objection = try await store.write { session -> Reply? in
            let origin = checkpoint.origin
            let seen = try WitnessTable.seen(origin, in: session)
            guard request.old == seen?.size ?? 0 else { return .other(size: seen?.size ?? 0) }
            if let seen, seen.size == checkpoint.size, seen.root != checkpoint.root.bytes {
                return .other(size: seen.size)
            }
            let root = seen.flatMap { TreeHash($0.root) } ?? .emptyRoot
            let proof = ConsistencyProof(
                oldSize: request.old, newSize: checkpoint.size, hashes: request.hashes)
            do throws(EvidenceRefusal) {
                try proof.verify(oldRoot: root, newRoot: checkpoint.root)
            } catch {
                return .notConsistent
            }
            try WitnessTable.put(
                WitnessTable.Seen(
                    size: checkpoint.size, root: checkpoint.root.bytes, note: request.note.bytes),
                of: origin, at: now, in: session)
            return nil
        }
        if let objection { return objection }
        let cosigned = try SignedNote(text: request.note.text)
            .cosigned(by: signer, at: now.milliseconds / 1000)
        let text = String(decoding: cosigned.bytes, as: UTF8.self)
        return .cosigned(String(text.utf8.dropFirst(request.note.text.utf8.count + 1)) ?? "")
    }

    /// The newest checkpoint of a log with its cosignature; nil before the first.
    func newest(ofHash hash: String) async throws -> [UInt8]? {
        guard let origin = logs.keys.first(where: { Witness.hash(of: $0) == hash }) else {
            return nil
        }
        guard let seen = try await store.read({ try WitnessTable.seen(origin, in: $0) }) else {
            return nil
        }
        return try SignedNote(bytes: seen.note)
            .cosigned(by: signer, at: clock.now().milliseconds / 1000).bytes
    }
}

extension Witness {
    /// What a request says.
    private struct Request {
        let old: Int
        let hashes: [TreeHash]
        let note: SignedNote

        /// `old N`, at most 63 hashes, an empty line, the checkpoint; nil for anything else.
        init?(_ body: [UInt8]) {
            guard let end = body.indices.first(where: {
                body[$0] == 0x0A && $0 + 1 < body.count && body[$0 + 1] == 0x0A
            }) else { return nil }
            let lines = body[..<end].split(separator: 0x0A, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard let first = lines.first, first.utf8.starts(with: "old ".utf8),
                let old = Int(first.dropFirst(4)), old >= 0, first == "old \(old)",
                lines.count <= 64
            else { return nil }
            var hashes: [TreeHash] = []
            for line in lines.dropFirst() {
                guard let hash = TreeHash(base64: line) else { return nil }
                hashes.append(hash)
            }
            guard let note = try? SignedNote(bytes: Array(body[(end + 2)...])) else { return nil }
            self.old = old
            self.hashes = hashes
            self.note = note
        }
    }
}
