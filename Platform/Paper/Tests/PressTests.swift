import Kernel
import Testing

@testable import Paper

@Suite("PDF")
struct PressTests {
    static func document(
        _ blocks: [PaperBlock], language: Language = .zh, address: String = ""
    ) -> PaperDocument {
        PaperDocument(
            language: language, title: "测试单据", issuer: "Tradewind", number: "T-1",
            day: Day(sinceEpoch: 20_000), code: "7K2M-9QXA-44TB-0Z8C", address: address,
            blocks: blocks)
    }

    static func rows(_ count: Int) -> PaperBlock {
        .table(
            PaperTable(
                [.init("序号"), .init("名称", weight: 3), .init("金额", isNumber: true)],
                rows: (0..<count).map { ["\($0)", "测试商品 \($0)", "1.00"] },
                totals: ["", "合计", "\(count).00"]))
    }

    /// How often bytes occur.
    static func count(_ text: String, in file: [UInt8]) -> Int {
        let wanted = Array(text.utf8)
        var found = 0
        for start in file.indices where file[start...].starts(with: wanted) { found += 1 }
        return found
    }

    @Test("The Chinese font is in the file as a subset, with the characters it stands for")
    func embedded() throws {
        let file = try PaperPress.set(Self.document([.paragraph("原产地证书 Certificate")]))
        #expect(file.starts(with: Array("%PDF-".utf8)))
        #expect(Self.count("+WenQuanYiMicroHei", in: file) > 0)
        #expect(Self.count("/FontFile", in: file) > 0)
        #expect(Self.count("/ToUnicode", in: file) > 0)
    }

    @Test("The same document gives the same bytes, another does not", arguments: Language.allCases)
    func repeatable(language: Language) throws {
        let one = Self.document([Self.rows(80)], language: language, address: "https://a.example")
        let file = try PaperPress.set(one)
        #expect(try PaperPress.set(one) == file)
        var other = one
        other.blocks = [Self.rows(81)]
        #expect(try PaperPress.set(other) != file)
    }

    @Test("A long table goes over as many pages as it needs, and each says which it is")
    func pages() throws {
        let type = try Typesetter(.zh)
        let short = PageRun(Self.document([Self.rows(3)]), type, on: nil, of: 0)
        try short.run()
        #expect(short.page == 1)
        let long = PageRun(Self.document([Self.rows(300)]), type, on: nil, of: 0)
        try long.run()
        #expect((8...14).contains(long.page))
        let file = try PaperPress.set(Self.document([Self.rows(300)]))
        #expect(Self.count("/Type /Page %", in: file) == long.page)
    }

    @Test("More pages than allowed are refused, not made")
    func tooLong() {
        #expect(throws: PaperRefusal.tooLong(pages: PaperPress.mostPages)) {
            try PaperPress.set(Self.document([Self.rows(9_000)]))
        }
    }

    @Test(
        "Hostile text is set as it was typed, and never ends the page or the process",
        arguments: [
            "<span size='200000'>&amp;</span><b>", "\u{0}\u{1B}[31m", "\u{202E}gnp.exe",
            String(repeating: "e\u{0301}\u{0327}\u{0300}", count: 4_000),
            String(repeating: "W", count: 30_000), String(repeating: "\n", count: 4_000),
            "%PDF-1.7 endstream endobj ) ( \\", "\u{1F468}\u{200D}\u{1F469}", "ﷺ\u{FDFD}",
        ])
    func hostile(text: String) throws {
        let blocks: [PaperBlock] = [
            .heading(text), .paragraph(text), .note(text), .seal([text]),
            .grid([PaperField(text, text)], columns: 2), .boxes([PaperBox("1", text)]),
        ]
        var document = Self.document(blocks)
        document.title = String(text.prefix(500))
        do {
            #expect(try PaperPress.set(document).starts(with: Array("%PDF-".utf8)))
        } catch {
            // What fills too many pages is refused, and nothing else.
            #expect(error == .tooLong(pages: PaperPress.mostPages))
        }
    }

    @Test("What cannot be seen or turns others around becomes a box")
    func hidden() {
        #expect(PlainText.fit("a\u{202E}b\u{0}c\u{200B}d\u{E0041}\te\nf") == "a□b□c□d□ e\nf")
        #expect(PlainText.fit("原产地 Herkunft é 𠮷") == "原产地 Herkunft é 𠮷")
        let long = PlainText.fit(String(repeating: "货", count: 20_000))
        #expect(long.utf8.count <= PlainText.longest + 3)
        #expect(long.hasSuffix("…"))
    }

    @Test("Many are set at once without a wrong byte")
    func together() async throws {
        let press = PaperPress()
        let wanted = try PaperPress.set(Self.document([Self.rows(20)]))
        let files = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<12 {
                group.addTask { try await press.pdf(Self.document([Self.rows(20)])) }
            }
            return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
        }
        #expect(files.count == 12)
        #expect(files.allSatisfy { $0 == wanted })
    }
}
