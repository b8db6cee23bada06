public import Kernel

/// Every rate of duty that is open to goods, the cheapest lawful one first, and why the others are
/// not (最优税率查询).
public struct BestRate: Sendable {
    /// The kinds of rate of 关税法 第十条.
    public enum Kind: String, Sendable, Hashable {
        case general, mfn, provisional, agreement, special
        case inQuota = "in-quota"
    }

    /// What must be shown to earn a rate; in order of effort.
    public enum Proof: Int, Sendable, Hashable, Comparable {
        case none = 0
        /// A certificate or declaration of origin.
        case origin = 1
        /// A quota certificate.
        case quota = 2

        public static func < (left: Proof, right: Proof) -> Bool { left.rawValue < right.rawValue }
    }

    /// A rate one may apply for.
    public struct Candidate: Sendable {
        public let kind: Kind
        /// The agreement, for conventional and special preferential rates.
        public let agreement: AgreementRates.Membership?
        /// The code it is declared under: another one of the same line for goods inside a quota.
        public let code: GoodsCode
        public let rate: DutyRate
        public let proof: Proof
        /// Where the rate is written.
        public let citation: Citation
        /// First day of the rate; nil for one of a schedule that goes by year.
        public let from: Day?
        public let isReferenceOnly: Bool
        /// Duty in yuan; nil when it cannot be computed from what was given.
        public let duty: Fixed?
        /// All taxes; nil when one of them cannot be computed.
        public let taxes: ImportTaxes?
        /// What is saved against claiming nothing, in yuan; nil where that cannot be said.
        public internal(set) var saving: Fixed?
        /// Why an amount is missing.
        public let trouble: TariffRefusal?
        /// Years in which the rate changes, and to what; for schedules that go by year.
        public let future: [(year: Int, rate: Fixed)]
        /// Set when the agreement asks for a share of value added in the exporting party.
        let additionalRequirement: Dated<AddedValueLine>?
        /// How the journey stands under the agreement; nil where no route was given.
        public let journey: JourneyFinding?

        /// By what candidates are put in order: all taxes, or the duty where one of the others
        /// cannot be computed (it is then lacking for every candidate).
        var order: Fixed? { taxes?.total ?? duty }
    }

    /// Why a rate is not among the candidates.
    public enum Reason: String, Sendable, Hashable {
        /// The agreement leaves the code out.
        case excluded
        /// Its schedule, made for an older edition, has no such line.
        case noLine = "no-line"
        /// The house does not hold the schedule: not stated, which is not zero.
        case notStated = "not-stated"
        /// Not lower than what applies without any claim.
        case notLower = "not-lower"
        /// Replaced by the provisional rate.
        case replaced
        /// Direct consignment is not met on the route that was given.
        case journey
    }

    /// A rate that is known of and is no candidate.
    public struct PassedOver: Sendable {
        public let kind: Kind
        public let agreement: AgreementRates.Membership?
        public let rate: DutyRate?
        public let reason: Reason
        /// Of the rate; nil where none is held.
        var isReferenceOnly: Bool?
        /// Set where the route is the reason.
        public var journey: JourneyFinding?
    }

    public let line: TariffLine
    public let origin: TariffBook.Origin
    public let day: Day
    /// Customs value in yuan.
    public let value: Fixed
    /// What the value was given in, where not in yuan.
    public internal(set) var given: Money?
    /// Whether the value was assumed because none was given.
    public let isAssumed: Bool
    public let quantities: [Quantity]
    /// Where the goods passed through; nil where that was not told.
    public let route: TransitRoute?
    /// Cheapest first; where two owe the same, the one with less to show.
    public let candidates: [Candidate]
    public let passedOver: [PassedOver]

    /// Agreements that are open to the origin and whose rate for the line is not held: it may be
    /// lower than the first candidate's, unless that owes nothing.
    public var unheld: [AgreementRates.Membership] {
        if let duty = candidates.first?.duty, duty.isZero { return [] }
        return passedOver.filter { $0.reason == .notStated || $0.reason == .noLine }
            .compactMap(\.agreement)
    }

    /// What applies when nothing is claimed.
    public var unclaimed: Candidate? {
        candidates.first { $0.proof == .none }
    }
}
