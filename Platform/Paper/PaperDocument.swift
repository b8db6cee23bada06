public import Kernel

/// What stands on paper, before it is set: plain text in blocks, in one language. Nothing in it is
/// markup, so nothing in it can become any.
public struct PaperDocument: Sendable {
    public var language: Language
    /// What it is: `原产地证书`.
    public var title: String
    /// Below the title: agreement, form; empty for none.
    public var subtitle: String
    /// Whose document it is, top left.
    public var issuer: String
    /// Number on the paper; empty for none.
    public var number: String
    /// The document's own day; also the creation date in the file, so that the same document gives
    /// the same bytes whenever it is set.
    public var day: Day
    /// Verification code as it is read, in groups; empty for none.
    public var code: String
    /// Where the code is verified: what the QR code leads to; empty for no QR code.
    public var address: String
    /// Stands in the foot of each page.
    public var footnote: String
    public var blocks: [PaperBlock]

    public init(
        language: Language, title: String, subtitle: String = "", issuer: String,
        number: String = "", day: Day, code: String = "", address: String = "",
        footnote: String = "", blocks: [PaperBlock]
    ) {
        self.language = language
        self.title = title
        self.subtitle = subtitle
        self.issuer = issuer
        self.number = number
        self.day = day
        self.code = code
        self.address = address
        self.footnote = footnote
        self.blocks = blocks
    }
}

/// A part of a document, from top to bottom.
public enum PaperBlock: Sendable, Hashable {
    case heading(String)
    case paragraph(String)
    /// Small print.
    case note(String)
    /// Names and values, in so many columns.
    case grid([PaperField], columns: Int)
    /// A line of boxes of a form, side by side.
    case boxes([PaperBox])
    case table(PaperTable)
    /// Who signs: lines in a frame at the right.
    case seal([String])
}

/// A value with its name.
public struct PaperField: Sendable, Hashable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// A box of a form: its printed label and what was filled in.
public struct PaperBox: Sendable, Hashable {
    public var label: String
    public var text: String
    /// Share of the width, relative to its neighbours.
    public var weight: Double
    /// Least height in points.
    public var height: Double

    public init(_ label: String, _ text: String, weight: Double = 1, height: Double = 0) {
        self.label = label
        self.text = text
        self.weight = weight
        self.height = height
    }
}

/// A table whose head is repeated on every page it reaches.
public struct PaperTable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var title: String
        /// Share of the width, relative to its neighbours.
        public var weight: Double
        /// Figures stand at the right.
        public var isNumber: Bool

        public init(_ title: String, weight: Double = 1, isNumber: Bool = false) {
            self.title = title
            self.weight = weight
            self.isNumber = isNumber
        }
    }

    public var columns: [Column]
    public var rows: [[String]]
    /// Sums, set apart at the end; empty for none.
    public var totals: [String]

    public init(_ columns: [Column], rows: [[String]], totals: [String] = []) {
        self.columns = columns
        self.rows = rows
        self.totals = totals
    }
}
