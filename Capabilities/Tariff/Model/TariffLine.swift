public import Kernel

/// One ten-digit code with its rates, as they hold from a day on. Rates are per cent (13 is 13 %).
///
/// The table behind it is a public compilation that was not compared with the official text: show
/// its rates as reference only (`isReferenceOnly`).
public struct TariffLine: Sendable, Hashable {
    public let code: GoodsCode
    /// Chinese name of the code; English name of its six-digit subheading, or of the code itself
    /// where `englishIsOwn`.
    public internal(set) var name: Localized
    /// Whether the English name is that of the ten digits, as an edition brought it.
    public internal(set) var englishIsOwn = false
    /// The most-favoured-nation rate.
    public let duty: DutyRate
    /// The general rate (普通税率); nil when not known.
    public let general: DutyRate?
    /// Provisional import rate in per cent, which replaces the most-favoured-nation rate; nil where
    /// there is none.
    public let provisional: Fixed?
    /// Whether the code is the part of a tariff-quota good inside or outside the quota; nil for
    /// goods without quota.
    public let quota: QuotaSide?
    /// Import VAT in per cent; nil when not known.
    public let vat: Fixed?
    public let consumption: ConsumptionRate
    /// First statutory unit, a code of the units table; nil when not known.
    public let unit1: String?
    /// Second statutory unit; nil when there is none or it is not known.
    public let unit2: String?
    /// What a declaration must say of the goods (申报要素), as a row of its table; 0 when not known.
    let elements: Int32
    /// Whether the elements and units are those of this very code, not of its neighbours.
    let elementsAreOwn: Bool
    /// What the code covers, in Chinese as the customs wrote it in 2019; empty when not known.
    public let scope: String
    /// The year whose tariff states its duty. An edition that says less than the duty and the
    /// provisional rate leaves it as it was: rates that are made for a year are carried over.
    let ratesOf: Int
    /// First day of this version; a rate that an amendment left as it was holds longer
    /// (`source(of:)`).
    public internal(set) var from: Day
    /// Last day; nil while in force.
    public let to: Day?
    public internal(set) var citation: Citation
    /// Whether any of the rates was not compared with the official text.
    public internal(set) var isReferenceOnly: Bool
    /// Sources of the rates of a line that was amended; empty for nearly every line.
    var own: [Part: Source] = [:]
}

/// On which side of a tariff quota (关税配额) a code lies.
public enum QuotaSide: String, Sendable, Hashable {
    /// Imported with a quota certificate.
    case inQuota = "in"
    case outOfQuota = "out"
}

/// The consumption tax of a code at import.
public enum ConsumptionRate: Sendable, Hashable {
    case none
    /// Per cent of the price that includes the tax.
    case adValorem(pct: Fixed)
    /// Per cent, but only for goods whose price per unit reaches the threshold.
    case aboveThreshold(pct: Fixed, Threshold)
    /// Yuan per unit; nil amount: the amount depends on facts the table does not hold.
    case specific(amount: Fixed?, unit: String)
    /// Yuan per unit, by the price of a unit in US dollars: `above` from `price` on, else `below`.
    case byPrice(price: Fixed, above: Fixed, below: Fixed, unit: String)
    /// Per cent and yuan per unit together; nil where it depends on facts the table does not hold.
    case compound(pct: Fixed?, amount: Fixed?, unit: String)
    /// Yuan per unit, and per cent by the price of a unit: `upper` from `price` yuan on, else
    /// `lower`. The price is reckoned with duty, the part by quantity and the lower rate in it
    /// (cigarettes: 财关税〔2004〕22号).
    case byComputedPrice(price: Fixed, upper: Fixed, lower: Fixed, amount: Fixed, unit: String)

    /// The price from which a tax on dear goods is due.
    public struct Threshold: Sendable, Hashable {
        /// Yuan per unit, itself included.
        public let price: Fixed
        /// Unit the price is counted by, a code of the units table.
        public let unit: String
        /// Whether the duty counts into the price that is tested.
        public let includesDuty: Bool
    }
}
