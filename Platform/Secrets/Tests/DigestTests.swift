import Secrets
import Testing

@Suite("Digests") struct DigestTests {
    @Test("HMAC-SHA-256 is that of RFC 4231, also with a key longer than a block", arguments: [
        ([UInt8](repeating: 0x0B, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        ([UInt8](repeating: 0xAA, count: 131),
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ([UInt8](repeating: 0xAA, count: 131),
            "This is a test using a larger than block-size key and a larger than block-size data."
                + " The key needs to be hashed before being used by the HMAC algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ] as [([UInt8], String, String)])
    func hmac(key: [UInt8], text: String, expected: String) {
        #expect(Digest.hex(Digest.hmac(Array(text.utf8), key: key)) == expected)
    }

    @Test("SHA-256 and hexadecimal are those of FIPS 180-2, of arrays, parts and sequences")
    func hashes() {
        let abc = Digest.sha256(Array("abc".utf8))
        let text = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Digest.hex(abc) == text)
        #expect(Digest.hex(abc.prefix(4)) == "ba7816bf")
        #expect(Digest.hex(AnySequence(abc)) == text)
        #expect(Digest.hex([]) == "")
    }

    @Test("the system's source gives as many bytes as are asked for, and never the same")
    func random() {
        for count in [0, 1, 12, 32, 256, 257, 1000] {
            #expect(SecretSource.system.bytes(count).count == count)
        }
        #expect(SecretSource.system.bytes(32) != SecretSource.system.bytes(32))
        // A part that was left out would be zero in both.
        let (one, two) = (SecretSource.system.bytes(600), SecretSource.system.bytes(600))
        for start in stride(from: 0, to: 600, by: 100) {
            #expect(one[start..<start + 100] != two[start..<start + 100])
        }
    }
}
