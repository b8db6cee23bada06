public import Kernel

/// Something that stands for what somebody owes: a deposit or a letter of guarantee (税款担保).
public struct Guarantee: Sendable, Hashable {
    public enum Form: String, Sendable, Hashable, CaseIterable {
        /// Money paid in (保证金).
        case deposit
        /// A bank's letter of guarantee (银行保函).
        case bankLetter = "bank-letter"
        /// Another right or thing the authority has accepted.
        case other
    }

    /// Number of the letter or of the receipt for the deposit; unique for its holder.
    public let reference: String
    public let form: Form
    /// The bank or whoever answers; empty for the holder's own deposit.
    public let issuer: String
    /// Id of that enterprise where it is in the register: it then sees the guarantee. Empty else.
    public let issuerID: String
    /// In yuan, whole fen.
    public let amount: Fixed
    public let validFrom: Day
    /// Last day it holds; nil when it has none.
    public let validTo: Day?
    /// The decision or rule by which it was accepted.
    public let citation: Citation

    public init(
        reference: String, form: Form, issuer: String, issuerID: String = "", amount: Fixed,
        validFrom: Day, validTo: Day?, citation: Citation
    ) {
        self.reference = reference
        self.form = form
        self.issuer = issuer
        self.issuerID = issuerID
        self.amount = amount
        self.validFrom = validFrom
        self.validTo = validTo
        self.citation = citation
    }

    /// The account that all guarantees of an enterprise add to; what is owed is taken from it.
    public static var plan: AccountPlan {
        AccountPlan(
            id: AccountID(stored: "guarantee"), unit: .money(.cny),
            label: Localized(zh: "税款担保", en: "Tax guarantee"))
    }

    /// Key of the transfer that adds it.
    var transfer: String { "guarantee/" + reference }
}

/// A guarantee and how it came to stand in the books.
public struct GuaranteeEntry: Sendable, Hashable {
    public let guarantee: Guarantee
    public let addedAt: Instant
    /// Id of whoever added it.
    public let addedBy: String
    /// What has been drawn from it for tax that was not paid.
    public var called = Fixed.zero
    /// When it was given back; nil while it stands.
    public var releasedAt: Instant?

    /// What it still stands for; nothing once it was given back.
    public var standing: Fixed {
        releasedAt == nil ? Fixed(raw: guarantee.amount.raw - called.raw) : .zero
    }
}

/// A guarantee as who answers for it sees it.
struct IssuedGuarantee: Sendable {
    /// For whom it was given.
    let holder: Holder
    let entry: GuaranteeEntry
}

extension GuaranteeEntry {
    /// How the last day of what still stands needs somebody.
    enum End: Sendable {
        /// It is past, and the guarantee was not given back.
        case over
        case soon
    }

    /// Whether the authority has drawn from it, and it was not given back since.
    var isDrawn: Bool { releasedAt == nil && called > .zero }

    /// - Parameter notice: how many days before its end somebody is told.
    func end(on day: Day, notice: Int) -> End? {
        guard standing > .zero, let last = guarantee.validTo else { return nil }
        if last < day { return .over }
        return last <= day.adding(days: notice) ? .soon : nil
    }
}

/// Part of what was drawn, and the guarantee it was drawn from.
public struct GuaranteeDraw: Sendable, Hashable {
    /// Number of the letter or of the receipt for the deposit.
    public let reference: String
    public let amount: Fixed
}
