import Kernel
import Testing

@testable import Sheet

@Suite("Workbooks") struct WorkbookTests {
    @Test("What is written reads back: signs of XML, zeros in front, gaps, many columns")
    func roundTrip() throws {
        let columns = (0..<60).map { SheetPage.Column("列 \($0)", $0 == 0 ? .required : .optional) }
        var row = [String](repeating: "", count: 60)
        row[0] = "0035 <\"&'> 婴儿奶粉"
        row[27] = " 空格 "
        row[59] = "行一\n行二"
        let page = SheetPage(
            name: "CEB621", columns: columns, rows: [row, row], marked: [[], [3, 27]],
            spareRows: 10)
        let bytes = WorkbookWriter.bytes([page, SheetPage(name: "代码", columns: columns)])
        let grid = try SheetGrid.read(bytes)
        #expect(grid.name == "CEB621")
        #expect(grid.rows.map(\.number) == [1, 2, 3])
        #expect(grid.rows[0][59] == "列 59")
        #expect(grid.rows[1][0] == row[0] && grid.rows[1][27] == row[27] && grid.rows[1][59] == row[59])
        #expect(grid.rows[1][1].isEmpty && !grid.rows[1].cells[0].isNumber)
        #expect(WorkbookWriter.bytes([page]) == WorkbookWriter.bytes([page]), "the same pages give other bytes")
    }

    @Test("A workbook of another program: shared strings, runs, phonetics, days, formulas, a hidden sheet")
    func foreign() throws {
        let rows = """
            <row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" s="1"><v>46346.586805556</v></c>\
            <c r="D3" s="2"><v>46346</v></c><c r="E3"><v>0.30000000000000004</v></c>\
            <c r="F3"><f>1+1</f><v>2</v></c><c r="G3" t="str"><f>A1</f><v>文字</v></c>\
            <c r="H3"><v>3.1010119900101101E+17</v></c><c r="I3" t="e"><v>#N/A</v></c>\
            <c t="b"><v>1</v></c><c><v/></c></row>
            """
        let grid = try SheetGrid.read(Sample.workbook(rows: rows))
        #expect(grid.name == "清单")
        let row = try #require(grid.rows.first)
        #expect(row.number == 3 && row[0].isEmpty)
        #expect(row[1] == "婴儿奶粉 900g")
        #expect(row[2] == "2026-11-20 14:05:00" && row[3] == "2026-11-20")
        #expect(row[4] == "0.3" && row.cells[4].isNumber && !row.cells[4].lostDigits)
        #expect(row[5] == "2" && row[6] == "文字")
        #expect(row.cells[7].lostDigits, "an identity number stored as a number has lost digits")
        #expect(row[8] == "#N/A" && row[9] == "1")
    }

