import Kernel
import Secrets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Envelopes as files in one folder, receipts as files in another. Names that begin with a dot are
/// never read, and a file gets its name once it is whole.
struct RelayFolder: RelayTransport {
    let form: EnvelopeForm

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
        let arrivals = try await OwnThread.run {
            let folder = try OpenFolder(path: back)
            return try folder.names().filter(\.isMessage).prefix(200).compactMap { name in
                try RelayFolder.arrival(name, in: folder)
            }
        }
        return (arrivals, position)
    }

    /// Nil for what is gone again. What can never be read must not hold up what lies behind it.
    private static func arrival(_ name: FolderName, in folder: OpenFolder) throws -> RelayArrival? {
        do {
            if let read = try folder.read(name, most: FolderInbox.most) {
                guard read.bytes.count <= FolderInbox.most else {
                    return RelayArrival(bytes: [], name: name, trouble: "too large")
                }
                return RelayArrival(bytes: read.bytes, name: name)
            }
        } catch let trouble as OpenFolder.Trouble where [EACCES, EPERM].contains(trouble.number) {
            return RelayArrival(bytes: [], name: name, trouble: trouble.description)
        }
        guard let seen = folder.look(at: name), seen.kind != .file else { return nil }
        return RelayArrival(bytes: [], name: name, trouble: "no file")
    }

    /// What was kept is moved to `done`, what could not be read to `dead`.
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
