internal import Secrets

/// A public key that signs notes, with the name of who holds it. Source: C2SP signed-note.
public struct NoteKey: Sendable, Hashable {
    /// What its signatures mean. Keys of other kinds are refused rather than ignored: a key that
    /// was configured and silently never counts is a hole.
    public enum Kind: UInt8, Sendable {
        /// Ed25519 over the text: how a log signs its checkpoints.
        case log = 1
        /// Ed25519 over a time and the text: how a witness cosigns them.
        case witness = 4
    }

    /// Bytes of a name at most. Signatures of unknown keys with longer ones are ignored as others.
    public static let longestName = 255

    /// Who signs, for example `example.com/log`.
    public let name: String
    /// What its signatures mean.
    public let kind: Kind
    /// The key itself, 32 bytes.
    public let publicKey: [UInt8]
    /// By which signatures name the key beside its name: four bytes of a hash over name and key.
    public let id: UInt32

    /// Refuses a name that cannot stand in a signature line and a key that is not 32 bytes long.
    public init(name: String, kind: Kind, publicKey: [UInt8]) throws(EvidenceRefusal) {
        guard NoteKey.isName(name), name.utf8.count <= NoteKey.longestName else {
            throw .keyName(name)
        }
        guard publicKey.count == Ed25519.keyLength else { throw .keyText }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let hash = Digest.sha256(Array(name.utf8) + [0x0A, kind.rawValue] + publicKey)
        id = hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads `name+id+base64(kind ‖ key)`, the form in which keys are handed around.
    public init(text: String) throws(EvidenceRefusal) {
        // The base64 may hold a plus, name and id may not.
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(Substring(parts[0]).utf8),
            let bytes = Base64.decode(parts[2]), let number = bytes.first
        else { throw .keyText }
        guard let kind = Kind(rawValue: number) else { throw .keyKind(number) }
        try self.init(name: name, kind: kind, publicKey: Array(bytes.dropFirst()))
        guard parts[1].elementsEqual(idText.utf8) else { throw .keyID(name) }
    }

    /// What `init(text:)` reads.
    public var text: String { "\(name)+\(idText)+\(Base64.encode([kind.rawValue] + publicKey))" }

    private var idText: String { Digest.hex(idBytes) }

    var idBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(id >> $0 & 255) } }

    /// Names are compared by their bytes: letters that look alike are other names.
    func isNamed(_ other: String) -> Bool { name.utf8.elementsEqual(other.utf8) }

    /// Whether a name can stand in a signature line: not empty, no blank of any kind, no plus.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0 != "+" && !$0.properties.isWhitespace
            }
    }

    /// Equal by bytes.
    public static func == (left: NoteKey, right: NoteKey) -> Bool {
        left.isNamed(right.name) && left.kind == right.kind && left.publicKey == right.publicKey
    }

    /// Of what equal keys share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(publicKey)
    }
}

/// A private key with its name. It says nothing about itself but the public key.
public struct NoteSigner: Sendable, CustomStringConvertible, CustomReflectable {
    /// The public half.
    public let key: NoteKey
    private let seed: [UInt8]

    /// - Parameter seed: 32 unpredictable bytes, kept where nobody else reads them.
    public init(name: String, kind: NoteKey.Kind, seed: [UInt8]) throws(EvidenceRefusal) {
        guard let publicKey = Ed25519.publicKey(seed: seed) else { throw .keyText }
        key = try NoteKey(name: name, kind: kind, publicKey: publicKey)
        self.seed = seed
    }

    /// Reads what `privateText` writes; refuses everything else.
    public init(privateText text: String) throws(EvidenceRefusal) {
        let words = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard words.count == 5, words[0].elementsEqual("PRIVATE".utf8),
            words[1].elementsEqual("KEY".utf8), let name = String(words[2]),
            let bytes = Base64.decode(words[4]), let number = bytes.first
        else { throw .keyText }
        guard let kind = NoteKey.Kind(rawValue: number) else { throw .keyKind(number) }
        try self.init(name: name, kind: kind, seed: Array(bytes.dropFirst()))
        guard privateText.utf8.elementsEqual(text.utf8) else { throw .keyID(name) }
    }

    /// The key with its secret, for the file it is kept in; in the form other programs for notes
    /// use: `PRIVATE+KEY+name+id+base64`.
    public var privateText: String {
        "PRIVATE+KEY+\(key.name)+\(Digest.hex(key.idBytes))+"
            + Base64.encode([key.kind.rawValue] + seed)
    }

    /// The public key.
    public var description: String { key.text }
    /// Without the seed: a dump in a log would give it away.
    public var customMirror: Mirror { Mirror(self, children: ["key": key]) }

    func sign(_ message: [UInt8]) throws(EvidenceRefusal) -> [UInt8] {
        guard let signature = Ed25519.sign(message, seed: seed) else { throw .keyText }
        return signature
    }
}
