import Kernel

/// A goods declaration (报关单) of general trade, and how far it has come.
struct GoodsEntry: Sendable, Hashable {
    /// The consignee's id.
    let tenant: String
    /// Eighteen digits (报关单号).
    let number: String
    /// Id of the enterprise that sent it: the consignee or its broker.
    let lodger: String
    let ownNumber: String
    let district: String
    let isAdvance: Bool
    /// Begun by a summary declaration.
    let isTwoStep: Bool
    let acceptedOn: Day
    let lodgedAt: Instant
    let lodgedBy: String

    var state: EntryState
    var step: EntryStep
    var taxation: EntryTaxation
    var document: EntryDocument
    /// What step one said, once step two is there.
    var summary: EntryDocument?
    var arrival: Arrival?
    /// The day the means of transport declared entry; nil until it is known.
    var enteredOn: Day?
    /// The day of the full declaration.
    var completedOn: Day?
    var completedDigest: String?
    /// Not drawn for inspection, or found right.
    var isCleared = false
    /// Inspected as the law asks, or by an accepted result.
    var isTested = false
    var releasedOn: Day?
    /// Customs value and tax, in yuan.
    var value = Fixed.zero
    var tax = Fixed.zero
    /// Late declaration fee (滞报金), in yuan.
    var fee = Fixed.zero
    /// What is reserved on the guarantee account now.
    var security = Fixed.zero
    /// How many reservations there were: part of their keys.
    var transfers = 0
    /// Month of the payment note it belongs to, `2026-11`.
    var period: String?
    var remindedOn: Day?
    /// Corrections that came after the days in which they are not counted.
    var errors = 0
    var reason = ""

    /// Key of the reservation that holds now.
    var transfer: String { "entry/\(number)/\(transfers)" }

    /// What is to be paid.
    var owed: Fixed { (try? tax.adding(fee)) ?? tax }

    /// The day rates are taken of: that of the transport's entry for goods declared before they
    /// came, else that of acceptance.
    var rateDay: Day { isAdvance ? enteredOn ?? acceptedOn : acceptedOn }
}
