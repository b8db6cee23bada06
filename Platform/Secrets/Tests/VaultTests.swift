import Testing

@testable import Secrets

/// What protects personal data in the database.
@Suite("Vault") struct VaultTests {
    private let cell = Cell(table: "t", column: "c", tenant: "a", row: "1")
    private let plain = Array("测试甲 310101199001011234".utf8)

    @Test("AES-256-GCM opens test case 16 of the GCM specification, and nothing that differs by a bit")
    func vector() throws {
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        let bound = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        let sealed = bytes(
            "cafebabefacedbaddecaf888" + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b")
        let text = AuthenticatedCipher.decrypt(sealed, after: 0, key: key, bound: bound)
        #expect(
            text.map(Digest.hex)
                == "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
        for place in sealed.indices {
            var other = sealed
            other[place] ^= 1
            #expect(AuthenticatedCipher.decrypt(other, after: 0, key: key, bound: bound) == nil)
        }
        #expect(AuthenticatedCipher.decrypt(sealed, after: 0, key: key, bound: bound.dropLast()) == nil)
        #expect(AuthenticatedCipher.decrypt(Array(sealed.prefix(27)), after: 0, key: key, bound: bound) == nil)
    }

    @Test("HKDF gives the output of RFC 5869, A.1")
    func derivation() {
        let key = Vault.derive(
            [UInt8](repeating: 0x0b, count: 22), salt: Array(0...12), info: Array(0xf0...0xf9))
        #expect(
            Digest.hex(key) == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
    }

    @Test("a value opens in its own place and in no other", arguments: [
        Cell(table: "u", column: "c", tenant: "a", row: "1"),
        Cell(table: "t", column: "d", tenant: "a", row: "1"),
        Cell(table: "t", column: "c", tenant: "b", row: "1"),
        Cell(table: "t", column: "c", tenant: "a", row: "2"),
        Cell(table: "tc", column: "", tenant: "a", row: "1"),
    ])
    func places(other: Cell) throws {
        let vault = Vault(.made())
        let stored = vault.encrypt(plain, in: cell)
        #expect(try vault.decrypt(stored, in: cell) == plain)
        #expect(throws: Vault.Fault.notAuthentic) { try vault.decrypt(stored, in: other) }
    }

    @Test("the same value is stored differently each time, and is not to be read in what is stored")
    func stored() throws {
        let vault = Vault(.made())
        let (one, two) = (vault.encrypt(plain, in: cell), vault.encrypt(plain, in: cell))
        #expect(one != two)
        #expect(one.count == plain.count + 33)
        #expect(try vault.decrypt(vault.encrypt([], in: cell), in: cell) == [])
        #expect(!Digest.hex(one).contains(Digest.hex(plain.prefix(4))))
    }

    @Test("what older keys wrote still opens after a rotation, and new values are under the new one")
    func rotation() throws {
        let old = DataKeys.made()
        let new = old.withNext()
        let before = Vault(old).encrypt(plain, in: cell)
        let vault = Vault(new)
        #expect(try vault.decrypt(before, in: cell) == plain)
        let after = vault.encrypt(plain, in: cell)
        #expect(try (Vault.key(of: before), Vault.key(of: after)) == (1, 2))
        #expect(throws: Vault.Fault.unknownKey(2)) { try Vault(old).decrypt(after, in: cell) }
        #expect(
            vault.digest(plain, of: "a", for: "x") == Vault(old).digest(plain, of: "a", for: "x"))
    }

    @Test("keys of another installation open nothing, and what is in the clear is not taken")
    func others() throws {
        let stored = Vault(.made()).encrypt(plain, in: cell)
        #expect(throws: Vault.Fault.notAuthentic) { try Vault(.made()).decrypt(stored, in: cell) }
        #expect(throws: Vault.Fault.notEncrypted) { try Vault(.made()).decrypt(plain, in: cell) }
        #expect(throws: Vault.Fault.notEncrypted) { try Vault(.made()).decrypt([], in: cell) }
    }

    @Test("a digest differs by tenant, purpose and key")
    func digests() {
        let keys = DataKeys.made()
        let vault = Vault(keys)
        let digests = [
            vault.digest(plain, of: "a", for: "x"), vault.digest(plain, of: "b", for: "x"),
            vault.digest(plain, of: "a", for: "y"),
            Vault(.made()).digest(plain, of: "a", for: "x"), Digest.sha256(plain),
        ]
        #expect(Set(digests).count == digests.count)
        #expect(Vault(keys).digest(plain, of: "a", for: "x") == digests[0])
    }

    @Test("keys are read as they were written, and printed nowhere")
    func text() throws {
        let keys = DataKeys.made().withNext()
        #expect(try DataKeys(text: keys.text, from: "test") == keys)
        let inline = keys.text.split(separator: "\n").joined(separator: ",")
        #expect(try DataKeys(text: inline, from: "test") == keys)
        let secret = Digest.hex(keys.index)
        #expect(!"\(keys) \(Vault(keys))".contains(secret))
        #expect(keys.text.contains(secret))
    }

    @Test("keys that cannot be understood are refused in both languages", arguments: [
        "", "index:00", "1:\(String(repeating: "ab", count: 32))",
        "index:\(String(repeating: "ab", count: 32))",
        "index:\(String(repeating: "ab", count: 32)) 0:\(String(repeating: "ab", count: 32))",
        "index:\(String(repeating: "ab", count: 32)) 01:\(String(repeating: "ab", count: 32))",
        "index:\(String(repeating: "AB", count: 32)) 1:\(String(repeating: "ab", count: 32))",
        "index:\(String(repeating: "ab", count: 32)) 1:\(String(repeating: "ab", count: 32)) 1:\(String(repeating: "ab", count: 32))",
    ])
    func unreadable(text: String) {
        let fault = #expect(throws: DataKeys.Fault.self) {
            try DataKeys(text: text, from: "TEST")
        }
        #expect(fault?.description.contains("读不懂") == true)
        #expect(fault?.description.contains("cannot be understood") == true)
        #expect(fault?.description.contains("abab") == false)
    }

    private func bytes(_ hex: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = hex[...]
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
