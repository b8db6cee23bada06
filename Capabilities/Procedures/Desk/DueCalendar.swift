import Kernel
import Store
import Web

/// A day by which somebody has to do something.
struct DueDay: Sendable {
    let number: String
    let service: Localized
    let step: Localized
    let body: Localized
    let day: Day
    /// The moment, for terms of hours.
    let moment: Instant?
}

extension CaseDesk {
    /// Due days of one's applications, or of what waits at one's desks.
    func dueDays(_ principal: Principal) async throws -> [DueDay] {
        if principal.kind == .officer {
            return try await worklist(principal).compactMap { waiting in
                due(waiting.file, waiting.service, waiting.reading)
            }
        }
        let now = clock.now()
        return try await store.read { session in
            try CaseRows.running(of: principal.enterprise, limit: 200, in: session)
                .compactMap { file in
                    guard let service = catalogue.edition(file.service, from: file.edition),
                        let span = try SpanRows.all(of: file, in: session).last
                    else { return nil }
                    let machine = CaseMachine(service: service, calendar: calendar, now: now)
                    return due(file, service, machine.reading(span))
                }
        }
    }

    private func due(
        _ file: Case, _ service: ServiceFile, _ reading: ServiceClock.Reading?
    ) -> DueDay? {
        guard let day = reading?.due, let step = service.step(file.step) else { return nil }
        return DueDay(
            number: file.number, service: service.name, step: step.name, body: step.body.name,
            day: day, moment: step.clock?.unit == .hours ? reading?.end : nil)
    }
}

/// Due days in the form of calendar programs (iCalendar, RFC 5545).
struct DueCalendar {
    let days: [DueDay]
    let language: Language
    let now: Instant

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tradewind//Procedures//EN",
            "CALSCALE:GREGORIAN",
        ]
        for day in days {
            let about =
                "\(day.service[language]) – \(day.step[language]) (\(day.body[language]))"
            lines += [
                "BEGIN:VEVENT", "UID:\(day.number)@tradewind",
                // Shown in China time everywhere else; here the standard wants UTC.
                "DTSTAMP:\(utc(now))",
            ] + span(day) + [
                "SUMMARY:" + escaped("\(day.number) \(about)"), "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
        }
        lines.append("END:VCALENDAR")
        return lines.flatMap(folded).joined(separator: "\r\n") + "\r\n"
    }

    /// A whole day, or the moment at which hours are over.
    private func span(_ day: DueDay) -> [String] {
        if let moment = day.moment { return ["DTSTART:\(utc(moment))", "DTEND:\(utc(moment))"] }
        return [
            "DTSTART;VALUE=DATE:\(day.day.compact)",
            "DTEND;VALUE=DATE:\(day.day.adding(days: 1).compact)",
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
