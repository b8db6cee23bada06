import Testing

@testable import Uploads

@Suite("A PDF is looked into as far as a reader would unpack it")
struct PDFShapeTests {
    @Test("what packs a page, packed as writers do, is taken")
    func sound() {
        let text = Array(String(repeating: "BT /F1 12 Tf (page) Tj ET\n", count: 2_000).utf8)
        for (dictionary, data) in [
            ("/Filter /FlateDecode", Fixtures.packed(text)),
            ("/Filter/Fl", Fixtures.packed(text)),
            ("/Filter [ /ASCII85Decode /FlateDecode ]", Fixtures.ascii85(Fixtures.packed(text))),
            ("/Filter [/AHx /Fl]", Fixtures.hex(Fixtures.packed(text))),
            ("/Filter /LZWDecode", Fixtures.lzw(codes: 3_000)),
            ("/Filter /RunLengthDecode", [129, 0x41, 128]),
            ("/Length 9", text),
            ("/Filter /DCTDecode /Width 2480 /Height 3508", [0xFF, 0xD8, 0xFF, 0xD9]),
            // A picture of a page in colour comes to 26 MB.
            ("/Width 2480 /Height 3508 /Filter /FlateDecode", Fixtures.zeros(26)),
        ] {
            #expect(
                DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, data)) == nil, "\(dictionary)")
        }
        let signed = "/Type /Sig /Filter /Adobe.PPKLite /EncryptMetadata true"
        #expect(
            DocumentShape.trouble(.pdf, Fixtures.pdf("/Length 1", [0x20], before: signed)) == nil)
    }

    static let bomb = Fixtures.zeros(200)

    @Test(
        "hundreds of megabytes are found, however the stream is announced",
        arguments: [
            "/Filter /FlateDecode", "/F#69lter /Fl#61teDecode", "/Filter[/FlateDecode]",
            "/Filter % FlateDecode\n /FlateDecode", "/Filter /DCTDecode", "/Length 3",
            "/Filter /FlateDecode /Note (object)",
            "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
        ])
    func flate(dictionary: String) {
        for line in ["\n", "\r\n", "\r", "  \n"] {
            #expect(
                DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, Self.bomb, line: line))
                    == .bomb)
        }
    }

    @Test("what is written as text first, packed otherwise or packed again is found")
    func others() {
        // Zeros of zeros: a few kilobytes that come to the same.
        let twice = Fixtures.packed(Self.bomb)
        #expect(twice.count < 8_192)
        let runs = [UInt8](repeating: 129, count: 2 * 1_100_000)
        for (dictionary, data) in [
            ("/Filter [/ASCIIHexDecode /FlateDecode]", Fixtures.hex(Self.bomb)),
            ("/Filter [/A#385 /Fl]", Fixtures.ascii85(Self.bomb)),
            ("/Filter [/FlateDecode /FlateDecode]", twice), ("/Length 9", twice),
            ("/Filter /LZWDecode", Fixtures.lzw(codes: 120_000)),
            ("/Filter /RunLengthDecode", runs),
            ("/Filter [/LZWDecode /FlateDecode]", Fixtures.lzw(codes: 10)),
            ("/Filter [/Fl /Fl /Fl]", [0x20]),
            ("/Filter /FlateDecode", Array(Self.bomb.dropFirst(2))),
            ("/Subtype /Image /Width 65535 /Height 65535 /Filter /CCITTFaxDecode", [0x20]),
            ("/Filter /DCTDecode", DocumentShapeTests.jpeg(65_535, 65_535)),
        ] {
            #expect(
                DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, data)) == .bomb,
                "\(dictionary)")
        }
    }

    @Test("many streams are counted together")
    func together() {
        let one = Fixtures.zeros(100)
        var many = Array("%PDF-1.7\n".utf8)
        for number in 1...3 {
            many += Array("\(number) 0 obj <</Filter/FlateDecode>> stream\n".utf8) + one
            many += Array("\nendstream\n".utf8)
        }
        many += Array("startxref\n9\n%%EOF\n".utf8)
        #expect(DocumentShape.trouble(.pdf, many) == .bomb)
    }

    @Test("what cannot be looked into is not taken")
    func closed() {
        let elsewhere = Fixtures.pdf("/Filter 7 0 R", [0x20])
        #expect(DocumentShape.trouble(.pdf, elsewhere) == .unreadable)
        for name in ["/Encrypt 9 0 R", "/Encr#79pt <</Filter /Standard>>"] {
            let locked = Fixtures.pdf("/Length 1", [0x20], before: "trailer << \(name) >>")
            #expect(DocumentShape.trouble(.pdf, locked) == .locked)
        }
    }

    @Test("pages are counted in packed objects as well")
    func pages() {
        let objects = Array(
            String(repeating: "<</Type/Page>>", count: DocumentShape.mostPages + 1).utf8)
        let dictionary = "/Type /Obj#53tm /Filter /FlateDecode"
        #expect(
            DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, Fixtures.packed(objects)))
                == .pages)
        let few = Array(objects.prefix(14 * 100))
        #expect(DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, Fixtures.packed(few))) == nil)
    }
}
