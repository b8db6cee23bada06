import FoundationEssentials
import Testing
import Wire

@testable import Seal

@Suite("The canonical form") struct CanonicalTests {
    static let ds = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""

    @Test(
        "is that of the recommendation and of libxml2",
        arguments: [
            ("<a/>", "<a></a>"),
            ("\u{FEFF}<?xml version=\"1.0\"?><!-- c --><a > </a ><!-- c -->\n", "<a> </a>"),
            ("<a>1<!-- c -->2<![CDATA[<&>]]>&gt;\r\n&#13;</a>", "<a>12&lt;&amp;&gt;&gt;\n&#xD;</a>"),
            (
                "<a c='\"' b=\"'&lt;&#9;&#10;&#13;\t>\"/>",
                "<a b=\"'&lt;&#x9;&#xA;&#xD; >\" c=\"&quot;\"></a>"
            ),
            (
                "<a xmlns='u:1' xmlns:z='u:2' xmlns:b='u:3' b:x='1' z:a='2' a='3'/>",
                "<a xmlns=\"u:1\" xmlns:b=\"u:3\" xmlns:z=\"u:2\" a=\"3\" z:a=\"2\" b:x=\"1\"></a>"
            ),
            (
                "<a xmlns='u:1'><b xmlns='u:1'><c xmlns=''><d xmlns=''/></c></b></a>",
                "<a xmlns=\"u:1\"><b><c xmlns=\"\"><d></d></c></b></a>"
            ),
            (
                "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'><p:c xmlns:p='u:1'/></p:b><p:d/></p:a>",
                "<p:a xmlns:p=\"u:1\"><p:b xmlns:p=\"u:2\"><p:c xmlns:p=\"u:1\"></p:c></p:b>"
                    + "<p:d></p:d></p:a>"
            ),
            (
                "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='zh'/>",
                "<a xml:lang=\"zh\"></a>"
            ),
            ("<税 号='＃'>𠮷é</税>", "<税 号=\"＃\">𠮷é</税>"),
        ])
    func forms(source: String, expected: String) throws {
        let bytes = Array(source.utf8)
        let scan = try SealScan(bytes, limits: .init())
        #expect(String(decoding: scan.document.bytes, as: UTF8.self) == expected)
        #expect(CanonicalOracle.forms(bytes)?.document == scan.document.bytes)
    }

    @Test(
        "of SignedInfo takes along what is in force around it",
        arguments: [
            "<r xmlns:b='u:b' xmlns='u:d'><ds:Signature \(ds)><ds:SignedInfo/></ds:Signature></r>",
            "<r xmlns='u:d'><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'>\n<SignedInfo>"
                + "<X xmlns=''/></SignedInfo></Signature></r>",
            "<r \(ds) xml:lang='zh' xml:space='preserve'><x/><ds:Signature xml:lang='en'>"
                + "<ds:SignedInfo a='1' xml:base='u'>\n <ds:Y xml:lang='fr'/></ds:SignedInfo>"
                + "</ds:Signature> </r>",
            "<r xmlns:p='u:1' \(ds)><ds:Signature xmlns:p='u:2'><ds:SignedInfo xmlns:p='u:2'>"
                + "<p:a xmlns:p='u:1'/></ds:SignedInfo></ds:Signature></r>",
        ])
    func signedInfo(source: String) throws {
        let bytes = Array(source.utf8)
        let scan = try SealScan(bytes, limits: .init())
        let oracle = try #require(CanonicalOracle.forms(bytes))
        let form = try #require(oracle.signedInfo)
        #expect(scan.signedInfo.bytes == form)
        #expect(scan.document.bytes == oracle.document)
    }

