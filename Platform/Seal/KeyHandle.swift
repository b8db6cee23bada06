internal import CCrypto

/// One key of libcrypto, freed with its owner. Owners keep it behind a lock: libcrypto fills caches
/// inside a key while it is used.
///
/// `@unchecked Sendable`: the pointer is the owner's alone, cannot be copied out, and both owners
/// (`FileKey`, `Certificate`) put it into a `Mutex` as soon as it is made; libcrypto ties a key to
/// no thread.
struct KeyHandle: ~Copyable, @unchecked Sendable {
    private let pointer: OpaquePointer

    /// Takes over the reference.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(pointer) }

    var kind: KeyKind {
        if EVP_PKEY_is_a(pointer, "SM2") == 1 { return .sm2 }
        if EVP_PKEY_is_a(pointer, "RSA") == 1 {
            return .rsa(bits: Int(EVP_PKEY_get_bits(pointer)))
        }
        return .other
    }

    /// The signature as messages hold it; nil when libcrypto will not.
    func sign(_ bytes: [UInt8], _ method: SignatureMethod) -> [UInt8]? {
        guard method.fits(kind), let context = EVP_MD_CTX_new() else { return nil }
        defer { finish(context) }
        var parameters: OpaquePointer?
        guard
            EVP_DigestSignInit(context, &parameters, method.hash.algorithm, nil, pointer) == 1,
            name(parameters, method)
        else { return nil }
        var length = 0
        guard EVP_DigestSign(context, nil, &length, bytes, bytes.count) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, bytes, bytes.count) == 1 else {
            return nil
        }
        let written = Array(signature.prefix(length))
        return method == .sm2SM3 ? SM2Signature.raw(der: written) : written
    }

    func verify(_ signature: [UInt8], of bytes: [UInt8], _ method: SignatureMethod) -> Bool {
        guard method.fits(kind), let context = EVP_MD_CTX_new() else { return false }
        defer { finish(context) }
        guard let given = method == .sm2SM3 ? SM2Signature.der(raw: signature) : signature else {
            return false
        }
        var parameters: OpaquePointer?
        guard
            EVP_DigestVerifyInit(context, &parameters, method.hash.algorithm, nil, pointer) == 1,
            name(parameters, method)
        else { return false }
        return EVP_DigestVerify(context, given, given.count, bytes, bytes.count) == 1
    }

    /// SM2 hashes the signer's user id with the message; customs' senders all use the one that
    /// GM/T 0009 proposes.
    private func name(_ parameters: OpaquePointer?, _ method: SignatureMethod) -> Bool {
        guard method == .sm2SM3 else { return true }
        let id = Array("1234567812345678".utf8)
        return EVP_PKEY_CTX_set1_id(parameters, id, Int32(id.count)) == 1
    }

    private func finish(_ context: OpaquePointer) {
        EVP_MD_CTX_free(context)
        // What a failed verification leaves behind must not be read as the next call's failure.
        ERR_clear_error()
    }
}

/// The two forms of an SM2 signature: messages hold r and s one after the other, libcrypto takes
/// and gives DER.
enum SM2Signature {
    static func der(raw: [UInt8]) -> [UInt8]? {
        guard raw.count == 64 else { return nil }
        let body = integer(raw[..<32]) + integer(raw[32...])
        return [0x30, UInt8(body.count)] + body
    }

    static func raw(der: [UInt8]) -> [UInt8]? {
        guard der.count > 2, der[0] == 0x30, Int(der[1]) == der.count - 2 else { return nil }
        var place = 2
        var raw: [UInt8] = []
        for _ in 0..<2 {
            guard place + 2 <= der.count, der[place] == 0x02 else { return nil }
            let length = Int(der[place + 1])
            let start = place + 2
            guard length > 0, length <= 33, start + length <= der.count else { return nil }
            let number = der[start..<start + length].drop { $0 == 0 }
            guard number.count <= 32 else { return nil }
            raw += [UInt8](repeating: 0, count: 32 - number.count) + number
            place = start + length
        }
        return place == der.count ? raw : nil
    }

    /// At most 33 bytes, so one byte holds each length.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var number = Array(bytes.drop { $0 == 0 })
        if number.isEmpty { number = [0] }
        if number[0] >= 0x80 { number.insert(0, at: 0) }
        return [0x02, UInt8(number.count)] + number
    }
}
