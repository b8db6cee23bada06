public import Kernel

/// An import duty rate: per cent of the customs value, an amount by quantity, both, one of two by
/// price, or not stated.
public enum DutyRate: Sendable, Hashable {
    /// Per cent of the customs value.
    case adValorem(pct: Fixed)
    /// Yuan per unit.
    case specific(amount: Fixed, unit: String)
    /// Per cent of the customs value and yuan per unit together.
    case compound(pct: Fixed, amount: Fixed, unit: String)
    /// One of two rates, by the price of a unit.
    indirect case byPrice(PriceSplit, upTo: DutyRate, above: DutyRate)
    /// An amount by quantity, alone or beside a percentage; the amount is not in our table.
    case specificOrCompound
    /// By a formula that moves with the price (cotton above quota), which is not in our table.
    case sliding

    /// The price of a unit that parts two rates.
    public struct PriceSplit: Sendable, Hashable {
        /// The lower rate's range includes it.
        public let price: Fixed
        public let currency: CurrencyCode
        /// Unit the price is counted by, a code of the units table.
        public let unit: String
    }

    /// Whether an amount can be computed from it.
    public var isStated: Bool {
        switch self {
        case .adValorem, .specific, .compound: true
        case .byPrice(_, let upTo, let above): upTo.isStated && above.isStated
        case .specificOrCompound, .sliding: false
        }
    }

    /// Whether its percentages lie below the whole value.
    var isPlausible: Bool {
        switch self {
        case .adValorem(let pct), .compound(let pct, _, _): pct < Fixed(100)
        case .byPrice(_, let upTo, let above): upTo.isPlausible && above.isPlausible
        case .specific, .specificOrCompound, .sliding: true
        }
    }

    /// The percentage of a rate that is nothing else.
    public var pct: Fixed? {
        if case .adValorem(let pct) = self { return pct }
        return nil
    }
}

extension DutyRate {
    /// Reads our own notation: `10` (per cent), `0.6/035` (yuan per unit), `3+4374/001` (both),
    /// `502<=2000/001?30:3+4374/001` (up to 2,000 US dollars a unit, above), and the words
    /// `specific-or-compound` and `sliding` for rates whose amounts are not known. Nil for anything
    /// else; per cent must lie below 1000 and amounts below a million.
    public init?(notation text: some StringProtocol) {
        let bytes = Array(text.utf8)
        if let rate = DutyRate.read(bytes[...], splits: true) { self = rate } else { return nil }
    }

    /// The notation `init(notation:)` reads.
    public var notation: String {
        switch self {
        case .adValorem(let pct): pct.text
        case .specific(let amount, let unit): "\(amount.text)/\(unit)"
        case .compound(let pct, let amount, let unit): "\(pct.text)+\(amount.text)/\(unit)"
        case .byPrice(let split, let upTo, let above):
            "\(split.currency.code)<=\(split.price.text)/\(split.unit)"
                + "?\(upTo.notation):\(above.notation)"
        case .specificOrCompound: "specific-or-compound"
        case .sliding: "sliding"
        }
    }

    private static func read(_ bytes: ArraySlice<UInt8>, splits: Bool) -> DutyRate? {
        if let pct = number(bytes, below: 1000) { return .adValorem(pct: pct) }
        if splits, let question = bytes.firstIndex(of: UInt8(ascii: "?")) {
            return byPrice(bytes[..<question], bytes[(question + 1)...])
        }
        if let plus = bytes.firstIndex(of: UInt8(ascii: "+")) {
            guard let pct = number(bytes[..<plus], below: 1000),
                case .specific(let amount, let unit) = read(bytes[(plus + 1)...], splits: false)
            else { return nil }
            return .compound(pct: pct, amount: amount, unit: unit)
        }
        if let (amount, unit) = perUnit(bytes) { return .specific(amount: amount, unit: unit) }
        switch String(decoding: bytes, as: UTF8.self) {
        case "specific-or-compound": return .specificOrCompound
        case "sliding": return .sliding
        default: return nil
        }
    }

    private static func byPrice(_ test: ArraySlice<UInt8>, _ rates: ArraySlice<UInt8>) -> DutyRate?
    {
        guard test.count > 5, test.dropFirst(3).starts(with: "<=".utf8),
            let currency = CurrencyCode(String(decoding: test.prefix(3), as: UTF8.self)),
            let (price, unit) = perUnit(test.dropFirst(5)), price > .zero,
            let colon = rates.firstIndex(of: UInt8(ascii: ":")),
            let upTo = read(rates[..<colon], splits: false),
            let above = read(rates[(colon + 1)...], splits: false)
        else { return nil }
        return .byPrice(
            PriceSplit(price: price, currency: currency, unit: unit), upTo: upTo, above: above)
    }

    private static func perUnit(_ bytes: ArraySlice<UInt8>) -> (Fixed, String)? {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
            let amount = number(bytes[..<slash], below: 1_000_000)
        else { return nil }
        let unit = bytes[(slash + 1)...]
        guard unit.count == 3, unit.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return (amount, String(decoding: unit, as: UTF8.self))
    }

    private static func number(_ bytes: ArraySlice<UInt8>, below limit: Int32) -> Fixed? {
        guard let first = bytes.first, first >= 0x30, first <= 0x39,
            let number = try? Fixed(Substring(decoding: bytes, as: UTF8.self)),
            number < Fixed(limit)
        else { return nil }
        return number
    }
}
