import CCrypto
import Kernel
import Testing

@testable import Seal

@Suite("Keys and certificates") struct KeyTests {
    enum Form: CaseIterable { case der, encryptedDER, pem, encrypted, pkcs12 }

    /// The bytes of a file that holds the holder's key, its passphrase "secret" where it has one.
    private func file(_ form: Form, _ holder: Holder) throws -> [UInt8] {
        let key = try holder.keyDER.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return try required(d2i_AutoPrivateKey(nil, &place, buffer.count))
        }
        defer { EVP_PKEY_free(key) }
        let output = try required(BIO_new(BIO_s_mem()))
        defer { BIO_free(output) }
        switch form {
        case .der: return holder.keyDER
        case .pem: PEM_write_bio_PKCS8PrivateKey(output, key, nil, nil, 0, nil, nil)
        case .encrypted:
            PEM_write_bio_PKCS8PrivateKey(
                output, key, EVP_aes_256_cbc(), "secret", 6, nil, nil)
        case .encryptedDER:
            i2d_PKCS8PrivateKey_bio(output, key, EVP_aes_256_cbc(), "secret", 6, nil, nil)
        case .pkcs12:
            let certificate = try holder.certificate.der.withUnsafeBufferPointer { buffer in
                var place = buffer.baseAddress
                return try required(d2i_X509(nil, &place, buffer.count))
            }
            defer { X509_free(certificate) }
            let bag = try required(
                PKCS12_create("secret", "card", key, certificate, nil, 0, 0, 0, 0, 0))
            defer { PKCS12_free(bag) }
            i2d_PKCS12_bio(output, bag)
        }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = BIO_read(output, &bytes, 16_384)
        return Array(bytes.prefix(Int(count)))
    }

    @Test(
        "are read from PEM, DER and PKCS#12", arguments: Form.allCases,
        [Holder.Kind.sm2, .rsa(1024)])
    func files(form: Form, kind: Holder.Kind) throws {
        let holder = try Holder.shared(kind)
        let hasPassphrase = form != .der && form != .pem
        let bytes = try file(form, holder)
        let key = try FileKey(bytes, passphrase: hasPassphrase ? "secret" : "")
        #expect(key.kind == holder.key.kind)
        #expect((key.certificate == holder.certificate) == (form == .pkcs12))
        let message = try Sealer(key: key, certificate: holder.certificate)
            .seal(vectorMessage, at: .last)
        #expect(refusal(message, holder.registration) == nil)
        guard hasPassphrase else { return }
        for wrong in ["", "Secret", "secret\0"] {
            #expect(throws: SealRefusal.keyUnreadable) { try FileKey(bytes, passphrase: wrong) }
        }
    }

    @Test("the vector's key in PKCS#8 makes what its public key verifies")
    func vectorKey() throws {
        let vector = try VectorKey()
        let key = try FileKey(vector.file)
        let once = try key.signature(of: [1, 2, 3], by: .sm2SM3)
        let again = try key.signature(of: [1, 2, 3], by: .sm2SM3)
        #expect(once.count == 64 && once != again)
        #expect(vector.certificate.verify(once, of: [1, 2, 3], .sm2SM3))
        #expect(!vector.certificate.verify(once, of: [1, 2, 4], .sm2SM3))
    }

    @Test("a file that is no key of ours is refused, and nothing of it is shown")
    func unreadable() throws {
        let holder = try Holder.shared(.sm2)
        for bytes in [[], Array("-----BEGIN PRIVATE KEY-----\n".utf8), holder.certificate.der] {
            #expect(throws: SealRefusal.keyUnreadable) { try FileKey(bytes) }
        }
        #expect(throws: SealRefusal.keyUnreadable) { try Holder(.p256) }
        let secret = hex(holder.keyDER)
        var shown = ""
        dump(holder.key, to: &shown)
        for text in [shown, "\(holder.key)", String(reflecting: holder.key)] {
            #expect(text.contains("sm2") && text.utf8.count < 200 && !secret.contains(text))
        }
    }

    @Test("a certificate says whose it is, its number and its days")
    func certificate() throws {
        let holder = try Holder(.sm2, named: "测试代理, 1", serial: 0xAB_CDEF, from: 86_400, until: 172_799)
        let certificate = holder.certificate
        #expect(certificate.subject == "CN=\"测试代理, 1\"" && certificate.issuer == certificate.subject)
        #expect(certificate.serial == "abcdef" && certificate.kind == .sm2)
        #expect(certificate.notBefore.text == "1970-01-02 08:00:00")
        #expect(certificate.notAfter.text == "1970-01-03 07:59:59")
        #expect(certificate.isNamed("00ABCDEF") && !certificate.isNamed("abcdef0"))
        #expect("\(certificate)" == "Certificate(abcdef)")
        let pem = "-----BEGIN CERTIFICATE-----\n\(Base64.encode(certificate.der))\n"
            + "-----END CERTIFICATE-----\n"
        #expect(try Certificate(Array(pem.utf8)) == certificate)
        let closed = pem.replacing(
            "CATE-----\nMII", with: "CATE-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,"
                + "0011223344556677\n\nMII")
        for bytes in [
            Array(closed.utf8), [], [0x30], certificate.der + [0],
            Array(certificate.der.dropLast()),
        ] {
            #expect(throws: SealRefusal.certificateUnreadable) { try Certificate(bytes) }
        }
    }

    @Test("belong to the declarant who registered them, by number and name, byte for byte")
    func declarant() throws {
        let registration = try Holder.shared(.sm2).registration
        #expect(throws: Never.self) {
            try registration.holdsCertificate(ofDeclarant: "0000000004", name: "测试代理")
            try registration.holdsCertificate(ofDeclarant: "0000000004")
        }
        for (code, name) in [("0000000005", "测试代理"), ("0000000004", "测试代理 "), ("", "")] {
            #expect(throws: SealRefusal.declarant(code)) {
                try registration.holdsCertificate(ofDeclarant: code, name: name)
            }
        }
    }

    @Test("Base64 is strict but for white space")
    func base64() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8($0 &* 37 & 255) }
            #expect(Base64.decode(Array(Base64.encode(bytes).utf8)) == bytes)
        }
        #expect(Base64.decode(Array(" Q Q\n=\r=\t".utf8)) == [0x41])
        for text in ["Q", "QQ", "QQ=", "QR==", "QQ==QQ==", "=", "QQ=Q", "Q-==", "QUF", "QUE==", "AAAA="] {
            #expect(Base64.decode(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
