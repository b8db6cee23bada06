import Kernel
import Secrets
import Testing
import Wire

@testable import Evidence

@Suite("Leaves") struct LeafTests {
    static let instant = Instant(milliseconds: 1_772_330_400_999)

    static func leaf(_ value: String = "张三 310101199001011234") throws -> (Leaf, LeafSecret) {
        let secret = try #require(LeafSecret([UInt8](0..<32)))
        let leaf = try Leaf(
            kind: "declaration.receipt", at: instant,
            fields: [("content", Array(value.utf8)), ("by", Array("3122000005".utf8))],
            secret: secret)
        return (leaf, secret)
    }

    @Test("A leaf is canonical JSON and holds no value in the clear")
    func form() throws {
        let (leaf, _) = try Self.leaf()
        let text = String(decoding: leaf.bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(#"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{"by":""#))
        #expect(text.hasSuffix(#""},"kind":"declaration.receipt","v":1}"#))
        #expect(!text.contains("310101199001011234"))
        #expect(!text.contains("3122000005"))
        #expect(!text.contains("张三"))
        #expect(try Leaf(bytes: leaf.bytes) == leaf)
    }

    @Test("A field is shown with its salt, and with nothing else is believed")
    func disclosure() throws {
        let (leaf, secret) = try Self.leaf()
        let shown = Disclosure(field: "by", value: Array("3122000005".utf8), secret: secret)
        try leaf.verify(shown)
        let sent = try #require(Disclosure(field: "by", salt: shown.salt, value: shown.value))
        try leaf.verify(sent)
        for wrong in [
            Disclosure(field: "by", value: Array("3122000004".utf8), secret: secret),
            Disclosure(field: "by", value: shown.value, secret: .fresh()),
            Disclosure(field: "content", value: shown.value, secret: secret),
            Disclosure(field: "other", value: shown.value, secret: secret),
        ] {
            #expect(throws: EvidenceRefusal.otherValue(wrong.field)) { try leaf.verify(wrong) }
        }
        // Salt and value cut elsewhere hash alike, which is why the salt has one length.
        #expect(
            Disclosure(field: "by", salt: shown.salt + shown.value.prefix(1), value: []) == nil)
    }

    @Test("Equal values have unequal hashes: nobody can tell which records are of one person")
    func unlinkable() throws {
        let value = Array("same".utf8)
        func leaf() throws -> Leaf {
            try Leaf(
                kind: "event", at: Self.instant, fields: [("a", value), ("b", value)],
                secret: .fresh())
        }
        let (one, two) = (try leaf(), try leaf())
        #expect(Set(Array(one.digests.values) + Array(two.digests.values)).count == 4)
    }

    @Test("A secret says nothing about itself")
    func secret() throws {
        let secret = try #require(LeafSecret([UInt8](repeating: 171, count: 32)))
        var dumped = "\(secret)"
        dump(secret, to: &dumped)
        #expect(!dumped.contains("171"))
        #expect(LeafSecret([1]) == nil)
    }

    @Test("A leaf stays small and has each field once")
    func limits() throws {
        let words: [Leaf.Word] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"]
        let secret = LeafSecret.fresh()
        #expect(throws: EvidenceRefusal.leafTooLong) {
            try Leaf(kind: "event", at: Self.instant, fields: words.map { ($0, []) }, secret: secret)
        }
        #expect(throws: EvidenceRefusal.jsonNameTwice) {
            try Leaf(kind: "event", at: Self.instant, fields: [("a", []), ("a", [])], secret: secret)
        }
        for milliseconds in [Int64.max, -1000] {
            #expect(throws: EvidenceRefusal.leafShape) {
                try Leaf(
                    kind: "event", at: Instant(milliseconds: milliseconds), fields: [],
                    secret: secret)
            }
        }
        #expect(throws: EvidenceRefusal.leafTooLong) {
            try Leaf(bytes: [UInt8](repeating: 0x20, count: 1025))
        }
    }

    @Test(
        "What is no leaf is refused",
        arguments: [
            "", "{}", "[]", #"{"v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{},"kind":"event","v":2}"#,
            #"{"alg":"md5","at":"2026-03-01T02:00:00Z","fields":{},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{},"kind":"Event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T24:00:00Z","fields":{},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-02-30T02:00:00Z","fields":{},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"1969-12-31T23:59:59Z","fields":{},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01 02:00:00Z","fields":{},"kind":"event","v":1}"#,
            #"{"at":"2026-03-01T02:00:00Z","alg":"sha-256","fields":{},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{"a":"clear"},"kind":"event","v":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{},"kind":"event","v":1,"x":1}"#,
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z", "fields":{},"kind":"event","v":1}"#,
        ])
    func noLeaf(text: String) {
        #expect(throws: EvidenceRefusal.leafShape) { try Leaf(bytes: Array(text.utf8)) }
    }

    @Test("The plainest leaf is read")
    func plain() throws {
        let text =
            #"{"alg":"sha-256","at":"2026-03-01T02:00:00Z","fields":{},"kind":"event","v":1}"#
        #expect(try Leaf(bytes: Array(text.utf8)).kind == "event")
    }
}

