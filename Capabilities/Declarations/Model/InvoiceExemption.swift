import Kernel
import Wire

/// What a seller states of a list to be exempt without purchase invoice.
struct InvoiceExemptionStatement: Sendable, Hashable {
    /// Whether there is a valid purchase voucher (有效进货凭证): then it is no such case.
    var hasVoucher: Bool
    /// Whether a refund is claimed for the goods.
    var claimsRefund: Bool
    /// Whether the seller is a small low-profit enterprise (小型微利企业).
    var isSmall: Bool

    var json: JSON {
        .object([
            .init("hasPurchaseVoucher", .bool(hasVoucher)),
            .init("claimsRefund", .bool(claimsRefund)), .init("isSmall", .bool(isSmall)),
        ])
    }

    /// As it is kept.
    var encoded: String { json.encoded }

    /// Nil when something is not stated.
    init?(_ json: JSON) {
        guard case .bool(let voucher)? = json["hasPurchaseVoucher"],
            case .bool(let refund)? = json["claimsRefund"], case .bool(let small)? = json["isSmall"]
        else { return nil }
        self.init(hasVoucher: voucher, claimsRefund: refund, isSmall: small)
    }

    init?(encoded: String) {
        guard let json = try? JSON(Array(encoded.utf8)) else { return nil }
        self.init(json)
    }

    init(hasVoucher: Bool, claimsRefund: Bool, isSmall: Bool) {
        self.hasVoucher = hasVoucher
        self.claimsRefund = claimsRefund
        self.isSmall = isSmall
    }
}

/// A list registered as exempt without purchase invoice.
struct InvoiceExemption: Sendable {
    let seller: String
    /// E-Port number of the list, and its declarant.
    let list: String
    let declarant: String
    let invtNo: String
    /// `2026Q4`.
    let quarter: String
    let exportedOn: Day
    let statement: InvoiceExemptionStatement
    /// In yuan.
    let revenue: Fixed
    /// Assessed income, in yuan.
    let assessed: Fixed
    let at: Instant

    /// `2026Q4`.
    static func quarter(of day: Day) -> String { "\(day.year)Q\((day.month + 2) / 3)" }
}

/// The registered lists of a quarter, and what they owe together.
struct InvoiceExemptionQuarter: Sendable {
    let quarter: String
    /// A page of them; the sums are of all.
    let exemptions: [InvoiceExemption]
    let count: Int64
    /// After which list the next page begins; nil where this is the last.
    let next: String?
    let revenue: Fixed
    let assessed: Fixed
    /// Enterprise income tax of the quarter; nil when no rate is in force.
    let tax: Fixed?
    let explanation: Explanation
}
