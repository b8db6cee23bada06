internal import CCrypto
public import Kernel

/// A key with a certificate it signed itself, made on the spot: for demonstrations, measurements
/// and tests. It is nobody's, and no authority vouches for it.
public struct TrialKey: Sendable {
    /// Kinds of key that are made.
    public enum Kind: Sendable, Hashable {
        case sm2
        case rsa(bits: Int)
    }

    public let key: FileKey
    public let certificate: Certificate
    /// Key and certificate in one PEM file, as `FileKey` and `Certificate` read it.
    public let file: [UInt8]

    /// - Parameters:
    ///   - name: whose certificate it says it is.
    ///   - serial: number of the certificate; above 0.
    /// - Throws: `.unavailable` where the system's libcrypto does not make such a key.
    public init(
        _ kind: Kind, named name: String, serial: Int, from: Instant, until: Instant
    ) throws(SealRefusal) {
        guard let pointer = TrialKey.generate(kind) else { throw .unavailable }
        defer {
            EVP_PKEY_free(pointer)
            ERR_clear_error()
        }
        guard
            let made = TrialKey.certificate(
                pointer, kind, name, serial, from.milliseconds / 1000, until.milliseconds / 1000)
        else { throw .unavailable }
        defer { X509_free(made) }
        guard let file = TrialKey.pem(pointer, made) else { throw .unavailable }
        self.file = file
        key = try FileKey(file)
        certificate = try Certificate(file)
    }

    private static func generate(_ kind: Kind) -> OpaquePointer? {
        guard
            let context = EVP_PKEY_CTX_new_from_name(nil, kind == .sm2 ? "SM2" : "RSA", nil)
        else { return nil }
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_keygen_init(context) == 1 else { return nil }
        if case .rsa(let bits) = kind {
            guard EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(clamping: bits)) == 1 else {
                return nil
            }
        }
        var key: OpaquePointer?
        return EVP_PKEY_generate(context, &key) == 1 ? key : nil
    }

    private static func certificate(
        _ key: OpaquePointer, _ kind: Kind, _ name: String, _ serial: Int, _ from: Int64,
        _ until: Int64
    ) -> OpaquePointer? {
        guard let certificate = X509_new() else { return nil }
        let text = Array(name.utf8)
        let subject = X509_get_subject_name(certificate)
        X509_set_version(certificate, 2)
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial)
        ASN1_TIME_set(X509_getm_notBefore(certificate), Int(from))
        ASN1_TIME_set(X509_getm_notAfter(certificate), Int(until))
        guard X509_set_pubkey(certificate, key) == 1,
            // 0x1000 is MBSTRING_UTF8, a macro that Swift does not see.
            X509_NAME_add_entry_by_txt(
                subject, "CN", 0x1000, text, Int32(clamping: text.count), -1, 0) == 1,
            X509_set_issuer_name(certificate, subject) == 1,
            X509_sign(certificate, key, kind == .sm2 ? EVP_sm3() : EVP_sha256()) > 0
        else {
            X509_free(certificate)
            return nil
        }
        return certificate
    }

    private static func pem(_ key: OpaquePointer, _ certificate: OpaquePointer) -> [UInt8]? {
        guard let output = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(output) }
        guard PEM_write_bio_PrivateKey(output, key, nil, nil, 0, nil, nil) == 1,
            PEM_write_bio_X509(output, certificate) == 1
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = BIO_read(output, &bytes, Int32(bytes.count))
        return count > 0 ? Array(bytes.prefix(Int(count))) : nil
    }
}
