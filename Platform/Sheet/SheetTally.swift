import Kernel

/// Counts what was read of a table against its limits.
struct SheetTally {
    private let limits: SheetLimits
    private var rows = 0
    private var cells = 0
    private var textBytes = 0

    init(_ limits: SheetLimits) { self.limits = limits }

    /// Counts a row that has something in it. A text that many cells refer to counts each time:
    /// whoever stores or writes the table spells it out each time, too.
    mutating func count(_ row: SheetGrid.Row) throws(Fault) {
        rows += 1
        guard rows <= limits.rows else {
            throw SheetFault.tooLarge(
                Localized(zh: "超过 \(limits.rows) 行", en: "more than \(limits.rows) rows"))
        }
        cells += row.cells.count
        guard cells <= limits.cells else { throw SheetTally.tooManyCells(limits) }
        for cell in row.cells { textBytes += cell.text.utf8.count }
        guard textBytes <= limits.textBytes else {
            throw SheetFault.tooLarge(
                Localized(
                    zh: "文字合计超过 \(limits.textBytes >> 20) MB",
                    en: "more than \(limits.textBytes >> 20) MB of text"))
        }
    }

    static func tooManyCells(_ limits: SheetLimits) -> Fault {
        SheetFault.tooLarge(
            Localized(zh: "超过 \(limits.cells) 个单元格", en: "more than \(limits.cells) cells"))
    }
}
