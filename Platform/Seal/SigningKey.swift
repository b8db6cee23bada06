/// What signs: a key in a file today, a card or a hardware module behind the same three lines.
///
/// An implementation must never show the secret: not in a description, an error or a log.
public protocol SigningKey: Sendable {
    /// What kind of key it is; `Sealer` takes only those that fit the algorithms.
    var kind: KeyKind { get }

    /// The signature of these bytes, which the key hashes itself: for SM2 r and s, 64 bytes, for
    /// RSA as long as the modulus. Throws `.keyFailed` when the key does not answer.
    func signature(
        of bytes: [UInt8], by method: SignatureMethod
    ) throws(SealRefusal) -> [UInt8]
}
