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
        ] {
            #expect(
                DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, data)) == .bomb,
                "\(dictionary)")
        }
        for (dictionary, data) in [
            ("/Subtype /Image /Width 65535 /Height 65535 /Filter /CCITTFaxDecode", [0x20]),
            ("/Filter /DCTDecode", DocumentShapeTests.jpeg(65_535, 65_535)),
        ] {
            #expect(
                DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, data)) == .pixels,
                "\(dictionary)")
        }
    }

    @Test(
        "strings, comments and blanks before a stream do not hide what it is packed with",
        arguments: [
            "/Note (stream\n)", "%stream\n", String(repeating: " ", count: 70_000),
            "/Note (endobj)", "/Note (\nendstream\nendobj\n5 0 obj\n)", "% endobj\n",
        ])
    func hidden(between: String) {
        let picture = DocumentShapeTests.jpeg(65_535, 65_535)
        let cases: [(String, [UInt8], DocumentShape.Trouble)] = [
            ("/Filter [/ASCIIHexDecode /FlateDecode]", Fixtures.hex(Self.bomb), .bomb),
            ("/Filter /LZWDecode", Fixtures.lzw(codes: 120_000), .bomb),
            ("/Filter /CCITTFaxDecode /Width 65535 /Height 0065535", [0x20], .pixels),
            ("/Filter [/AHx /DCTDecode]", Fixtures.hex(picture), .pixels),
            ("/Filter [/Fl /DCTDecode]", Fixtures.packed(picture), .pixels),
        ]
        for (filter, data, trouble) in cases {
            let bytes = Fixtures.pdf("\(filter) \(between)", data)
            #expect(DocumentShape.trouble(.pdf, bytes) == trouble, "\(filter)")
        }
        // What says where it ends does not end before, and what stands behind the keyword is passed
        // over.
        let runs = [8] + Array("endstream".utf8) + [UInt8](repeating: 129, count: 2_200_000)
        let behind = Fixtures.pdf("/Filter /RunLengthDecode \(between)", runs, line: " x\n")
        #expect(DocumentShape.trouble(.pdf, behind) == .bomb)
    }

    /// Small files that would be read again and again.
    static let nested: [(String, [UInt8])] = [
        ("comments within comments", Fixtures.file(String(repeating: "/Filter%", count: 20_000))),
        ("comments to numbers", Fixtures.file(String(repeating: "/Width % ", count: 20_000))),
        ("lists without end", Fixtures.file(String(repeating: "/Filter [ ", count: 20_000))),
        ("streams without a line", Fixtures.file(String(repeating: "stream ", count: 20_000))),
        (
            "pictures within pictures",
            Fixtures.file(
                (0..<20_000).flatMap { _ in
                    [0xFF, 0xE0, 0, 11] + Array("stream\n".utf8) + [0xFF, 0xD8]
                })
        ),
        (
            "text within text",
            Fixtures.file(
                "/Filter [/ASCII85Decode /FlateDecode] "
                    + String(
                        repeating: "stream\n" + String(repeating: "@", count: 400), count: 300))
        ),
    ]

    @Test("a file whose parts lie in each other is given up soon")
    func givenUp() {
        for (name, bytes) in Self.nested {
            let (trouble, work) = PDFShape.look(into: bytes)
            // A list without end names more filters than two, which is told first.
            let told: DocumentShape.Trouble = name == "lists without end" ? .bomb : .tangled
            #expect(trouble == told, "\(name)")
            // One part more than the allowance, at most.
            #expect(work <= PDFShape.allowance(bytes.count) + bytes.count, "\(name)")
        }
    }

    @Test("what a paper needs is far from what is allowed")
    func usual() {
        let text = Array(String(repeating: "BT /F1 12 Tf (page) Tj ET\n", count: 200).utf8)
        var pages: [UInt8] = []
        for number in 1...50 {
            for (filter, data) in [
                ("/FlateDecode", Fixtures.packed(text)), ("[]", text),
                ("[/A85 /Fl]", Fixtures.ascii85(Fixtures.packed(text))),
                ("/RunLengthDecode", [129, 0x41, 128]),
            ] {
                pages += Array("\(number) 0 obj\n<< /Filter \(filter) >>\nstream\n".utf8) + data
                pages += Array("\nendstream\nendobj\n".utf8)
            }
        }
        let file = Fixtures.file(pages)
        let (trouble, work) = PDFShape.look(into: file)
        #expect(trouble == nil)
        #expect(work < PDFShape.allowance(file.count) / 2, "\(work) of \(file.count)")
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
        let single = Fixtures.pdf("/Filter [/Crypt /LZWDecode]", [0x20])
        #expect(DocumentShape.trouble(.pdf, single) == .locked)
    }

    @Test(
        "what does something by itself, and what carries other files, is found in the file and in packed objects",
        arguments: [
            ("<</OpenAction <</S /JavaScript /JS (app.alert)>>>>", .active),
            ("<</S/J#61vaScript>>", .active), ("<</S /Rendition /JS 7 0 R>>", .active),
            ("<</S /Launch /F (a.exe)>>", .active), ("<</AcroForm <</XFA [(a) 1 0 R]>>>>", .active),
            ("<</Names <</EmbeddedFiles 3 0 R>>>>", .embedded),
            ("<</Type /Filespec /EF <</F 5 0 R>>>>", .embedded),
            ("<</Subtype /FileAttachment>>", .embedded), ("<</Type /EmbeddedFile>>", .embedded),
        ] as [(String, DocumentShape.Trouble)])
    func active(objects: String, trouble: DocumentShape.Trouble) {
        #expect(DocumentShape.trouble(.pdf, Fixtures.pdf("/Length 1", [0x20], before: objects)) == trouble)
        let packed = Fixtures.packed(Array("1 0 ".utf8) + Array(objects.utf8))
        for (filter, data) in [("/FlateDecode", packed), ("[/AHx /Fl]", Fixtures.hex(packed))] {
            let file = Fixtures.pdf("/Type /ObjStm /N 1 /First 4 /Filter \(filter)", data)
            #expect(DocumentShape.trouble(.pdf, file) == trouble, "\(filter)")
        }
    }

    @Test(
        "a first page to open at, fonts with short names and packed data that hold them by chance are taken",
        arguments: [
            "<</OpenAction [3 0 R /Fit]>>", "<</Font <</JS /F1>>>>",
            "<</S /URI /URI (https://example.org)>>", "<</EF /Identity>>", "<</Title (JavaScript)>>",
        ])
    func still(objects: String) {
        #expect(DocumentShape.trouble(.pdf, Fixtures.pdf("/Length 1", [0x20], before: objects)) == nil)
        let chance: [UInt8] = [0x9C, 0xFF, 0x01] + Array("/JS(".utf8) + [0x88, 0x02]
        #expect(DocumentShape.trouble(.pdf, Fixtures.pdf("/Length 9", chance)) == nil)
    }

    @Test("pages are counted in packed objects as well")
    func pages() {
        let objects = Array(
            String(repeating: "<</Type/Page>>", count: DocumentShape.mostPages + 1).utf8)
        let dictionary = "/Type /Obj#53tm /Filter /FlateDecode"
        #expect(
            DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, Fixtures.packed(objects)))
                == .pages)
        let hidden = "\(dictionary) /Note (stream\n)"
        #expect(
            DocumentShape.trouble(.pdf, Fixtures.pdf(hidden, Fixtures.packed(objects))) == .pages)
        let few = Array(objects.prefix(14 * 100))
        #expect(DocumentShape.trouble(.pdf, Fixtures.pdf(dictionary, Fixtures.packed(few))) == nil)
    }
}
