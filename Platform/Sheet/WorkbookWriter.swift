import Kernel
import Wire

/// Writes XLSX workbooks that Excel, WPS and LibreOffice open. Cells are texts, so that codes keep
/// their zeros; a figure in a column of figures, or one that was stored as a number, is a number.
/// The same pages always give the same bytes.
public enum WorkbookWriter {
    /// The workbook.
    public static func bytes(_ pages: [SheetPage]) -> [UInt8] {
        var zip = ZipWriter()
        zip.add("[Content_Types].xml", contentTypes(pages.count))
        zip.add(
            "_rels/.rels",
            relations([("officeDocument", "xl/workbook.xml")]))
        zip.add("xl/workbook.xml", book(pages))
        zip.add(
            "xl/_rels/workbook.xml.rels",
            relations(
                pages.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
                    + [("styles", "styles.xml")]))
        zip.add("xl/styles.xml", SheetStyles.part)
        for (index, page) in pages.enumerated() {
            zip.add("xl/worksheets/sheet\(index + 1).xml") { part in
                sheet(page, isFirst: index == 0, into: part)
            }
        }
        return zip.finished()
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"

    private static func element(
        _ xml: inout XMLWriter, _ name: String, _ attributes: [(String, String)] = [],
        content: (inout XMLWriter) -> Void = { _ in }
    ) {
        xml.start(name)
        for (name, value) in attributes { xml.attribute(name, value) }
        xml.open()
        content(&xml)
        xml.end(name)
    }

    private static func contentTypes(_ sheets: Int) -> [UInt8] {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        var parts = [
            ("/xl/workbook.xml", kind + "sheet.main+xml"), ("/xl/styles.xml", kind + "styles+xml"),
        ]
        for number in 1...max(1, sheets) {
            parts.append(("/xl/worksheets/sheet\(number).xml", kind + "worksheet+xml"))
        }
        var xml = XMLWriter()
        xml.declaration()
        element(&xml, "Types", [("xmlns", package + "/content-types")]) { xml in
            element(
                &xml, "Default",
                [
                    ("Extension", "rels"),
                    ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"),
                ])
            element(&xml, "Default", [("Extension", "xml"), ("ContentType", "application/xml")])
            for (name, type) in parts {
                element(&xml, "Override", [("PartName", name), ("ContentType", type)])
            }
        }
        return xml.bytes
    }

    private static func relations(_ parts: [(kind: String, target: String)]) -> [UInt8] {
        var xml = XMLWriter()
        xml.declaration()
        element(&xml, "Relationships", [("xmlns", package + "/relationships")]) { xml in
            for (index, part) in parts.enumerated() {
                element(
                    &xml, "Relationship",
                    [
                        ("Id", "rId\(index + 1)"), ("Type", "\(office)/\(part.kind)"),
                        ("Target", part.target),
                    ])
            }
        }
        return xml.bytes
    }

    private static func book(_ pages: [SheetPage]) -> [UInt8] {
        var xml = XMLWriter()
        xml.declaration()
        element(&xml, "workbook", [("xmlns", main), ("xmlns:r", office)]) { xml in
            element(&xml, "sheets") { xml in
                for (index, page) in pages.enumerated() {
                    element(
                        &xml, "sheet",
                        [
                            ("name", page.name), ("sheetId", "\(index + 1)"),
                            ("r:id", "rId\(index + 1)"),
                        ])
                }
            }
        }
        return xml.bytes
    }

    // MARK: A sheet

    private static func sheet(_ page: SheetPage, isFirst: Bool, into part: DeflateStream) {
        var xml = XMLWriter(capacity: pieceBytes * 2)
        xml.declaration()
        element(&xml, "worksheet", [("xmlns", main)]) { xml in
            element(&xml, "sheetViews") { xml in
                element(
                    &xml, "sheetView",
                    (isFirst ? [("tabSelected", "1")] : []) + [("workbookViewId", "0")]
                ) { xml in
                    element(
                        &xml, "pane",
                        [
                            ("ySplit", "1"), ("topLeftCell", "A2"), ("activePane", "bottomLeft"),
                            ("state", "frozen"),
                        ])
                }
            }
            element(&xml, "cols") { xml in
                for (index, column) in page.columns.enumerated() {
                    element(
                        &xml, "col",
                        [
                            ("min", "\(index + 1)"), ("max", "\(index + 1)"),
                            ("width", "\(column.width)"),
                            (
                                "style",
                                "\(column.isNumber ? SheetStyles.number : SheetStyles.text)"
                            ),
                            ("customWidth", "1"),
                        ])
                }
            }
            element(&xml, "sheetData") { xml in rows(&xml, page, into: part) }
            validations(&xml, page)
        }
        part.add(xml.taken())
    }

    /// The marks around ten thousand rows are many times their texts: they are compressed so many
    /// bytes at a time and never held together.
    private static let pieceBytes = 256 << 10

    private static func rows(
        _ xml: inout XMLWriter, _ page: SheetPage, into part: DeflateStream
    ) {
        let names = page.columns.indices.map { Array(name(of: $0).utf8) }
        element(&xml, "row", [("r", "1"), ("ht", "34"), ("customHeight", "1")]) { xml in
            for (place, column) in page.columns.enumerated() {
                cell(&xml, names[place], one, column.heading, SheetStyles.of(column.look))
            }
        }
        let faults = page.columns.map { $0.look == .fault }
        for (index, row) in page.rows.enumerated() {
            let number = Array(String(index + 2).utf8)
            let marked = page.marked.indices.contains(index) ? page.marked[index] : []
            let stored = page.numbers.indices.contains(index) ? page.numbers[index] : []
            xml.verbatim(rowStart)
            xml.verbatim(number)
            xml.verbatim(tagEnd)
            for place in 0..<min(row.count, names.count) {
                let isMarked = !marked.isEmpty && marked.contains(place)
                if row[place].isEmpty, !isMarked { continue }
                let isStored = !stored.isEmpty && stored.contains(place)
                if isStored || page.columns[place].isNumber {
                    let style = isMarked ? SheetStyles.markedNumber : SheetStyles.number
                    if isFigure(row[place].utf8, digits: isStored ? 30 : 15) {
                        figure(&xml, names[place], number, row[place], style)
                        continue
                    }
                }
                let style = faults[place]
                    ? SheetStyles.faultText : isMarked ? SheetStyles.marked : SheetStyles.text
                cell(&xml, names[place], number, row[place], style)
            }
            xml.verbatim(rowEnd)
            if xml.bytes.count > pieceBytes { part.add(xml.taken()) }
        }
    }

    // There are hundreds of thousands of cells in a large sheet: what is the same in all of them is
    // copied, not composed.
    private static let one = Array("1".utf8)
    private static let rowStart = Array(#"<row r=""#.utf8)
    private static let rowEnd = Array("</row>".utf8)
    private static let tagEnd = Array(#"">"#.utf8)
    private static let cellStart = Array(#"<c r=""#.utf8)
    private static let textEnd = Array("</t></is></c>".utf8)
    private static let figureEnd = Array("</v></c>".utf8)
    /// What stands between the place of a cell and its figure or text, for each style.
    private static let figures = (0..<SheetStyles.count).map { Array(#"" s="\#($0)"><v>"#.utf8) }
    private static let looks = (0..<SheetStyles.count).map {
        Array(#"" s="\#($0)" t="inlineStr"><is><t xml:space="preserve">"#.utf8)
    }

    private static func cell(
        _ xml: inout XMLWriter, _ column: [UInt8], _ row: [UInt8], _ text: String, _ style: Int
    ) {
        xml.verbatim(cellStart)
        xml.verbatim(column)
        xml.verbatim(row)
        xml.verbatim(looks[style])
        xml.text(text)
        xml.verbatim(textEnd)
    }

    private static func figure(
        _ xml: inout XMLWriter, _ column: [UInt8], _ row: [UInt8], _ text: String, _ style: Int
    ) {
        xml.verbatim(cellStart)
        xml.verbatim(column)
        xml.verbatim(row)
        xml.verbatim(figures[style])
        xml.text(text)
        xml.verbatim(figureEnd)
    }

    /// Whether a text is a figure that a number cell keeps: no zeros in front that it would lose,
    /// no more digits than it has.
    private static func isFigure(_ text: String.UTF8View, digits most: Int) -> Bool {
        let digits = text.first == 0x2D ? text.dropFirst() : text[...]
        let parts = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), digits.count <= most + parts.count - 1,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { 0x30...0x39 ~= $0 } })
        else { return false }
        return parts[0].count == 1 || parts[0].first != 0x30
    }

    /// Hints and drop-downs. A drop-down lets other values in: codes are typed, too, and what is
    /// not in a table is told when the table is read.
    private static func validations(_ xml: inout XMLWriter, _ page: SheetPage) {
        let helped = page.columns.enumerated().filter {
            !$0.element.hint.isEmpty || $0.element.choices != nil
        }
        guard !helped.isEmpty, page.spareRows > 0 else { return }
        element(&xml, "dataValidations", [("count", "\(helped.count)")]) { xml in
            for (place, column) in helped {
                let letters = name(of: place)
                var attributes = [
                    ("allowBlank", "1"), ("showInputMessage", "1"), ("showErrorMessage", "0"),
                    ("sqref", "\(letters)2:\(letters)\(page.spareRows + 1)"),
                ]
                if column.choices != nil { attributes.insert(("type", "list"), at: 0) }
                if !column.hint.isEmpty {
                    let title = column.heading.split(separator: "\n").first ?? ""
                    attributes.append(("promptTitle", short(String(title), 32)))
                    attributes.append(("prompt", short(column.hint, 255)))
                }
                element(&xml, "dataValidation", attributes) { xml in
                    guard let choices = column.choices else { return }
                    let from = name(of: choices.column)
                    let range = "'\(choices.sheet)'!$\(from)$2:$\(from)$\(choices.count + 1)"
                    xml.element("formula1", range.utf8)
                }
            }
        }
    }

    private static func short(_ text: String, _ most: Int) -> String {
        // Spreadsheets count UTF-16 units here.
        var kept = String.UnicodeScalarView()
        var units = 0
        for scalar in text.unicodeScalars {
            units += scalar.value > 0xFFFF ? 2 : 1
            if units > most { break }
            kept.append(scalar)
        }
        return String(kept)
    }

    /// Letters of a column, counted from 0.
    private static func name(of column: Int) -> String {
        var left = column + 1
        var letters: [UInt8] = []
        while left > 0 {
            letters.append(UInt8(0x41 + (left - 1) % 26))
            left = (left - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
