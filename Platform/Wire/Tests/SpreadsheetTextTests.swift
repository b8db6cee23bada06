import Kernel
import Testing
import Wire

@Suite("Text of spreadsheets")
struct SpreadsheetTextTests {
    @Test("a table saved in GB18030 reads like the same table in UTF-8")
    func converted() throws {
        // 编号,名称 / 0202300090,冻牛肉 as Chinese Excel saves them.
        let saved: [UInt8] =
            [0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xC3, 0xFB, 0xB3, 0xC6, 0x0A]
            + Array("0202300090,".utf8) + [0xB6, 0xB3, 0xC5, 0xA3, 0xC8, 0xE2, 0x0D, 0x0A]
        var table = try CSVTable(SpreadsheetText.utf8(saved))
        #expect(table.columns == ["编号", "名称"])
        #expect(try table.next()?.fields == ["0202300090", "冻牛肉"])
    }

    @Test("a character of four bytes is read, too")
    func fourBytes() {
        // U+20087 is 95 32 90 31 in GB18030.
        #expect(
            String(decoding: SpreadsheetText.utf8([0x95, 0x32, 0x90, 0x31]), as: UTF8.self)
                .unicodeScalars.map(\.value) == [0x20087])
    }

    @Test(
        "what is UTF-8, and what is neither, stays as it is",
        arguments: [
            Array("\u{FEFF}编号\n".utf8), [], Array("a,b\n".utf8), [0xFF, 0x0A], [0xB1, 0x0A],
            [0xFF, 0xFE, 0x61, 0x00],
        ] as [[UInt8]])
    func stays(bytes: [UInt8]) { #expect(SpreadsheetText.utf8(bytes) == bytes) }
}
