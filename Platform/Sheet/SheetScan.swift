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
        var tally = SheetTally(context.limits)
        while true {
            switch try reader.next() {
            case .start where reader.localName == "row":
                number = try next(
                    value("r", reader), after: number, most: mostRows, as: Int.init)
                let row = try row(&reader, number, context)
                guard !row.cells.isEmpty else { continue }
                try tally.count(row)
                rows.append(row)
            case .finish: return rows
            default: continue
            }
        }
    }

    /// Rows and columns a sheet can have (ECMA-376 part 1, 18.3.1.73 and 18.18.7).
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384

    /// The number of a row or column, from 1: as it is given, else the next one. They only ever
    /// rise; what says otherwise would write one row or cell over another.
    private static func next(
        _ given: String?, after last: Int, most: Int, as number: (String) -> Int?
    ) throws(Fault) -> Int {
        let found = if let given { number(given) } else { last + 1 }
        guard let found, found > last, found <= most else {
            throw SheetFault.damaged(given ?? "\(last)")
        }
        return found
    }

    /// The cells of the row whose start was the last event, to its end.
    private static func row(
        _ reader: inout XMLReader, _ number: Int, _ context: Context
    ) throws(Fault) -> SheetGrid.Row {
        var cells: [SheetGrid.Cell] = []
        let depth = reader.depth
        var column = 0
        while true {
            switch try reader.next() {
            case .start where reader.localName == "c":
                column = try next(
                    value("r", reader), after: column, most: mostColumns, as: place)
                let cell = try cell(&reader, context)
                guard !cell.text.isEmpty else { continue }
                guard column <= context.limits.columns else {
                    throw SheetFault.tooLarge(
                        Localized(
                            zh: "超过 \(context.limits.columns) 列",
                            en: "more than \(context.limits.columns) columns"))
                }
                while cells.count < column - 1 { cells.append(SheetGrid.Cell("")) }
                cells.append(cell)
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

    /// `AB12` as 28, the number of its column; nil when it is no reference.
    private static func place(_ reference: String) -> Int? {
        var column = 0
        var digits = 0
        for byte in reference.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where digits == 0:
                column = column * 26 + Int(byte) - 0x40
                guard column <= mostColumns else { return nil }
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            default: return nil
            }
        }
        return column == 0 || digits == 0 ? nil : column
    }
}
