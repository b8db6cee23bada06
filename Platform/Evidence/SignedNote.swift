internal import Secrets

/// A text with signatures under it. Source: C2SP signed-note.
///
/// A note that was read is not yet true: only what `verified` gives back was signed by a key one
/// knows.
public struct SignedNote: Sendable {
    /// Ends with a line feed.
    public let text: String
    /// In the order of the lines.
    public private(set) var signatures: [NoteSignature]

    /// A text that nobody has signed yet. Refuses what cannot be the text of a note.
    public init(text: String) throws(EvidenceRefusal) {
        let bytes = Array(text.utf8)
        guard bytes.last == 0x0A, bytes.count <= SignedNote.longest else { throw .noteShape }
        guard SignedNote.isPlain(bytes) else { throw .noteCharacter }
        self.text = text
        signatures = []
    }

    init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Text, empty line, signature lines: what is published.
    public var bytes: [UInt8] {
        var bytes = Array(text.utf8)
        bytes.append(0x0A)
        for signature in signatures { bytes += Array(signature.line.utf8) }
        return bytes
    }

    /// With the log's signature under it, in the place of an earlier one by the same key.
    public func signed(by signer: NoteSigner) throws(EvidenceRefusal) -> SignedNote {
        guard signer.key.kind == .log else { throw .keyKind(signer.key.kind.rawValue) }
        return adding(
            NoteSignature(key: signer.key, bytes: try signer.sign(Array(text.utf8))))
    }

    /// With the cosignature of a witness under it, in the place of an earlier one by the same key.
    /// Only checkpoints are cosigned. That the tree continues the one cosigned before is for the
    /// caller to see to, and to have on disk before this is called.
    ///
    /// - Parameter seconds: time of the cosignature, seconds since 1970.
    public func cosigned(by signer: NoteSigner, at seconds: Int64) throws(EvidenceRefusal)
        -> SignedNote
    {
        guard signer.key.kind == .witness else { throw .keyKind(signer.key.kind.rawValue) }
        guard seconds >= 0 else { throw .cosignatureTime(signer.key.name) }
        _ = try Checkpoint(text: text)
        let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        let signature = try signer.sign(cosignedMessage(seconds))
        return adding(NoteSignature(key: signer.key, bytes: time + signature))
    }

    private func adding(_ signature: NoteSignature) -> SignedNote {
        var note = self
        note.signatures.removeAll { $0.names(signature) }
        note.signatures.append(signature)
        return note
    }

    private func cosignedMessage(_ seconds: Int64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }

    /// The signatures by keys one knows, each key once; others are ignored. One known key whose
    /// signature is wrong makes the whole note wrong.
    ///
    /// - Parameter latest: cosignatures of a later time are refused; seconds since 1970.
    public func verified(
        by keys: [NoteKey], latest: Int64 = .max
    ) throws(EvidenceRefusal) -> [VerifiedSignature] {
        var found: [VerifiedSignature] = []
        for signature in signatures {
            guard
                let key = keys.first(where: { $0.id == signature.id && $0.isNamed(signature.name) })
            else { continue }
            let verified = try verified(signature, by: key, latest: latest)
            if !found.contains(where: { $0.key == key }) { found.append(verified) }
        }
        guard !found.isEmpty else { throw .noKnownSignature }
        return found
    }

    private func verified(
        _ signature: NoteSignature, by key: NoteKey, latest: Int64
    ) throws(EvidenceRefusal) -> VerifiedSignature {
        var seconds: Int64?
        var blob = signature.bytes
        var message = Array(text.utf8)
        if key.kind == .witness {
            guard blob.count == 8 + Ed25519.signatureLength else { throw .badSignature(key.name) }
            let word = blob.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard let time = Int64(exactly: word), time <= latest else {
                throw .cosignatureTime(key.name)
            }
            seconds = time
            blob.removeFirst(8)
            message = cosignedMessage(time)
        }
        guard Ed25519.verify(blob, over: message, publicKey: key.publicKey) else {
            throw .badSignature(key.name)
        }
        return VerifiedSignature(key: key, seconds: seconds)
    }
}

/// A line under a note: not yet verified.
public struct NoteSignature: Sendable {
    /// Who is said to have signed.
    public let name: String
    /// Which key of that name.
    public let id: UInt32
    /// What follows the id: for a cosignature its time, then the signature.
    public let bytes: [UInt8]

    init(name: String, id: UInt32, bytes: [UInt8]) {
        self.name = name
        self.id = id
        self.bytes = bytes
    }

    init(key: NoteKey, bytes: [UInt8]) { self.init(name: key.name, id: key.id, bytes: bytes) }

    func names(_ other: NoteSignature) -> Bool {
        id == other.id && name.utf8.elementsEqual(other.name.utf8)
    }

    /// With its line feed.
    var line: String {
        let idBytes = [24, 16, 8, 0].map { UInt8(id >> $0 & 255) }
        return "— \(name) \(Base64.encode(idBytes + bytes))\n"
    }
}

/// A signature that was verified, by which key and, for a cosignature, of when.
public struct VerifiedSignature: Sendable, Hashable {
    /// Whose signature it is.
    public let key: NoteKey
    /// Seconds since 1970; nil for a log's own signature.
    public let seconds: Int64?
}
