#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A moment, in milliseconds since 1970-01-01T00:00Z. Written and shown in China time (UTC+8, no
/// daylight saving), which is what customs messages mean when they name no zone.
public struct Instant: Sendable, Hashable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads `yyyyMMddHHmmss` or `yyyyMMddHHmmssSSS`; nil when it is not a time.
    public init?(compact text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 14 || bytes.count == 17,
            let day = Day(compact: String(decoding: bytes[0..<8], as: UTF8.self)),
            let hour = number(bytes[8..<10]), let minute = number(bytes[10..<12]),
            let second = number(bytes[12..<14]), hour < 24, minute < 60, second < 60
        else { return nil }
        var thousandths = 0
        if bytes.count == 17 {
            guard let given = number(bytes[14..<17]) else { return nil }
            thousandths = given
        }
        let seconds = day.sinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - chinaOffset
        milliseconds = Int64(seconds) * 1000 + Int64(thousandths)
    }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    public func adding(milliseconds more: Int64) -> Instant {
        Instant(milliseconds: milliseconds + more)
    }

    /// The day it is in China.
    public var day: Day {
        let seconds = (milliseconds + Int64(chinaOffset) * 1000)
        let days = seconds >= 0 ? seconds / 86_400_000 : (seconds - 86_399_999) / 86_400_000
        return Day(sinceEpoch: Int(days))
    }

    private var clock: (hour: Int, minute: Int, second: Int, thousandth: Int) {
        let local = milliseconds + Int64(chinaOffset) * 1000
        let inDay = Int(((local % 86_400_000) + 86_400_000) % 86_400_000)
        return (
            inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60, inDay % 1000
        )
    }

    /// `20261120140509123`: the form of receipts.
    public var compactMilliseconds: String {
        let time = clock
        return compact + padded(time.thousandth, 3)
    }

    /// `20261120140509`: the form of requests.
    public var compact: String {
        let time = clock
        return day.compact + padded(time.hour, 2) + padded(time.minute, 2) + padded(time.second, 2)
    }

    /// `2026-11-20 14:05:09`, for people.
    public var text: String {
        let time = clock
        return "\(day.text) \(padded(time.hour, 2)):\(padded(time.minute, 2))"
            + ":\(padded(time.second, 2))"
    }

    /// `2026-11-20T14:05:09.123+08:00`, for machines.
    public var iso: String {
        let time = clock
        return "\(day.text)T\(padded(time.hour, 2)):\(padded(time.minute, 2))"
            + ":\(padded(time.second, 2)).\(padded(time.thousandth, 3))+08:00"
    }
}

private let chinaOffset = 8 * 3600

/// Where the time comes from. Handed in, so that a test or a simulation replays exactly.
public struct Clock: Sendable {
    public var now: @Sendable () -> Instant

    public init(now: @escaping @Sendable () -> Instant) { self.now = now }

    /// The wall clock.
    public static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A clock that stands still.
    public static func fixed(_ instant: Instant) -> Clock { Clock { instant } }

    public var today: Day { now().day }
}

/// Elapsed time that no change of the wall clock touches: for durations and deadlines.
public enum Stopwatch {
    /// Nanoseconds of the monotonic clock.
    public static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
