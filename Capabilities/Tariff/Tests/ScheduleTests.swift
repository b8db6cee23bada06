import Kernel
import Testing

@testable import Tariff

@Suite("Schedules of agreements")
struct ScheduleTests {
    private func candidate(_ code: String, _ origin: String, _ book: TariffBook) throws -> (
        best: BestRate, told: Localized?, step: Explanation?
    ) {
        let day = try #require(Day("2026-11-20"))
        let best = try book.bestRate(code, from: book.origin(origin), on: day)
        let one = try #require(best.candidates.first { $0.agreement?.agreement == "RCEP" })
        let step = book.explanation(of: best).children
            .first { $0.rule == "tariff.rate-agreement" }?.children
            .first { $0.rule == "tariff.rate-schedule" }
        return (
            best, try book.scheduleTold(#require(one.agreement), one.code, on: day), step
        )
    }

    @Test("a rate says of which schedule, edition and year it is, and that digits were matched")
    func told() throws {
        let found = try candidate("0302141000", "VNM", book.get())
        let told = try #require(found.told)
        for word in ["RCEP-ASEAN", "2012 年版", "相同的八位数字", "第 5 年", "2022-01-01"] {
            #expect(told.zh.contains(word), "\(told.zh)")
        }
        for word in ["RCEP-ASEAN", "of 2012", "equal eight digits", "year 5", "2022-01-01"] {
            #expect(told.en.contains(word), "\(told.en)")
        }
        let step = try #require(found.step)
        #expect(step.outcome == told)
        #expect(
            step.citations.contains { $0.article == "一般性说明第一、三、四、五款" },
            "where the count of years is written")
    }

    @Test("years count from the agreement's own first day, also for whom it came later", arguments: [
        ("IDN", "2023-01-02"), ("PHL", "2023-06-02"),
    ])
    func later(origin: String, first: String) throws {
        let (own, other) = (
            try candidate("0302141000", origin, book.get()),
            try candidate("0302141000", "VNM", book.get())
        )
        let told = try #require(own.told)
        #expect(told.zh.contains("第 5 年") && told.zh.contains("\(origin) 自 \(first) 起才生效"))
        #expect(told.en.contains("year 5") && told.en.contains("since \(first)"))
        #expect(own.best.candidates.first?.rate == other.best.candidates.first?.rate)
    }

    @Test("a line whose subheading is not what it was has to be compared; others need not be", arguments: [
        ("07049010", ["07049020"]), ("01012100", []),
    ] as [(String, [String])])
    func changed(line: String, former: [String]) throws {
        let book = try book.get()
        let day = try #require(Day("2026-11-20"))
        let code = try #require(book.codes.lines(under: line, on: day).first?.code)
        let member = try #require(
            book.agreements.open(to: "THA", on: day).first { $0.agreement == "RCEP" })
        #expect(book.match(member, code, on: day)?.changed == former)
        let told = book.scheduleTold(member, code, on: day)
        #expect(told?.zh.contains("核对") == !former.isEmpty)
        #expect(told?.en.contains("compare") == !former.isEmpty)
    }

    @Test("a loaded table may say of which edition its codes are; without it they are of the day")
    func loaded() throws {
        let day = try #require(Day("2026-11-20"))
        func told(_ table: String) throws -> Localized? {
            let book = try book(with: table, from: "2026-03-01")
            let member = try #require(
                book.agreements.open(to: "AUS", on: day).first { $0.agreement == "CN-AUS" })
            let code = try book.line("0202300090", on: day).code
            #expect(
                book.agreements.entry(member, code, on: day)
                    != .notHeld, "the rate is loaded either way")
            return book.scheduleTold(member, code, on: day)
        }
        #expect(try told("agreement,code,rate\nCN-AUS,02023000,0\n") == nil)
        #expect(try told("agreement,code,rate,hs_edition\nCN-AUS,02023000,0,2022\n") == nil)
        #expect(try told("agreement,code,rate,hs_edition\nCN-AUS,02023000,0,\n") == nil)
        let old = try #require(
            try told("agreement,code,rate,hs_edition\nCN-AUS,02023000,0,2012\n"))
        #expect(old.zh.contains("2012 年版") && old.zh.contains("相同的八位数字"))
        #expect(throws: LookupRefusal.self) {
            try told("agreement,code,rate,hs_edition\nCN-AUS,02023000,0,2013\n")
        }
    }

    @Test("the terminal names every agreement and party: rates with day and source, else not stated")
    func terminal() throws {
        let book = try book.get()
        let day = try #require(Day("2026-11-20"))
        let line = try book.line("0302141000", on: day)
        let text = TariffText(book: book, day: day, language: .en).line(line)
        let members = "[BRN IDN KHM LAO MMR MYS PHL SGP THA VNM]"
        #expect(text.contains("RCEP: 0%  (20"), "\(text)")
        #expect(text.contains("中国对东盟成员国关税承诺表)  \(members)"))
        #expect(text.contains("RCEP: not stated  [AUS JPN KOR NZL]"))
        #expect(text.contains("ACFTA: not stated  \(members)"))
        #expect(text.contains("CN-AUS: not stated  [AUS]"))
        #expect(text.contains("year 5"))
    }

    @Test("a rate that is held for one partner alone is told of that one, not of the others")
    func alone() throws {
        let book = try book(
            with: "agreement,partner,code,rate\nRCEP,JPN,03021410,3\n", from: "2026-03-01")
        let day = try #require(Day("2026-11-20"))
        let view = LineView(book: book, line: try book.line("0302141000", on: day), day: day)
        let told = view.agreements.filter { $0.membership.agreement == "RCEP" }
            .map { ($0.partners.joined(separator: " "), $0.rate?.notation) }
        #expect(told.contains { $0 == ("JPN", "3") }, "\(told)")
        #expect(told.contains { $0 == ("AUS KOR NZL", nil) }, "\(told)")
    }
}
