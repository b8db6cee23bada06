import Kernel
import Sheet
import Wire

/// A table of goods as people have it: CSV in UTF-8 or GB18030, or the first sheet of an XLSX
/// workbook; the bytes say which.
struct GoodsTable: Sendable {
    /// One row with something in it.
    struct Row: Sendable {
        /// Its line in the file, or its number in the sheet, from 1.
        let line: Int
        private let find: @Sendable (Int) -> String

        init(line: Int, find: @escaping @Sendable (Int) -> String) {
            self.line = line
            self.find = find
        }

        /// The text at a place, empty where there is none.
        subscript(place: Int) -> String { find(place) }
    }

    private enum Source {
        case text(CSVTable)
        case sheet(ArraySlice<SheetGrid.Row>)
    }

    /// The media type of a workbook.
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// What a form that takes a table offers to choose.
    static let accepted = ".csv,.xlsx,text/csv,\(workbook)"

    /// What stands in the first row.
    let columns: [String]
    private var source: Source

    init(_ bytes: [UInt8]) throws(Fault) {
        // Whatever is no text goes to the reader of workbooks, whose refusals say what it is.
        guard GoodsTable.isOther(bytes) else {
            let table = try CSVTable(SpreadsheetText.utf8(bytes))
            columns = table.columns
            source = .text(table)
            return
        }
        let grid = try SheetGrid.read(bytes)
        // What stands beside the named columns has a heading that was left empty.
        let width = grid.rows.map(\.cells.count).max() ?? 0
        let named = grid.rows.first?.cells.map(\.text) ?? []
        columns = named + Array(repeating: "", count: width - named.count)
        source = .sheet(grid.rows.dropFirst())
    }

    /// Whether the bytes are a workbook, or a file that is no table at all.
    private static func isOther(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
            || bytes.starts(with: "%PDF".utf8) || bytes.prefix(4_096).contains(0)
    }

    /// The next row, nil at the end.
    mutating func next() throws(Fault) -> Row? {
        switch source {
        case .text(var table):
            let record = try table.next()
            source = .text(table)
            return record.map { record in Row(line: record.line) { record[$0] } }
        case .sheet(var rows):
            let row = rows.popFirst()
            source = .sheet(rows)
            return row.map { row in Row(line: row.number) { row[$0] } }
        }
    }
}
