internal import CCrypto

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D) by the system's libcrypto.
enum AuthenticatedCipher {
    static let keyLength = 32
    static let nonceLength = 12
    static let tagLength = 16

    /// What stands before (not encrypted), nonce, ciphertext and tag. The nonce is drawn at random:
    /// with a key of its own for each tenant, 2³² values of one tenant stay below a chance of 2⁻³²
    /// that two share one.
    static func encrypt(
        _ plain: [UInt8], key: [UInt8], bound: [UInt8], after head: [UInt8]
    ) -> [UInt8] {
        precondition(key.count == keyLength, "a key of AES-256 has 32 bytes")
        precondition(plain.count < Int32.max - 64, "what is stored fits into two gigabytes")
        let count = head.count + nonceLength + plain.count + tagLength
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let whole = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
            whole.copyBytes(from: head)
            let drawn = UnsafeMutableRawBufferPointer(
                rebasing: whole[head.count..<head.count + nonceLength])
            SecretSource.fill(drawn)
            let done = drawn.baseAddress.map { start -> Bool in
                let nonce = start.assumingMemoryBound(to: UInt8.self)
                let text = nonce + nonceLength
                guard let context = EVP_CIPHER_CTX_new() else { return false }
                defer { EVP_CIPHER_CTX_free(context) }
                var length: Int32 = 0
                return EVP_EncryptInit_ex2(context, fetched, key, nonce, nil) == 1
                    && EVP_EncryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
                    && EVP_EncryptUpdate(context, text, &length, plain, Int32(plain.count)) == 1
                    && EVP_EncryptFinal_ex(context, text + plain.count, &length) == 1
                    && EVP_CIPHER_CTX_ctrl(
                        context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), text + plain.count) == 1
            }
            precondition(done == true, "libcrypto offers AES-256-GCM on every build")
            filled = count
        }
    }

    /// The plain bytes of nonce, ciphertext and tag after a head; nil when key, place or bytes are
    /// not those of the encryption.
    static func decrypt(
        _ sealed: [UInt8], after head: Int, key: [UInt8], bound: [UInt8]
    ) -> [UInt8]? {
        let count = sealed.count - head - nonceLength - tagLength
        guard key.count == keyLength, count >= 0, sealed.count < Int32.max,
            let context = EVP_CIPHER_CTX_new()
        else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var isOurs = false
        let plain = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            // Where it is not ours, nothing of it is handed on.
            isOurs = sealed.withUnsafeBytes { stored -> Bool in
                guard
                    let base = stored.baseAddress?.assumingMemoryBound(to: UInt8.self)
                else { return false }
                let (nonce, text) = (base + head, base + head + nonceLength)
                var length: Int32 = 0
                return EVP_DecryptInit_ex2(context, fetched, key, nonce, nil) == 1
                    && EVP_DecryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
                    && EVP_DecryptUpdate(
                        context, buffer.baseAddress, &length, text, Int32(count)) == 1
                    && EVP_CIPHER_CTX_ctrl(
                        context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength),
                        UnsafeMutableRawPointer(mutating: text + count)) == 1
                    && EVP_DecryptFinal_ex(context, nil, &length) == 1
            }
            filled = isOurs ? count : 0
        }
        return isOurs ? plain : nil
    }

    /// Shared by all threads: libcrypto never changes an algorithm after it was fetched, and this
    /// one is never given back.
    nonisolated(unsafe) private static let fetched = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
}
