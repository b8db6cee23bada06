import CCrypto
import Testing
import Wire

@testable import Seal

/// Synthetic keys, computed with the routine that reproduces real signatures.
@Suite("The vector of the specification") struct VectorTests {
    @Test(
        "has these digests of its canonical form",
        arguments: [
            (Hash.sha1, "3PSL0sea+d5P/35rtlT67mJjaMY="),
            (.sha256, "g8DwhiF9GR4UlZRWjQQDI6KfwH4URanwpClNPGUX7y8="),
            (.sm3, "uw9DqYsqGgtzoUxbMtzEwT+CDqVS/sXYhI7ioxshV88="),
        ])
    func digests(hash: Hash, expected: String) throws {
        #expect(vectorMessage.count == 1339)
        let scan = try SealScan(vectorMessage, limits: .init())
        #expect(scan.document.bytes == vectorMessage)
        #expect(Base64.encode(try #require(hash.digest(of: scan.document.bytes))) == expected)
    }

    @Test("signed with SM2 and the fixed nonce gives the signature byte for byte")
    func sm2() throws {
        let key = try VectorKey()
        let sealer = try Sealer(key: key, certificate: key.certificate)
        let message = try sealer.seal(vectorMessage, at: .last)
        let scan = try SealScan(message, limits: .init())
        #expect(scan.document.bytes == vectorMessage)
        #expect(scan.signedInfo.bytes.count == 729)
        #expect(String(decoding: scan.signedInfo.bytes, as: UTF8.self) == vectorSignedInfo)
        #expect(
            hex(try #require(Hash.sha256.digest(of: scan.signedInfo.bytes)))
                == "c94495b06417f67d315cb6ce766fdda281fa2829a271d80a47ba559532c36ec6")
        let form = try SignatureForm(scan)
        #expect(Base64.encode(form.signature) == vectorSignature)
        #expect(
            hex(form.signature)
                == "778e07ee01b921798b7f34281424e2edd1e692382b73e2419301822ab11d772a"
                + "79f331fd0016f9d90af1a7c6326359cf6da885839e191a7cdd97f0c9c4816a4b")
        let registration = Registration(codes: [], certificates: [key.certificate])
        let verified = try SealVerifier().verify(message, against: registration, at: someDay)
        #expect(verified.isStrict && verified.algorithms == .sm2SM3)
        #expect(verified.bytes == message)
    }

    @Test("has the preamble of SM2 that its public key and user id give")
    func preamble() throws {
        let key = try VectorKey()
        #expect(
            hex(try key.preamble())
                == "f61d536267b7afc68422c640aed5ec52331283783c41a8e63721fc7f39be43c6")
        let info = Array(vectorSignedInfo.utf8)
        #expect(
            hex(try #require(Hash.sm3.digest(of: key.preamble() + info)))
                == "332621e9c280bd1b177ee3343d5b0c4d127b7e6475fb4fbd6717cacde6e08ea6")
    }

    @Test("verifies, and does not with any bit of its signature turned")
    func everyBit() throws {
        let certificate = try VectorKey().certificate
        let info = Array(vectorSignedInfo.utf8)
        let signature = try #require(Base64.decode(Array(vectorSignature.utf8)))
        #expect(certificate.verify(signature, of: info, .sm2SM3))
        for bit in 0..<512 {
            var other = signature
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!certificate.verify(other, of: info, .sm2SM3), "bit \(bit)")
        }
    }

    @Test("signed with RSA has the SignedInfo of the specification")
    func rsa() throws {
        let holder = try Holder.shared(.rsa(1024))
        let sealer = try Sealer(key: holder.key, certificate: holder.certificate)
        let message = try sealer.seal(vectorMessage, at: .last)
        let info = try SealScan(message, limits: .init()).signedInfo.bytes
        #expect(info.count == 695)
        #expect(
            hex(try #require(Hash.sha1.digest(of: info)))
                == "bed19c43146757c53aaa65435bb911f07a0762dc")
    }
}

/// The private key of the vector, signing with its nonce: what libcrypto rightly never does, so the
/// arithmetic stands here.
struct VectorKey: SigningKey {
    let kind = KeyKind.sm2
    let certificate: Certificate
    let file: [UInt8]

    static let d = String(repeating: "11", count: 32)
    static let k = String(repeating: "22", count: 32)
    static let x = "852611f744af045689dcfbf4c0437730d2d2de332ab7f0fc02769c5fab8a8943"
    static let y = "7d9384f19ab882ed668a28936db92475aa79aef8690ee36f6fb77c69b9b571f8"

    init() throws {
        // PKCS#8 of a key on sm2p256v1.
        file = bytes(
            hex: "308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420"
                + Self.d + "a14403420004" + Self.x + Self.y)
        let key = try file.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return try required(d2i_AutoPrivateKey(nil, &place, buffer.count))
        }
        defer { EVP_PKEY_free(key) }
        certificate = try Certificate(
            makeCertificate(key, "测试代理", 0x11, 0, 4_000_000_000, signedWith: .sm2))
    }

    /// ZA of GM/T 0003: user id, curve and public key.
    func preamble() throws -> [UInt8] {
        let prime = "fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff"
        let a = prime.dropLast() + "c"
        let b = "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
        let g = "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
            + "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
        let id = Array("1234567812345678".utf8)
        return try required(
            Hash.sm3.digest(of: [0, 128] + id + bytes(hex: a + b + g + Self.x + Self.y)))
    }

    func signature(
        of message: [UInt8], by method: SignatureMethod
    ) throws(SealRefusal) -> [UInt8] {
        guard let raw = try? sign(message) else { throw .keyFailed }
        return raw
    }

    /// r = e + x₁ and s = (1 + d)⁻¹ · (k − r · d), both modulo the order.
    private func sign(_ message: [UInt8]) throws -> [UInt8] {
        let digest = try required(Hash.sm3.digest(of: preamble() + message))
        let group = try required(EC_GROUP_new_by_curve_name(NID_sm2))
        defer { EC_GROUP_free(group) }
        let order = EC_GROUP_get0_order(group)
        let context = BN_CTX_new()
        defer { BN_CTX_free(context) }
        func number(_ bytes: [UInt8]) -> OpaquePointer? {
            BN_bin2bn(bytes, Int32(bytes.count), nil)
        }
        let k = number(bytes(hex: Self.k))
        let d = number(bytes(hex: Self.d))
        let e = number(digest)
        let r = BN_new()
        let s = BN_new()
        let inverse = BN_new()
        let point = EC_POINT_new(group)
        defer {
            for one in [k, d, e, r, s, inverse] { BN_free(one) }
            EC_POINT_free(point)
        }
        EC_POINT_mul(group, point, k, nil, nil, context)
        EC_POINT_get_affine_coordinates(group, point, r, nil, context)
        BN_mod_add(r, r, e, order, context)
        BN_mod_mul(s, r, d, order, context)
        BN_mod_sub(s, k, s, order, context)
        BN_mod_add(inverse, d, BN_value_one(), order, context)
        BN_mod_inverse(inverse, inverse, order, context)
        BN_mod_mul(s, s, inverse, order, context)
        var raw = [UInt8](repeating: 0, count: 64)
        raw.withUnsafeMutableBufferPointer { buffer in
            _ = BN_bn2binpad(r, buffer.baseAddress, 32)
            _ = BN_bn2binpad(s, buffer.baseAddress.map { $0 + 32 }, 32)
        }
        return raw
    }
}