    @Test("is libxml2's for random documents", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var draw = Draw(state: seed &+ 0x9E37_79B9)
        var signed = 0
        for _ in 0..<100 {
            let bytes = Array(draw.document().utf8)
            let scan = try SealScan(bytes, limits: .init())
            let oracle = try #require(CanonicalOracle.forms(bytes))
            #expect(
                scan.document.bytes == oracle.document,
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            guard scan.signatures == 1, !scan.isMisplaced else { continue }
            signed += 1
            let form = try #require(oracle.signedInfo)
            #expect(
                scan.signedInfo.bytes == form,
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(signed > 10)
    }

    static let folder: String? = {
        var candidates = [String]()
        if let given = ProcessInfo.processInfo.environment["TRADEWIND_CONFORMANCE"] {
            candidates += [given + "/ceb", given]
        }
        candidates.append("../shared/conformance/ceb")
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/INDEX.csv") }
    }()

    @Test(
        "is libxml2's for the official samples, whose dummy signature never verifies",
        .enabled(if: folder != nil))
    func samples() throws {
        let folder = try #require(Self.folder)
        let own = try Holder.shared(.rsa(1024)).registration
        var signed = 0
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        where file.hasSuffix(".xml") {
            let bytes = [UInt8](
                try #require(FileManager.default.contents(atPath: folder + "/" + file)))
            let scan = try SealScan(bytes, limits: .init())
            let oracle = try #require(CanonicalOracle.forms(bytes))
            #expect(scan.document.bytes == oracle.document, "\(file)")
            guard scan.signatures == 1 else { continue }
            signed += 1
            let info = try #require(oracle.signedInfo)
            #expect(scan.signedInfo.bytes == info, "\(file)")
            _ = try SealClaim(bytes)
            #expect(throws: SealRefusal.foreignCertificate, "\(file)") {
                try SealVerifier().verify(bytes, against: own, at: someDay)
            }
        }
        #expect(signed > 15)
    }
}

/// Documents with every turn that changes the canonical form.
struct Draw {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }

    private mutating func one(_ choices: [String]) -> String { choices[next(choices.count)] }

    mutating func document() -> String {
        let signed = next(4) > 0
        let inside = (0..<next(4)).map { _ in element(2, ["p", "q"]) }
        let behind = (0..<next(3)).map { _ in element(2, ["p", "q"]) }
        return one(["", "<?xml version='1.0'?>\n", "<!--c-->"])
            + "<p:r xmlns:p='u:p' xmlns:q='u:q'\(one(["", " xmlns='u:d'", " xml:lang='zh' b='1'"]))>"
            + text() + inside.joined() + (signed ? signature() : "") + text() + behind.joined()
            + "</p:r>" + one(["", "\n", "<!--c-->"])
    }

    private mutating func signature() -> String {
        let ds = "http://www.w3.org/2000/09/xmldsig#"
        let inside = (0..<next(3)).map { _ in element(3, ["p", "q", "ds"]) }.joined()
        let other = next(2) == 0 ? "" : " xmlns:p='u:\(next(3))'"
        return "<ds:Signature xmlns:ds='\(ds)'\(other)\(one(["", " xml:lang='en'"]))>" + text()
            + "<ds:SignedInfo\(one(["", " xmlns=''", " xmlns:p='u:p'", " xml:space='x'"]))>"
            + inside + text() + "</ds:SignedInfo>" + element(3, ["ds"]) + "</ds:Signature>"
    }

    private mutating func element(_ depth: Int, _ prefixes: [String]) -> String {
        var name = one(["a", "b", "税"])
        var prefixes = prefixes
        var attributes: [String] = []
        switch next(5) {
        case 0: attributes.append("xmlns='\(one(["", "u:d", "u:e"]))'")
        case 1: attributes.append("xmlns:p='\(one(["u:p", "u:1", "u:&#50;"]))'")
        case 2:
            attributes.append("xmlns:n='u:n'")
            prefixes.append("n")
        default: break
        }
        if next(2) == 0 { name = one(prefixes) + ":" + name }
        if next(3) == 0 { attributes.append("z='\(one(["1", "&#10;&amp;&#9;", "a\n b", "\""]))'") }
        if next(3) == 0 { attributes.append("\(one(prefixes)):y='&lt;>'") }
        if next(4) == 0 { attributes.append("xml:lang='\(one(["zh", "en"]))'") }
        let head = ([name] + attributes).joined(separator: " ")
        if depth > 5 || next(4) == 0 { return "<\(head)/>" }
        let inside = (0..<next(3)).map { _ in element(depth + 1, prefixes) }.joined()
        return "<\(head)>\(text())\(inside)\(text())</\(name)>"
    }

    private mutating func text() -> String {
        one(["", " ", "\n\t", "文", "&amp;&#13;", "\r\n", "<!--c-->", "a<![CDATA[<]]&gt;]]>b", "&gt;"])
    }
}
