import Kernel
import Origin
import Testing

@testable import Tariff

/// What goods are called and found by is loaded like the rates, and holds from its first day.
@Suite("Names, words and agreements that are loaded")
struct NameTableTests {
    private let eve = Day("2026-12-31")
    private let first = Day("2027-01-01")

    /// A new heading with its code, then its names, as a new year's tariff brings them.
    private func newHeading() throws -> TariffBook {
        let book = try freshBook()
        try put(
            "hs10,name_zh,name_en,mfn,consumption_kind,vat_pct\n"
                + "0299100010,测试类兽肉,Meat of test animals,5,none,9\n",
            from: "2027-01-01", on: book)
        try put(
            "name_of,name_zh,name_en\n0299,貔貅,Pixiu beasts\n"
                + "029910,鲜或冷的貔貅,Fresh or chilled\nI,活动物与动物产品,Animals and their products\n"
                + "02023000,,boneless meat\n020230,冻去骨牛肉,\n",
            from: "2027-01-01", on: book)
        return book
    }

    @Test("a new heading, its subheading and its code have their names from the first day on, and not the day before")
    func names() throws {
        let book = try newHeading()
        let (eve, first) = (try #require(eve), try #require(first))
        #expect(book.name(of: "0299", on: first).zh == "貔貅")
        #expect(book.name(of: "029910", on: first).en == "Fresh or chilled")
        let line = try book.line("0299100010", on: first)
        #expect(book.name(of: line, on: first).en == "Meat of test animals")
        #expect(book.englishDigits(line, on: first) == 10 && book.englishTold(line, on: first) == nil)
        let chapter = try book.branch("02", on: first)
        #expect(chapter.children.contains { $0.code == "0299" && $0.name.zh == "貔貅" })
        #expect(try !book.branch("02", on: eve).children.contains { $0.code == "0299" })
        #expect(book.codes.sections(on: first).first?.name.zh == "活动物与动物产品")
        #expect(book.codes.sections(on: eve).first?.name.zh != "活动物与动物产品")
        // What a row leaves empty stays; a code is called after its heading of the day.
        let old = book.name(of: "020230", on: eve)
        #expect(book.name(of: "020230", on: first) == Localized(zh: "冻去骨牛肉", en: old.en))
        let beef = try book.line("0202300090", on: first)
        #expect(book.name(of: beef, on: first).en.contains(": boneless meat"))
        #expect(!book.name(of: try book.line("0202300090", on: eve), on: eve).en.contains(": boneless meat"))
    }

    @Test("search finds goods by the names of the day that is asked about")
    func search() throws {
        let book = try newHeading()
        let (eve, first) = (try #require(eve), try #require(first))
        func found(_ words: String, _ day: Day) -> [String] {
            book.find(words, on: day, limit: 5).map(\.code.text)
        }
        for words in ["貔貅", "pixiu beasts", "029910"] {
            #expect(found(words, first) == ["0299100010"], "\(words)")
            #expect(!found(words, eve).contains("0299100010"), "\(words)")
        }
        #expect(found("牛肉", eve) == found("牛肉", first), "others stay")
    }

    @Test("a whole table of names takes the place of all names; what it leaves out has none")
    func wholeNames() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        let report = try put(
            "name_of,name_zh,name_en\n0202,冻牛肉新名,Frozen beef\n", from: "2027-01-01", on: book,
            isWhole: true)
        #expect(report.count(.dropped) > 10_000 && report.dropsMost)
        #expect(book.name(of: "0202", on: first).zh == "冻牛肉新名")
        #expect(book.name(of: "0201", on: first).zh == "0201")
        #expect(book.name(of: "0201", on: eve).zh != "0201")
    }

    @Test("a word leads to other codes from the first day on, and may lead to none")
    func words() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        let report = try put(
            "word,codes,says\n貔貅,850760,\nPower Bank,,\n", from: "2027-01-01", on: book)
        #expect(report.changes.map(\.what) == [.new, .changed])
        #expect(book.find("貔貅", on: first, limit: 1).first?.code.text.hasPrefix("850760") == true)
        #expect(book.find("貔貅", on: eve, limit: 1).isEmpty)
        let loaded = book.codes.loadedWords(on: first)
        #expect(loaded.replaced == ["power bank", "貔貅"] && loaded.words.map(\.code) == ["850760"])
        #expect(book.codes.loadedWords(on: eve).replaced.isEmpty)
    }

