import Kernel
import Secrets
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Envelopes as files in one folder, receipts as files in another. Names that begin with a dot are
/// never read, and a file of ours gets its name once it is whole. The far side may write slowly: a
/// file is taken when two looks have found it the same, as in the inbox.
struct RelayFolder: RelayTransport {
    let form: EnvelopeForm
    private let memory = Memory()

    /// What the last look into each folder has found.
    private final class Memory: Sendable {
        let known = Mutex<[String: Set<FolderInbox.Found>]>([:])
    }

    init(form: EnvelopeForm) { self.form = form }

    func send(_ envelope: Envelope, to side: RelayPlan.FarSide) async -> RelayOutcome {
        guard case .folder(let out, _) = side.way, let bytes = try? form.write(envelope) else {
            return .refused("envelope")
        }
        let name = RelayFolder.name(of: envelope)
        do {
            try await OwnThread.run {
                let folder = try OpenFolder(path: out)
                try folder.write(name, bytes)
                try folder.sync()
            }
            return .taken
        } catch {
            return .later("\(error)")
        }
    }

    /// The same message always has the same name: one that is sent again replaces itself.
    static func name(of envelope: Envelope) -> FolderName {
        let safe = envelope.head.copMsgID.utf8.map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: byte
            default: 0x5F
            }
        }
        // Two enterprises may use the same number for different messages.
        let digest = Digest.hex(Array(Digest.sha256(envelope.data).prefix(6)))
        return FolderName(
            bytes: Array("\(envelope.head.type)-".utf8) + safe.prefix(100)
                + Array("-\(digest).xml".utf8))
    }

    func fetch(
        _ mailbox: String, after position: String, from side: RelayPlan.FarSide
    ) async throws -> (arrivals: [RelayArrival], position: String) {
        guard case .folder(_, let back?) = side.way else { return ([], position) }
        let known = memory.known.withLock { $0[back] ?? [] }
        let (arrivals, seen) = try await OwnThread.run {
            let folder = try OpenFolder(path: back)
            var scan = FolderInbox.Scan()
            try scan.add(folder, named: FolderName(""), after: known)
            scan.sort()
            let arrivals = try scan.ready.prefix(200).compactMap { found in
                try RelayFolder.arrival(found, in: folder)
            }
            return (arrivals + (try RelayFolder.folders(in: folder)), scan.known)
        }
        memory.known.withLock { $0[back] = seen }
        return (arrivals, position)
    }

    /// Nil for what is gone again or still being written. What can never be read must not hold up
    /// what lies behind it.
    private static func arrival(
        _ found: FolderInbox.Found, in folder: OpenFolder
    ) throws -> RelayArrival? {
        do {
            switch try FolderInbox.read(found, in: folder) {
            case .message(let bytes): return RelayArrival(bytes: bytes, name: found.name)
            case .notYet: return nil
            case .refused(let refusal):
                return RelayArrival(bytes: [], name: found.name, trouble: refusal.message.en)
            }
        } catch let trouble as OpenFolder.Trouble where [EACCES, EPERM].contains(trouble.number) {
            return RelayArrival(bytes: [], name: found.name, trouble: trouble.description)
        }
    }

    /// Folders under the name of a file.
    private static func folders(in folder: OpenFolder) throws -> [RelayArrival] {
        try folder.names().filter { $0.isMessage && folder.look(at: $0)?.kind == .folder }
            .prefix(200).map { RelayArrival(bytes: [], name: $0, trouble: "no file") }
    }

    /// What was taken is moved to `done`, what could not be read or taken to `dead`.
    func settle(_ arrivals: [RelayArrival], from side: RelayPlan.FarSide) async throws {
        guard case .folder(_, let back?) = side.way, !arrivals.isEmpty else { return }
        try await OwnThread.run {
            let folder = try OpenFolder(path: back)
            for arrival in arrivals where !arrival.name.bytes.isEmpty {
                let place = FolderName(arrival.trouble == nil ? "done" : "dead")
                guard let target = try folder.child(place, makes: true) else { continue }
                try folder.move(arrival.name, to: target, as: arrival.name)
            }
        }
    }
}
