import Kernel
import Wire

/// Reads the first visible sheet of an XLSX workbook (ECMA-376, transitional and strict).
///
/// Every part is read by the strict reader of `Wire`: no document types, no entities, no includes.
/// What formulas came to is taken as it was stored; nothing is computed and nothing outside of the
/// file is opened.
struct WorkbookReader {
    private var archive: ZipArchive
    private let limits: SheetLimits
    private var strings: [String] = []
    /// For each cell format, whether it shows a day or a time.
    private var dates: [Bool] = []
    private var is1904 = false

    init(_ bytes: [UInt8], _ limits: SheetLimits) throws(Fault) {
        archive = try ZipArchive(bytes, limits)
        self.limits = limits
    }

    mutating func firstSheet() throws(Fault) -> SheetGrid {
        let book = try bookPath()
        let (sheets, counts1904) = try sheets(book)
        is1904 = counts1904
        let parts = try relations(of: book)
        guard let sheet = sheets.first(where: { !$0.isHidden }) ?? sheets.first else {
            throw SheetFault.empty
        }
        guard let path = parts.first(where: { $0.id == sheet.relation })?.target else {
            throw SheetFault.damaged(book)
        }
        if let part = parts.first(where: { $0.kind == "sharedStrings" }), archive.has(part.target) {
            strings = try sharedStrings(part.target)
        }
        if let part = parts.first(where: { $0.kind == "styles" }), archive.has(part.target) {
            dates = try dateFormats(part.target)
        }
        let content = try archive.part(path)
        let context = SheetScan.Context(
            strings: strings, dates: dates, is1904: is1904, limits: limits)
        let rows = try parse(content, path) { reader throws(Fault) in
            try SheetScan.rows(&reader, context)
        }
        guard !rows.isEmpty else { throw SheetFault.empty }
        return SheetGrid(name: sheet.name, rows: rows)
    }

    /// Faults of the reader become faults of the workbook: nobody has written this XML by hand.
    private func parse<Result>(
        _ bytes: [UInt8], _ part: String,
        _ body: (inout XMLReader) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        do throws(Fault) {
            return try XMLReader.read(
                bytes, limits: XMLLimits(bytes: limits.unpackedBytes), body)
        } catch {
            throw error.code.hasPrefix("sheet.") ? error : SheetFault.of(error, in: part)
        }
    }

    private mutating func elements(
        _ part: String, _ take: (borrowing XMLReader, String) -> Void
    ) throws(Fault) {
        let bytes = try archive.part(part)
        try parse(bytes, part) { reader throws(Fault) in
            while true {
                switch try reader.next() {
                case .start: take(reader, reader.localName)
                case .finish: return
                case .text, .end: continue
                }
            }
        }
    }

    private mutating func bookPath() throws(Fault) -> String {
        guard archive.has("_rels/.rels") else { throw SheetFault.notWorkbook }
        let found = try relations(at: "_rels/.rels", base: "")
        guard let book = found.first(where: { $0.kind == "officeDocument" }),
            archive.has(book.target)
        else { throw SheetFault.notWorkbook }
        return book.target
    }

    // MARK: The parts around

    private struct SheetEntry {
        let name: String
        let relation: String
        let isHidden: Bool
    }

    private struct Relation {
        let id: String
        /// Last part of the kind's address: `worksheet`.
        let kind: String
        let target: String
    }

    private mutating func sheets(_ book: String) throws(Fault) -> ([SheetEntry], Bool) {
        var sheets: [SheetEntry] = []
        var is1904 = false
        try elements(book) { reader, name in
            let values = WorkbookReader.attributes(reader)
            if name == "sheet" {
                sheets.append(
                    SheetEntry(
                        name: values["name"] ?? "", relation: values["id"] ?? "",
                        isHidden: values["state"].map { $0 != "visible" } ?? false))
            } else if name == "workbookPr" {
                is1904 = values["date1904"] == "1" || values["date1904"] == "true"
            }
        }
        return (sheets, is1904)
    }

    private mutating func relations(of part: String) throws(Fault) -> [Relation] {
        let folders = part.split(separator: "/")
        let folder = folders.dropLast().joined(separator: "/")
        let name = (folder.isEmpty ? "" : folder + "/") + "_rels/\(folders.last ?? "").rels"
        guard archive.has(name) else { throw SheetFault.damaged(name) }
        return try relations(at: name, base: folder)
    }

    private mutating func relations(at part: String, base: String) throws(Fault) -> [Relation] {
        var found: [Relation] = []
        try elements(part) { reader, name in
            guard name == "Relationship" else { return }
            let values = WorkbookReader.attributes(reader)
            // What lies outside of the file is never opened.
            guard values["TargetMode"] != "External", let target = values["Target"] else { return }
            found.append(
                Relation(
                    id: values["Id"] ?? "",
                    kind: (values["Type"] ?? "").split(separator: "/").last.map(String.init) ?? "",
                    target: WorkbookReader.path(target, in: base)))
        }
        return found
    }

    /// Where a target lies: from the root, or beside the part that names it.
    private static func path(_ target: String, in base: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var folders = base.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = folders.popLast()
            default: folders.append(String(step))
            }
        }
        return folders.joined(separator: "/")
    }

    private static func attributes(_ reader: borrowing XMLReader) -> [String: String] {
        var values: [String: String] = [:]
        for index in 0..<reader.attributeCount {
            let found = reader.attribute(index)
            values[found.name] = found.value
        }
        return values
    }

    private mutating func sharedStrings(_ part: String) throws(Fault) -> [String] {
        let bytes = try archive.part(part)
        let limits = limits
        return try parse(bytes, part) { reader throws(Fault) in
            var strings: [String] = []
            while true {
                switch try reader.next() {
                case .start where reader.localName == "si":
                    guard strings.count < limits.cells else { throw SheetScan.tooManyCells(limits) }
                    strings.append(try SheetScan.richText(&reader, limits))
                case .finish: return strings
                default: continue
                }
            }
        }
    }

    private mutating func dateFormats(_ part: String) throws(Fault) -> [Bool] {
        var spelt: [Int: Bool] = [:]
        var formats: [Bool] = []
        var isInCells = false
        try elements(part) { reader, name in
            switch name {
            case "numFmt":
                let values = WorkbookReader.attributes(reader)
                if let id = values["numFmtId"].flatMap({ Int($0) }) {
                    spelt[id] = CellDate.isDate(format: values["formatCode"] ?? "")
                }
            case "cellXfs": isInCells = true
            case "cellStyles", "dxfs": isInCells = false
            case "xf" where isInCells:
                let id = WorkbookReader.attributes(reader)["numFmtId"].flatMap { Int($0) } ?? 0
                formats.append(spelt[id] ?? CellDate.isDate(format: id))
            default: return
            }
        }
        return formats
    }
}
