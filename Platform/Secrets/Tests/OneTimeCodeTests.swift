import Testing

@testable import Secrets

@Suite("One-time codes") struct OneTimeCodeTests {
    /// RFC 6238, appendix B: the seeds are 20, 32 and 64 digits.
    private static func seed(_ count: Int) -> [UInt8] {
        Array(String(repeating: "1234567890", count: 7).utf8.prefix(count))
    }

    @Test(
        "the codes of RFC 6238 appendix B come out",
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ] as [(Int64, String, String, String)])
    func vectors(seconds: Int64, sha1: String, sha256: String, sha512: String) {
        let step = seconds / OneTimeCode.period
        #expect(OneTimeCode.code(Self.seed(20), step: step, digits: 8, .sha1) == sha1)
        #expect(OneTimeCode.code(Self.seed(32), step: step, digits: 8, .sha256) == sha256)
        #expect(OneTimeCode.code(Self.seed(64), step: step, digits: 8, .sha512) == sha512)
        #expect(OneTimeCode.code(Self.seed(20), step: step) == String(sha1.suffix(6)))
    }

    @Test(
        "secrets are written as RFC 4648 writes them",
        arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func base32(text: String, expected: String) {
        #expect(OneTimeCode.base32(Array(text.utf8)) == expected)
    }
}
