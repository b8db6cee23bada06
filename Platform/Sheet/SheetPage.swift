/// One sheet to be written: columns with their headings, rows of texts.
public struct SheetPage: Sendable, Hashable {
    /// What a column's heading looks like.
    public enum Heading: Sendable, Hashable {
        /// Must be filled in.
        case required
        case optional
        /// What the system says: red.
        case fault
        /// What the system says: plain.
        case result
    }

    /// One column.
    public struct Column: Sendable, Hashable {
        public var heading: String
        public var look: Heading
        /// In letters.
        public var width: Int
        /// Shown beside a cell that is chosen: title (32 letters) and text (255 letters).
        public var hint: String
        /// Column of another sheet whose values are offered; nil where anything is typed.
        public var choices: Choices?
        /// Figures that are reckoned with, and no codes: what is one is written as a number.
        public var isNumber: Bool

        public init(
            _ heading: String, _ look: Heading = .optional, width: Int = 16, hint: String = "",
            choices: Choices? = nil, isNumber: Bool = false
        ) {
            self.heading = heading
            self.look = look
            self.width = width
            self.hint = hint
            self.choices = choices
            self.isNumber = isNumber
        }
    }

    /// Values below the heading of a column of another sheet.
    public struct Choices: Sendable, Hashable {
        public var sheet: String
        /// From 0.
        public var column: Int
        public var count: Int

        public init(sheet: String, column: Int, count: Int) {
            self.sheet = sheet
            self.column = column
            self.count = count
        }
    }

    public var name: String
    public var columns: [Column]
    public var rows: [[String]]
    /// Cells at fault, for each row its columns; as long as `rows`, or empty.
    public var marked: [Set<Int>]
    /// Cells that were stored as numbers, whatever their column is; as long as `rows`, or empty.
    public var numbers: [Set<Int>]
    /// Rows for which hints and choices hold.
    public var spareRows: Int

    public init(
        name: String, columns: [Column], rows: [[String]] = [], marked: [Set<Int>] = [],
        numbers: [Set<Int>] = [], spareRows: Int = 0
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.marked = marked
        self.numbers = numbers
        self.spareRows = spareRows
    }
}
