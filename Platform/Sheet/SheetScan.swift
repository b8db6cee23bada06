import Kernel
import Wire

/// Reads the rows of one sheet part.
enum SheetScan {
    /// What a sheet's cells refer to.
    struct Context {
        let strings: [String]
        let dates: [Bool]
        let is1904: Bool
        let limits: SheetLimits
    }

    static func rows(
        _ reader: inout XMLReader, _ context: Context
    ) throws(Fault) -> [SheetGrid.Row] {
        var rows: [SheetGrid.Row] = []
        var number = 0
        var cells = 0
        while true {
            switch try reader.next() {
            case .start where reader.localName == "row":
                number = value("r", reader).flatMap { Int($0) } ?? number + 1
                let row = try row(&reader, number, context)
                guard !row.cells.isEmpty else { continue }
                cells += row.cells.count
                guard rows.count < context.limits.rows else {
                    throw SheetFault.tooLarge(
                        Localized(
                            zh: "超过 \(context.limits.rows) 行",
                            en: "more than \(context.limits.rows) rows"))
                }
                guard cells <= context.limits.cells else { throw tooManyCells(context.limits) }
                rows.append(row)
            case .finish: return rows
            default: continue
            }
        }
    }

    static func tooManyCells(_ limits: SheetLimits) -> Fault {
        SheetFault.tooLarge(
            Localized(
                zh: "超过 \(limits.cells) 个单元格", en: "more than \(limits.cells) cells"))
    }

    /// The cells of the row whose start was the last event, to its end.
    private static func row(
        _ reader: inout XMLReader, _ number: Int, _ context: Context
    ) throws(Fault) -> SheetGrid.Row {
        var cells: [SheetGrid.Cell] = []
        let depth = reader.depth
        var column = -1
        while true {
            switch try reader.next() {
            case .start where reader.localName == "c":
                column = value("r", reader).flatMap(place) ?? column + 1
                let cell = try cell(&reader, context)
                guard !cell.text.isEmpty else { continue }
                guard column < context.limits.columns else {
                    throw SheetFault.tooLarge(
                        Localized(
                            zh: "超过 \(context.limits.columns) 列",
                            en: "more than \(context.limits.columns) columns"))
                }
                while cells.count <= column { cells.append(SheetGrid.Cell("")) }
                cells[column] = cell
            case .end where reader.depth == depth:
                return SheetGrid.Row(number: number, cells: cells)
            default: continue
            }
        }
    }

    private static func cell(
        _ reader: inout XMLReader, _ context: Context
    ) throws(Fault) -> SheetGrid.Cell {
        let kind = value("t", reader) ?? "n"
        let style = value("s", reader).flatMap { Int($0) } ?? 0
        let depth = reader.depth
        var stored = ""
        while true {
            switch try reader.next() {
            case .start where reader.localName == "v":
                stored = try text(&reader, context.limits)
            case .start where reader.localName == "is":
                stored = try richText(&reader, context.limits)
            case .end where reader.depth == depth:
                return meaning(stored, kind, style, context)
            default: continue
            }
        }
    }

    private static func meaning(
        _ stored: String, _ kind: String, _ style: Int, _ context: Context
    ) -> SheetGrid.Cell {
        switch kind {
        case "s":
            guard let place = Int(stored), context.strings.indices.contains(place) else {
                return SheetGrid.Cell("")
            }
            return SheetGrid.Cell(context.strings[place])
        case "b": return SheetGrid.Cell(stored == "1" ? "1" : "0")
        case "d": return SheetGrid.Cell(stored.replacing("T", with: " "))
        case "n" where !stored.isEmpty:
            if context.dates.indices.contains(style), context.dates[style],
                let day = CellDate.text(stored, is1904: context.is1904)
            {
                return SheetGrid.Cell(day)
            }
            guard let number = CellNumber.text(stored) else { return SheetGrid.Cell(stored) }
            return SheetGrid.Cell(number.text, isNumber: true, lostDigits: !number.isExact)
        default: return SheetGrid.Cell(stored)
        }
    }

    // MARK: Texts

    /// The text of an element, to its end; of what is inside of it too.
    private static func text(
        _ reader: inout XMLReader, _ limits: SheetLimits
    ) throws(Fault) -> String {
        let depth = reader.depth
        var bytes: [UInt8] = []
        while true {
            switch try reader.next() {
            case .text:
                reader.appendText(to: &bytes)
                try check(bytes, limits)
            case .end where reader.depth == depth: return plain(bytes)
            default: continue
            }
        }
    }

    /// Text in runs of different looks; how it is pronounced (`rPh`) is left out.
    static func richText(
        _ reader: inout XMLReader, _ limits: SheetLimits
    ) throws(Fault) -> String {
        let depth = reader.depth
        var bytes: [UInt8] = []
        var isText = false
        while true {
            switch try reader.next() {
            case .start where reader.localName == "rPh": try reader.skipElement()
            case .start: isText = reader.localName == "t"
            case .text where isText:
                reader.appendText(to: &bytes)
                try check(bytes, limits)
            case .end where reader.depth == depth: return plain(bytes)
            case .end: isText = false
            default: continue
            }
        }
    }

    private static func check(_ bytes: [UInt8], _ limits: SheetLimits) throws(Fault) {
        guard bytes.count <= limits.cellBytes else {
            throw SheetFault.tooLarge(
                Localized(
                    zh: "单元格文字超过 \(limits.cellBytes) 字节",
                    en: "a cell has more than \(limits.cellBytes) bytes"))
        }
    }

    /// Spreadsheets write a carriage return as `_x000D_`; nobody meant one.
    private static func plain(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.utf8.contains(UInt8(ascii: "_")) ? text.replacing("_x000D_", with: "") : text
    }

    private static func value(_ name: String, _ reader: borrowing XMLReader) -> String? {
        for index in 0..<reader.attributeCount {
            let found = reader.attribute(index)
            if found.name == name, found.namespace == nil { return found.value }
        }
        return nil
    }

    /// `AB12` as the 27th column, counted from 0.
    private static func place(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8 {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) else { break }
            column = column * 26 + Int(byte) - 0x40
            guard column < 1 << 20 else { return nil }
        }
        return column == 0 ? nil : column - 1
    }
}