    @Test("a dry run says which searches find something else")
    func searches() throws {
        let book = try freshBook()
        let table = Array("word,codes\n手机,0202\n".utf8)
        let edition = Edition(
            kind: .searchWords, from: try #require(first), document: "测试公告第1号",
            fileName: "test.csv", content: table)
        let trial = try EditionTrial(book: book, edition: edition)
        var state = book.codes.loaded.now
        let found = trial.searches(try EditionReading(book: book).add(edition, to: &state))
        #expect(found.map(\.question) == ["手机"])
        #expect(found.first?.before.first?.hasPrefix("8517") == true)
        #expect(found.first?.after.first?.hasPrefix("0202") == true)
    }

    @Test("a metric conversion holds from its first day on")
    func metric() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        try put(
            "wanted,given,numerator,denominator,name_zh\n035,004,5,1,千克\n", from: "2027-01-01",
            on: book)
        let line = RetailImportOrder.Line(
            hs10: "0202300090", price: Fixed(100), quantity: Quantity(Fixed(3), unit: "004"))
        func kilograms(_ day: Day) throws -> String? {
            try book.retail.conversions.quantity(of: line, in: "035", on: day)?.text
        }
        #expect(try kilograms(eve) == nil && kilograms(first) == "15")
    }

    @Test("an agreement and its partners are loaded: open from the first day on, closed when a partner leaves")
    func agreements() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        try put(
            "agreement,kind,name_zh,name_en,proofs,proof_months,consignment\n"
                + "CN-TST,agreement,中国—测试自由贸易协定,China–Test FTA,certificate,12,direct\n",
            from: "2027-01-01", on: book)
        try put(
            "agreement,iso3,iso2,action\nCN-TST,DEU,DE,\nRCEP,VNM,,end\n", from: "2027-01-01",
            on: book)
        func open(_ origin: String, _ day: Day) -> [String] {
            book.agreements.open(to: origin, on: day).map(\.agreement)
        }
        #expect(open("DEU", eve) == [] && open("DEU", first) == ["CN-TST"])
        #expect(open("VNM", eve).contains("RCEP") && !open("VNM", first).contains("RCEP"))
        #expect(open("THA", first) == open("THA", eve), "others stay")
        #expect(book.treaties.agreement("CN-TST", on: eve) == nil)
        #expect(book.treaties.agreement("CN-TST", on: first)?.proofs == [.certificate])
        #expect(try book.origin("DE").iso == "DEU", "two letters, from the table of partners")
        // Its rates can be loaded then, and are compared.
        try put("agreement,partner,code,rate\nCN-TST,DEU,02023000,3\n", from: "2027-01-01", on: book)
        let best = try book.bestRate("0202300090", from: book.origin("DEU"), on: first)
        #expect(best.candidates.first?.rate.notation == "3")
        let vietnam = try book.bestRate("0302141000", from: book.origin("VNM"), on: first)
        #expect(!vietnam.candidates.contains { $0.agreement?.agreement == "RCEP" })
    }

    @Test("terms of an agreement are amended: what a row leaves empty stays")
    func terms() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        let report = try put(
            "agreement,kind,waiver_usd\nRCEP,agreement,300\n", from: "2027-01-01", on: book)
        #expect(report.changes.first?.details == ["waiver_usd 200 → waiver_usd 300"])
        let (before, after) = (
            try #require(book.treaties.agreement("RCEP", on: eve)),
            try #require(book.treaties.agreement("RCEP", on: first))
        )
        #expect(before.waiver == Fixed(200) && after.waiver == Fixed(300))
        #expect(after.partners.map(\.iso3) == before.partners.map(\.iso3))
        #expect(after.hasDifferentials && after.citation.document == "测试公告第1号")
    }

    @Test("an appendix is taken of agreements whose rates differ by party, as their table says")
    func differentials() throws {
        let book = try freshBook()
        let appendix = "agreement,code,added_value_pct\nCN-AUS,02011000,20\n"
        #expect(throws: LookupRefusal.self) { try put(appendix, from: "2027-01-01", on: book) }
        try put(
            "agreement,kind,tariff_differentials\nCN-AUS,agreement,1\n", from: "2027-01-01", on: book)
        try put(appendix, from: "2027-01-01", on: book)
        let first = try #require(first)
        let member = try #require(
            book.agreements.open(to: "AUS", on: first).first { $0.agreement == "CN-AUS" })
        let beef = try #require(GoodsCode("0201100090"))
        #expect(book.agreements.additionalRequirement(member, beef, on: first) != nil)
    }

    @Test("names and notes of codes that an edition brought are read again after a restart")
    func restart() throws {
        let book = try freshBook()
        func record(_ number: Int64, _ table: String) throws -> EditionShelf.Record {
            let content = Array(table.utf8)
            return EditionShelf.Record(
                number: number,
                kind: try EditionReading.kind(of: content, name: "x.csv").rawValue,
                from: try #require(first), document: "测试公告第1号", fileName: "x.csv",
                content: content, rows: 1, loadedAt: Instant(milliseconds: 0), loadedBy: "x",
                isWhole: false)
        }
        let (timeline, faults) = EditionReading(book: book).timeline([
            try record(
                1,
                "hs10,name_zh,mfn,consumption_kind\n0299100010,测试类兽肉,5,none\n"),
            try record(2, "name_of,name_zh\n0299,测试兽的肉\n"),
            try record(3, "notes_of,note_zh\n0299,本品目包括测试兽。\n"),
            try record(4, "word,codes\n测试兽,0299\n"),
        ])
        #expect(faults.isEmpty, "\(faults)")
        #expect(timeline.first.names.rows.count == 1 && timeline.first.notes.count == 1)
    }

    @Test("a row that cannot be is refused by line and column, with how it is written", arguments: [
        ("name_of,name_zh\n0202,\n", nil), ("name_of,name_zh\n9999,无\n", "第 2 行 name_of：“9999”：税则中没有这个编号"),
        ("name_of,name_zh\n0202300090,牛肉\n", "第 2 行 name_of：“0202300090”"),
        ("name_of,name_zh\nXXX,无\n", "第 2 行 name_of：“XXX”"),
        ("name_of,name_zh\n0202,冻牛肉\n0202,冻牛肉\n", "第 3 行 name_of：“0202”：与第 2 行重复"),
        ("word,codes\n手机,99\n", "第 2 行 codes：“99”：税则中没有这个编号"),
        ("word,codes\n手机,8517\n手机,8517\n", "第 3 行 word：“手机”：与第 2 行重复"),
        ("wanted,given,numerator,denominator,name_zh\n035,999,1,1,千克\n", "第 2 行 given：“999”：计量单位代码表没有 999"),
        ("wanted,given,numerator,denominator,name_zh\n035,035,2,1,千克\n", "第 2 行 given：“035”：同一单位只能是一比一"),
        ("agreement,kind\nCN-TST,agreement\n", "第 2 行 name_zh：没有内容"),
        ("agreement,kind\nRCEP,treaty\n", "第 2 行 kind：“treaty”"),
        ("agreement,kind,proofs\nRCEP,agreement,stamp\n", "第 2 行 proofs：“stamp”"),
        ("agreement,iso3\nCN-XXX,DEU\n", "第 2 行 agreement：“CN-XXX”：没有这个代码的协定"),
        ("agreement,iso3,iso2\nCN-AUS,QQQ,QQ\n", "第 2 行 iso3：“QQQ”：不是国家"),
        ("agreement,iso3\nCN-AUS,DEU\n", "第 2 行 iso2：没有内容"),
        ("agreement,iso3,action\nCN-AUS,NZL,end\n", "第 2 行 iso2：没有内容"),
    ] as [(String, String?)])
    func refused(table: String, message: String?) throws {
        let book = try freshBook()
        guard let message else {
            // Nothing changes: that is no fault.
            #expect(try put(table, from: "2027-01-01", on: book).changes.map(\.what) == [.same])
            return
        }
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.message.zh.contains(message) && !refusal.fix.zh.isEmpty
        }
        #expect(book.codes.loaded.now.names.isEmpty && book.codes.loaded.now.treaties.isEmpty)
    }
}
