import Kernel
import Testing

@testable import Tariff

@Suite("Where rates are written")
struct RateSourceTests {
    private let day = Day("2027-02-01")

    @Test("what an amendment leaves as it was keeps its day and source; a whole table states all anew")
    func kept() throws {
        let book = try freshBook()
        let day = try #require(day)
        try put("hs10,mfn,vat_pct\n0202300090,9,9\n", from: "2027-01-01", on: book)
        let line = try book.line("0202300090", on: day)
        #expect(line.source(of: .mfn).from.text == "2027-01-01")
        #expect(line.source(of: .mfn).citation.document == "测试公告第1号")
        #expect(!line.source(of: .mfn).isReferenceOnly)
        #expect(line.source(of: .vat).from.text == "2026-01-01", "stated again, not changed")
        #expect(line.source(of: .general).isReferenceOnly && line.isReferenceOnly)
        // A later amendment of another rate leaves the first one's day.
        try put("hs10,general\n0202300090,75\n", from: "2027-01-15", on: book)
        let later = try book.line("0202300090", on: day)
        #expect(later.source(of: .mfn).from.text == "2027-01-01")
        #expect(later.source(of: .general).from.text == "2027-01-15")
        try put(
            "hs10,name_zh,mfn,general,provisional_pct,vat_pct,consumption_kind\n"
                + "0202300090,牛肉,9,75,,9,none\n", from: "2027-02-01", on: book, isWhole: true)
        let whole = try book.line("0202300090", on: day)
        #expect(whole.source(of: .vat).from.text == "2027-02-01" && whole.own.isEmpty)
    }

    @Test("the terminal tells the source of each rate, and of each rate open to an origin")
    func terminal() throws {
        let book = try book.get()
        let day = try #require(Day("2026-11-20"))
        let text = TariffText(book: book, day: day, language: .en)
        let line = text.line(try book.line("2208300000", on: day))
        #expect(line.contains("most-favoured-nation: 10%  (2026-01-01, 中华人民共和国进出口税则（2026）)"))
        #expect(line.contains("provisional: 5%  (2026-02-02, 税委会公告2026年第1号)"))
        let agreed = text.line(try book.line("5205140000", on: day)).split(separator: "\n")
        let rcep = try #require(agreed.first { $0.hasPrefix("  RCEP: ") && $0.contains("%") })
        #expect(rcep.contains("%  (2026-01-01, 区域全面经济伙伴关系协定"), "\(rcep)")
        let best = text.best(
            try book.bestRate("0302141000", from: book.origin("VNM"), on: day, route: book.route("HKG")))
        #expect(best.contains("(2022-03-18, ") || best.contains("(2022-01-01, "), "\(best)")
        #expect(best.contains("through others under customs control: can be met (HKG taken to be"))
        let broken = text.best(
            try book.bestRate(
                "0302141000", from: book.origin("VNM"), on: day, route: book.route("HKG:脱离")))
        #expect(broken.contains("left customs control in HKG"))
    }

    @Test("lines of which a rate is not held are told and counted apart")
    func unused() throws {
        let book = try book.get()
        let day = try #require(Day("2026-03-01"))
        func line(_ origin: String, _ duty: Int32) -> PastLine {
            PastLine(
                entry: "1", line: 1, declaredOn: day, paidOn: day, code: "0202300090", name: "",
                origin: origin, value: Fixed(100_000), duty: Fixed(duty))
        }
        let report = UnusedPreferences(book: book, today: day)
            .look(at: [line("AUS", 12_000), line("BRA", 12_000), line("AUS", 0)])
        #expect(report.notTold.count == 1, "nothing can be lower than no duty at all")
        let told = UnusedAnswer(book: book, report: report).text(.en)
        #expect(told.contains("1 had none among the rates held here"), "\(told)")
        #expect(told.contains("China–Australia"), "\(told)")
    }
}
