@testable import Sheet

/// Workbooks put together by hand.
enum Sample {
    static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    static func zip(_ parts: [(String, String)]) -> [UInt8] {
        var zip = ZipWriter()
        for (name, content) in parts { zip.add(name, text(content)) }
        return zip.finished()
    }

    static func row(column: String) -> String {
        "<row><c r=\"\(column)1\" t=\"str\"><v>x</v></c></row>"
    }

    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

    /// A workbook with a hidden sheet, then one of these rows.
    static func workbook(rows: String, before: String = "") -> [UInt8] {
        zip([
            ("_rels/.rels", relations([("rId1", "officeDocument", "/xl/workbook.xml", "")])),
            (
                "xl/workbook.xml",
                """
                <?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook \(main) xmlns:r="\(office)">\
                <sheets><sheet name="藏" sheetId="1" state="hidden" r:id="rId1"/>\
                <sheet name="清单" sheetId="2" r:id="rId2"/></sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations([
                    ("rId1", "worksheet", "worksheets/sheet1.xml", ""),
                    ("rId2", "worksheet", "worksheets/../worksheets/sheet2.xml", ""),
                    ("rId3", "sharedStrings", "sharedStrings.xml", ""), ("rId4", "styles", "styles.xml", ""),
                    ("rId5", "externalLink", "file:///etc/passwd", " TargetMode=\"External\""),
                ])
            ),
            (
                "xl/sharedStrings.xml",
                """
                <sst \(main)><si><r><t>婴儿</t></r><r><rPr><b/></rPr><t xml:space="preserve">奶粉 900g</t></r>\
                <rPh sb="0" eb="1"><t>yinger</t></rPh></si></sst>
                """
            ),
            (
                "xl/styles.xml",
                """
                <styleSheet \(main)><numFmts><numFmt numFmtId="176" formatCode="yyyy-mm-dd hh:mm"/></numFmts>\
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
                <cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs></styleSheet>
                """
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet \(main)><sheetData/></worksheet>"),
            ("xl/worksheets/sheet2.xml", "\(before)<worksheet \(main)><sheetData>\(rows)</sheetData></worksheet>"),
        ])
    }

    private static func relations(_ parts: [(String, String, String, String)]) -> String {
        let lines = parts.map {
            "<Relationship Id=\"\($0.0)\" Type=\"\(office)/\($0.1)\" Target=\"\($0.2)\"\($0.3)/>"
        }.joined()
        return """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\(lines)</Relationships>
            """
    }
}

/// A sequence that is the same in every run.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }
}
