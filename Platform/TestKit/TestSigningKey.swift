internal import CCrypto
import Secrets
import Wire

/// A private key that a test made, to sign what the product checks.
///
/// `@unchecked Sendable`: libcrypto ties a key to no thread, and every call here only reads it.
final class TestSigningKey: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let isRSA: Bool

    private init(_ pointer: OpaquePointer, isRSA: Bool) {
        self.pointer = pointer
        self.isRSA = isRSA
    }

    deinit { EVP_PKEY_free(pointer) }

    /// RSA of 2,048 bits.
    static func rsa() -> TestSigningKey? {
        make(EVP_PKEY_RSA) { EVP_PKEY_CTX_set_rsa_keygen_bits($0, 2048) == 1 }
    }

    /// ECDSA on P-256.
    static func p256() -> TestSigningKey? {
        make(EVP_PKEY_EC) { EVP_PKEY_CTX_set_group_name($0, "prime256v1") == 1 }
    }

    private static func make(
        _ kind: Int32, _ choose: (OpaquePointer) -> Bool
    ) -> TestSigningKey? {
        guard let context = EVP_PKEY_CTX_new_id(kind, nil) else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, choose(context),
            EVP_PKEY_keygen(context, &key) == 1, let key
        else { return nil }
        return TestSigningKey(key, isRSA: kind == EVP_PKEY_RSA)
    }

    /// The signature as tokens hold it.
    func sign(_ message: [UInt8]) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { return [] }
        defer { EVP_MD_CTX_free(context) }
        var length = 0
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, pointer) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1
        else { return [] }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else {
            return []
        }
        let written = Array(signature.prefix(length))
        return isRSA ? written : raw(written)
    }

    /// The public half as a JWK.
    func published(as name: String) -> JSON {
        var members: [JSON.Member] = [.init("kid", .text(name)), .init("use", .text("sig"))]
        if isRSA {
            members += [
                .init("kty", .text("RSA")), .init("n", .text(number("n"))),
                .init("e", .text(number("e"))),
            ]
        } else {
            var point = [UInt8](repeating: 0, count: 200)
            var length = 0
            EVP_PKEY_get_octet_string_param(pointer, "pub", &point, point.count, &length)
            members += [
                .init("kty", .text("EC")), .init("crv", .text("P-256")),
                .init("x", .text(Base64URL.encode(Array(point[1..<33])))),
                .init("y", .text(Base64URL.encode(Array(point[33..<65])))),
            ]
        }
        return .object(members)
    }

    /// Base64 with padding.
    static func base64(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let length = EVP_EncodeBlock(&result, bytes, Int32(bytes.count))
        return String(decoding: result.prefix(Int(length)), as: UTF8.self)
    }

    private func number(_ name: String) -> String {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(pointer, name, &number) == 1, let number else { return "" }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return Base64URL.encode(bytes)
    }

    /// Both numbers of a DER signature, 32 bytes each.
    private func raw(_ der: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 2
        for _ in 0..<2 {
            let length = Int(der[place + 1])
            let number = der[(place + 2)..<(place + 2 + length)].drop { $0 == 0 }
            result += [UInt8](repeating: 0, count: 32 - number.count) + number
            place += 2 + length
        }
        return result
    }
}