    @Test(
        "What is no workbook, or too much of one, is refused with its code",
        arguments: [
            (Sample.text("PK"), "sheet.not-a-workbook"),
            ([0x50, 0x4B, 0x03, 0x04], "sheet.not-a-workbook"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0, 0], "sheet.encrypted"),
            (Sample.zip([("a.txt", "x")]), "sheet.not-a-workbook"),
            (Sample.workbook(rows: ""), "sheet.empty"),
            (Sample.workbook(rows: "<row><c></row>"), "sheet.damaged"),
            (Sample.workbook(rows: "", before: "<!DOCTYPE a [<!ENTITY b \"c\">]>"), "sheet.damaged"),
            (Sample.workbook(rows: Sample.row(column: "ZZ")), "sheet.too-large"),
            (Sample.workbook(rows: String(repeating: Sample.row(column: "A"), count: 20_001)), "sheet.too-large"),
            (Sample.workbook(rows: "<row><c t=\"str\"><v>" + String(repeating: "长", count: 50_000) + "</v></c></row>"), "sheet.too-large"),
            (Sample.workbook(rows: String(repeating: " ", count: 40 << 20)), "sheet.too-large"),
            (Sample.zip((0..<501).map { ("p\($0)", "") }), "sheet.too-large"),
            ([UInt8](repeating: 0x50, count: (16 << 20) + 1), "sheet.too-large"),
            ([], "sheet.no-content"), (Sample.text("\r\n\r\n"), "sheet.no-content"),
            (Sample.text("%PDF-1.7"), "sheet.not-a-table"), ([0xFF, 0xD8, 0xFF, 0xE0], "sheet.not-a-table"),
            ([0x61, 0xFF, 0x2C], "sheet.encoding"), ([0x61, 0x00, 0x2C], "sheet.not-a-table"),
        ])
    func refused(bytes: [UInt8], code: String) {
        #expect(throws: Fault.self) { try SheetGrid.read(bytes) }
        do throws(Fault) {
            _ = try SheetGrid.read(bytes)
        } catch {
            #expect(error.code == code)
        }
    }

    @Test(
        "Rows and cells stand in rising order within a sheet, or the workbook is damaged",
        arguments: [
            "<row r=\"9223372036854775807\"><c><v>1</v></c></row><row><c><v>2</v></c></row>",
            "<row r=\"9223372036854775807\"/><row/>", "<row r=\"99999999999999999999\"/>",
            "<row r=\"1048577\"/>", "<row r=\"1048576\"/><row/>",
            "<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>2</v></c></row>",
            "<row r=\"3\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"-1\"/>", "<row r=\"\"/>", "<row r=\"x\"/>",
            "<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
            "<row><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>",
            "<row><c r=\"XFE1\"/></row>", "<row><c r=\"XFD1\"/><c/></row>", "<row><c r=\"ZZZZZZZZZZZZZZZZZZ1\"/></row>",
            "<row><c r=\"1A\"/></row>", "<row><c r=\"A\"/></row>", "<row><c r=\"7\"/></row>", "<row><c r=\"\"/></row>",
        ])
    func order(rows: String) {
        do throws(Fault) {
            _ = try SheetGrid.read(Sample.workbook(rows: rows))
            Issue.record("it was read")
        } catch {
            #expect(error.code == "sheet.damaged")
        }
    }

    @Test("The last row and gaps between rows and cells are read")
    func gaps() throws {
        let grid = try SheetGrid.read(
            Sample.workbook(rows: "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c><v>2</v></c></row><row r=\"1048576\"><c><v>3</v></c></row>"))
        #expect(grid.rows.map(\.number) == [2, 1_048_576])
        #expect(grid.rows[0].cells.map(\.text) == ["", "1", "2"] && grid.rows[1][0] == "3")
    }

    @Test("A text that many cells refer to counts in each of them")
    func references() throws {
        var limits = SheetLimits()
        // Seventeen bytes in each cell.
        limits.textBytes = 17 * 6
        func read(_ count: Int) throws(Fault) -> SheetGrid {
            let row = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>"
            return try SheetGrid.read(
                Sample.workbook(rows: String(repeating: row, count: count)), limits: limits)
        }
        #expect(try read(3).rows.count == 3)
        #expect {
            try read(4)
        } throws: { ($0 as? Fault)?.code == "sheet.too-large" }
    }

    @Test("Cells and texts of CSV count, too")
    func countedText() throws {
        var limits = SheetLimits()
        limits.cells = 6
        #expect(try SheetGrid.read(Sample.text(",,a\n,,b\n"), limits: limits).rows.count == 2)
        #expect {
            try SheetGrid.read(Sample.text(",,a\n,,b\nc"), limits: limits)
        } throws: { ($0 as? Fault)?.code == "sheet.too-large" }
        limits = SheetLimits()
        limits.textBytes = 5
        #expect {
            try SheetGrid.read(Sample.text("abc\ndef"), limits: limits)
        } throws: { ($0 as? Fault)?.code == "sheet.too-large" }
    }

    @Test("CSV in UTF-8 with a mark and in GB18030 says the same")
    func encodings() throws {
        let utf8 = try SheetGrid.read([0xEF, 0xBB, 0xBF] + Sample.text("订单编号,品名\r\nTEST-1,€ 奶粉\r\n"))
        // 订单编号,品名 / TEST-1,€ 奶粉 in GB18030.
        let chinese: [UInt8] = [
            0xB6, 0xA9, 0xB5, 0xA5, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC6, 0xB7, 0xC3, 0xFB, 0x0D, 0x0A,
            0x54, 0x45, 0x53, 0x54, 0x2D, 0x31, 0x2C, 0xA2, 0xE3, 0x20, 0xC4, 0xCC, 0xB7, 0xDB, 0x0D, 0x0A,
        ]
        #expect(utf8.rows[0].cells.map(\.text) == ["订单编号", "品名"])
        #expect(try SheetGrid.read(chinese) == utf8)
    }

    @Test("A workbook that is cut or changed anywhere is read or refused, and never anything else")
    func broken() throws {
        let whole = Sample.workbook(rows: Sample.row(column: "A") + Sample.row(column: "C"))
        var random = Dice(seed: 20_261_122)
        var refused = 0
        for turn in 0..<3_000 {
            var bytes = whole
            if turn % 3 == 0 { bytes.removeLast(random.below(bytes.count)) }
            for _ in 0..<(1 + random.below(4)) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            do throws(Fault) {
                _ = try SheetGrid.read(bytes)
            } catch {
                refused += 1
                #expect(error.code.hasPrefix("sheet.") || error.code.hasPrefix("csv."))
            }
        }
        #expect(refused > 1_000, "a changed byte is not noticed")
    }

    @Test("Parts with anything in them are read or refused")
    func brokenParts() throws {
        let pieces = [
            "<row>", "</row>", "<c r=\"A1\">", "<c t=\"s\">", "<c t=\"inlineStr\">", "</c>", "<v>", "</v>", "1", "-1",
            "999999999999999999999", "<is>", "<t>", "</t>", "</is>", "<row r=\"-5\">", "<c r=\"1A\" s=\"99\">", "1e400", "字",
            "<c r=\"ZZZZZZZZZ1\">", "<f>", "</f>", "<rPh>", "</rPh>",
        ]
        var random = Dice(seed: 7)
        for _ in 0..<2_000 {
            let rows = (0..<random.below(20)).map { _ in pieces[random.below(pieces.count)] }.joined()
            do throws(Fault) {
                _ = try SheetGrid.read(Sample.workbook(rows: rows))
            } catch {
                #expect(error.code.hasPrefix("sheet."))
            }
        }
    }
}

