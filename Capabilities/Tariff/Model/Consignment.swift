public import Kernel

/// One shipment (一票货物) as its duty and taxes are worked out.
public struct Consignment: Sendable, Hashable {
    /// What the price includes.
    public enum Terms: String, Sendable, Hashable, CaseIterable {
        /// Price, freight and insurance.
        case cif
        /// Price and freight; insurance is added.
        case cfr
        /// Neither: both are added.
        case fob
    }

    /// One good.
    public struct Line: Sendable, Hashable {
        public let hs10: String
        /// Customs number or three letters; nil when it is not known, which costs the general rate.
        public let origin: String?
        /// What is paid for the whole line, on the terms of the consignment.
        public let price: Money
        /// What the buyer bears and the price leaves out (关税法 第二十五条), in the price's
        /// currency.
        public let additions: Fixed
        /// What stands apart in the price and does not count (第二十六条), likewise.
        public let deductions: Fixed
        public let quantities: [Quantity]
        /// The agreement claimed, `best` for the cheapest that may be, nil for no claim.
        public let claim: String?

        public init(
            hs10: String, origin: String?, price: Money, additions: Fixed = .zero,
            deductions: Fixed = .zero, quantities: [Quantity] = [], claim: String? = nil
        ) {
            self.hs10 = hs10
            self.origin = origin
            self.price = price
            self.additions = additions
            self.deductions = deductions
            self.quantities = quantities
            self.claim = claim
        }
    }

    /// The day whose rates of duty and tax apply: that of the declaration, or, where it was made in
    /// advance, of the day the means of transport declared entry.
    public let day: Day
    /// The day the declaration was complete: it decides on currencies.
    public let currencyDay: Day
    public let terms: Terms
    public let freight: Money?
    /// Nil when not known: then a share of price and freight stands for it.
    public let insurance: Money?
    public let lines: [Line]

    public init(
        day: Day, currencyDay: Day? = nil, terms: Terms = .cif, freight: Money? = nil,
        insurance: Money? = nil, lines: [Line]
    ) {
        self.day = day
        self.currencyDay = currencyDay ?? day
        self.terms = terms
        self.freight = freight
        self.insurance = insurance
        self.lines = lines
    }
}

/// What a consignment owes, line by line and in all.
public struct ConsignmentTaxes: Sendable {
    /// What one line owes.
    public struct Line: Sendable {
        public let number: Int
        public let line: TariffLine
        public let origin: TariffBook.Origin?
        /// The rate that was applied.
        public let rate: BestRate.Candidate
        /// Whether the line's rates or the one applied come from where nothing is official.
        var isReferenceOnly: Bool { line.isReferenceOnly || rate.isReferenceOnly }
        /// Price with additions and without deductions, in yuan.
        public let price: Fixed
        /// Freight and insurance of the line, in yuan.
        public let share: Fixed
        /// Customs value in yuan.
        public let value: Fixed
        /// What would be owed if nothing were exempt.
        public internal(set) var duty: Fixed
        public internal(set) var consumption: Fixed
        public internal(set) var vat: Fixed
        let base: ConsumptionTaxBase
        /// Which taxes are not levied because the consignment's stays within the exemption.
        public internal(set) var exempt: Set<Tax> = []

        public var total: Fixed {
            // Each is within range, and so is their sum: it was added up before.
            (try? levied(.duty).adding(levied(.consumption)).adding(levied(.vat))) ?? .zero
        }

        /// The amount of a tax that is levied.
        public func levied(_ tax: Tax) -> Fixed {
            if exempt.contains(tax) { return .zero }
            switch tax {
            case .duty: return duty
            case .consumption: return consumption
            case .vat: return vat
            }
        }
    }

    public enum Tax: String, Sendable, Hashable, CaseIterable {
        case duty, consumption, vat
    }

    /// Insurance that was reckoned because none was given, in yuan.
    public let assumedInsurance: Fixed?
    /// Every line: its taxes, or why there are none.
    public let lines: [Result<Line, ConsignmentFault>]
    /// Sums of what is levied; nil when a line could not be taxed.
    public let totals: [Tax: Fixed]?
    /// The exemption of a consignment's tax.
    public let exemption: Dated<Fixed>

    /// Everything levied.
    public var total: Fixed? {
        totals.flatMap { sums in
            try? Tax.allCases.reduce(Fixed.zero) { try $0.adding(sums[$1] ?? .zero) }
        }
    }

    public var taxed: [Line] { lines.compactMap { try? $0.get() } }
}

/// Why a line of a consignment could not be taxed.
public struct ConsignmentFault: Error, Sendable {
    /// The line, from 1.
    public let number: Int
    public let refusal: any Refusal
}
