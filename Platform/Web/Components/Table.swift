import Kernel

/// A column of a table: its heading, its kind and how a row fills it.
public struct Column<Row> {
    /// What stands in it decides how it is set.
    public enum Kind: Sendable, Hashable {
        case text
        /// At the right, figures of one width.
        case number
        /// A number people compare sign by sign: fixed-width letters.
        case code
        /// A date or time: figures of one width, never broken.
        case time
    }

    let title: String
    let kind: Kind
    let isHeader: Bool
    let cell: (Row) -> HTML

    /// A column whose cells are markup: a tag, a link.
    ///
    /// - Parameter isHeader: the cell names its row; one column of a table should.
    public init(
        _ title: String, _ kind: Kind = .text, isHeader: Bool = false,
        html: @escaping (Row) -> HTML
    ) {
        self.title = title
        self.kind = kind
        self.isHeader = isHeader
        cell = html
    }

    /// A column whose cells are plain text.
    public init(
        _ title: String, _ kind: Kind = .text, isHeader: Bool = false,
        text: @escaping (Row) -> String
    ) {
        self.init(title, kind, isHeader: isHeader, html: { "\(text($0))" })
    }

    var css: String? {
        switch kind {
        case .text: nil
        case .number: "number"
        case .code: "code"
        case .time: "time"
        }
    }
}

/// What becomes of a table on a narrow window.
public enum NarrowTable: Sendable, Hashable {
    /// Each row becomes a card, headings beside the values.
    case cards
    /// It keeps its shape and is scrolled inside its own frame: for many columns of figures.
    case scroll
}

extension HTML {
    /// A table; instead of it, `empty` when there are no rows.
    ///
    /// - Parameters:
    ///   - caption: says what is in it; heard always, seen when `showsCaption`.
    ///   - empty: what to do first, for example `.emptyState(…)`.
    public static func table<Row>(
        caption: String, showsCaption: Bool = false, columns: [Column<Row>], rows: [Row],
        narrow: NarrowTable = .cards, empty: HTML
    ) -> HTML {
        guard !rows.isEmpty else { return empty }
        let heads = columns.map { column -> HTML in
            #"<th scope="col"\#(attribute: "class", column.css)>\#(column.title)</th>"#
        }
        let lines = rows.map { row -> HTML in
            """
            <tr>\(columns.map { cell($0, row) })</tr>

            """
        }
        let unseen: HTML = showsCaption ? "" : #" class="unseen""#
        let table: HTML = """
            <table>
            <caption\(unseen)>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(lines)</tbody>
            </table>
            """
        switch narrow {
        case .cards: return #"<div class="table table-cards">\#(table)</div>"#
        case .scroll:
            // Focusable, so that it can be scrolled by keyboard.
            return """
                <div class="table table-scroll" role="region" aria-label="\(caption)" tabindex="0">
                \(table)
                </div>
                """
        }
    }

    private static func cell<Row>(_ column: Column<Row>, _ row: Row) -> HTML {
        column.isHeader
            ? """
            <th scope="row"\(attribute: "class", column.css) data-label="\(column.title)">\
            \(column.cell(row))</th>
            """
            : """
            <td\(attribute: "class", column.css) data-label="\(column.title)">\
            \(column.cell(row))</td>
            """
    }
}

extension ComponentGallery {
    private struct Line {
        let number: String
        let kind: Localized
        let parcels: Int
        let amount: String
        let word: Localized
        let tone: Tone
        let time: String
    }

    private static let lines: [Line] = [
        Line(
            number: "29202026I000000017", kind: Localized(zh: "进口 1210", en: "Import 1210"),
            parcels: 1, amount: "455.00", word: Localized(zh: "已放行", en: "Released"),
            tone: .success, time: "2026-11-20 14:05"),
        Line(
            number: "29202026E000000391", kind: Localized(zh: "出口 9610", en: "Export 9610"),
            parcels: 1_284, amount: "96,310.40", word: Localized(zh: "查验", en: "Inspection"),
            tone: .warn, time: "2026-11-20 13:48"),
        Line(
            number: "29202026I000000016", kind: Localized(zh: "进口 9610", en: "Import 9610"),
            parcels: 2, amount: "1,980.00", word: Localized(zh: "退单", en: "Refused"),
            tone: .danger, time: "2026-11-20 09:31"),
    ]

    static let table = Example("table", Localized(zh: "表格", en: "Table")) { language in
        let columns: [Column<Line>] = [
            Column(
                Localized(zh: "清单编号", en: "List number")[language], .code, isHeader: true,
                html: { .link($0.number, to: "#table") }),
            Column(Localized(zh: "业务", en: "Kind")[language], text: { $0.kind[language] }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { .tag($0.word[language], $0.tone) }),
            Column(
                Localized(zh: "包裹数", en: "Parcels")[language], .number,
                text: { grouped($0.parcels) }),
            Column(
                Localized(zh: "货值（元）", en: "Value (CNY)")[language], .number,
                text: { $0.amount }),
            Column(Localized(zh: "最近变化", en: "Last change")[language], .time, text: { $0.time }),
        ]
        let caption = Localized(zh: "我的申报", en: "My declarations")[language]
        let wide = Localized(zh: "窄屏时在框内滚动", en: "Scrolled in its frame on a phone")[language]
        return .table(caption: caption, columns: columns, rows: lines, empty: "")
            + .table(
                caption: wide, showsCaption: true, columns: columns, rows: lines, narrow: .scroll,
                empty: "")
            + .table(
                caption: caption, columns: columns, rows: [],
                empty: emptyStateExample(language))
    }
}
