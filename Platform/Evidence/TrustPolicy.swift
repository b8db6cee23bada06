/// Which logs one believes, and how many of which witnesses must have seen the same.
///
/// A setting, not code: whoever verifies decides. Its file is C2SP tlog-policy; see
/// `init(file:)`.
public struct TrustPolicy: Sendable {
    /// Who has to have cosigned.
    public indirect enum Quorum: Sendable {
        /// Nobody: the log is believed alone.
        case nobody
        case witness(NoteKey)
        /// At least so many of the members.
        case group(Int, [Quorum])
    }

    /// Keys of logs one believes; several where a log changes its key.
    public let logs: [NoteKey]
    /// Keys of witnesses one knows.
    public let witnesses: [NoteKey]
    /// Which of them must have cosigned.
    public let quorum: Quorum

    /// At least `needed` of the witnesses. Refuses a number that is above theirs or below 0, a key
    /// that is there twice under whatever names, and keys of the wrong kind.
    public init(
        logs: [NoteKey], witnesses: [NoteKey], needed: Int
    ) throws(EvidenceRefusal) {
        guard (0...witnesses.count).contains(needed) else {
            throw .quorum(needed: needed, members: witnesses.count)
        }
        try self.init(
            logs: logs, witnesses: witnesses,
            quorum: needed == 0 ? .nobody : .group(needed, witnesses.map { .witness($0) }))
    }

    init(logs: [NoteKey], witnesses: [NoteKey], quorum: Quorum) throws(EvidenceRefusal) {
        for (keys, kind) in [(logs, NoteKey.Kind.log), (witnesses, .witness)] {
            if let other = keys.first(where: { $0.kind != kind }) {
                throw .keyKind(other.kind.rawValue)
            }
        }
        // A log that cosigned itself, or a witness with two names, would count twice.
        var known: Set<[UInt8]> = []
        for key in logs + witnesses where !known.insert(key.publicKey).inserted {
            throw .keyTwice(key.name)
        }
        self.logs = logs
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// The same with further logs.
    public func adding(logs more: [NoteKey]) throws(EvidenceRefusal) -> TrustPolicy {
        try TrustPolicy(logs: logs + more, witnesses: witnesses, quorum: quorum)
    }

    /// The checkpoint in a note, if this policy accepts it: signed by a log one knows under its own
    /// name, and cosigned by enough witnesses.
    ///
    /// - Parameter latest: cosignatures of a later time are refused; seconds since 1970.
    public func checkpoint(
        in note: SignedNote, latest: Int64 = .max
    ) throws(EvidenceRefusal) -> WitnessedCheckpoint {
        let checkpoint = try Checkpoint(text: note.text)
        // Only keys bound to this origin: a log must not speak for another.
        let own = logs.filter { $0.isNamed(checkpoint.origin) }
        guard !own.isEmpty else { throw .unknownLog(checkpoint.origin) }
        let signatures = try note.verified(by: own + witnesses, latest: latest)
        guard let log = signatures.first(where: { $0.key.kind == .log })?.key else {
            throw .noLogSignature(checkpoint.origin)
        }
        let cosignatures = signatures.filter { $0.key.kind == .witness }
        guard TrustPolicy.isMet(quorum, by: Set(cosignatures.map(\.key))) else {
            throw .tooFewWitnesses(found: cosignatures.count)
        }
        return WitnessedCheckpoint(
            checkpoint: checkpoint, log: log, cosignatures: cosignatures)
    }

    private static func isMet(_ quorum: Quorum, by keys: Set<NoteKey>) -> Bool {
        switch quorum {
        case .nobody: true
        case .witness(let key): keys.contains(key)
        case .group(let needed, let members):
            members.count { isMet($0, by: keys) } >= needed
        }
    }
}

/// A checkpoint that a policy has accepted.
public struct WitnessedCheckpoint: Sendable, Hashable {
    /// What was signed.
    public let checkpoint: Checkpoint
    /// The key of the log that signed it.
    public let log: NoteKey
    /// By witnesses the policy knows, with their times.
    public let cosignatures: [VerifiedSignature]
}
