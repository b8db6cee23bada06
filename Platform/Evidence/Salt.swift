public import Secrets

/// The secret behind the salts of one leaf: kept with the record, never logged. When it is deleted,
/// the hashes in the leaf mean nothing any more to anybody, which is how a person's data are erased
/// from a log that cannot forget.
public struct LeafSecret: Sendable, CustomStringConvertible, CustomReflectable {
    /// 32 bytes, for storage beside the record.
    public let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(fresh bytes: [UInt8]) { self.bytes = bytes }

    /// A new one; every leaf has its own.
    public static func fresh(_ source: SecretSource = .system) -> LeafSecret {
        LeafSecret(fresh: source.bytes(32))
    }

    /// Nothing of the bytes.
    public var description: String { "LeafSecret" }
    /// Nothing of the bytes.
    public var customMirror: Mirror { Mirror(self, children: []) }

    /// Every field has a salt of its own, so that showing one does not help to guess another.
    func salt(_ field: String) -> [UInt8] {
        Array(Digest.hmac(Array(field.utf8), key: bytes).prefix(Disclosure.saltLength))
    }
}

/// A field of a leaf in the clear with its salt: what a receipt carries, so that its holder can
/// show which value was logged.
public struct Disclosure: Sendable, Hashable {
    /// Bytes of a salt.
    public static let saltLength = 16

    /// Name of the field in the leaf.
    public let field: String
    /// 16 bytes.
    public let salt: [UInt8]
    /// What was hashed.
    public let value: [UInt8]

    /// Nil unless the salt has 16 bytes: else value and salt could be cut elsewhere.
    public init?(field: String, salt: [UInt8], value: [UInt8]) {
        guard salt.count == Disclosure.saltLength else { return nil }
        self.field = field
        self.salt = salt
        self.value = value
    }

    /// The field as the leaf of that secret has it.
    public init(field: String, value: [UInt8], secret: LeafSecret) {
        self.field = field
        salt = secret.salt(field)
        self.value = value
    }

    /// What stands in the leaf: SHA-256(salt ‖ value).
    var digest: TreeHash { .of(salt, value) }
}
