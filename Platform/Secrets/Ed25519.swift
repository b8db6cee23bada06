internal import CCrypto

/// Signatures by Ed25519 (RFC 8032): keys of 32 bytes, signatures of 64, no parameters to choose.
public enum Ed25519 {
    /// Bytes of a private key (the seed) and of a public key.
    public static let keyLength = 32
    /// Bytes of a signature.
    public static let signatureLength = 64

    /// The public key of a seed of 32 bytes; nil when the seed is of another length.
    public static func publicKey(seed: [UInt8]) -> [UInt8]? {
        guard let key = privateKey(seed) else { return nil }
        defer { EVP_PKEY_free(key) }
        var result = [UInt8](repeating: 0, count: keyLength)
        var length = result.count
        guard EVP_PKEY_get_raw_public_key(key, &result, &length) == 1, length == keyLength else {
            return nil
        }
        return result
    }

    /// The signature over the message; nil when the seed is not 32 bytes long.
    public static func sign(_ message: [UInt8], seed: [UInt8]) -> [UInt8]? {
        guard let key = privateKey(seed), let context = EVP_MD_CTX_new() else { return nil }
        defer {
            EVP_MD_CTX_free(context)
            EVP_PKEY_free(key)
        }
        var result = [UInt8](repeating: 0, count: signatureLength)
        var length = result.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &result, &length, message, message.count) == 1,
            length == signatureLength
        else { return nil }
        return result
    }

    /// Whether the signature is by the owner of the public key, over exactly this message. False,
    /// too, where key or signature are not of their lengths or not of the curve.
    public static func verify(
        _ signature: [UInt8], over message: [UInt8], publicKey: [UInt8]
    ) -> Bool {
        guard signature.count == signatureLength, publicKey.count == keyLength,
            let key = EVP_PKEY_new_raw_public_key(
                EVP_PKEY_ED25519, nil, publicKey, publicKey.count)
        else { return false }
        defer { EVP_PKEY_free(key) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    private static func privateKey(_ seed: [UInt8]) -> OpaquePointer? {
        guard seed.count == keyLength else { return nil }
        return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
    }
}
