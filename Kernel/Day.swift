/// A calendar day, without a time zone: what laws and declarations count in.
public struct Day: Sendable, Hashable, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Day.length(of: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-11-20`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
            let day = number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads `20261120`, the form of customs messages.
    public init?(compact text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, let year = number(bytes[0..<4]), let month = number(bytes[4..<6]),
            let day = number(bytes[6..<8])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day that lies this many days after 1970-01-01.
    public init(sinceEpoch days: Int) {
        // Civil-from-days with eras of 400 years.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    public var sinceEpoch: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public func adding(days: Int) -> Day { Day(sinceEpoch: sinceEpoch + days) }

    /// Same day number some months on, clamped to the end of a shorter month.
    public func adding(months: Int) -> Day {
        let count = year * 12 + (month - 1) + months
        let newYear = count / 12
        let newMonth = count % 12 + 1
        let last = Day.length(of: newMonth, in: newYear)
        return Day(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }

    public static func < (left: Day, right: Day) -> Bool { left.order < right.order }

    private var order: Int { (year * 16 + month) * 32 + day }

    /// `2026-11-20`.
    public var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    /// `20261120`.
    public var compact: String { "\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))" }

    static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A value that holds from a day on, until a day or still: how every number of the law is kept.
public struct Dated<Value: Sendable>: Sendable {
    public let from: Day
    /// Last day; nil while it is in force.
    public let to: Day?
    public let value: Value
    public let citation: Citation

    public init(from: Day, to: Day?, value: Value, citation: Citation) {
        self.from = from
        self.to = to
        self.value = value
        self.citation = citation
    }

    @inlinable
    public func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}

extension Sequence {
    /// The version in force on a day; the latest one begun, if several are.
    // Inlinable, because every rule of every list asks this: made for its own table it copies
    // nothing.
    @inlinable
    public func inForce<Value>(on day: Day) -> Dated<Value>? where Element == Dated<Value> {
        var latest: Dated<Value>?
        for version in self where version.holds(on: day) {
            if let latest, latest.from >= version.from { continue }
            latest = version
        }
        return latest
    }
}

func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var result = 0
    for byte in digits {
        guard isDigit(byte) else { return nil }
        result = result * 10 + Int(byte - 0x30)
    }
    return result
}

func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
