public import Kernel
import Wire

/// A table as it was sent: rows with something in them, every value as text.
public struct SheetGrid: Sendable, Hashable {
    /// One cell.
    public struct Cell: Sendable, Hashable {
        public var text: String
        /// Stored as a number, so that zeros before it are gone.
        public var isNumber: Bool
        /// The number has more digits than a spreadsheet keeps: what was typed may have been
        /// another one.
        public var lostDigits: Bool

        public init(_ text: String, isNumber: Bool = false, lostDigits: Bool = false) {
            self.text = text
            self.isNumber = isNumber
            self.lostDigits = lostDigits
        }
    }

    /// One row.
    public struct Row: Sendable, Hashable {
        /// Its number in the sheet, from 1.
        public var number: Int
        public var cells: [Cell]

        public init(number: Int, cells: [Cell]) {
            self.number = number
            self.cells = cells
        }

        /// The text at a place, empty where there is none.
        public subscript(column: Int) -> String {
            cells.indices.contains(column) ? cells[column].text : ""
        }
    }

    /// Name of the sheet; empty for CSV.
    public var name: String
    public var rows: [Row]

    public init(name: String, rows: [Row]) {
        self.name = name
        self.rows = rows
    }

    /// Reads XLSX, or CSV in UTF-8 or GB18030: the bytes say which.
    public static func read(
        _ bytes: [UInt8], limits: SheetLimits = SheetLimits()
    ) throws(Fault) -> SheetGrid {
        if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            var reader = try WorkbookReader(bytes, limits)
            return try reader.firstSheet()
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { throw SheetFault.nothing }
        if let kind = other(bytes) { throw SheetFault.notTable(kind) }
        return try text(bytes, limits)
    }

    /// What a file is that is no table; nil for what may be text.
    private static func other(_ bytes: [UInt8]) -> Localized? {
        let marks: [([UInt8], Localized)] = [
            (Array("%PDF".utf8), Localized(zh: " PDF 文件", en: "a PDF")),
            ([0x89, 0x50, 0x4E, 0x47], Localized(zh: "图片", en: "a picture")),
            ([0xFF, 0xD8, 0xFF], Localized(zh: "图片", en: "a picture")),
            (Array("GIF8".utf8), Localized(zh: "图片", en: "a picture")),
            ([0x1F, 0x8B], Localized(zh: "压缩包", en: "an archive")),
            (Array("Rar!".utf8), Localized(zh: "压缩包", en: "an archive")),
            ([0x37, 0x7A, 0xBC, 0xAF], Localized(zh: "压缩包", en: "an archive")),
        ]
        if let found = marks.first(where: { bytes.starts(with: $0.0) }) { return found.1 }
        // Text has no zero bytes, but for UTF-16, which begins with a mark of its own.
        let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        guard !isWide, bytes.prefix(4_096).contains(0) else { return nil }
        return Localized(zh: "其他格式的文件", en: "a file of another kind")
    }

    private static func text(_ bytes: [UInt8], _ limits: SheetLimits) throws(Fault) -> SheetGrid {
        guard bytes.count <= limits.fileBytes else {
            throw SheetFault.tooLarge(
                Localized(
                    zh: "文件超过 \(limits.fileBytes >> 20) MB",
                    en: "the file has more than \(limits.fileBytes >> 20) MB"))
        }
        let text = SpreadsheetText.utf8(bytes)
        guard (try? UTF8Span(validating: text.span)) != nil else { throw SheetFault.encoding }
        var reader = CSVReader(
            text,
            limits: CSVLimits(
                recordBytes: 1 << 20, fields: limits.columns, records: limits.rows))
        var rows: [Row] = []
        var number = 0
        var tally = SheetTally(limits)
        while let record = try reader.next() {
            number += 1
            var cells = record.fields.map { Cell($0) }
            while cells.last?.text.isEmpty == true { cells.removeLast() }
            guard !cells.isEmpty else { continue }
            let row = Row(number: number, cells: cells)
            try tally.count(row)
            rows.append(row)
        }
        guard !rows.isEmpty else { throw SheetFault.nothing }
        return SheetGrid(name: "", rows: rows)
    }
}
