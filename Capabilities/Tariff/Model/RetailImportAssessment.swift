public import Kernel

/// What came out for an order: whether it is admitted, and what it owes.
public struct RetailImportAssessment: Sendable {
    public let order: RetailImportOrder
    /// Verdict on the limits, with the value of the order and the buyer's used amount.
    public let limit: RetailImportLimitDecision
    /// Taxes; nil when the limits refuse the order, so that nobody takes *refused* for *tax-free*.
    public let taxes: RetailImportTaxes?
    let factors: Dated<RetailImportFactors>

    init(
        order: RetailImportOrder, limit: RetailImportLimitDecision,
        factors: Dated<RetailImportFactors>, taxes: RetailImportTaxes?
    ) {
        self.order = order
        self.limit = limit
        self.factors = factors
        self.taxes = taxes
    }

    /// How the result came about, down to every figure. Made on demand from what the assessment
    /// holds, because most orders are never looked into; the same assessment always gives the same
    /// explanation.
    public var explanation: Explanation { explain(self) }
}

/// The taxes of an order, in yuan.
public struct RetailImportTaxes: Sendable, Hashable {
    /// The taxes of one goods line.
    public struct Line: Sendable, Hashable {
        /// Place of the line in the order, from 1.
        public let number: Int
        /// The code with the rates that were applied.
        public let tariff: TariffLine
        /// What the positive list says of the code.
        public let listing: PositiveList.Verdict
        /// Price of the line.
        public let price: Fixed
        /// Its share of freight and insurance.
        public let share: Fixed
        /// Customs value: price and share.
        public let value: Fixed
        let rates: LineRates
        /// What the consumption tax was computed from.
        public let base: ConsumptionTaxBase
        public let duty: Fixed
        public let consumption: Fixed
        public let vat: Fixed
        /// Duty, consumption tax and VAT together.
        public let total: Fixed
    }

    public let lines: [Line]
    public let duty: Fixed
    public let consumption: Fixed
    public let vat: Fixed
    /// Duty, consumption tax and VAT of all lines.
    public let total: Fixed

    init(lines: [Line]) throws(NumberFault) {
        var duty = Fixed.zero
        var consumption = Fixed.zero
        var vat = Fixed.zero
        for line in lines {
            duty = try duty.adding(line.duty)
            consumption = try consumption.adding(line.consumption)
            vat = try vat.adding(line.vat)
        }
        self.lines = lines
        self.duty = duty
        self.consumption = consumption
        self.vat = vat
        total = try duty.adding(consumption).adding(vat)
    }
}
