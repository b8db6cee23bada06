public import Kernel

/// Days by which something is due, in the form of calendar programs (iCalendar, RFC 5545): a
/// program that has its address looks again of itself.
public struct CalendarFile: Sendable {
    /// One of them.
    public struct Event: Sendable, Hashable {
        /// The same whenever the calendar is fetched, so that a day that moves is no second event.
        public var id: String
        public var summary: String
        public var day: Day
        /// The moment, for terms of hours; nil for the whole day.
        public var moment: Instant?

        public init(id: String, summary: String, day: Day, moment: Instant? = nil) {
            (self.id, self.summary, self.day, self.moment) = (id, summary, day, moment)
        }
    }

    /// Name of the room whose days these are, for the line that says who made the file.
    public let maker: String
    public let events: [Event]
    public let now: Instant

    /// - Parameter isCut: whether there are more days than these; then the calendar says so, today.
    public init(
        maker: String, events: [Event], now: Instant, isCut: Bool = false,
        _ language: Language = .zh
    ) {
        (self.maker, self.now) = (maker, now)
        let note = Event(id: "more-\(maker)", summary: Self.more[language], day: now.day)
        self.events = isCut ? [note] + events : events
    }

    private static let more = Localized(
        zh: "日历没有列全：到期日太多，只列出最早的；其余请在系统中查看",
        en: "This calendar is not complete: there are more due days than it holds; see the others "
            + "in the system")

    /// The file, to be kept by nobody but who asked.
    ///
    /// - Parameter name: what the file is called, without its ending.
    public func answer(_ name: String) -> Answer {
        Answer(
            headers: [
                Answer.Header("content-type", "text/calendar; charset=utf-8"),
                Answer.Header("content-disposition", "attachment; filename=\"\(name).ics\""),
                Answer.Header("cache-control", "no-store"),
            ], body: Array(text.utf8))
    }

    /// The lines.
    public var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tradewind//\(maker)//EN",
            "CALSCALE:GREGORIAN",
        ]
        for event in events {
            lines +=
                [
                    "BEGIN:VEVENT", "UID:\(event.id)@tradewind",
                    // Shown in China time everywhere else; here the standard wants UTC.
                    "DTSTAMP:\(utc(now))",
                ] + span(event) + [
                    "SUMMARY:" + escaped(event.summary), "TRANSP:TRANSPARENT", "END:VEVENT",
                ]
        }
        lines.append("END:VCALENDAR")
        return lines.flatMap(folded).joined(separator: "\r\n") + "\r\n"
    }

    /// A whole day, or the moment at which hours are over: without an end it takes no time.
    private func span(_ event: Event) -> [String] {
        if let moment = event.moment { return ["DTSTART:\(utc(moment))"] }
        return [
            "DTSTART;VALUE=DATE:\(event.day.compact)",
            "DTEND;VALUE=DATE:\(event.day.adding(days: 1).compact)",
        ]
    }

    private func utc(_ moment: Instant) -> String {
        let text = moment.adding(milliseconds: -8 * 3_600_000).compact
        return "\(text.prefix(8))T\(text.suffix(6))Z"
    }

    private func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Lines of at most 75 bytes, broken between characters; the rest follows after a blank.
    private func folded(_ line: String) -> [String] {
        var lines: [String] = []
        var current = ""
        for scalar in line.unicodeScalars {
            if current.utf8.count + scalar.utf8.count > 73 {
                lines.append(current)
                current = " "
            }
            current.unicodeScalars.append(scalar)
        }
        return lines + [current]
    }
}
