import FoundationEssentials
import Kernel
import Testing
import Wire

/// Our reader and libxml2 on the same random documents: whatever we take, it takes and reads the
/// same; whatever it takes, we take, unless our profile excludes it.
@Suite("Against libxml2") struct XMLDifferentialTests {
    /// Codes of what is XML and yet not in our profile.
    static let profile: Set<String> = [
        "xml.doctype", "xml.processing-instruction", "xml.version", "xml.too-deep",
        "xml.too-large", "xml.name-too-long", "xml.too-many-attributes", "xml.too-many-namespaces",
    ]

    /// Thousands of documents; `TRADEWIND_ROUNDS` asks for more in a long run.
    static let rounds = ProcessInfo.processInfo.environment["TRADEWIND_ROUNDS"].flatMap(Int.init) ?? 20

    /// What differs, or nil.
    static func verdict(_ bytes: [UInt8], _ accepted: inout Int) -> String? {
        let theirs = LibXML.events(bytes)
        if theirs != nil { accepted += 1 }
        do throws(Fault) {
            let ours = try events(bytes)
            if theirs == ours { return nil }
            return "we read \(ours), libxml2 \(theirs ?? "refuses")"
        } catch {
            if theirs == nil || profile.contains(error.code) { return nil }
            // A declared encoding other than UTF-8 is XML, and not in our profile.
            let isDeclared = String(decoding: bytes.prefix(200), as: UTF8.self).contains("encoding")
            if error.code == "xml.encoding", isDeclared { return nil }
            // libxml2 takes a NUL behind the root for the end; the recommendation does not.
            if bytes.contains(0) { return nil }
            // libxml2 forgives a missing blank in the declaration; the recommendation does not.
            if error.message.en.hasPrefix("the XML declaration is malformed") { return nil }
            return "we refuse: \(error.message.en); libxml2 reads \(theirs ?? "")"
        }
    }

    @Test("R15: random and mutated documents are read alike", arguments: 0..<rounds)
    func documents(round: Int) {
        var random = Seeded(state: UInt64(round))
        var accepted = 0
        for number in 0..<1000 {
            var bytes = XMLGenerator.document(&random)
            for _ in 0..<random.below(4) { XMLGenerator.mutate(&bytes, &random) }
            if let verdict = XMLDifferentialTests.verdict(bytes, &accepted) {
                let document = String(decoding: bytes, as: UTF8.self)
                Issue.record("seed \(round), document \(number): \(verdict)\n\(document)")
                return
            }
        }
        #expect((200..<800).contains(accepted), "the documents must be neither all good nor all bad")
    }

    @Test("mutated messages are read alike", arguments: ["311", "622", "900"])
    func messages(number: String) throws {
        let message = Array(try Sample.message(number).utf8)
        var random = Seeded(state: 7)
        var accepted = 0
        for count in 0..<300 {
            var bytes = message
            for _ in 0...random.below(3) { XMLGenerator.mutate(&bytes, &random) }
            let verdict = XMLDifferentialTests.verdict(bytes, &accepted)
            #expect(verdict == nil, "document \(count)")
        }
    }
}

/// Documents full of the places where readers differ.
enum XMLGenerator {
    static let names = ["a", "b", "p:a", "q:b", "名", "a-1", "_.x", "xml:a", "p:名"]
    static let texts = [
        "x", " ", "\n", "\r\n", "\r", "\t", "中文", "😀", "&lt;", "&#13;", "&#x4E2D;", "&amp;amp;", "]]", "]", ">", "'", "\"",
        "<![CDATA[<x>&amp;]]]]>", "<![CDATA[]]>", "<!-- - -->", "<!---->", "\u{85}", "\u{2028}", "142", "&#x10FFFF;",
    ]
    static let pieces = [
        "<", ">", "&", "/", "=", "'", "\"", "]]>", "<![CDATA[", "-->", "<!--", "&#", "&#x", ";", "<?x?>", "<!DOCTYPE a>", "xmlns=''", " xmlns:p='v'", " a='1'", " p:a=''",
        "\u{0}", "\u{1}", "\u{FFFE}", "\u{FEFF}", "&x;", "</a>", "<a>", "<a/>", "\r", "\n", " ", "é", "&#xD800;", "&#0;", ":", "p:", "xmlns:xml='u'", "--", "]]", "&#32;", "&apos;",
    ]

    static func document(_ random: inout Seeded) -> [UInt8] {
        var text = ""
        if random.chance(8) { text += "\u{FEFF}" }
        if random.chance(3) {
            text += random.pick([
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version='1.0'?>\n", "<?xml version=\"1.0\" encoding='utf-8' standalone='yes' ?>\r\n",
            ])
        }
        if random.chance(6) { text += "<!-- c -->\n" }
        element(&text, 0, &random)
        if random.chance(6) { text += "\n<!-- e -->\n" }
        return Array(text.utf8)
    }

    private static func element(_ text: inout String, _ depth: Int, _ random: inout Seeded) {
        let name = random.pick(names)
        text += "<" + name
        if depth == 0 {
            text += " xmlns:p='u' xmlns:q=\"http://example.org/\(random.below(2))\""
            if random.chance(2) { text += " xmlns='urn:x'" }
        } else if random.chance(6) {
            text += random.pick([" xmlns=''", " xmlns:p='urn:y'", " xmlns:q='u'", " xmlns='u&amp;v'"])
        }
        for index in 0..<random.below(4) {
            text += random.pick([" ", "\n", "  ", "\t"])
            text += random.pick(["a\(index)", "p:a\(index)", "q:x", "x", "xml:lang", "p:x"])
            text += random.pick(["=", " = "])
            let quote = random.pick(["'", "\""])
            text += quote
            for _ in 0..<random.below(3) {
                text += random.pick(["x", " ", "\t", "\n", "\r\n", "\r", "&lt;", "&#10;", "&quot;", ">", "中", "&#x20;"])
            }
            text += quote
        }
        if random.chance(5) {
            text += random.pick(["/>", " />", "\n/>"])
            return
        }
        text += random.pick([">", " >"])
        for _ in 0..<random.below(4) {
            if depth < 5, random.chance(3) {
                element(&text, depth + 1, &random)
            } else {
                text += random.pick(texts)
            }
        }
        text += "</\(name)" + random.pick([">", " >", "\n>"])
    }

    /// Changes, removes, repeats or inserts something.
    static func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
        guard !bytes.isEmpty else { return }
        let place = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: random.pick(pieces).utf8, at: place)
        case 3: bytes[place] = random.pick(Array("<>&;'\"=/:-]![ \n\r\t?x0".utf8))
        case 4:
            let end = min(bytes.count, place + 1 + random.below(12))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        default: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(6)))
        }
    }
}
