import Testing

@testable import Secrets

@Suite("Keys that others publish") struct PublishedKeyTests {
    private func bytes(_ text: String) throws -> [UInt8] { try #require(Base64URL.decode(text)) }

    /// RFC 7515 appendix A.3: a token signed with ES256, its key and its text.
    private let header = "eyJhbGciOiJFUzI1NiJ9"
    private let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    private let signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    private let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
    private let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"

    @Test("the example of RFC 7515 for ES256 holds, and no longer with one bit changed")
    func example() throws {
        let key = try #require(PublishedKey(x: bytes(x), y: bytes(y)))
        let text = Array((header + "." + payload).utf8)
        var given = try bytes(signature)
        #expect(key.verify(given, over: text))
        #expect(!key.verify(given, over: text + [0]))
        given[3] ^= 1
        #expect(!key.verify(given, over: text))
        #expect(!key.verify([], over: text) && !key.verify(Array(given.prefix(63)), over: text))
    }

    @Test("a point that is not on the curve, a short or an even RSA key are no keys")
    func refused() throws {
        var off = try bytes(y)
        off[31] ^= 1
        #expect(PublishedKey(x: try bytes(x), y: off) == nil)
        #expect(PublishedKey(x: [], y: []) == nil)
        let long = [UInt8](repeating: 0xFF, count: 256)
        #expect(PublishedKey(modulus: long, exponent: [1, 0, 1]) != nil)
        #expect(PublishedKey(modulus: Array(long.prefix(255)), exponent: [1, 0, 1]) == nil)
        #expect(PublishedKey(modulus: [0x7F] + long.prefix(255), exponent: [1, 0, 1]) == nil)
        for exponent: [UInt8] in [[], [1], [0, 1], [2], [1, 0, 0]] {
            #expect(PublishedKey(modulus: long, exponent: exponent) == nil, "\(exponent)")
        }
    }

    @Test(
        "base64url means one text for the same bytes",
        arguments: [
            ("", [UInt8]()), ("AA", [0]), ("_w", [255]), ("AAE", [0, 1]), ("-_-_", [251, 255, 191]),
        ])
    func base64(text: String, bytes: [UInt8]) {
        #expect(Base64URL.decode(text) == bytes)
        #expect(Base64URL.encode(bytes) == text)
    }

    @Test("base64url with padding, blanks, other letters or unused bits is refused", arguments: ["AA==", "A", "AB", "_x", "A A", "AA+A", "AA/A", "ÄA"])
    func notBase64(text: String) { #expect(Base64URL.decode(text) == nil) }
}