@Suite("Canonical JSON") struct CanonicalJSONTests {
    @Test(
        "Numbers are written as RFC 8785 has them",
        arguments: [
            ("0", "0"), ("-0", "0"), ("0.0e5", "0"), ("1", "1"), ("1.0", "1"), ("10", "10"),
            ("4.50", "4.5"), ("2e-3", "0.002"), ("0.000001", "0.000001"), ("1e-7", "1e-7"),
            ("9.999999999999997e-7", "9.999999999999997e-7"), ("1E30", "1e+30"),
            ("333333333.33333329", "333333333.3333333"), ("1e20", "100000000000000000000"),
            ("1e21", "1e+21"), ("9007199254740994", "9007199254740994"),
            ("999999999999999900000", "999999999999999900000"), ("-1.5e-9", "-1.5e-9"),
            ("0.000000000000000000000000001", "1e-27"), ("123456789012345680000", "123456789012345680000"),
            ("1.7976931348623157e308", "1.7976931348623157e+308"), ("5e-324", "5e-324"),
            ("999999999999999700000", "999999999999999700000"),
            ("-1424953923781206.25", "-1424953923781206.2"), ("123.456", "123.456"),
        ])
    func numbers(text: String, expected: String) throws {
        #expect(String(decoding: try JSON.number(text).hashable(), as: UTF8.self) == expected)
    }

    @Test("Numbers beyond binary64 and names given twice are refused")
    func refusals() {
        for text in ["1e309", "-1e309", "nan", "inf", "", "0x10", "1,5"] {
            #expect(throws: EvidenceRefusal.jsonNumber) { try JSON.number(text).hashable() }
        }
        #expect(throws: EvidenceRefusal.jsonNameTwice) {
            try JSON.object([.init("a", .null), .init("b", .null), .init("a", .null)]).hashable()
        }
    }

    @Test("Members are in the order of UTF-16 units, texts escaped as little as possible")
    func order() throws {
        let names = ["\u{20AC}", "\r", "\u{FB33}", "1", "\u{1F602}", "\u{80}", "\u{F6}", "\n", "</"]
        let value = JSON.object(names.map { .init($0, .bool(true)) })
        let text = String(decoding: try value.hashable(), as: UTF8.self)
        let sorted = ["\\n", "\\r", "1", "</", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F602}", "\u{FB33}"]
        #expect(text == "{" + sorted.map { "\"\($0)\":true" }.joined(separator: ",") + "}")
        let odd = JSON.array([.text("\u{8}\u{9}\u{C}\u{1F}\"\\/\u{7F}é"), .null, .text("e\u{301}")])
        #expect(
            try odd.hashable() == Array("[\"\\b\\t\\f\\u001f\\\"\\\\/\u{7F}é\",null,\"e\u{301}\"]".utf8))
        // Canonically equivalent names are different members.
        let alike = JSON.object([.init("\u{E9}", .null), .init("e\u{301}", .null)])
        #expect(throws: Never.self) { try alike.hashable() }
    }
}
