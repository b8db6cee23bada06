import FoundationEssentials
import Kernel
import Testing

@testable import Web

@Suite("HTML") struct HTMLTests {
    @Test("what is interpolated is escaped", arguments: [
        ("plain 文字", "plain 文字"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a & b", "a &amp; b"),
        ("&lt;", "&amp;lt;"),
        (#"" onclick="x"#, "&quot; onclick=&quot;x"),
        ("it's", "it&#39;s"),
        // Each of these is one Character with the mark that follows, and equals none of the five.
        ("<\u{0338}b>\u{20D2}", "&lt;\u{0338}b&gt;\u{20D2}"),
        ("\"\u{0301}'\u{FE0F}", "&quot;\u{0301}&#39;\u{FE0F}"),
        ("<\u{200D}&\u{200D}>", "&lt;\u{200D}&amp;\u{200D}&gt;"),
        ("\r\n<", "\r\n&lt;"),
    ])
    func escaped(text: String, markup: String) {
        let html: HTML = "\(text)"
        #expect(html.bytes == Array(markup.utf8))
        #expect(HTML(text: text[...]).bytes == Array(markup.utf8))
    }

    @Test("no random string lets one of the five bytes through, and none is changed but for signs that turn text")
    func random() {
        var random = Seeded(state: 20_261_120)
        // A million in a long run.
        let isSoak = ProcessInfo.processInfo.environment["TRADEWIND_SOAK"] == "1"
        for round in 0..<(isSoak ? 1_000_000 : 100_000) {
            let text = Seeded.text(&random)
            let html: HTML = "\(text)"
            let raw = html.bytes.filter { [0x3C, 0x3E, 0x22, 0x27].contains($0) }
            #expect(raw.isEmpty, "round \(round) of seed 20261120: \(text.unicodeScalars)")
            let shown = String.UnicodeScalarView(text.unicodeScalars.map { $0.turnsText ? "□" : $0 })
            #expect(unescaped(html.bytes) == Array(String(shown).utf8), "round \(round)")
        }
    }

    @Test("letters that were to be read in another order than they are kept in show an empty box")
    func turned() {
        for code in [0x061C, 0x200E, 0x200F, 0x202A, 0x202E, 0x2066, 0x2069] as [UInt32] {
            let sign = Unicode.Scalar(code).map { String(Character($0)) } ?? ""
            let html: HTML = "<p>\("同意\(sign)不")</p>"
            #expect(html.text == "<p>同意□不</p>", "\(code)")
        }
        let html: HTML = "\("“上海” – 3 €，د")"
        #expect(html.text == "“上海” – 3 €，د")
    }

    /// Reads the five references back; nil when an ampersand begins none of them.
    private func unescaped(_ bytes: [UInt8]) -> [UInt8]? {
        let references: [(String, UInt8)] = [
            ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&#39;", 0x27),
        ]
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if byte == 0x26 {
                guard let known = references.first(where: { rest.starts(with: $0.0.utf8) })
                else { return nil }
                result.append(known.1)
                rest = rest.dropFirst(known.0.utf8.count)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    @Test("markup goes in as it is, pieces one after the other, nothing for what is not there")
    func nested() {
        let name: String? = nil
        let bold: HTML = "<b>\("<")</b>"
        let none: HTML? = nil
        let rows = ["a", "&"].map { value -> HTML in "<td>\(value)</td>" }
        let page: HTML = "<p>\(bold)\(none)\(name)\(rows)\(42)\(UInt8(7))</p>"
        #expect(page.text == "<p><b>&lt;</b><td>a</td><td>&amp;</td>427</p>")
        #expect(rows.joined(by: "|").text == "<td>a</td>|<td>&amp;</td>")
        #expect((bold + "!").text == "<b>&lt;</b>!")
        #expect(HTML().isEmpty)
    }

    @Test("a sentence shows in the language asked for")
    func localized() {
        let word = Localized(zh: "放行", en: "Release & go")
        let html: HTML = "\(word, .zh) \(word, .en)"
        #expect(html.text == "放行 Release &amp; go")
    }

    @Test("an attribute cannot be left, and one without value is not there")
    func attributes() {
        let html: HTML = """
            <a\(attribute: "title", #"" onclick='x'>"#)\(attribute: "id", nil)\
            \(flag: "hidden", true)\(flag: "open", false)>
            """
        #expect(html.text == "<a title=\"&quot; onclick=&#39;x&#39;&gt;\" hidden>")
    }

    @Test("an address of another kind than expected becomes a harmless one", arguments: [
        ("/zh/declarations?a=1&b=2", "/zh/declarations?a=1&amp;b=2"), ("#top", "#top"),
        ("?after=1", "?after=1"), ("/", "/"), ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"), ("tel:12360", "tel:12360"),
        ("javascript:alert(1)", "#"), ("JaVaScript:alert(1)", "#"), ("java\tscript:alert(1)", "#"),
        ("\u{1}javascript:alert(1)", "#"), (" javascript:alert(1)", "#"), ("//evil.example", "#"),
        ("/\\evil.example", "#"), ("/\t/evil.example", "#"), ("/\n/evil.example", "#"),
        ("data:text/html,x", "#"), ("vbscript:x", "#"), ("", "#"), ("relative", "#"),
        ("https:evil", "#"),
    ])
    func addresses(given: String, shown: String) {
        let html: HTML = "\(url: given)"
        #expect(html.text == shown)
    }

    @Test("a query is percent-encoded by bytes")
    func query() {
        let path = Address.path(
            "/zh/search", query: [Form.Pair("q", "a b&c=信"), Form.Pair("p", "~-._")])
        #expect(path == "/zh/search?q=a%20b%26c%3D%E4%BF%A1&p=~-._")
        #expect(Address.path("/zh", query: []) == "/zh")
    }

    @Test("a whole number is grouped by thousands", arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func numbers(value: Int, shown: String) { #expect(grouped(value) == shown) }
}

/// SplitMix64: the same texts every time.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// Half of it the five bytes, the rest combining marks, joiners, letters of every width.
    static func text(_ random: inout Seeded) -> String {
        let special: [Unicode.Scalar] = ["<", ">", "\"", "'", "&", "<", "&", ";", "#"]
        let marks: [Unicode.Scalar] = [
            "\u{0300}", "\u{0338}", "\u{20D2}", "\u{200D}", "\u{FE0F}", "\u{202E}", "\u{FEFF}",
            "\u{0000}", "\u{000D}", "\u{000A}", "\u{E0001}",
        ]
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int(random.next() % 12) {
            switch random.next() % 4 {
            case 0, 1: scalars.append(special[Int(random.next() % UInt64(special.count))])
            case 2: scalars.append(marks[Int(random.next() % UInt64(marks.count))])
            default:
                scalars.append(Unicode.Scalar(UInt32(random.next() % 0x11_0000)) ?? "信")
            }
        }
        return String(scalars)
    }
}
