import Kernel
import Testing

@testable import Web

@Suite("Calendars of due days")
struct CalendarFileTests {
    private static let now = Instant(milliseconds: 1_793_318_400_000)

    private func lines(isCut: Bool, _ language: Language) -> String {
        let day = Self.now.day.adding(days: 3)
        return CalendarFile(
            maker: "Test", events: [CalendarFile.Event(id: "A-1", summary: "one", day: day)],
            now: Self.now, isCut: isCut, language
        ).text
    }

    @Test("a calendar that holds everything has its days and nothing else")
    func whole() {
        let text = lines(isCut: false, .zh)
        #expect(text.split(separator: "BEGIN:VEVENT").count == 2 && text.contains("UID:A-1@"))
    }

    @Test("a calendar that leaves days out says so, today, in the language of its reader")
    func cut() {
        let text = lines(isCut: true, .zh)
        #expect(text.split(separator: "BEGIN:VEVENT").count == 3)
        #expect(text.contains("日历没有列全") && text.contains("UID:A-1@"))
        #expect(lines(isCut: true, .en).contains("This calendar is not complete"))
    }
}
