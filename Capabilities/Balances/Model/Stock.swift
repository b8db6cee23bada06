public import Kernel

/// Goods of one kind in the account book of a zone enterprise (账册), counted in one unit.
public struct StockItem: Sendable, Hashable {
    /// Whose book it is: the enterprise in the zone.
    public let tenant: String
    /// Number of the account book (`emsNo`).
    public let book: String
    /// Number of the item in the book (`itemRecordNo`).
    public let item: String
    /// Declared unit by its customs number, three digits.
    public let unit: String
    /// The account of the ledger that counts it.
    public let account: AccountID
    public let name: String
}

/// Goods that have come into the zone: a line of the checked filing list (核注清单) of a book.
public struct StockEntry: Sendable, Hashable {
    public var book: String
    /// Number of the filing list and its line; with the item it is the key of the entry.
    public var reference: String
    public var item: String
    public var name: String
    /// Customs number of the unit.
    public var unit: String
    /// Above zero.
    public var quantity: Fixed

    public init(
        book: String, reference: String, item: String, name: String, unit: String,
        quantity: Fixed
    ) {
        self.book = book
        self.reference = reference
        self.item = item
        self.name = name
        self.unit = unit
        self.quantity = quantity
    }
}

/// A count on the shelf, held against the book (盘点).
public struct StockCount: Sendable, Hashable {
    /// What becomes of the difference.
    public enum Decision: String, Sendable, Hashable, CaseIterable {
        /// The book follows the shelf: a shortage is written off, a surplus booked in.
        case adjust
        /// The book stays as it is while the difference is looked into.
        case keep
    }

    public var book: String
    public var item: String
    public var unit: String
    /// Number of the count; its key.
    public var reference: String
    public var counted: Fixed
    public var decision: Decision
    public var reason: String

    public init(
        book: String, item: String, unit: String, reference: String, counted: Fixed,
        decision: Decision, reason: String
    ) {
        self.book = book
        self.item = item
        self.unit = unit
        self.reference = reference
        self.counted = counted
        self.decision = decision
        self.reason = reason
    }
}

/// A count as it stands in the books.
public struct StockCountEntry: Sendable, Hashable {
    public let reference: String
    /// What the book said when it was counted.
    public let booked: Fixed
    public let counted: Fixed
    public let decision: StockCount.Decision
    public let reason: String
    public let at: Instant
    /// Id of whoever decided.
    public let decidedBy: String

    /// Counted less booked: below zero for a shortage.
    public var difference: Fixed { Fixed(raw: counted.raw - booked.raw) }
}

/// What happened to an item in a period. Opening, entered, freed, returned and adjusted, less
/// taken, is closing, always.
public struct StockStatement: Sendable, Hashable {
    public var opening = Fixed.zero
    /// By filing lists.
    public var entered = Fixed.zero
    /// By lists that were accepted.
    public var taken = Fixed.zero
    /// By lists that did not go out after all.
    public var freed = Fixed.zero
    /// By returns of what buyers had received.
    public var returned = Fixed.zero
    /// By counts; below zero when more was written off than booked in.
    public var adjusted = Fixed.zero

    /// What is there at the end of the period.
    public var closing: Fixed {
        Fixed(
            raw: opening.raw + entered.raw - taken.raw + freed.raw + returned.raw + adjusted.raw)
    }
}
