public import Kernel
public import Reference

/// Late fee of duty and taxes (滞纳金): so much of the tax for each day past the term, and nothing up
/// to the amount that is not levied. The one rule of it, for calculators and tax bills.
public struct LateFee: Sendable {
    private let thresholds: Thresholds

    init(_ thresholds: Thresholds) { self.thresholds = thresholds }

    /// The rule with its dated figures (`Data/thresholds.csv`).
    public static func load(_ share: Share) throws(DataFault) -> LateFee {
        LateFee(try Thresholds.load(share))
    }

    /// The same with what an operator loads on top, of which the codes know.
    public static func load(_ share: Share, beside codes: GoodsCodes) throws(DataFault) -> LateFee {
        var thresholds = try Thresholds.load(share)
        thresholds.loaded = codes.loaded
        return LateFee(thresholds)
    }

    /// What the days cost, and how that comes about.
    public struct Outcome: Sendable {
        /// In yuan, to the fen, whether or not it is levied.
        public let computed: Fixed
        /// The same, zero where it is not levied.
        public let levied: Fixed
        public let explanation: Explanation
    }

    /// The late fee of one payment up to which it is not levied, in yuan.
    ///
    /// - Throws: `LookupRefusal` when no figure was in force that day.
    public func exempt(on day: Day) throws -> Fixed {
        try thresholds.amount(.consignmentTax, on: day).value
    }

    /// The late fee of a tax.
    ///
    /// - Parameters:
    ///   - tax: in yuan.
    ///   - days: past the term.
    ///   - day: whose figures count.
    /// - Throws: `LookupRefusal` when no figure was in force that day or the numbers are too large.
    public func of(_ tax: Fixed, days: Int, on day: Day) throws -> Outcome {
        let rate = try thresholds.amount(.lateFee, on: day)
        let exempt = try thresholds.amount(.consignmentTax, on: day)
        let fee = try inRange { () throws(NumberFault) in
            try tax.scaled(
                Int128(rate.value.raw) * Int128(days), over: 10_000 * Int128(Fixed.scale),
                places: 2)
        }
        let levied = fee <= exempt.value ? Fixed.zero : fee
        let sum = "\(tax.grouped) × \(rate.value.text)‱ × \(days) = \(fee.grouped)"
        let verdict = levied.isZero
            ? Localized(
                zh: "\(sum) 元，不超过 \(exempt.value.grouped) 元，免征。",
                en: "\(sum) yuan, not above \(exempt.value.grouped): not levied.")
            : Localized(zh: "滞纳金 \(sum) 元。", en: "Late fee \(sum) yuan.")
        return Outcome(
            computed: fee, levied: levied,
            explanation: Explanation(
                rule: "tariff.late-fee", version: rate.from,
                title: Localized(zh: "滞纳金", en: "Late fee"),
                inputs: [
                    input("税款", "Tax", tax.grouped), input("天数", "Days", String(days)),
                ], outcome: verdict, citations: [rate.citation, exempt.citation]))
    }
}
