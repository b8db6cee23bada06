import Kernel
import Wire

/// Files as authorities publish them, turned into the table that an edition is read from. A file
/// that is in none of these forms is a table of ours, or is refused as that.
enum PublishedForm {
    /// The columns of a table of refund rates, in our order.
    static let refundColumns = [
        "code", "refund_pct", "vat_pct", "mark", "valid_from", "valid_to", "name",
    ]

    /// The table, in UTF-8. Row n of a published file becomes line n + 1.
    static func table(_ bytes: [UInt8]) throws(LookupRefusal) -> [UInt8] {
        if let packed = packing(of: bytes) { throw .fileLine(1, column: "", packed) }
        if DBFTable.isOne(bytes) { return try RefundLibrary.table(DBFTable(bytes)) }
        let text = SpreadsheetText.utf8(bytes)
        if text.first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
            return try RefundLibrary.table(json: text)
        }
        try refuseUnreadable(text)
        return text
    }

    /// Another encoding read as GB18030 gives characters of nobody's: they would stand as names.
    private static func refuseUnreadable(_ text: [UInt8]) throws(LookupRefusal) {
        var line = 1
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar == "\n" { line += 1 }
            guard scalar.value > 0x7F else { continue }
            switch scalar.properties.generalCategory {
            case .privateUse, .unassigned:
                throw .fileLine(
                    line, column: "", EditionFault.privateText, mend: EditionFault.asUTF8)
            default: continue
            }
        }
    }

    /// What has to be unpacked or saved anew before it can be read, by its first bytes.
    private static func packing(of bytes: [UInt8]) -> Localized? {
        if bytes.starts(with: [0x52, 0x61, 0x72, 0x21]) || bytes.starts(with: [0x50, 0x4B, 3, 4]) {
            return Localized(
                zh: "这是压缩包或 XLSX 工作簿。退税率文库请先解压，导入其中的 cmcode.DBF；工作簿请另存为 CSV。",
                en: "this is an archive or an XLSX workbook. Unpack the library of refund rates "
                    + "and load cmcode.DBF; save a workbook as CSV.")
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return Localized(
                zh: "这是旧式 Excel 工作簿（XLS），请另存为 CSV，并按格式说明改表头。",
                en: "this is an old Excel workbook (XLS): save it as CSV, with the header that is "
                    + "described.")
        }
        return nil
    }
}
