/// Why a number was not taken.
public enum NumberFault: Error, Sendable, Hashable {
    /// Something other than ASCII digits, one sign and one point.
    case notANumber
    /// More digits after the point than the type keeps.
    case tooManyDecimals
    /// Outside ±92 233 720 368 547.758 07.
    case outOfRange
    case divisionByZero
}

/// How a result that does not fit the scale is rounded.
public enum Rounding: Sendable {
    /// Half away from zero: what the customs do with the fen (四舍五入).
    case halfUp
    /// Towards zero.
    case down
}

/// A decimal number with five places, as customs messages carry them (N19,5).
///
/// Kept as a 64-bit count of 1/100 000; every operation computes on 128 bits and throws when the
/// result leaves the range, so untrusted figures cannot stop the process.
public struct Fixed: Sendable, Hashable, Comparable {
    /// Value times 100 000.
    public let raw: Int64

    public static let scale: Int64 = 100_000
    public static let zero = Fixed(raw: 0)

    public init(raw: Int64) { self.raw = raw }

    /// A whole number.
    public init(_ whole: Int32) { raw = Int64(whole) * Fixed.scale }

    /// Reads an XML Schema decimal: optional sign, digits, optional point. Nothing else: no
    /// exponent, no grouping, no full-width digits, no blanks.
    public init(_ text: some StringProtocol) throws(NumberFault) {
        var negative = false
        var digits: Int128 = 0
        var decimals = 0
        var seenDigit = false
        var seenPoint = false
        var first = true
        for byte in text.utf8 {
            defer { first = false }
            switch byte {
            case UInt8(ascii: "-") where first: negative = true
            case UInt8(ascii: "+") where first: break
            case UInt8(ascii: ".") where !seenPoint: seenPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                seenDigit = true
                let digit = Int128(byte - UInt8(ascii: "0"))
                if seenPoint {
                    decimals += 1
                    if decimals > 5 {
                        if digit != 0 { throw .tooManyDecimals }
                        continue
                    }
                }
                digits = digits * 10 + digit
                if digits > Int128(Int64.max) { throw .outOfRange }
            default: throw .notANumber
            }
        }
        guard seenDigit else { throw .notANumber }
        while decimals < 5 {
            digits *= 10
            decimals += 1
        }
        try self.init(wide: negative ? -digits : digits)
    }

    init(wide: Int128) throws(NumberFault) {
        guard let narrow = Int64(exactly: wide) else { throw .outOfRange }
        raw = narrow
    }

    public static func < (left: Fixed, right: Fixed) -> Bool { left.raw < right.raw }

    public func adding(_ other: Fixed) throws(NumberFault) -> Fixed {
        try Fixed(wide: Int128(raw) + Int128(other.raw))
    }

    public func subtracting(_ other: Fixed) throws(NumberFault) -> Fixed {
        try Fixed(wide: Int128(raw) - Int128(other.raw))
    }

    public func multiplied(by other: Fixed, _ rounding: Rounding = .halfUp) throws(NumberFault)
        -> Fixed
    {
        try Fixed(
            wide: divide(Int128(raw) * Int128(other.raw), by: Int128(Fixed.scale), rounding))
    }

    /// This number times `numerator / denominator`, rounded once at the end to `places` decimals.
    public func scaled(
        _ numerator: Int128, over denominator: Int128, places: Int = 5,
        _ rounding: Rounding = .halfUp
    ) throws(NumberFault) -> Fixed {
        guard denominator != 0 else { throw .divisionByZero }
        let (product, overflow) = Int128(raw).multipliedReportingOverflow(by: numerator)
        guard !overflow else { throw .outOfRange }
        let step = powerOfTen(5 - places)
        let (bottom, tooWide) = denominator.multipliedReportingOverflow(by: step)
        guard !tooWide else { throw .outOfRange }
        return try Fixed(wide: divide(product, by: bottom, rounding) * step)
    }

    /// Rounded to fewer decimals; 2 gives the fen.
    public func rounded(to places: Int, _ rounding: Rounding = .halfUp) -> Fixed {
        let step = Int64(powerOfTen(5 - places))
        let whole = divide(Int128(raw), by: Int128(step), rounding)
        return Fixed(raw: Int64(clamping: whole * Int128(step)))
    }

    public var negated: Fixed { Fixed(raw: raw == Int64.min ? Int64.max : -raw) }
    public var isZero: Bool { raw == 0 }
    public var isNegative: Bool { raw < 0 }

    /// Shortest exact form: `12`, `12.5`, `-0.00001`. This is what goes into messages.
    public var text: String {
        let magnitude = raw.magnitude
        let whole = magnitude / 100_000
        let part = magnitude % 100_000
        let sign = raw < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        var decimals = String(part)
        decimals = String(repeating: "0", count: 5 - decimals.utf8.count) + decimals
        while decimals.utf8.last == UInt8(ascii: "0") { decimals.removeLast() }
        return "\(sign)\(whole).\(decimals)"
    }

    /// For people: grouped thousands and two decimals at least, `1,234.50`.
    public var grouped: String {
        let magnitude = raw.magnitude
        let whole = magnitude / 100_000
        var part = magnitude % 100_000
        return String(unsafeUninitializedCapacity: 40) { bytes in
            // Written from the end: decimals, point, digits in groups of three, sign.
            var reversed: [40 of UInt8] = .init(repeating: 0)
            var count = 0
            func put(_ byte: UInt8) {
                reversed[count] = byte
                count += 1
            }
            var places = 5
            while places > 2, part % 10 == 0 {
                part /= 10
                places -= 1
            }
            for _ in 0..<places {
                put(UInt8(ascii: "0") + UInt8(part % 10))
                part /= 10
            }
            put(UInt8(ascii: "."))
            var rest = whole
            var digits = 0
            repeat {
                if digits > 0, digits % 3 == 0 { put(UInt8(ascii: ",")) }
                put(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
                digits += 1
            } while rest > 0
            if raw < 0 { put(UInt8(ascii: "-")) }
            for index in 0..<count { bytes[index] = reversed[count - 1 - index] }
            return count
        }
    }
}

private func powerOfTen(_ exponent: Int) -> Int128 {
    var result: Int128 = 1
    for _ in 0..<max(0, exponent) { result *= 10 }
    return result
}

private func divide(_ top: Int128, by bottom: Int128, _ rounding: Rounding) -> Int128 {
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    guard rounding == .halfUp, remainder != 0 else { return quotient }
    let half = remainder.magnitude * 2 >= bottom.magnitude
    let negative = (top < 0) != (bottom < 0)
    return half ? quotient + (negative ? -1 : 1) : quotient
}
