import Kernel
import Sheet
import Testing
import Web
import Wire

@testable import Tariff

@Suite("Tables of goods")
struct GoodsTableTests {
    private static let today = Day(sinceEpoch: 20_777)

    private func read(_ bytes: [UInt8]) throws -> Consignment {
        try ConsignmentInput(book: book.get(), today: Self.today)
            .csv(bytes, TariffQuery(Form(), today: Self.today))
    }

    /// A workbook with these rows, the cells of some columns stored as numbers.
    private func workbook(
        _ columns: [String], _ rows: [[String]], numbers: Set<Int> = []
    ) -> [UInt8] {
        WorkbookWriter.bytes([
            SheetPage(
                name: "商品", columns: columns.map { SheetPage.Column($0) }, rows: rows,
                numbers: rows.map { _ in numbers })
        ])
    }

    @Test("a workbook is read as the same table in CSV is")
    func workbook() throws {
        let rows = [
            ["2204210000", "FRA", "12345.67", "USD", "1200/095"],
            ["0302141000", "VNM", "10000", "CNY", "1000/035"],
        ]
        let columns = ["商品编号", "origin", "price", "currency", "数量"]
        let text = ([columns] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n")
        let (sheet, table) = (try read(workbook(columns, rows)), try read(Array(text.utf8)))
        #expect(sheet.lines.map(\.hs10) == ["2204210000", "0302141000"])
        #expect(sheet.lines.map(\.price) == table.lines.map(\.price))
        #expect(sheet.lines.map(\.quantities) == table.lines.map(\.quantities))
    }

    @Test("what is wrong in a workbook is told by its row and column, and how to mend it", arguments: [
        (["code", "price"], ["2204210000", "viele"], "第 2 行 price", "12345.67"),
        (["code", "prise"], ["2204210000", "1"], "第 1 行 prise", "price"),
        (["code"], ["2204210000"], "第 1 行 price", "请改正后重新提交"),
        (["code", "price", ""], ["2204210000", "1", "x"], "第 2 行", "列名"),
    ])
    func refused(columns: [String], row: [String], place: String, fix: String) throws {
        let refusal = try #require(
            #expect(throws: LookupRefusal.self) { try read(workbook(columns, [row])) })
        #expect(refusal.code == "tariff.file-line")
        #expect(refusal.message.zh.contains(place), "\(refusal.message.zh)")
        #expect(refusal.fix.zh.contains(fix), "\(refusal.fix.zh)")
    }

    @Test("a file that is no table says what it is and what to send", arguments: [
        ("%PDF-1.7", "PDF"), ("abc\u{0}def", "其他格式"),
    ])
    func noTable(bytes: String, what: String) throws {
        let refusal = try #require(
            #expect(throws: LookupRefusal.self) { try read(Array(bytes.utf8)) })
        #expect(refusal.message.zh.contains(what), "\(refusal.message.zh)")
        #expect(refusal.message.zh.contains("XLSX"))
    }

    @Test("a code that lost its zero in a spreadsheet is told so, and the whole code named")
    func lostZero() throws {
        let book = try book.get()
        for bytes in [
            Array("code,price\n202300090,100\n2204210000,100\n".utf8),
            workbook(
                ["code", "price"], [["202300090", "100"], ["2204210000", "100"]], numbers: [0]),
        ] {
            let taxes = try book.taxes(of: try read(bytes))
            guard case .failure(let fault)? = taxes.lines.first else {
                Issue.record("nine digits were taxed")
                continue
            }
            #expect(fault.refusal.code == "tariff.code-lost-zero")
            #expect(fault.refusal.message.zh.contains("商品编号少了开头的 0"))
            #expect(fault.refusal.fix.zh.contains("0202300090"))
            #expect(taxes.taxed.count == 1, "the other line is taxed")
        }
        // Also where it is looked up by itself, and in lines of past declarations.
        #expect(throws: LookupRefusal.codeLostZero("202300090")) {
            try book.line("202300090", on: Self.today)
        }
        let past = "entry,declared_on,code,origin,value\n1,2026-03-02,202300090,AUS,100\n"
        let refusal = try #require(
            #expect(throws: LookupRefusal.self) {
                try PastLinesFile(book: book, today: Self.today).read(Array(past.utf8))
            })
        #expect(refusal.message.zh.contains("少了开头的 0"), "\(refusal.message.zh)")
    }

    @Test("nine digits that are no code with a zero either are not told so", arguments: [
        "999999999", "220421000", "123456789",
    ])
    func otherDigits(code: String) throws {
        let refusal = try #require(
            #expect(throws: LookupRefusal.self) { try book.get().line(code, on: Self.today) })
        #expect(refusal.code != "tariff.code-lost-zero")
    }
}
