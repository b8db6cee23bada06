import Kernel
import Testing

@testable import Wire

private func records(_ text: String) throws(Fault) -> [[String]] {
    try records(Array(text.utf8))
}

private func records(_ bytes: [UInt8], limits: CSVLimits = .upload) throws(Fault) -> [[String]] {
    var reader = CSVReader(bytes, limits: limits)
    var result: [[String]] = []
    while let record = try reader.next() { result.append(record.fields) }
    return result
}

@Suite("CSV reader")
struct CSVReaderTests {
    @Test(
        "fields are read as RFC 4180 writes them",
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("a,,\n,,", [["a", "", ""], ["", "", ""]]),
            ("\"a,b\",\"c\"\"d\",\"\"\n", [["a,b", "c\"d", ""]]),
            ("\"一\r\n二\",三\n", [["一\r\n二", "三"]]),
            ("\"\"\"\"", [["\""]]),
            ("\u{FEFF}编码,名称\n011,件\n", [["编码", "名称"], ["011", "件"]]),
            ("a\n\nb\n", [["a"], [""], ["b"]]),
            ("", []),
            ("a b , c\n", [["a b ", " c"]]),
        ] as [(String, [[String]])])
    func reads(text: String, expected: [[String]]) throws {
        #expect(try records(text) == expected)
    }

    @Test(
        "what is not CSV is refused with its line",
        arguments: [
            ("a,b\"c\n", "csv.stray-quote", 1),
            ("a\n\"b\"c\n", "csv.text-after-quote", 2),
            ("a\n\"x\ny\"\n\"b\n\n", "csv.open-quote", 4),
            ("a,b\n\"x\n\n\"y\n", "csv.text-after-quote", 4),
            ("a\nb\rc\n", "csv.lone-return", 2),
            ("a\nb\r", "csv.lone-return", 2),
            ("a\nb\0\n", "csv.nul", 2),
            ("\"x\ny\"\n\"b\0\"\n", "csv.nul", 3),
        ] as [(String, String, Int)])
    func refuses(text: String, code: String, line: Int) throws {
        let fault = #expect(throws: Fault.self) { try records(text) }
        #expect(fault?.code == code)
        #expect(fault?.line == line)
    }

    @Test("bytes that are not UTF-8 are refused with their line")
    func refusesOtherEncodings() {
        let fault = #expect(throws: Fault.self) { try records([0x61, 0x0A, 0xB1, 0xE0, 0x0A]) }
        #expect(fault?.code == "csv.not-utf-8")
        #expect(fault?.line == 2)
    }

    @Test(
        "a limit reached is a fault, not memory",
        arguments: [
            ("aaaaaaaaaaaaaaaaaaaa\n", "csv.record-too-long"),
            ("\"aaaaaaaaaaaaaaaaaaaa\n\"\n", "csv.record-too-long"),
            ("a,b,c,d\n", "csv.too-many-fields"),
            ("a\nb\nc\n", "csv.too-many-records"),
        ])
    func limits(text: String, code: String) {
        let limits = CSVLimits(recordBytes: 12, fields: 3, records: 2)
        let fault = #expect(throws: Fault.self) { try records(Array(text.utf8), limits: limits) }
        #expect(fault?.code == code)
    }

    @Test("a text in pieces reads like the whole, wherever it is cut", arguments: 1...9)
    func pieces(size: Int) throws {
        let text = "\u{FEFF}a,\"b\"\"c\nd\",\"\"\r\n\"é\",上海,x\r\n\"last\"\"\""
        let bytes = Array(text.utf8)
        var reader = CSVReader()
        var found: [[String]] = []
        var lines: [Int] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            reader.append(bytes[start..<min(start + size, bytes.count)])
            while let record = try reader.next() {
                found.append(record.fields)
                lines.append(record.line)
            }
        }
        reader.finish()
        while let record = try reader.next() {
            found.append(record.fields)
            lines.append(record.line)
        }
        #expect(found == (try records(bytes)))
        #expect(lines == [1, 3, 4])
    }

    @Test("whole or in pieces, any bytes give the same records or the same fault", arguments: 1...20)
    func anyBytes(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let alphabet = Array("a,\"\r\n\0é".utf8)
        for _ in 0..<200 {
            let bytes = (0..<Int(random.next() % 24)).map { _ in
                alphabet[Int(random.next() % UInt64(alphabet.count))]
            }
            let whole = Result { () throws(Fault) in try records(bytes) }
            let pieces = Result { () throws(Fault) in
                var reader = CSVReader()
                var found: [[String]] = []
                for byte in bytes {
                    reader.append([byte])
                    while let record = try reader.next() { found.append(record.fields) }
                }
                reader.finish()
                while let record = try reader.next() { found.append(record.fields) }
                return found
            }
            #expect(whole == pieces, "\(bytes)")
        }
    }

    @Test(
        "a table with a header refuses what does not fit it",
        arguments: [
            ("", "csv.no-header"),
            ("code,code\n1,2\n", "csv.repeated-column"),
            ("code,other\n1,2\n", "csv.missing-column"),
            ("code,name\n1\n", "csv.field-count"),
            ("code,name\n1,2,3\n", "csv.field-count"),
        ])
    func header(text: String, code: String) {
        let fault = #expect(throws: Fault.self) {
            var table = try CSVTable(Array(text.utf8), requiring: ["code", "name"])
            while try table.next() != nil {}
        }
        #expect(fault?.code == code)
    }
}

@Suite("CSV writer")
struct CSVWriterTests {
    @Test("what is written is read back, whatever it holds")
    func roundTrip() throws {
        var random = SplitMix(seed: 7)
        let alphabet: [Character] = ["a", ",", "\"", "\n", "上", "'", "=", " ", "é", "\u{301}"]
        for _ in 0..<300 {
            let rows = (0..<3).map { _ in
                (0..<4).map { _ in
                    String((0..<Int(random.next() % 6)).map { _ in
                        alphabet[Int(random.next() % UInt64(alphabet.count))]
                    })
                }
            }
            var writer = CSVWriter()
            for row in rows { writer.write(row) }
            let read = try records(writer.take())
            #expect(read.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test(
        "a cell that a spreadsheet would run gets an apostrophe, in a spreadsheet only",
        arguments: ["=1+1", "+1", "-5", "@x", "\tx", "\rx", "=\"a\",b"])
    func formulas(cell: String) throws {
        var sheet = CSVWriter(for: .spreadsheet)
        sheet.write([cell, "好"])
        #expect(try records(sheet.take()) == [["'" + cell, "好"]])
        var plain = CSVWriter()
        plain.write([cell, "好"])
        #expect(try records(plain.take()) == [[cell, "好"]])
    }

    @Test("lines end with CR LF and a spreadsheet begins with the mark")
    func bytes() {
        var sheet = CSVWriter(for: .spreadsheet)
        sheet.write(["a", "b,c"])
        #expect(sheet.take() == [0xEF, 0xBB, 0xBF] + Array("a,\"b,c\"\r\n".utf8))
        sheet.write(["d"])
        #expect(sheet.take() == Array("d\r\n".utf8))
    }
}

/// A random source that a seed replays.
private struct SplitMix {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
