public import Kernel
internal import Synchronization

/// Encrypts personal data for the database and reads it back.
///
/// Each tenant's values have a key of their own, derived from the newest master key by HKDF
/// (RFC 5869); values under older master keys still open. A key for digests, which never changes,
/// lets equality be asked of what is encrypted. None of the keys is in the database.
public final class Vault: Sendable, Withheld {
    /// Why a value did not open.
    public enum Fault: Error, Sendable, Hashable {
        /// It is not of our form.
        case notEncrypted
        /// It was encrypted under a master key that is not among ours.
        case unknownKey(UInt32)
        /// It was changed, or encrypted for another place, or under another key of that number.
        case notAuthentic
    }

    /// The keys as they lie in the key file.
    public let keys: DataKeys
    private let derived = Mutex<[Name: [UInt8]]>([:])

    private struct Name: Hashable {
        /// 0 for the digests.
        let key: UInt32
        let tenant: String
    }

    /// So many derived keys are remembered.
    private static let remembered = 20_000
    /// First byte of everything encrypted: the form that follows.
    private static let form: UInt8 = 1
    private static let headLength = 5

    public init(_ keys: DataKeys) { self.keys = keys }

    /// The form's number, the master key's number (four bytes), nonce, ciphertext, tag: 33 bytes
    /// more than the plain value.
    public func encrypt(_ plain: [UInt8], in cell: Cell) -> [UInt8] {
        let number = keys.newest
        let head = [Vault.form] + withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return AuthenticatedCipher.encrypt(
            plain, key: key(number, of: cell.tenant) ?? [], bound: cell.bound, after: head)
    }

    public func decrypt(_ stored: [UInt8], in cell: Cell) throws(Fault) -> [UInt8] {
        let number = try Vault.key(of: stored)
        guard let key = key(number, of: cell.tenant) else { throw .unknownKey(number) }
        guard
            let plain = AuthenticatedCipher.decrypt(
                stored, after: Vault.headLength, key: key, bound: cell.bound)
        else { throw .notAuthentic }
        return plain
    }

    /// The number of the master key a stored value was encrypted under.
    public static func key(of stored: [UInt8]) throws(Fault) -> UInt32 {
        guard stored.count > headLength, stored[0] == form else { throw .notEncrypted }
        return stored[1..<headLength].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A digest of 32 bytes under which a value can be looked for or compared without being read:
    /// equal values of one tenant and purpose have equal ones, and nobody without the key can try
    /// values out.
    ///
    /// - Parameter purpose: words that no other use has.
    public func digest(_ bytes: [UInt8], of tenant: String, for purpose: StaticString) -> [UInt8] {
        let key = key(0, of: "\(purpose)\u{1F}\(tenant)") ?? []
        return Digest.hmac(bytes, key: key)
    }

    private func key(_ number: UInt32, of tenant: String) -> [UInt8]? {
        let name = Name(key: number, tenant: tenant)
        if let known = derived.withLock({ $0[name] }) { return known }
        guard let master = number == 0 ? keys.index : keys.masters[number] else { return nil }
        let words = number == 0 ? "tradewind digest" : "tradewind personal data"
        let key = Vault.derive(master, salt: Array(words.utf8), info: Array(tenant.utf8))
        derived.withLock { known in
            if known.count >= Vault.remembered { known.removeAll(keepingCapacity: true) }
            known[name] = key
        }
        return key
    }

    /// HKDF with SHA-256, one block of output.
    static func derive(_ secret: [UInt8], salt: [UInt8], info: [UInt8]) -> [UInt8] {
        Digest.hmac(info + [1], key: Digest.hmac(secret, key: salt))
    }
}
