/// Columns of text side by side: what every block is made of.
struct PaperRow {
    struct Cell {
        var label = ""
        var text: String
        /// Share of the row's width, of 1.
        var share: Double
        var style = TextStyle.cell
    }

    enum Frame {
        /// Text alone.
        case none
        /// A line below.
        case line
        /// A line around every cell.
        case boxes
        /// Light ground, and lines above and below.
        case head
        /// A heavier line above: sums.
        case totals
    }

    var cells: [Cell]
    var frame = Frame.none
    /// Least height in points.
    var height = 0.0
    /// Room around the text of a cell.
    var padding = 4.0
    /// From the left of the page's text.
    var indent = 0.0
    /// Of the page's text.
    var width = PageSize.text
}

/// A4, in points.
enum PageSize {
    static let width = 595.276
    static let height = 841.89
    static let margin = 48.0
    static let text = width - 2 * margin
    static let top = 44.0
    /// Where the text of a page ends; the foot is below.
    static let bottom = height - 66
}
