public import Kernel

/// What a good is made of and how, as its maker states it: the facts a rule of origin looks at.
public struct Worksheet: Sendable, Hashable {
    /// Six to ten digits.
    public var code: String
    public var name: String
    /// Where it was made and is exported from, ISO alpha-3.
    public var exporter: String
    /// Where it goes, ISO alpha-3.
    public var importer: String
    public var on: Day
    /// ISO 4217; all amounts are in it.
    public var currency: String
    /// Value free on board of the good.
    public var fob: Fixed
    /// Net weight of the good in kilograms.
    public var weight: Fixed?
    public var materials: [Material]
    public var labour: Fixed?
    public var overhead: Fixed?
    public var profit: Fixed?
    public var other: Fixed?
    /// Processes stated to have been done, by their names in `processes.csv`.
    public var stated: Set<String>
    /// Stated to be wholly obtained or produced in the parties.
    public var isWhollyObtained: Bool
    /// Operations that are all that was done to the materials, by their names in
    /// `minimal-operations.csv`; empty where more was done.
    public var onlyOperations: [String]

    /// What the good is made of.
    public struct Material: Sendable, Hashable {
        public var name: String
        /// Six to ten digits; may be empty for an originating or a neutral one.
        public var code: String
        public var value: Fixed
        /// ISO alpha-3; empty where it is not known.
        public var origin: String
        /// Stated, and shown by the supplier's proof, to be originating in the country named.
        public var isOriginating: Bool
        /// Kilograms.
        public var weight: Fixed?
        public var kind: Kind

        /// How it counts.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case material
            /// Used up without entering the good: neutral.
            case indirect
            /// For transport: disregarded.
            case transportPacking = "transport-packing"
            /// Sold with the good: disregarded for a change of classification, counted in value.
            case retailPacking = "retail-packing"
        }
    }
}

extension Worksheet {
    /// The chapter of the good.
    var chapter: Int { Int(code.prefix(2)) ?? 0 }

    /// Whether all cost figures were given, so that value content can be built up.
    var costs: [Fixed]? {
        guard let labour, let overhead, let profit, let other else { return nil }
        return [labour, overhead, profit, other]
    }
}

/// A share as an exact quotient: 39.99 is not 40.
struct ExactShare: Sendable, Hashable {
    let part: Fixed
    /// Above zero.
    let whole: Fixed

    func isAtLeast(_ percent: Fixed) -> Bool {
        Int128(part.raw) * 100 * Int128(Fixed.scale) >= Int128(percent.raw) * Int128(whole.raw)
    }

    func isAtMost(_ percent: Fixed) -> Bool {
        Int128(part.raw) * 100 * Int128(Fixed.scale) <= Int128(percent.raw) * Int128(whole.raw)
    }

    /// Per cent with four decimals at most, cut and never rounded up, so that what is short of a
    /// threshold is not shown as reaching it.
    var text: String {
        guard whole > .zero else { return "–" }
        let cut = Int128(part.raw) * 100 * 10_000 / Int128(whole.raw)
        return Fixed(raw: Int64(clamping: cut * 10)).text + "%"
    }
}
