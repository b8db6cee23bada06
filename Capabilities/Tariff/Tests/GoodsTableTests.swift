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

    /// Why something is refused; nil where it is not.
    private func refusal(_ body: () throws -> Void) -> LookupRefusal? {
        do { try body() } catch { return error as? LookupRefusal }
        return nil
    }

    /// A workbook with these rows, the cells of some columns stored as numbers.
    private func sheet(
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
        let (own, table) = (try read(sheet(columns, rows)), try read(Array(text.utf8)))
        #expect(own.lines.map(\.hs10) == ["2204210000", "0302141000"])
        #expect(own.lines.map(\.price) == table.lines.map(\.price))
        #expect(own.lines.map(\.quantities) == table.lines.map(\.quantities))
    }

    @Test("what is wrong in a workbook is told by its row and column, and how to mend it", arguments: [
        (["code", "price"], ["2204210000", "many"], "第 2 行 price", "12345.67"),
        (["code", "prise"], ["2204210000", "1"], "第 1 行 prise", "price"),
        (["code"], ["2204210000"], "第 1 行 price", "请改正后重新提交"),
        (["code", "price", ""], ["2204210000", "1", "x"], "第 2 行", "列名"),
    ])
    func refused(columns: [String], row: [String], place: String, fix: String) throws {
        let bytes = sheet(columns, [row])
        let refused = try #require(refusal { _ = try read(bytes) })
        #expect(refused.code == "tariff.file-line")
        #expect(refused.message.zh.contains(place), "\(refused.message.zh)")
        #expect(refused.fix.zh.contains(fix), "\(refused.fix.zh)")
    }

    @Test("a file that is no table says what it is and what to send", arguments: [
        ("%PDF-1.7", "PDF"), ("abc\u{0}def", "其他格式"),
    ])
    func noTable(bytes: String, what: String) throws {
        let refused = try #require(refusal { _ = try read(Array(bytes.utf8)) })
        #expect(refused.message.zh.contains(what), "\(refused.message.zh)")
        #expect(refused.message.zh.contains("XLSX"))
    }

    @Test("a code that lost its zero in a spreadsheet is told so, and the whole code named")
    func lostZero() throws {
        let book = try book.get()
        for bytes in [
            Array("code,price\n202300090,100\n2204210000,100\n".utf8),
            sheet(
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
        let looked = refusal { _ = try book.line("202300090", on: Self.today) }
        #expect(looked == .codeLostZero("202300090"))
        let past = "entry,declared_on,code,origin,value\n1,2026-03-02,202300090,AUS,100\n"
        let told = refusal {
            _ = try PastLinesFile(book: book, today: Self.today).read(Array(past.utf8))
        }
        #expect(told?.message.zh.contains("少了开头的 0") == true)
    }

    @Test("nine digits that are no code with a zero either are not told so", arguments: [
        "999999999", "220421000", "123456789",
    ])
    func otherDigits(code: String) throws {
        let found = refusal { _ = try book.get().line(code, on: Self.today) }
        #expect(try #require(found).code != "tariff.code-lost-zero")
    }
}
