import Kernel
import Reference
import Sheet
import Wire

/// Reads the rows of a table as documents. The same rows always give the same documents.
struct SheetReading: Sendable {
    let form: SheetForm
    let codes: CodeTables
    let day: Day
    /// For each column as it was sent, which of the form's it is.
    let places: [Int?]
    private let named: EntryCodes

    init(form: SheetForm, codes: CodeTables, day: Day, headings: [String]) {
        self.form = form
        self.codes = codes
        self.day = day
        named = EntryCodes(form.form, codes, on: day)
        var seen: Set<Int> = []
        places = headings.map { heading in
            guard !SheetResult.isResult(heading), let place = form.column(heading),
                seen.insert(place).inserted
            else { return nil }
            return place
        }
    }

    /// Columns that stand for nothing we know.
    func unknown(_ headings: [String]) -> [String] {
        zip(headings, places).compactMap { heading, place in
            guard place == nil, !SheetResult.isResult(heading),
                !EntryTyping.trimmed(heading).isEmpty
            else { return nil }
            return heading.split(whereSeparator: \.isNewline).first.map(String.init)
        }
    }

    /// Columns that must be filled in and are not there.
    var missing: [SheetForm.Column] {
        let there = Set(places.compactMap { $0 })
        return form.columns.enumerated()
            .filter { $0.element.isRequired && !there.contains($0.offset) }.map(\.element)
    }

    private var numberPlace: Int? {
        places.firstIndex { place in
            guard let place else { return false }
            return !form.columns[place].isLine && form.columns[place].field.name == form.number
        }
    }

    // MARK: Which rows belong together

    /// Rows put together to documents, in their order, each with its number.
    func documents(_ rows: [SheetGrid.Row]) -> [(number: String, rows: SheetRows)] {
        var found: [(number: String, rows: SheetRows)] = []
        var first: [String: Int] = [:]
        for row in rows where !row.cells.allSatisfy({ EntryTyping.trimmed($0.text).isEmpty }) {
            let number = number(row)
            if form.form.hasLines, let last = found.last,
                number == last.number && !(number.isEmpty && isOther(row, last.rows.rows))
                    || (number.isEmpty && isContinued(row))
            {
                found[found.count - 1].rows.rows.append(row)
                continue
            }
            let twin = number.isEmpty ? nil : first[number]
            if twin == nil { first[number] = row.number }
            found.append((number, SheetRows(rows: [row], twin: twin)))
        }
        return found
    }

    private func number(_ row: SheetGrid.Row) -> String {
        guard let place = numberPlace else { return "" }
        return EntryTyping.halfWidth(EntryTyping.trimmed(row[place]))
    }

    /// Whether a row without a number is another document than those above without one: its waybill
    /// or own number is another. Each is then told that it lacks its number.
    private func isOther(_ row: SheetGrid.Row, _ above: [SheetGrid.Row]) -> Bool {
        places.enumerated().contains { column, place in
            guard let place, !form.columns[place].isLine,
                SheetReading.ownNumbers.contains(form.columns[place].field.name)
            else { return false }
            let value = EntryTyping.halfWidth(EntryTyping.trimmed(row[column]))
            let before = above.lazy.map { EntryTyping.halfWidth(EntryTyping.trimmed($0[column])) }
                .first { !$0.isEmpty }
            return !value.isEmpty && before.map { $0 != value } ?? false
        }
    }

    private static let ownNumbers: Set<String> = [
        "copNo", "logisticsNo", "payTransactionId", "payNo",
    ]

    /// Whether a row says nothing about the head: more goods of the document above.
    private func isContinued(_ row: SheetGrid.Row) -> Bool {
        places.enumerated().allSatisfy { column, place in
            guard let place, !form.columns[place].isLine else { return true }
            return EntryTyping.trimmed(row[column]).isEmpty
        }
    }

    // MARK: What a document says

    /// A document with what cannot be read of it, and the row each line of goods stands in.
    struct Document: Sendable {
        var draft = EntryDraft()
        var lineRows: [Int] = []
        var troubles: [SheetTrouble] = []
    }

    func document(_ rows: SheetRows) -> Document {
        var document = Document()
        for row in rows.rows {
            var line: [String: String] = [:]
            for (column, place) in places.enumerated() {
                guard let place, row.cells.indices.contains(column) else { continue }
                let field = form.columns[place]
                let cell = row.cells[column]
                let value = typed(cell, field.field)
                if value.isEmpty { continue }
                if cell.lostDigits, !field.field.type.isNumber {
                    document.troubles.append(lostDigits(row.number, field))
                }
                if field.isLine {
                    line[field.field.name] = value
                } else if let before = document.draft.head[field.field.name], before != value {
                    document.troubles.append(differs(row.number, field, rows.rows[0].number))
                } else {
                    document.draft.head[field.field.name] = value
                }
            }
            if !line.isEmpty {
                document.draft.lines.append(line)
                document.lineRows.append(row.number)
            }
        }
        if let twin = rows.twin, let row = rows.rows.first {
            document.troubles.append(repeated(row.number, twin))
        }
        return document
    }

    /// As a form takes it; codes that were stored as numbers have lost the zeros before them.
    private func typed(_ cell: SheetGrid.Cell, _ field: MessageField) -> String {
        let value = named.value(cell.text, for: field)
        guard cell.isNumber, !value.isEmpty else { return value }
        if field.name == "gcode", [3, 5, 7, 9].contains(value.utf8.count) { return "0" + value }
        guard case .table(let name) = field.codes, let table = SheetTemplate.table(name) else {
            return value
        }
        for zeros in ["", "0", "00", "000"] where codes[table].contains(zeros + value, on: day) {
            return zeros + value
        }
        return value
    }

    private func lostDigits(_ row: Int, _ column: SheetForm.Column) -> SheetTrouble {
        SheetTrouble(
            row: row, column: column.key, code: "declarations.sheet-digits",
            message: Localized(
                zh: "\(column.title.zh)：单元格是数字格式，15 位以后的数字已被表格软件改成 0",
                en: "\(column.title.en): a number cell, in which digits beyond the 15th are lost"),
            fix: Localized(
                zh: "把该列设为文本格式后重新填写", en: "Make the column text and type it again"))
    }

    private func differs(_ row: Int, _ column: SheetForm.Column, _ first: Int) -> SheetTrouble {
        SheetTrouble(
            row: row, column: column.key, code: "declarations.sheet-head",
            message: Localized(
                zh: "\(column.title.zh)：与同一单证首行（第 \(first) 行）不一致",
                en: "\(column.title.en): differs from row \(first), which begins the document"),
            fix: Localized(
                zh: "改成一致，或在后续行留空", en: "Write the same, or leave it empty"))
    }

    private func repeated(_ row: Int, _ twin: Int) -> SheetTrouble {
        SheetTrouble(
            row: row, column: form.number, code: "declarations.sheet-twice",
            message: Localized(
                zh: "编号与第 \(twin) 行重复", en: "The number stands in row \(twin) already"),
            fix: Localized(
                zh: "同一单证的各行须相邻；不同单证请用不同编号",
                en: "Rows of one document stand together; others have numbers of their own"))
    }
}
