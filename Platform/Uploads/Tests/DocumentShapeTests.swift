import Testing

@testable import Uploads

@Suite("Documents as they are put together")
struct DocumentShapeTests {
    static func png(
        _ width: Int, _ height: Int, beside: [(String, Int)] = [], data: Int = 8, ends: Bool = true
    ) -> [UInt8] {
        func four(_ number: Int) -> [UInt8] {
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        }
        func piece(_ name: String, _ body: [UInt8]) -> [UInt8] {
            four(body.count) + Array(name.utf8) + body + [0, 0, 0, 0]
        }
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += piece("IHDR", four(width) + four(height) + [8, 2, 0, 0, 0])
        for (name, count) in beside { bytes += piece(name, [UInt8](repeating: 1, count: count)) }
        if data > 0 { bytes += piece("IDAT", [UInt8](repeating: 1, count: data)) }
        return ends ? bytes + piece("IEND", []) : bytes
    }

    /// - Parameter before: what stands before the frame.
    static func jpeg(_ width: Int, _ height: Int, before: [UInt8] = [], scan: Bool = true)
        -> [UInt8]
    {
        func two(_ number: Int) -> [UInt8] {
            [UInt8(truncatingIfNeeded: number >> 8), UInt8(truncatingIfNeeded: number)]
        }
        return [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0] + before + [0xFF, 0xC0, 0, 11, 8]
            + two(height) + two(width) + [1, 0x11, 0, 0]
            + (scan ? [0xFF, 0xDA, 0, 8, 1, 0, 0, 0, 63, 0, 0x2A, 0xFF, 0xD9] : [])
    }

    static func pdf(_ body: String = "", end: String = "startxref\n9\n%%EOF\n") -> [UInt8] {
        Array("%PDF-1.4\n\(body)\n\(end)".utf8)
    }

    @Test("papers as scanners make them are taken")
    func sound() {
        #expect(DocumentShape.trouble(.png, Self.png(1_200, 1_700)) == nil)
        #expect(DocumentShape.trouble(.png, Self.png(64, 64, beside: [("iCCP", 3_000)])) == nil)
        #expect(DocumentShape.trouble(.jpeg, Self.jpeg(1_200, 1_700)) == nil)
        // Fill bytes before a mark, a restart mark and a comment are allowed.
        #expect(
            DocumentShape.trouble(
                .jpeg,
                Self.jpeg(1_200, 1_700, before: [0xFF, 0xFF, 0xFF, 0xFE, 0, 3, 0x41, 0xFF, 0xD0]))
                == nil)
        #expect(DocumentShape.trouble(.pdf, Self.pdf("/Type /Pages /Filter /FlateDecode")) == nil)
        #expect(
            DocumentShape.trouble(.pdf, Self.pdf("/Filter [/ASCII85Decode /FlateDecode]")) == nil)
    }

    @Test(
        "what unpacks to more than a machine holds is found wherever it is hidden",
        arguments: [
            (.png, png(65_535, 65_535), .pixels),
            (.png, png(4_294_967_295, 4_294_967_295), .pixels),
            (.png, png(100, 100, beside: [("zTXt", 200_000), ("iTXt", 100_000)]), .bomb),
            (.jpeg, jpeg(65_535, 65_535), .pixels),
            (.jpeg, jpeg(65_535, 65_535, before: [0xFF, 0xFF, 0xFF]), .pixels),
            (.jpeg, jpeg(65_535, 65_535, before: [0xFF, 0xD0, 0xFF, 0x01]), .pixels),
            (.pdf, pdf("/Filter [ /FlateDecode/FlateDecode /FlateDecode ]"), .bomb),
        ] as [(DocumentType, [UInt8], DocumentShape.Trouble)])
    func bombs(type: DocumentType, bytes: [UInt8], trouble: DocumentShape.Trouble) {
        #expect(DocumentShape.trouble(type, bytes) == trouble)
    }

    @Test(
        "what cannot be read is not taken",
        arguments: [
            (.png, png(100, 100, ends: false)), (.png, png(100, 100, data: 0)),
            (.png, png(0, 100)), (.png, Array(png(100, 100).prefix(29))),
            (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            (.jpeg, [0xFF, 0xD8, 0xFF]), (.jpeg, jpeg(100, 100, scan: false)),
            (.jpeg, jpeg(100, 0)), (.jpeg, [0xFF, 0xD8, 0xFF, 0xD9]),
            (.jpeg, jpeg(100, 100, before: [0x00, 0x41])),
            (.jpeg, jpeg(100, 100, before: [0xFF, 0xE1, 0xFF, 0xFF])),
            (.jpeg, jpeg(100, 100, before: Array(jpeg(80, 80).dropFirst(8).prefix(13)))),
            (.pdf, Array("%PDF-1.4 test".utf8)), (.pdf, pdf(end: "%%EOF")),
            (.pdf, Array("%PDF-X startxref %%EOF".utf8)),
        ] as [(DocumentType, [UInt8])])
    func unreadable(type: DocumentType, bytes: [UInt8]) {
        #expect(DocumentShape.trouble(type, bytes) == .unreadable)
    }

    @Test("a picture of a few points and a book of thousands of pages are no papers")
    func tinyAndLong() {
        #expect(DocumentShape.trouble(.png, Self.png(1, 1)) == .tiny)
        #expect(DocumentShape.trouble(.jpeg, Self.jpeg(2_000, 10)) == .tiny)
        let pages = String(repeating: "/Type /Page ", count: DocumentShape.mostPages + 1)
        #expect(DocumentShape.trouble(.pdf, Self.pdf(pages)) == .pages)
    }
}
