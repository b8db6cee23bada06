import Kernel
import Testing
import Wire

/// Documents that must never get in, each with the code it is refused with.
@Suite("Hostile XML") struct XMLHostileTests {
    @Test("is refused for what it is", arguments: [
        ("", "xml.empty"), ("\u{FEFF}", "xml.empty"), ("   \n", "xml.not-well-formed"), ("{\"a\":1}", "xml.not-well-formed"),
        ("plain text", "xml.not-well-formed"), ("x<a/>", "xml.not-well-formed"), ("<a/>x", "xml.not-well-formed"),
        ("<a/><b/>", "xml.second-document"), ("<a>", "xml.not-well-formed"), ("<a></b>", "xml.not-well-formed"),
        ("<a></ab>", "xml.not-well-formed"), ("<ab></a>", "xml.not-well-formed"), ("<a></A>", "xml.not-well-formed"),
        ("</a>", "xml.not-well-formed"), ("<a", "xml.not-well-formed"), ("<", "xml.not-well-formed"), ("<a/", "xml.not-well-formed"),
        ("< a/>", "xml.not-well-formed"), ("<1a/>", "xml.not-well-formed"), ("<-a/>", "xml.not-well-formed"), ("<a//>", "xml.not-well-formed"),
        ("<a/ >", "xml.not-well-formed"), ("<:a/>", "xml.not-well-formed"), ("<a:/>", "xml.not-well-formed"), ("<a:b:c xmlns:a='u'/>", "xml.not-well-formed"),
        ("<a:1b xmlns:a='u'/>", "xml.not-well-formed"), ("<a b/>", "xml.not-well-formed"), ("<a b=1/>", "xml.not-well-formed"),
        ("<a b='1'c='2'/>", "xml.not-well-formed"), ("<a b='<'/>", "xml.not-well-formed"), ("<a b='1\"/>", "xml.not-well-formed"),
        // External entities, entity bombs, parameter entities.
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "xml.doctype"),
        ("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "xml.doctype"),
        ("<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><l>&b;</l>", "xml.doctype"),
        ("<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1/x'>%x;]><a/>", "xml.doctype"),
        ("<a><!DOCTYPE a></a>", "xml.doctype"), ("<a/><!DOCTYPE a>", "xml.doctype"), ("<!doctype a><a/>", "xml.not-well-formed"),
        ("<!ENTITY x 'y'><a/>", "xml.not-well-formed"), ("<a>&x;</a>", "xml.entity"), ("<a b='&x;'/>", "xml.entity"), ("<a>&</a>", "xml.entity"),
        ("<a>&amp</a>", "xml.entity"), ("<a>& amp;</a>", "xml.entity"), ("<a>&nbsp;</a>", "xml.entity"), ("<a>&AMP;</a>", "xml.entity"),
        // References to what is no character.
        ("<a>&#0;</a>", "xml.not-well-formed"), ("<a>&#x0B;</a>", "xml.not-well-formed"), ("<a>&#xD800;</a>", "xml.not-well-formed"),
        ("<a>&#xDFFF;</a>", "xml.not-well-formed"), ("<a>&#xFFFE;</a>", "xml.not-well-formed"), ("<a>&#x110000;</a>", "xml.not-well-formed"),
        ("<a>&#99999999999999999999;</a>", "xml.not-well-formed"), ("<a>&#;</a>", "xml.not-well-formed"), ("<a>&#x;</a>", "xml.not-well-formed"),
        ("<a>&#-1;</a>", "xml.not-well-formed"), ("<a>&#X41;</a>", "xml.not-well-formed"), ("<a>&#12a;</a>", "xml.not-well-formed"),
        ("<a>&#65</a>", "xml.not-well-formed"), ("<a b='&#1;'/>", "xml.not-well-formed"),
        // Processing instructions, also in the guise of a declaration.
        ("<?php echo 1 ?><a/>", "xml.processing-instruction"), ("<a><?x y?></a>", "xml.processing-instruction"), ("<a/><?x?>", "xml.processing-instruction"),
        ("<?xml-stylesheet href='x'?><a/>", "xml.processing-instruction"), (" <?xml version='1.0'?><a/>", "xml.processing-instruction"),
        ("<?xml version='1.0'?><?xml version='1.0'?><a/>", "xml.processing-instruction"), ("<a><?xml version='1.0'?></a>", "xml.processing-instruction"),
        ("<?xml?><a/>", "xml.processing-instruction"), ("<?xml encoding='UTF-8'?><a/>", "xml.not-well-formed"), ("<?xml version='1.0' x='y'?><a/>", "xml.not-well-formed"),
        ("<?xml version='1.0'encoding='UTF-8'?><a/>", "xml.not-well-formed"), ("<?xml version='1.0' standalone='maybe'?><a/>", "xml.not-well-formed"),
        ("<?xml version='1.0'><a/>", "xml.not-well-formed"), ("<?xml version='1.1'?><a/>", "xml.version"), ("<?xml version=''?><a/>", "xml.version"),
        // Files that were joined.
        ("<?xml version='1.0'?><a/>\n<?xml version='1.0'?><a/>", "xml.second-document"), ("<a/>\u{FEFF}<a/>", "xml.second-document"), ("<a/><!-- --><p:b xmlns:p='u'/>", "xml.second-document"),
        ("<a/></a>", "xml.not-well-formed"), ("<a/>text", "xml.not-well-formed"), ("<a/><?xmlx?>", "xml.processing-instruction"),
        // Encodings under which bytes mean something else.
        ("<?xml version='1.0' encoding='UTF-7'?><a/>", "xml.encoding"), ("<?xml version='1.0' encoding='UTF-16'?><a/>", "xml.encoding"),
        ("<?xml version='1.0' encoding='GB18030'?><a/>", "xml.encoding"), ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "xml.encoding"),
        // Characters that XML does not know.
        ("<a>\u{0}</a>", "xml.character"), ("<a>\u{8}</a>", "xml.character"), ("<a>\u{1B}[31m</a>", "xml.character"), ("<a>\u{FFFE}</a>", "xml.character"),
        ("<a>\u{FFFF}</a>", "xml.character"), ("<a b='\u{1}'/>", "xml.character"), ("<a><!--\u{2}--></a>", "xml.character"), ("<a><![CDATA[\u{3}]]></a>", "xml.character"),
        ("<a/>\u{0}", "xml.not-well-formed"),
        // Comments and sections.
        ("<a><!-- -- --></a>", "xml.not-well-formed"), ("<a><!-- ---></a>", "xml.not-well-formed"), ("<a><!-- </a>", "xml.not-well-formed"), ("<a><!- x -></a>", "xml.not-well-formed"),
        ("<a>]]></a>", "xml.not-well-formed"), ("<a><![CDATA[x</a>", "xml.not-well-formed"), ("<a><![cdata[x]]></a>", "xml.not-well-formed"), ("<![CDATA[x]]><a/>", "xml.not-well-formed"),
        ("<a/><![CDATA[x]]>", "xml.not-well-formed"),
        // Attributes and namespaces that say two things.
        ("<a b='1' b='2'/>", "xml.duplicate-attribute"), ("<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>", "xml.duplicate-attribute"),
        ("<a xmlns='u' xmlns='v'/>", "xml.duplicate-attribute"), ("<a xmlns:p='u' xmlns:p='u'/>", "xml.duplicate-attribute"),
        ("<p:a/>", "xml.namespace"), ("<a p:b=''/>", "xml.namespace"), ("<a xmlns:p=''/>", "xml.namespace"), ("<a xmlns:xml='u'/>", "xml.namespace"),
        ("<a xmlns:xmlns='u'/>", "xml.namespace"), ("<a xmlns:p='http://www.w3.org/2000/xmlns/'/>", "xml.namespace"),
        ("<a xmlns:p='http://www.w3.org/XML/1998/namespace'/>", "xml.namespace"), ("<a xmlns='http://www.w3.org/XML/1998/namespace'/>", "xml.namespace"),
        ("<a><p:b xmlns:p='u'/><p:c/></a>", "xml.namespace"), ("<xmlns:a/>", "xml.namespace"),
    ])
    func refused(document: String, code: String) {
        #expect(refusal(Array(document.utf8)) == code)
    }

    @Test("bytes that are not UTF-8 are refused wherever they stand", arguments: [
        [0x80], [0xFF], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xBC], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xBC],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0xE4, 0x3C, 0x3C], [0xF0, 0x9F, 0x98], [0xC2],
    ] as [[UInt8]])
    func encoding(bytes: [UInt8]) {
        let places: [(String, String)] = [
            ("<a>", "</a>"), ("<a b='", "'/>"), ("<a><!--", "--></a>"), ("<a><![CDATA[", "]]></a>"), ("<a", "/>"), ("<a ", "=''/>"),
        ]
        for (before, after) in places {
            #expect(refusal(Array(before.utf8) + bytes + Array(after.utf8)) == "xml.encoding", "\(before)")
        }
    }

    @Test("UTF-16 is called by its name", arguments: [
        [0xFE, 0xFF, 0, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E], [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], [0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], [0, 0x3C, 0, 0x61],
    ] as [[UInt8]])
    func wide(bytes: [UInt8]) { #expect(refusal(bytes) == "xml.encoding") }

    /// A document that grows without end, named so that a report stays readable.
    struct Bomb: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let document: String
        var testDescription: String { name }
    }

    static let growing: [Bomb] = [
        Bomb(name: "depth", code: "xml.too-deep", document: String(repeating: "<a>", count: 100_000)),
        Bomb(
            name: "attributes", code: "xml.too-many-attributes",
            document: "<a " + (0..<100_000).map { "b\($0)=''" }.joined(separator: " ") + "/>"),
        Bomb(
            name: "element name", code: "xml.name-too-long",
            document: "<" + String(repeating: "a", count: 1_000_000) + "/>"),
        Bomb(
            name: "attribute name", code: "xml.name-too-long",
            document: "<a b" + String(repeating: "b", count: 1_000_000) + "=''/>"),
        Bomb(
            name: "namespaces", code: "xml.too-many-namespaces",
            document: "<a " + (0..<64).map { "xmlns:p\($0)='u'" }.joined(separator: " ")
                + "><b xmlns:q='v'/></a>"),
        Bomb(
            name: "size", code: "xml.too-large",
            document: "<a>" + String(repeating: "x", count: 10 << 20) + "</a>"),
    ]

    @Test("bombs stop at their limit", arguments: growing)
    func bombs(bomb: Bomb) { #expect(refusal(Array(bomb.document.utf8)) == bomb.code) }

    /// What a message is full of, one on each line, and where it stands.
    static let crowds: [Crowd] = [
        Crowd(name: "parts nearly right", element: "<ceb:BaseTransfar/>", before: "</ceb:CEB311Message>"),
        Crowd(name: "unknown parts", element: "<ceb:Q/>", before: "</ceb:CEB311Message>"),
        Crowd(name: "unknown in a document", element: "<ceb:OrderHaed/>", before: "</ceb:Order>"),
        Crowd(name: "unknown in a head", element: "<ceb:orderNoo/>", before: "</ceb:OrderHead>"),
        Crowd(name: "repeated in a head", element: "<ceb:orderNo>1</ceb:orderNo>", before: "</ceb:OrderHead>"),
        Crowd(name: "inside a value", element: "<ceb:x/>", before: "</ceb:orderNo>"),
    ]

    struct Crowd: Sendable, CustomTestStringConvertible {
        let name: String
        let element: String
        let before: String
        var testDescription: String { name }
    }

    @Test("a message full of faults is read no further than they are counted", arguments: crowds)
    func crowd(crowd: Crowd) throws {
        let most = 200_000
        let message = try edit(
            try Sample.message("311"), crowd.before,
            String(repeating: "\n" + crowd.element, count: most) + crowd.before)
        let reading = read(message)
        let last = try #require(reading.faults.last)
        let options = MessageReading.Options()
        #expect(reading.faults.count == options.mostFaults + 1)
        #expect(last.code == "message.more-faults")
        #expect(last.message.en.hasPrefix("too many faults"))
        // Each line is at least one fault, so that the line tells how many were looked at.
        #expect(last.line <= options.mostFaults + options.mostUnlisted + 10)
    }

    @Test("every beginning of a good document is refused")
    func truncated() {
        let whole = Array("<?xml version=\"1.0\"?><p:a xmlns:p='u' b=\"&#x41;\"><!-- c --><![CDATA[x]]>中&amp;<p:d/></p:a>".utf8)
        #expect(refusal(whole) == nil)
        for length in 0..<whole.count {
            #expect(refusal(Array(whole[..<length])) != nil, "\(length)")
        }
    }
}
