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
    /// How it was judged for inspection; nil until it was.
    var judged: EntryJudgement?
    /// Number of the inspection that was ordered (查验编号).
    var inspection: String?
    /// Where what arrived differs, while that is put right.
    var differing: [ArrivalDifference] = []
    /// The day its taxes were settled: paid, or none were owed.
    var settledOn: Day?
    /// The first day on which time may bring something for it; nil when it brings nothing.
    var watchOn: Day?

    /// Key of the reservation that holds now.
    var transfer: String { "entry/\(number)/\(transfers)" }

    /// What is to be paid.
    var owed: Fixed { (try? tax.adding(fee)) ?? tax }

    /// What its sender does next.
    var next: Localized {
        switch state {
        case .unsecured where step == .summary:
            Localized(
                zh: "补足税款担保后重试。凭概要申报放行须有担保，不能改为先缴税。",
                en: "Add to the guarantee and try again. A release on the summary needs security: "
                    + "it cannot be paid for instead.")
        case .payment where releasedOn != nil:
            Localized(
                zh: "货物已凭概要申报放行；请缴纳税款，缴清后办结并退还担保。",
                en: "The goods went on the summary. Pay the tax: that settles the entry and frees "
                    + "the guarantee.")
        default: state.next
        }
    }

    /// The day rates are taken of: that of the transport's entry for goods declared before they
    /// came, else that of acceptance.
    var rateDay: Day { isAdvance ? enteredOn ?? acceptedOn : acceptedOn }
}

/// How an entry was judged for inspection: enough to explain it again.
struct EntryJudgement: Sendable, Hashable {
    let day: Day
    /// 0 to 9 999; below the rate it is inspected.
    let draw: Int
    /// What was known of the enterprises, in one word of the room that says the rate.
    let standing: String

    /// As it is kept.
    var text: String { "\(day.text) \(draw) \(standing)" }

    init(day: Day, draw: Int, standing: String) {
        self.day = day
        self.draw = draw
        self.standing = standing
    }

    /// Nil when the text is none of ours.
    init?(text: String) {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let day = Day(parts[0]), let draw = Int(parts[1]) else {
            return nil
        }
        self.init(day: day, draw: draw, standing: parts[2])
    }
}
