import CCrypto
import CPKCS11
import FoundationEssentials
import Kernel
import Testing

@testable import Seal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A real PKCS#11 library with a token in a folder: SoftHSM, which `tools/test` installs.
@Suite("Keys on tokens", .serialized) struct TokenKeyTests {
    static let library = [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    ].first { FileManager.default.fileExists(atPath: $0) }

    @Test("A message signed by a token verifies with the certificate that lies beside the key")
    func signs() throws {
        let token = try Token(try #require(Self.library, "tools/need softhsm2"))
        defer { token.remove() }
        let holder = try Holder.shared(.rsa(2048))
        try token.put(holder, named: "signing", id: 7)
        let key = try TokenKey(token.address(of: "signing"), pin: "1234")
        #expect(key.kind == .rsa(bits: 2048))
        let certificate = try #require(key.certificate)
        #expect(certificate.serial == holder.certificate.serial)
        // `Sealer` refuses a key and a certificate that do not belong together.
        for algorithms in [AlgorithmSet.rsaSHA1, .rsaSHA256] {
            _ = try Sealer(key: key, certificate: certificate, algorithms: algorithms)
            let text = Array("测试".utf8)
            #expect(
                try key.signature(of: text, by: algorithms.method)
                    == holder.key.signature(of: text, by: algorithms.method))
        }
        #expect(throws: SealRefusal.keyDoesNotFit) { try key.signature(of: [1], by: .sm2SM3) }
        #expect(!"\(key) \(String(reflecting: key))".contains("1234"))
    }

    @Test("After the token was away it is opened again and signs")
    func away() throws {
        let token = try Token(try #require(Self.library, "tools/need softhsm2"))
        defer { token.remove() }
        let holder = try Holder.shared(.rsa(2048))
        try token.put(holder, named: "signing", id: 7)
        let key = try TokenKey(token.address(of: "signing"), pin: "1234")
        let text = Array("测试".utf8)
        let expected = try holder.key.signature(of: text, by: .rsaSHA256)
        #expect(try key.signature(of: text, by: .rsaSHA256) == expected)
        for _ in 0..<2 {
            try token.closeAllSessions()
            #expect(try key.signature(of: text, by: .rsaSHA256) == expected)
        }
        var described = ""
        dump(key, to: &described)
        #expect(!"\(key) \(String(reflecting: key)) \(described)".contains("1234"))
    }

    @Test("Another PIN, another label, two keys of one label, no library: the key is not to be had")
    func refusals() throws {
        let token = try Token(try #require(Self.library, "tools/need softhsm2"))
        defer { token.remove() }
        let holder = try Holder.shared(.rsa(2048))
        try token.put(holder, named: "one", id: 1)
        try token.put(holder, named: "two", id: 2)
        try token.put(holder, named: "two", id: 3)
        token.leave()
        #expect(throws: SealRefusal.tokenUnreachable) {
            try TokenKey(token.address(of: "one"), pin: "4321")
        }
        // From here on this process is let in without being asked for the PIN again.
        _ = try TokenKey(token.address(of: "one"), pin: "1234")
        for (address, pin) in [
            (token.address(of: "none"), "1234"),
            (token.address(of: "two"), "1234"),
            (token.address(of: "one") + "&pin-value=1234", "1234"),
            ("pkcs11:token=\(token.label);object=one", "1234"),
            ("pkcs11:object=one?module-path=/nonexistent.so", "1234"), ("pkcs11:%", "1234"),
        ] {
            #expect(throws: SealRefusal.tokenUnreachable, "\(address)") {
                try TokenKey(address, pin: pin)
            }
        }
    }
}

/// A token of a test: SoftHSM keeps it in a folder.
private struct Token {
    let library: UnsafeMutablePointer<CK_FUNCTION_LIST>
    let session: CK_SESSION_HANDLE
    let folder: String
    let path: String
    let label: String

