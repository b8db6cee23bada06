internal import CPangoCairo
import Kernel

/// One run over a document from its first page to its last: with a file it writes, without one it
/// only counts pages.
final class PageRun {
    let document: PaperDocument
    let type: Typesetter
    let cairo: OpaquePointer?
    /// Pages there will be.
    let total: Int
    private(set) var page = 0
    /// Where the next row begins, from the top of the page.
    private(set) var y = 0.0
    /// Stands on top of each page while its table lasts.
    private var head: PaperRow?
    private let code: QRMatrix?

    init(_ document: PaperDocument, _ type: Typesetter, on file: PDFFile?, of total: Int) {
        self.document = document
        self.type = type
        cairo = file?.cairo
        self.total = total
        code = QRMatrix(document.address)
    }

    func run() throws(PaperRefusal) {
        try turn()
        for block in document.blocks { try set(block) }
        finishPage()
    }

    // MARK: Pages

    private func turn() throws(PaperRefusal) {
        if page > 0 { finishPage() }
        guard page < PaperPress.mostPages else { throw .tooLong(pages: PaperPress.mostPages) }
        page += 1
        y = PageSize.top
        try foot()
        if page == 1 { try opening() } else { try runningHead() }
        if let head { try place(head) }
    }

    private func finishPage() {
        if let cairo { cairo_show_page(cairo) }
    }

    /// Issuer, title and number of the first page, with the QR code at the right.
    private func opening() throws(PaperRefusal) {
        let side = code == nil ? 0.0 : 74.0
        let width = PageSize.text - (side > 0 ? side + 14 : 0)
        let top = y
        if let code { draw(code, x: PageSize.width - PageSize.margin - side, y: top - 6, side) }
        try text(document.issuer, .note, width: width)
        y += 4
        try text(document.title, .title, width: width)
        if !document.subtitle.isEmpty { try text(document.subtitle, .body, width: width) }
        y += 3
        let isChinese = document.language == .zh
        var parts: [String] = []
        if !document.number.isEmpty {
            parts.append((isChinese ? "编号 " : "No. ") + document.number)
        }
        parts.append((isChinese ? "日期 " : "Date ") + document.day.text)
        if !document.code.isEmpty {
            parts.append((isChinese ? "核验码 " : "Verification code ") + document.code)
        }
        try text(parts.joined(separator: "    "), .cell, width: width)
        y = max(y, top + side) + 6
        rule(at: y, thickness: 1.2)
        y += 8
    }

    private func runningHead() throws(PaperRefusal) {
        try text(
            [document.title, document.number].joined(separator: "  "), .note, width: PageSize.text)
        y += 3
        rule(at: y, thickness: 0.6)
        y += 7
    }

    /// Code, address and page number: a page that was torn off still says what it belongs to.
    private func foot() throws(PaperRefusal) {
        let top = PageSize.bottom + 12
        rule(at: top, thickness: 0.5)
        let isChinese = document.language == .zh
        let pages = isChinese ? "第 \(page) 页，共 \(total) 页" : "Page \(page) of \(total)"
        var right = TextStyle.note
        right.isRight = true
        let left = PageSize.margin
        _ = try draw(pages, right, x: left, y: top + 4, width: PageSize.text)
        var line = top + 4
        let width = PageSize.text - 96
        if !document.code.isEmpty {
            let label = isChinese ? "核验码 " : "Verification code "
            line += try draw(
                "\(label)\(document.code)    \(document.address)", .note, x: left, y: line,
                width: width)
        }
        if !document.footnote.isEmpty {
            _ = try draw(document.footnote, .label, x: left, y: line + 1, width: width)
        }
    }

    // MARK: Blocks

    private func set(_ block: PaperBlock) throws(PaperRefusal) {
        switch block {
        case .heading(let text):
            // Never the last line of a page.
            if y + 70 > PageSize.bottom { try turn() }
            y += 8
            try place(row(text, .heading, frame: .none))
            y += 2
        case .paragraph(let text):
            try place(row(text, .body, frame: .none))
            y += 3
        case .note(let text):
            try place(row(text, .note, frame: .none))
            y += 2
        case .grid(let fields, let columns): try grid(fields, max(1, columns))
        case .boxes(let boxes):
            let sum = max(boxes.reduce(0) { $0 + $1.weight }, 0.001)
            try place(
                PaperRow(
                    cells: boxes.map {
                        PaperRow.Cell(label: $0.label, text: $0.text, share: $0.weight / sum)
                    }, frame: .boxes, height: boxes.map(\.height).max() ?? 0))
        case .table(let table): try set(table)
        case .seal(let lines): try seal(lines)
        }
    }

