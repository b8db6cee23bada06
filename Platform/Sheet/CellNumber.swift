/// Numbers as a workbook stores them, in digits: a spreadsheet computes in binary and keeps
/// seventeen digits of it, but shows fifteen. Here nothing is computed in binary: the digits are
/// rounded to the fifteen that the person saw.
enum CellNumber {
    /// Digits a spreadsheet shows and keeps of what is typed.
    static let digits = 15

    /// `1.5E-3` as `0.0015`; nil when it is no number. `isExact` is false when the person may have
    /// typed more digits than the spreadsheet has kept, as in an identity number of eighteen.
    static func text(_ stored: String) -> (text: String, isExact: Bool)? {
        guard let parsed = Parsed(stored) else { return nil }
        var (digits, point) = (parsed.digits, parsed.point)
        if digits.count > CellNumber.digits {
            let rounds = digits[CellNumber.digits] >= 5
            digits.removeLast(digits.count - CellNumber.digits)
            if rounds { raise(&digits, &point) }
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { return ("0", true) }
        // Beyond any amount, count or code.
        guard point > -30, point < 40 else { return nil }
        return (written(digits, point, parsed.isNegative), point <= CellNumber.digits)
    }

    private static func raise(_ digits: inout [Int], _ point: inout Int) {
        for place in digits.indices.reversed() {
            if digits[place] < 9 {
                digits[place] += 1
                return
            }
            digits[place] = 0
        }
        digits.insert(1, at: 0)
        point += 1
    }

    private static func written(_ digits: [Int], _ point: Int, _ isNegative: Bool) -> String {
        var text = isNegative ? "-" : ""
        if point <= 0 {
            text += "0." + String(repeating: "0", count: -point)
            return digits.reduce(into: text) { $0 += String($1) }
        }
        for place in 0..<max(point, digits.count) {
            if place == point { text += "." }
            text += place < digits.count ? String(digits[place]) : "0"
        }
        return text
    }

    /// Digits without zeros before them, and how many of them stand before the point.
    struct Parsed {
        var digits: [Int] = []
        var point = 0
        var isNegative = false

        init?(_ text: String) {
            var hasPoint = false
            var exponent: Int?
            var hasExponentDigit = false
            var hasDigit = false
            var isDown = false
            for (index, byte) in text.utf8.enumerated() {
                switch byte {
                case UInt8(ascii: "-") where index == 0: isNegative = true
                case UInt8(ascii: "-") where exponent == 0 && !isDown: isDown = true
                case UInt8(ascii: "+"): continue
                case UInt8(ascii: ".") where !hasPoint && exponent == nil: hasPoint = true
                case UInt8(ascii: "E"), UInt8(ascii: "e"):
                    guard hasDigit, exponent == nil else { return nil }
                    exponent = 0
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    let digit = Int(byte) - 0x30
                    if let value = exponent {
                        guard value < 1000 else { return nil }
                        hasExponentDigit = true
                        exponent = value * 10 + digit
                        continue
                    }
                    hasDigit = true
                    guard digits.count < 400 else { return nil }
                    if digits.isEmpty, digit == 0 {
                        if hasPoint { point -= 1 }
                        continue
                    }
                    digits.append(digit)
                    if !hasPoint { point += 1 }
                default: return nil
                }
            }
            guard hasDigit, exponent == nil || hasExponentDigit else { return nil }
            point += (isDown ? -1 : 1) * (exponent ?? 0)
        }
    }
}