    init(_ path: String) throws {
        self.path = path
        label = "t\(UInt32.random(in: 0...UInt32.max))"
        folder = FileManager.default.temporaryDirectory.path + "/tradewind-token-" + label
        try FileManager.default.createDirectory(
            atPath: folder + "/tokens", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(
            atPath: folder + "/softhsm2.conf",
            contents: Data("directories.tokendir = \(folder)/tokens\nlog.level = ERROR\n".utf8))
        setenv("SOFTHSM2_CONF", folder + "/softhsm2.conf", 1)
        library = try required(p11_kit_module_load(path, 0))
        try Self.works(p11_kit_module_initialize(library))
        var slot: CK_SLOT_ID = 0
        var count: CK_ULONG = 1
        try Self.works(library.pointee.C_GetSlotList?(1, &slot, &count))
        var pin = Array("1234".utf8)
        var name = Array(label.utf8) + [UInt8](repeating: 0x20, count: 32 - label.utf8.count)
        try Self.works(library.pointee.C_InitToken?(slot, &pin, 4, &name))
        // The token that was made is now the first slot with one.
        count = 1
        _ = library.pointee.C_GetSlotList?(1, &slot, &count)
        var opened: CK_SESSION_HANDLE = 0
        let flags = CK_FLAGS(CKF_SERIAL_SESSION | CKF_RW_SESSION)
        try Self.works(library.pointee.C_OpenSession?(slot, flags, nil, nil, &opened))
        try Self.works(library.pointee.C_Login?(opened, CK_USER_TYPE(CKU_SO), &pin, 4))
        try Self.works(library.pointee.C_InitPIN?(opened, &pin, 4))
        try Self.works(library.pointee.C_Logout?(opened))
        try Self.works(library.pointee.C_Login?(opened, CK_USER_TYPE(CKU_USER), &pin, 4))
        session = opened
    }

    func address(of object: String) -> String {
        "pkcs11:token=\(label);object=\(object)?module-path=\(path)"
    }

    func leave() { _ = library.pointee.C_Logout?(session) }

    /// Closes the sessions of everybody in this process, underneath them, as when a token is
    /// pulled out: p11-kit's own list would close those of one caller alone.
    func closeAllSessions() throws {
        // 1: P11_KIT_MODULE_UNMANAGED.
        let bare = try required(p11_kit_module_load(path, 1))
        defer { p11_kit_module_release(bare) }
        var slots = [CK_SLOT_ID](repeating: 0, count: 64)
        var count = CK_ULONG(slots.count)
        try Self.works(bare.pointee.C_GetSlotList?(1, &slots, &count))
        for slot in slots.prefix(Int(count)) {
            try Self.works(bare.pointee.C_CloseAllSessions?(slot))
        }
    }

    func remove() {
        _ = p11_kit_module_finalize(library)
        p11_kit_module_release(library)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Puts a key with its certificate on the token.
    func put(_ holder: Holder, named name: String, id: UInt8) throws {
        let key = try holder.keyDER.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            return try required(d2i_AutoPrivateKey(nil, &place, buffer.count))
        }
        defer { EVP_PKEY_free(key) }
        let parts: [(UInt, String)] = [
            (UInt(CKA_MODULUS), "n"), (UInt(CKA_PUBLIC_EXPONENT), "e"),
            (UInt(CKA_PRIVATE_EXPONENT), "d"), (UInt(CKA_PRIME_1), "rsa-factor1"),
            (UInt(CKA_PRIME_2), "rsa-factor2"), (UInt(CKA_EXPONENT_1), "rsa-exponent1"),
            (UInt(CKA_EXPONENT_2), "rsa-exponent2"), (UInt(CKA_COEFFICIENT), "rsa-coefficient1"),
        ]
        let common: [(UInt, [UInt8])] = [
            (UInt(CKA_TOKEN), [1]), (UInt(CKA_LABEL), Array(name.utf8)), (UInt(CKA_ID), [id]),
        ]
        try create(
            common + [
                (UInt(CKA_CLASS), Self.number(UInt(CKO_PRIVATE_KEY))),
                (UInt(CKA_KEY_TYPE), Self.number(UInt(CKK_RSA))), (UInt(CKA_SIGN), [1]),
                (UInt(CKA_PRIVATE), [1]), (UInt(CKA_SENSITIVE), [1]),
            ] + parts.map { ($0.0, try Self.part($0.1, of: key)) })
        try create(
            common + [
                (UInt(CKA_CLASS), Self.number(UInt(CKO_CERTIFICATE))),
                (UInt(CKA_CERTIFICATE_TYPE), Self.number(UInt(CKC_X_509))),
                (UInt(CKA_SUBJECT), [0x30, 0]), (UInt(CKA_VALUE), holder.certificate.der),
            ])
    }

    private func create(_ attributes: [(UInt, [UInt8])]) throws {
        var wanted: [CK_ATTRIBUTE] = []
        var kept: [UnsafeMutableRawPointer] = []
        defer { kept.forEach { $0.deallocate() } }
        for (type, bytes) in attributes {
            let value = UnsafeMutableRawPointer.allocate(byteCount: bytes.count, alignment: 8)
            value.copyMemory(from: bytes, byteCount: bytes.count)
            kept.append(value)
            wanted.append(
                CK_ATTRIBUTE(type: type, pValue: value, ulValueLen: CK_ULONG(bytes.count)))
        }
        var object: CK_OBJECT_HANDLE = 0
        try Self.works(
            library.pointee.C_CreateObject?(session, &wanted, CK_ULONG(wanted.count), &object))
    }

    private static func part(_ name: String, of key: OpaquePointer) throws -> [UInt8] {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(key, name, &number) == 1, let number else { throw Missing() }
        defer { BN_clear_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }

    private static func number(_ value: UInt) -> [UInt8] {
        withUnsafeBytes(of: value) { Array($0) }
    }

    private static func works(_ code: CK_RV?) throws {
        #expect(code == CKR_OK)
        guard code == CKR_OK else { throw Missing() }
    }
}
