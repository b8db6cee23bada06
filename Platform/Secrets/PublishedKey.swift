internal import CCrypto

/// A public key that another service publishes to check what it signed: RSA with PKCS #1 v1.5 and
/// SHA-256 (RFC 7518 `RS256`), or ECDSA on P-256 with SHA-256 (`ES256`). Other algorithms cannot be
/// expressed, so nothing a signature says about itself chooses one.
public struct PublishedKey: Sendable, Hashable {
    /// The two ways of signing.
    public enum Algorithm: String, Sendable, Hashable {
        case rs256 = "RS256"
        case es256 = "ES256"
    }

    /// What it checks.
    public let algorithm: Algorithm
    /// The key as X.509 writes it (RFC 5280 SubjectPublicKeyInfo).
    private let encoded: [UInt8]

    /// An RSA key of 2,048 to 8,192 bits; nil for any other.
    ///
    /// - Parameters:
    ///   - modulus: big-endian.
    ///   - exponent: big-endian, at most 8 bytes; even ones and 1 are refused.
    public init?(modulus: [UInt8], exponent: [UInt8]) {
        let n = Array(modulus.drop { $0 == 0 })
        let e = Array(exponent.drop { $0 == 0 })
        guard let first = n.first, let last = e.last, last & 1 == 1, e != [1], e.count <= 8,
            n.count <= 1024, n.count * 8 - first.leadingZeroBitCount >= 2048
        else { return nil }
        algorithm = .rs256
        // rsaEncryption with its NULL, then the two numbers.
        let kind = der(0x30, [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 0x05, 0])
        encoded = der(
            0x30, kind + der(0x03, [0] + der(0x30, derInteger(n[...]) + derInteger(e[...]))))
        guard Self.read(encoded, { _ in true }) else { return nil }
    }

    /// A key on P-256; nil unless both coordinates have 32 bytes and name a point of the curve.
    public init?(x: [UInt8], y: [UInt8]) {
        guard x.count == 32, y.count == 32 else { return nil }
        algorithm = .es256
        // ecPublicKey on prime256v1, then the point without compression.
        let kind = der(
            0x30,
            [0x06, 7, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]
                + [0x06, 8, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 3, 1, 7])
        encoded = der(0x30, kind + der(0x03, [0, 4] + x + y))
        guard Self.read(encoded, { _ in true }) else { return nil }
    }

    /// Whether the signature is by the owner of the key, over exactly this message.
    ///
    /// - Parameter signature: as tokens hold it: for ES256 both numbers, 32 bytes each.
    public func verify(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        var given = signature
        if algorithm == .es256 {
            guard signature.count == 64 else { return false }
            given = der(0x30, derInteger(signature[..<32]) + derInteger(signature[32...]))
        }
        return Self.read(encoded) { key in
            guard let context = EVP_MD_CTX_new() else { return false }
            defer { EVP_MD_CTX_free(context) }
            return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
                && EVP_DigestVerify(context, given, given.count, message, message.count) == 1
        }
    }

    /// Lends the key as libcrypto reads it; false when it cannot.
    private static func read(_ encoded: [UInt8], _ body: (OpaquePointer) -> Bool) -> Bool {
        // What a failure leaves behind must not be read as the next call's failure.
        defer { ERR_clear_error() }
        return encoded.withUnsafeBufferPointer { buffer -> Bool in
            var place = buffer.baseAddress
            guard let key = d2i_PUBKEY(nil, &place, buffer.count) else { return false }
            defer { EVP_PKEY_free(key) }
            return body(key)
        }
    }
}

/// One value of DER: tag, length, content.
private func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    if count < 0x80 { return [tag, UInt8(count)] + content }
    if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
    return [tag, 0x82, UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)] + content
}

/// A number that is not negative.
private func derInteger(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var number = Array(bytes.drop { $0 == 0 })
    if number.isEmpty { number = [0] }
    if number[0] >= 0x80 { number.insert(0, at: 0) }
    return der(0x02, number)
}
