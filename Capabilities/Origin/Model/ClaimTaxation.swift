public import Kernel

/// What goods owe with and without a preference that is claimed. Rates are the tariff's, and the
/// tariff reads this room and not the other way round: the house hands it over. What a claimant
/// says of rates would decide what his own security is, so he is not asked.
public struct ClaimTaxation: Sendable {
    /// The goods a preference is claimed for.
    public struct Goods: Sendable, Hashable {
        public let code: String
        /// ISO alpha-3.
        public let country: String
        /// Id of the agreement.
        public let agreement: String
        /// Customs value in yuan.
        public let value: Fixed
        /// As `2000/035`, several with blanks between; empty when none was told.
        public let quantity: String
        public let day: Day
    }

    /// All taxes by one rate of duty.
    public struct Owed: Sendable, Hashable {
        /// The rate in words.
        public let rate: Localized
        public let duty: Fixed
        public let consumption: Fixed
        public let vat: Fixed
        public let total: Fixed

        public init(rate: Localized, duty: Fixed, consumption: Fixed, vat: Fixed, total: Fixed) {
            self.rate = rate
            self.duty = duty
            self.consumption = consumption
            self.vat = vat
            self.total = total
        }
    }

    /// What came out.
    public enum Outcome: Sendable, Hashable {
        case taxes(full: Owed, preferential: Owed, citations: [Citation])
        /// The agreement leaves the goods out, or its rate is not lower than what applies anyhow.
        case nothingToGain(full: Localized, preferential: Localized)
        /// It cannot be computed.
        case refused(Fault)
    }

    let outcome: @Sendable (Goods) -> Outcome

    /// What goods owe.
    ///
    /// - Parameters:
    ///   - country: ISO alpha-3.
    ///   - quantity: as `2000/035`; empty when none was told.
    public func owed(
        code: String, country: String, agreement: String, value: Fixed, quantity: String,
        on day: Day
    ) -> Outcome {
        outcome(
            Goods(
                code: code, country: country, agreement: agreement, value: value,
                quantity: quantity, day: day))
    }

    /// - Parameter outcome: asks the tariff of the day.
    public init(_ outcome: @escaping @Sendable (Goods) -> Outcome) { self.outcome = outcome }
}