@Suite("Cells") struct CellTests {
    @Test(
        "A stored number is what the person saw, digit for digit",
        arguments: [
            ("1", "1", true), ("0.1", "0.1", true), ("1.5E-3", "0.0015", true), ("-12.50", "-12.5", true),
            ("0.30000000000000004", "0.3", true), ("199.99999999999997", "200", true), ("9.9999999999999995", "10", true),
            ("1E+2", "100", true), ("0", "0", true), ("0.000", "0", true), ("123456789012345", "123456789012345", true),
            ("1234567890123456", "1234567890123460", false), ("3.1010119900101101E+17", "310101199001011000", false),
        ])
    func numbers(stored: String, shown: String, isExact: Bool) throws {
        let found = try #require(CellNumber.text(stored))
        #expect(found.text == shown && found.isExact == isExact)
    }

    @Test("What is no number is none", arguments: ["", "-", "1-", "1.2.3", "E5", "1E", "0x10", "1e999", "NaN", "一"])
    func noNumbers(stored: String) {
        #expect(CellNumber.text(stored) == nil)
    }

    @Test(
        "A stored day is what the person saw",
        arguments: [
            ("46346", false, "2026-11-20"), ("46346.586805556", false, "2026-11-20 14:05:00"), ("0.5", false, "12:00:00"),
            ("46346.9999999", false, "2026-11-21"), ("1", false, "1900-01-01"), ("59", false, "1900-02-28"),
            ("0.0173611111111111", false, "00:25:00"), ("0.0993055555555556", false, "02:23:00"),
            ("0.0999884259259259", false, "02:23:59"), ("0.1", false, "02:24:00"), ("0.999988425925926", false, "23:59:59"),
            ("1.1574074074074073E-5", false, "00:00:01"), ("6.9444444444444447E-4", false, "00:01:00"), ("0", false, "00:00:00"),
            ("46346.0173611111", false, "2026-11-20 00:25:00"), ("0.0000000000000001", false, "00:00:00"),
            ("61", false, "1900-03-01"), ("44884", true, "2026-11-20"), ("2958465", false, "9999-12-31"),
        ])
    func days(stored: String, is1904: Bool, shown: String) {
        #expect(CellDate.text(stored, is1904: is1904) == shown)
    }

    @Test("Beyond the calendar there is no day", arguments: ["-1", "2958466", "99999999", "x"])
    func noDays(stored: String) { #expect(CellDate.text(stored, is1904: false) == nil) }

    @Test(
        "Formats of days are told from others",
        arguments: [
            ("yyyy-mm-dd", true), ("yyyy\"年\"m\"月\"d\"日\"", true), ("[$-804]hh:mm", true), ("0.00", false),
            ("#,##0.00 \"days\"", false), ("[Red]0", false), ("General", false), ("\\d0", false), ("@", false),
        ])
    func formats(format: String, isDate: Bool) { #expect(CellDate.isDate(format: format) == isDate) }
}
