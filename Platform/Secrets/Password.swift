internal import CArgon2

/// Password hashing with argon2id (RFC 9106).
public enum Password {
    /// Memory in KiB: 46 MiB, the first choice of the OWASP cheat sheet with one pass.
    public static let memory: UInt32 = 46 * 1024

    /// Encoded hash with salt and parameters; takes about 50 ms and 46 MiB, so callers limit how
    /// many run at once. Nil when memory is short.
    ///
    /// - Parameter memory: in KiB, at least 8. Only worlds that are made up and thrown away take
    ///   less than the standard.
    public static func hash(
        _ password: String, memory: UInt32 = memory, source: SecretSource = .system
    ) -> String? {
        let salt = source.bytes(16)
        let bytes = Array(password.utf8)
        var encoded = [CChar](repeating: 0, count: 256)
        let outcome = argon2id_hash_encoded(
            1, memory, 1, bytes, bytes.count, salt, salt.count, 32, &encoded, encoded.count)
        guard outcome == ARGON2_OK.rawValue else { return nil }
        let used = encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: used, as: UTF8.self)
    }

    /// Whether the password is the one that was hashed.
    public static func verify(_ password: String, against encoded: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(encoded, bytes, bytes.count) == ARGON2_OK.rawValue
    }
}
