internal import CCrypto

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) by the system's libcrypto.
enum AuthenticatedCipher {
    static let keyLength = 32
    static let nonceLength = 12
    static let tagLength = 16

    /// Appends nonce, ciphertext and tag. The nonce is drawn at random: with a key of its own for
    /// each tenant, 2³² values of one tenant stay below a chance of 2⁻³² that two share one.
    static func encrypt(
        _ plain: [UInt8], key: [UInt8], bound: [UInt8], into result: inout [UInt8]
    ) {
        precondition(key.count == keyLength, "a key of AES-256 has 32 bytes")
        precondition(plain.count < Int32.max - 64, "what is stored fits into two gigabytes")
        let start = result.count
        result.append(
            contentsOf: repeatElement(0, count: nonceLength + plain.count + tagLength))
        let done = result.withUnsafeMutableBytes { buffer -> Bool in
            guard let base = buffer.baseAddress else { return false }
            let nonce = (base + start).assumingMemoryBound(to: UInt8.self)
            let text = nonce + nonceLength
            guard RAND_bytes(nonce, Int32(nonceLength)) == 1, let context = EVP_CIPHER_CTX_new()
            else { return false }
            defer { EVP_CIPHER_CTX_free(context) }
            var length: Int32 = 0
            return EVP_EncryptInit_ex2(context, fetched, key, nonce, nil) == 1
                && EVP_EncryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
                && EVP_EncryptUpdate(context, text, &length, plain, Int32(plain.count)) == 1
                && EVP_EncryptFinal_ex(context, text + plain.count, &length) == 1
                && EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), text + plain.count) == 1
        }
        precondition(done, "libcrypto offers AES-256-GCM and random bytes on every build")
    }

    /// The plain bytes of nonce, ciphertext and tag; nil when key, place or bytes are not those of
    /// the encryption.
    static func decrypt(_ sealed: ArraySlice<UInt8>, key: [UInt8], bound: [UInt8]) -> [UInt8]? {
        let count = sealed.count - nonceLength - tagLength
        guard key.count == keyLength, count >= 0, sealed.count < Int32.max,
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var tag = [UInt8](sealed.suffix(tagLength))
        var plain = [UInt8](repeating: 0, count: count)
        let done = sealed.withUnsafeBytes { buffer -> Bool in
            guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
                return false
            }
            var length: Int32 = 0
            return EVP_DecryptInit_ex2(context, fetched, key, base, nil) == 1
                && EVP_DecryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
                && EVP_DecryptUpdate(
                    context, &plain, &length, base + nonceLength, Int32(count)) == 1
                && EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1
                && EVP_DecryptFinal_ex(context, nil, &length) == 1
        }
        return done ? plain : nil
    }

    /// Shared by all threads: libcrypto never changes an algorithm after it was fetched, and this
    /// one is never given back.
    nonisolated(unsafe) private static let fetched = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
}
