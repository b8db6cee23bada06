import CCrypto
import Kernel
@testable import Seal

/// Keys and certificates made for a run: of nobody, registered by nobody.
final class Holder: Sendable {
    let key: FileKey
    let keyDER: [UInt8]
    let certificate: Certificate

    /// A fresh key with a certificate of its own.
    init(
        _ kind: Kind, named name: String = "测试代理", serial: Int = 0x16_91FE,
        from: Int = 0, until: Int = 4_000_000_000
    ) throws {
        let pointer = try required(kind.generate())
        defer { EVP_PKEY_free(pointer) }
        keyDER = try required(privateDER(pointer))
        key = try FileKey(keyDER)
        certificate = try Certificate(
            makeCertificate(pointer, name, serial, from, until, signedWith: kind))
    }

    enum Kind: Sendable, Hashable {
        case sm2, rsa(Int), p256

        fileprivate func generate() -> OpaquePointer? {
            let name = switch self {
            case .sm2: "SM2"
            case .rsa: "RSA"
            case .p256: "EC"
            }
            guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { return nil }
            defer { EVP_PKEY_CTX_free(context) }
            EVP_PKEY_keygen_init(context)
            if case .rsa(let bits) = self { EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) }
            if case .p256 = self { EVP_PKEY_CTX_set_group_name(context, "P-256") }
            var key: OpaquePointer?
            return EVP_PKEY_generate(context, &key) == 1 ? key : nil
        }
    }

    static func shared(_ kind: Kind) throws -> Holder { try required(holders[kind]).get() }

    private static let holders: [Kind: Result<Holder, any Error>] = Dictionary(
        uniqueKeysWithValues: [.sm2, .rsa(1024), .rsa(2048)].map { kind in
            (kind, Result { try Holder(kind) })
        })

    var registration: Registration {
        Registration(codes: ["0000000004"], names: ["测试代理"], certificates: [certificate])
    }
}

/// Something libcrypto should have made.
struct Missing: Error {}

/// The value, or the end of the test.
func required<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

func privateDER(_ key: OpaquePointer) -> [UInt8]? {
    var start: UnsafeMutablePointer<UInt8>?
    let length = i2d_PrivateKey(key, &start)
    guard length > 0, let start else { return nil }
    defer { tradewind_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: Int(length)))
}

/// A certificate signed with its own key; times in seconds since 1970.
func makeCertificate(
    _ key: OpaquePointer, _ name: String, _ serial: Int, _ from: Int, _ until: Int,
    signedWith kind: Holder.Kind
) throws -> [UInt8] {
    let certificate = try required(X509_new())
    defer { X509_free(certificate) }
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial)
    ASN1_TIME_set(X509_getm_notBefore(certificate), from)
    ASN1_TIME_set(X509_getm_notAfter(certificate), until)
    X509_set_pubkey(certificate, key)
    let subject = X509_get_subject_name(certificate)
    let text = Array(name.utf8)
    X509_NAME_add_entry_by_txt(
        subject, "CN", 0x1000 /* MBSTRING_UTF8 */, text, Int32(text.count), -1, 0)
    X509_set_issuer_name(certificate, subject)
    X509_sign(certificate, key, kind == .sm2 ? EVP_sm3() : EVP_sha256())
    var start: UnsafeMutablePointer<UInt8>?
    let length = i2d_X509(certificate, &start)
    guard length > 0, let start else { throw Missing() }
    defer { tradewind_free(start) }
    return Array(UnsafeBufferPointer(start: start, count: Int(length)))
}

/// In the years all certificates of the tests are valid, unless made otherwise.
let someDay = Instant(milliseconds: 1_735_704_000_000)

func bytes(hex: String) -> [UInt8] {
    let digits = hex.utf8.filter { $0 != 0x20 && $0 != 0x0A }.map { $0 < 0x60 ? $0 - 0x30 : $0 - 0x57 }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        let text = String(byte, radix: 16)
        return text.utf8.count == 1 ? "0" + text : text
    }.joined()
}
