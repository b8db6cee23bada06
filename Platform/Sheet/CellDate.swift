import Kernel

/// Days and times as a workbook stores them: days since a first one, with the time as the part
/// behind the point. Counted in whole numbers.
enum CellDate {
    /// `46346.586805556` as `2026-11-20 14:05:00`; nil when it is no day of 1900 to 9999.
    ///
    /// - Parameter is1904: days are counted from 1904, as old Macintosh workbooks do.
    static func text(_ stored: String, is1904: Bool) -> String? {
        guard let parsed = CellNumber.Parsed(stored), !parsed.isNegative, parsed.point <= 7
        else { return nil }
        var days = 0
        var part = 0
        var scale = 1
        for (place, digit) in parsed.digits.enumerated() {
            if place < parsed.point {
                days = days * 10 + digit
            } else if scale < 1_000_000_000_000 {
                part = part * 10 + digit
                scale *= 10
            }
        }
        for _ in 0..<max(0, parsed.point - parsed.digits.count) { days *= 10 }
        if parsed.point < 0 {
            for _ in 0..<min(-parsed.point, 6) where scale < 1_000_000_000_000 { scale *= 10 }
            if -parsed.point > 6 { part = 0 }
        }
        var seconds = Int((Int128(part) * 86_400 + Int128(scale / 2)) / Int128(scale))
        if seconds >= 86_400 {
            seconds -= 86_400
            days += 1
        }
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        if days == 0, !is1904 { return time }
        guard let day = day(days, is1904: is1904), (1900...9999).contains(day.year) else {
            return nil
        }
        return seconds == 0 ? day.text : "\(day.text) \(time)"
    }

    private static func day(_ days: Int, is1904: Bool) -> Day? {
        if is1904 { return Day(year: 1904, month: 1, day: 1)?.adding(days: days) }
        // The 60th day is the 29th of February 1900, which never was.
        return Day(year: 1899, month: 12, day: 30)?.adding(days: days < 60 ? days + 1 : days)
    }

    /// Numbers of the formats of day and time that a workbook need not spell out (ECMA-376 part 1,
    /// 18.8.30), those of Chinese and Japanese editions included.
    static func isDate(format number: Int) -> Bool {
        switch number {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// Whether a spelt-out format shows a day or a time: it has a letter for one outside of quotes,
    /// brackets and escapes.
    static func isDate(format text: String) -> Bool {
        var (quoted, bracketed, escaped) = (false, false, false)
        for byte in text.utf8 {
            if escaped {
                escaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case _ where quoted: continue
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): escaped = true
            case UInt8(ascii: "["): bracketed = true
            case UInt8(ascii: "]"): bracketed = false
            case _ where bracketed: continue
            case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"),
                UInt8(ascii: "s"), UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "D"),
                UInt8(ascii: "H"), UInt8(ascii: "S"):
                return true
            default: continue
            }
        }
        return false
    }
}