    private func row(_ text: String, _ style: TextStyle, frame: PaperRow.Frame) -> PaperRow {
        PaperRow(
            cells: [PaperRow.Cell(text: text, share: 1, style: style)], frame: frame, padding: 0)
    }

    private func grid(_ fields: [PaperField], _ columns: Int) throws(PaperRefusal) {
        for start in stride(from: 0, to: fields.count, by: columns) {
            let line = fields[start..<min(start + columns, fields.count)]
            // The last field takes what is left of its line.
            let rest = Double(columns - line.count + 1) / Double(columns)
            try place(
                PaperRow(
                    cells: line.enumerated().map { index, field in
                        PaperRow.Cell(
                            label: field.label, text: field.value,
                            share: index == line.count - 1 ? rest : 1 / Double(columns))
                    }, frame: .boxes))
        }
        y += 6
    }

    private func set(_ table: PaperTable) throws(PaperRefusal) {
        let sum = max(table.columns.reduce(0) { $0 + $1.weight }, 0.001)
        func line(_ texts: [String], _ base: TextStyle, _ frame: PaperRow.Frame) -> PaperRow {
            PaperRow(
                cells: zip(table.columns, texts).map { column, text in
                    var style = base
                    style.isRight = column.isNumber
                    return PaperRow.Cell(text: text, share: column.weight / sum, style: style)
                }, frame: frame, padding: 3)
        }
        let head = line(table.columns.map(\.title), .head, .head)
        if y + 60 > PageSize.bottom { try turn() }
        try place(head)
        self.head = head
        for texts in table.rows { try place(line(texts, .cell, .line)) }
        if !table.totals.isEmpty { try place(line(table.totals, .cell, .totals)) }
        self.head = nil
        y += 6
    }

    private func seal(_ lines: [String]) throws(PaperRefusal) {
        var style = TextStyle.body
        style.isCentred = true
        y += 10
        let width = PageSize.text * 0.46
        try place(
            PaperRow(
                cells: [
                    PaperRow.Cell(text: lines.joined(separator: "\n"), share: 1, style: style)
                ], frame: .boxes, height: 60, padding: 10, indent: PageSize.text - width,
                width: width))
        y += 6
    }

    // MARK: Rows

    /// A cell whose text is broken into lines.
    private struct SetCell {
        var label: [TextLine]
        var lines: [TextLine]
        var x: Double
        var width: Double

        var height: Double { (label + lines).reduce(0) { $0 + $1.height } }
    }

    /// Sets a row: on this page where it fits, else on the next, else in parts.
    private func place(_ row: PaperRow) throws(PaperRefusal) {
        var cells: [SetCell] = []
        var x = PageSize.margin + row.indent
        for cell in row.cells {
            let width = cell.share * row.width
            let inner = width - 2 * row.padding
            cells.append(
                SetCell(
                    label: try type.lines(cell.label, width: inner, .label),
                    lines: try type.lines(cell.text, width: inner, cell.style), x: x, width: width))
            x += width
        }
        let needed = height(cells, row)
        let isHead = row.frame == .head
        if y + needed > PageSize.bottom, !isHead, y > freshTop + 1 {
            // What is taller than half a page begins here and goes on there.
            if needed < (PageSize.bottom - PageSize.top) / 2 { try turn() }
        }
        while true {
            let room = PageSize.bottom - y
            if height(cells, row) <= room || isHead {
                draw(cells, row, height: height(cells, row))
                return
            }
            var (part, rest) = (cells, cells)
            for index in cells.indices {
                let cell = cells[index]
                var used = 2 * row.padding + cell.label.reduce(0) { $0 + $1.height }
                let count = cell.lines.prefix { line in
                    used += line.height
                    return used <= room
                }.count
                part[index].lines = Array(cell.lines.prefix(count))
                rest[index].lines = Array(cell.lines.dropFirst(count))
            }
            let moved = part.contains { !$0.lines.isEmpty }
            if moved { draw(part, row, height: min(height(part, row), room)) }
            cells = moved ? rest : cells
            try turn()
        }
    }

