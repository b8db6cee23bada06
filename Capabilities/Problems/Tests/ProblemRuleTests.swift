import Kernel
import Policies
import Reference
import Testing

@testable import Problems

@Suite("Rules of problems") struct ProblemRuleTests {
    private static func clock() throws -> ProblemClock {
        ProblemClock(calendar: try WorkingCalendar.load(try Share.find()), cutOffHour: 16)
    }

    @Test(
        "The last day is so many working days after the day something counts as received",
        arguments: [
            // A Friday morning, a Friday after the cut-off hour, a Saturday.
            ("20261120090000", 5, "2026-11-27"), ("20261120160000", 5, "2026-11-30"),
            ("20261121090000", 5, "2026-11-30"), ("20261120090000", 1, "2026-11-23"),
            // Over the days off of October.
            ("20260930090000", 1, "2026-10-08"),
        ])
    func due(moment: String, days: Int, last: String) throws {
        let at = try #require(Instant(compact: moment))
        #expect(try Self.clock().due(days, from: at).text == last)
    }

    @Test("A problem is overdue the day after its last one, and never once answered")
    func overdue() throws {
        let now = try #require(Instant(compact: "20261120090000"))
        let day = try #require(Day("2026-11-27"))
        var one = Problem(
            tenant: "T", number: "N", kind: .problem, topic: "clearance", body: "customs",
            authority: "customs", state: .open, title: "TEST", affected: 1, sender: .firm,
            about: "", round: 1, raisedAt: now, clockAt: now, due: day, cause: "", usedDays: 0,
            outcome: .none, version: 1)
        #expect(!one.isOverdue(on: day))
        #expect(one.isOverdue(on: day.adding(days: 1)))
        one.state = .answered
        #expect(!one.isOverdue(on: day.adding(days: 9)))
    }

    @Test(
        "The quarter to report on is the one before",
        arguments: [
            ("2026-11-20", "2026Q3", "2026-09-30"), ("2026-01-01", "2025Q4", "2025-12-31"),
            ("2026-04-01", "2026Q1", "2026-03-31"), ("2026-03-31", "2025Q4", "2025-12-31"),
        ])
    func quarter(day: String, name: String, last: String) throws {
        let found = Quarter.before(try #require(Day(day)))
        #expect(found.name == name && found.last.text == last)
    }

    @Test("Every topic has a body with officers and a term; figures have a first day")
    func tables() throws {
        let tables = try ProblemTables.load(try Share.find())
        let day = try #require(Day("2026-11-20"))
        #expect(tables.topics(on: day).count >= 12)
        #expect(Set(tables.topics(on: day).map(\.kind)) == Set(Topic.Kind.allCases))
        #expect(tables.topics(on: try #require(Day("2020-01-01"))).isEmpty)
        #expect(try tables.whole("confirm.days", on: day) == 10)
        #expect(tables.causes.contains { $0.id == "other" })
        let early = try #require(Day("2020-01-01"))
        #expect(throws: DataFault.self) { try tables.whole("confirm.days", on: early) }
    }
}
