import Kernel
import Testing
import Wire

/// Events of a document in one line: `<name>`, `text`, `</name>`.
func events(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(Fault) -> String {
    try XMLReader.read(bytes, limits: limits) { reader throws(Fault) in
        var line = ""
        while true {
            switch try reader.next() {
            case .start:
                line += "<" + reader.localName
                for index in 0..<reader.attributeCount {
                    let attribute = reader.attribute(index)
                    line += " \(attribute.name)=[\(attribute.value)]"
                }
                line += ">"
            case .text: line += reader.text
            case .end: line += "</\(reader.localName)>"
            case .finish: return line
            }
        }
    }
}

func events(_ text: String) throws(Fault) -> String { try events(Array(text.utf8)) }

/// The code a document is refused with, or nil.
func refusal(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> String? {
    do throws(Fault) {
        _ = try events(bytes, limits: limits)
        return nil
    } catch {
        return error.code
    }
}

@Suite("XML reader") struct XMLReaderTests {
    @Test("a document is read as its events", arguments: [
        ("<a/>", "<a></a>"), ("<a></a>", "<a></a>"), ("<a>x</a>", "<a>x</a>"),
        ("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\" standalone='no' ?>\n<a/>\n", "<a></a>"),
        ("<?xml version='1.0'?><a/>", "<a></a>"),
        ("<a><b>1</b><b>2</b></a>", "<a><b>1</b><b>2</b></a>"),
        ("<p:a xmlns:p='u'><p:b/></p:a>", "<a><b></b></a>"),
        ("<a><!-- c --><!----></a><!-- end -->", "<a></a>"),
        ("<a>x<!-- c -->y</a>", "<a>xy</a>"),
        ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "<a><>&\"'</a>"),
        ("<a>&#65;&#x4E2d;&#x1F600;&#0000000000000000000065;</a>", "<a>A中😀A</a>"),
        ("<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>", "<a><b>&amp;]]></a>"),
        ("<a><![CDATA[]]></a>", "<a></a>"),
        ("<a>1\r\n2\r3\n4</a>", "<a>1\n2\n3\n4</a>"), ("<a>\r&#13;\n</a>", "<a>\n\r\n</a>"),
        ("<a><![CDATA[1\r\n2\r]]></a>", "<a>1\n2\n</a>"),
        ("<a b='1' c=\"2\"/>", "<a b=[1] c=[2]></a>"), ("<a b = '1'\n/>", "<a b=[1]></a>"),
        ("<a b='x\ty\nz\r\nw&#10;&#9;'/>", "<a b=[x y z w\n\t]></a>"),
        ("<a b='&lt;&#x22;\"'/>", "<a b=[<\"\"]></a>"),
        ("<a p:b='1' xmlns:p='u' b='2'/>", "<a b=[1] b=[2]></a>"),
        ("<a xml:lang='zh'/>", "<a lang=[zh]></a>"), ("<名 属性='值'>字</名>", "<名 属性=[值]>字</名>"),
        ("<a>]]</a>", "<a>]]</a>"), ("<a>] ]></a>", "<a>] ]></a>"), ("<a>></a>", "<a>></a>"),
        ("<a >x</a >", "<a>x</a>"), ("<a.-_1/>", "<a.-_1></a.-_1>"),
        ("<a>\u{85}\u{2028}\u{FFFD}\u{10FFFF}</a>", "<a>\u{85}\u{2028}\u{FFFD}\u{10FFFF}</a>"),
    ])
    func accepted(document: String, shown: String) throws {
        #expect(try events(document) == shown)
    }

    @Test("namespaces follow their declarations")
    func namespaces() throws {
        let document = "<a xmlns='u'><p:b xmlns:p='v' p:c='1' d='2'><e xmlns=''/></p:b><f/></a>"
        let found = try XMLReader.read(Array(document.utf8)) { reader throws(Fault) in
            var found: [String] = []
            while true {
                switch try reader.next() {
                case .start:
                    found.append("\(reader.prefix):\(reader.localName)=\(reader.namespaceName ?? "-")")
                    for index in 0..<reader.attributeCount {
                        let attribute = reader.attribute(index)
                        found.append("@\(attribute.name)=\(attribute.namespace ?? "-")")
                    }
                case .finish: return found
                default: break
                }
            }
        }
        #expect(found == [":a=u", "p:b=v", "@c=v", "@d=-", ":e=-", ":f=u"])
    }

    @Test("a namespace name may be written with references")
    func escapedNamespace() throws {
        let document = "<a xmlns='u&amp;v'><b xmlns:p='u&#38;v' p:c=''/></a>"
        try XMLReader.read(Array(document.utf8)) { reader throws(Fault) in
            _ = try reader.next()
            #expect(reader.namespaceName == "u&v")
            _ = try reader.next()
            #expect(reader.attribute(0).namespace == "u&v")
            #expect(reader.declarations.map(\.prefix) == ["p"])
        }
    }

    @Test("line and depth are those of the event")
    func places() throws {
        let document = "<a>\n <b\n x='\n'/>\r\n<c>\rt</c></a>"
        let found = try XMLReader.read(Array(document.utf8)) { reader throws(Fault) in
            var found: [String] = []
            while true {
                let event = try reader.next()
                if event == .finish { return found }
                if event != .text {
                    found.append("\(event) \(reader.localName) \(reader.line) \(reader.depth)")
                }
            }
        }
        #expect(
            found == [
                "start a 1 1", "start b 2 2", "end b 2 2", "start c 5 2", "end c 6 2", "end a 6 1",
            ])
    }

    @Test("an element can be skipped with all that is in it")
    func skipping() throws {
        let document = "<a><b><c/>t<d><e/></d></b><f/></a>"
        try XMLReader.read(Array(document.utf8)) { reader throws(Fault) in
            _ = try reader.next()
            _ = try reader.next()
            try reader.skipElement()
            #expect(try reader.next() == .start)
            #expect(reader.localName == "f")
            try reader.skipElement()
            #expect(try reader.next() == .end)
            #expect(try reader.next() == .finish)
            #expect(try reader.next() == .finish)
        }
    }

    @Test("a fault names line and column in characters")
    func position() {
        do throws(Fault) {
            _ = try events("<a>\n 中文<b></c></a>")
            Issue.record("read")
        } catch {
            #expect(error.line == 2)
            #expect(error.message.en.contains("line 2, column 9"))
        }
    }

    @Test("each limit holds at its figure and not below", arguments: [
        ("xml.too-deep", XMLLimits(depth: 3), "<a><a><a/></a></a>", "<a><a><a><a/></a></a></a>"),
        ("xml.too-large", XMLLimits(bytes: 5), "<a />", "<a  />"),
        ("xml.too-many-attributes", XMLLimits(attributes: 2), "<a b='' c=''/>", "<a b='' c='' d=''/>"),
        ("xml.too-many-attributes", XMLLimits(attributes: 1), "<a xmlns='u'/>", "<a xmlns='u' d=''/>"),
        ("xml.name-too-long", XMLLimits(nameBytes: 3), "<abc/>", "<abcd/>"),
        ("xml.name-too-long", XMLLimits(nameBytes: 3), "<a abc=''/>", "<a abcd=''/>"),
        ("xml.too-many-namespaces", XMLLimits(namespaces: 1), "<a xmlns='u'/>", "<a xmlns='u'><b xmlns='v'/></a>"),
    ])
    func limits(code: String, limits: XMLLimits, within: String, beyond: String) {
        #expect(refusal(Array(within.utf8), limits: limits) == nil)
        #expect(refusal(Array(beyond.utf8), limits: limits) == code)
    }

    @Test("what the writer writes reads back", arguments: [
        "", "plain", "<>&\"'", "a\r\nb\rc\n\td", "]]>", "]]]]>>", "中文😀", "\u{0}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{EFBF}",
        "\u{FEFF}x", "] ]>", "\r", "&amp;", "<![CDATA[x]]>",
    ])
    func writing(text: String) throws {
        let expected = String(String.UnicodeScalarView(text.unicodeScalars.map { scalar in
            let value = scalar.value
            let isKept = value >= 0x20 && value != 0xFFFE && value != 0xFFFF || [9, 10, 13].contains(value)
            return isKept ? scalar : "\u{FFFD}"
        }))
        var writer = XMLWriter()
        writer.declaration()
        writer.start("a")
        writer.attribute("b", text)
        writer.open()
        writer.element("c", text.utf8)
        writer.section("d", text.utf8)
        writer.end("a")
        let shown = try events(writer.bytes)
        #expect(Array(shown.utf8) == Array("<a b=[\(expected)]><c>\(expected)</c><d>\(expected)</d></a>".utf8))
    }
}
