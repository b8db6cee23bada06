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
        return try text(bytes, limits)
    }

    private static func text(_ bytes: [UInt8], _ limits: SheetLimits) throws(Fault) -> SheetGrid {
        guard bytes.count <= limits.fileBytes else {
            throw SheetFault.tooLarge(
                Localized(
                    zh: "文件超过 \(limits.fileBytes >> 20) MB",
                    en: "the file has more than \(limits.fileBytes >> 20) MB"))
        }
        var reader = CSVReader(
            try SheetText.utf8(bytes),
            limits: CSVLimits(
                recordBytes: 1 << 20, fields: limits.columns, records: limits.rows))
        var rows: [Row] = []
        var number = 0
        while let record = try reader.next() {
            number += 1
            var cells = record.fields.map { Cell($0) }
            while cells.last?.text.isEmpty == true { cells.removeLast() }
            if !cells.isEmpty { rows.append(Row(number: number, cells: cells)) }
        }
        guard !rows.isEmpty else { throw SheetFault.empty }
        return SheetGrid(name: "", rows: rows)
    }
}