    /// Where rows begin on a page that has none yet.
    private var freshTop: Double { page == 1 ? 0 : PageSize.top + 24 }

    private func height(_ cells: [SetCell], _ row: PaperRow) -> Double {
        max(row.height, (cells.map(\.height).max() ?? 0) + 2 * row.padding)
    }

    private func draw(_ cells: [SetCell], _ row: PaperRow, height: Double) {
        let left = PageSize.margin + row.indent
        if let cairo {
            frame(row, cells, left: left, height: height, on: cairo)
            for cell in cells {
                // Nothing a cell holds reaches into its neighbours.
                cairo_save(cairo)
                cairo_rectangle(cairo, cell.x, y, cell.width, height)
                cairo_clip(cairo)
                var top = y + row.padding
                for line in cell.label + cell.lines {
                    draw(line, x: cell.x + row.padding, y: top, on: cairo)
                    top += line.height
                }
                cairo_restore(cairo)
            }
        }
        y += height
    }

    private func frame(
        _ row: PaperRow, _ cells: [SetCell], left: Double, height: Double, on cairo: OpaquePointer
    ) {
        cairo_set_source_rgb(cairo, 0.35, 0.35, 0.35)
        cairo_set_line_width(cairo, 0.5)
        switch row.frame {
        case .none: break
        case .line: rule(at: y + height, thickness: 0.3, grey: 0.7)
        case .head:
            cairo_set_source_rgb(cairo, 0.93, 0.93, 0.93)
            cairo_rectangle(cairo, left, y, row.width, height)
            cairo_fill(cairo)
            rule(at: y, thickness: 0.8)
            rule(at: y + height, thickness: 0.5)
        case .totals: rule(at: y, thickness: 0.8)
        case .boxes:
            for cell in cells {
                cairo_rectangle(cairo, cell.x, y, cell.width, height)
                cairo_stroke(cairo)
            }
        }
    }

    // MARK: Ink

    /// A text across the page, at the current place.
    private func text(_ text: String, _ style: TextStyle, width: Double) throws(PaperRefusal) {
        y += try draw(text, style, x: PageSize.margin, y: y, width: width)
    }

    /// Gives the height it takes.
    private func draw(
        _ text: String, _ style: TextStyle, x: Double, y: Double, width: Double
    ) throws(PaperRefusal) -> Double {
        var top = y
        // A title of hundreds of lines would leave no room for what it is the title of.
        for line in try type.lines(text, width: width, style).prefix(4) {
            if let cairo { draw(line, x: x, y: top, on: cairo) }
            top += line.height
        }
        return top - y
    }

    private func draw(_ line: TextLine, x: Double, y: Double, on cairo: OpaquePointer) {
        cairo_set_source_rgb(cairo, line.grey, line.grey, line.grey)
        cairo_move_to(cairo, x + line.left, y + line.baseline)
        pango_cairo_show_layout_line(cairo, line.line)
    }

    private func rule(at y: Double, thickness: Double, grey: Double = 0.15) {
        guard let cairo else { return }
        cairo_set_source_rgb(cairo, grey, grey, grey)
        cairo_set_line_width(cairo, thickness)
        cairo_move_to(cairo, PageSize.margin, y)
        cairo_line_to(cairo, PageSize.width - PageSize.margin, y)
        cairo_stroke(cairo)
    }

    private func draw(_ code: QRMatrix, x: Double, y: Double, _ side: Double) {
        guard let cairo else { return }
        let square = side / Double(code.width + 2 * QRMatrix.quietZone)
        cairo_set_source_rgb(cairo, 0, 0, 0)
        for row in 0..<code.width {
            for column in 0..<code.width where code[row, column] {
                let zone = Double(QRMatrix.quietZone)
                cairo_rectangle(
                    cairo, x + (Double(column) + zone) * square, y + (Double(row) + zone) * square,
                    square, square)
            }
        }
        cairo_fill(cairo)
    }
}
