import Kernel
import Sheet

/// Workbooks and tables of text: read or refused, and what was read can be written and read again.
func trySheet(_ bytes: [UInt8]) {
    guard let grid = try? SheetGrid.read(bytes) else { return }
    for row in grid.rows {
        precondition(row.number > 0, "a row without a number")
        precondition(row.cells.last?.text.isEmpty != true, "an empty cell at the end of a row")
    }
    precondition((try? SheetGrid.read(bytes))?.rows.count == grid.rows.count, "two readings differ")
}
