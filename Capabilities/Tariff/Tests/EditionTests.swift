import Kernel
import Testing

@testable import Tariff

@Suite("Loading editions")
struct EditionTests {
    @Test("a change holds from its first day; what the file does not say stays")
    func partial() throws {
        let book = try book(with: "hs10,mfn\n0202300090,9\n", from: "2027-01-01")
        let before = try book.line("0202300090", on: #require(Day("2026-12-31")))
        let after = try book.line("0202300090", on: #require(Day("2027-01-01")))
        #expect(before.duty.notation == "12" && after.duty.notation == "9")
        #expect(after.vat == before.vat && after.name == before.name)
        #expect(after.citation.document == "测试公告第1号")
    }

    @Test("a code may end, and one may begin")
    func endAndBegin() throws {
        let book = try freshBook()
        let table = """
            action,hs10,name_zh,mfn,vat_pct,consumption_kind
            end,0202300090,,,,
            set,0202300091,测试牛肉,5,9,none
            """
        let report = try put(table, from: "2027-01-01", on: book)
        #expect(report.count(.ended) == 1 && report.count(.new) == 1)
        let day = try #require(Day("2027-01-01"))
        #expect(try book.line("0202300091", on: day).name.zh == "测试牛肉")
        #expect(throws: LookupRefusal.codeEndedOn("0202300090", day.adding(days: -1))) {
            try book.line("0202300090", on: day)
        }
        #expect(book.codes.lines(under: "020230", on: day).map(\.code.text)
            == ["0202300010", "0202300091"])
    }

    @Test("a header that lacks a column is told in both languages, by the column")
    func missingColumn() throws {
        let book = try freshBook()
        #expect { try put("refund_pct\n13\n", from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.message.zh == "第 1 行：缺少列“code”。"
                && refusal.message.en == "Line 1: Column “code” is missing."
        }
    }

    @Test("one broken line refuses the whole file, by its number", arguments: [
        ("hs10,mfn\n0202300090,9\n0202300010,x\n", 3),
        ("hs10,mfn\n0202300090,9\n0202300090,8\n", 3),
        ("hs10,mfn\n02023000,9\n", 2),
        ("hs10,mfn\n0202300090,-1\n", 2),
        ("hs10,mfn,action\n0202300090,9,drop\n", 2),
        ("hs10,mfn\n0202300090\n", 2),
        ("agreement,code,rate\nCN-AUS,02023000,0\nCN-XXX,02023000,0\n", 3),
        ("agreement,code,rate\nCN-AUS,0202,0\n", 2),
        ("agreement,code,rate\nCN-AUS,02023000,\n", 2),
        ("currency,units,cny\nUSD,1,7.1\nXXX,1,7\n", 3),
        ("currency,units,cny\nUSD,0,7.1\n", 2),
        ("code,refund_pct\n8517,13\n8517,101\n", 3),
        ("heading\n0402\n04\n", 3),
        ("nothing,known\n1,2\n", 1),
    ])
    func broken(table: String, line: Int) throws {
        let book = try freshBook()
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard case .fileLine(let found, _, _, _)? = error as? LookupRefusal else { return false }
            return found == line
        }
        #expect(book.codes.loaded.now.lines.isEmpty && book.codes.loaded.now.rates.isEmpty)
    }

    @Test("what is wrong is told by line, column, value and how to write it, in both languages", arguments: [
        ("hs10,mfn\n0202300090,9\n0202300090,8\n", "第 3 行 hs10：“0202300090”：与第 2 行重复", "十位数字"),
        ("hs10,mfn\n0202300090,-5\n", "第 2 行 mfn：“-5”", "0.6/035"),
        ("hs10,mfn\n0202300090,150\n", "第 2 行 mfn：“150”：税率应低于 100%", "0.6/035"),
        ("hs10,vat_pct\n0202300090,900\n", "第 2 行 vat_pct：“900”：税率应低于 100%", "例如 13"),
        ("hs10,vat_pct\n0202300090,-1\n", "第 2 行 vat_pct：“-1”：不能为负", "例如 13"),
        ("hs10,action\n0202300091,end\n", "第 2 行 action：“end”：2027-01-01 没有这个编号", "set"),
        ("agreement,code,rate\nCN-XXX,02023000,0\n", "第 2 行 agreement：“CN-XXX”：没有这个代码的协定", "CN-AUS"),
        ("agreement,code,rate\nCN-AUS,02023000,\n", "第 2 行 rate：没有内容", "0.6/035"),
        ("agreement,code,rate\nCN-AUS,02023000,0\nCN-AUS,02023000,1\n", "第 3 行 code：“02023000”：与第 2 行重复", "一行"),
        ("agreement,code,rate,partner\nCN-AUS,02023000,0,XX\n", "第 2 行 partner：“XX”", "AUS"),
        ("currency,units,cny\nUSD,0,7\n", "第 2 行 units：“0”", "大于 0"),
        ("hs10,mfn\n", "第 1 行：文件中没有一行", "改正"),
        ("heading,valid_to\n1901,2027-02-30\n", "第 2 行 valid_to：“2027-02-30”", "2027-12-31"),
    ])
    func told(table: String, message: String, fix: String) throws {
        let book = try freshBook()
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            let english = [refusal.message.en, refusal.fix.en]
            return refusal.message.zh.contains(message) && refusal.fix.zh.contains(fix)
                && english.allSatisfy { !$0.unicodeScalars.contains { $0.value >= 0x4E00 } }
        }
        #expect(book.codes.loaded.now.lines.isEmpty && book.codes.loaded.now.rates.isEmpty)
    }

    @Test("an amendment says nothing of the lines it does not name: their rates are carried over")
    func carriedOver() throws {
        let day = try #require(Day("2027-02-01"))
        func carried(_ table: String, _ code: String, whole: Bool = false) throws -> Bool {
            let book = try freshBook()
            try put(table, from: "2027-01-01", on: book, isWhole: whole)
            return book.carriedOver(try book.line(code, on: day), to: day) != nil
        }
        let amended = "hs10,mfn,provisional_pct\n0202300090,9,\n"
        #expect(try carried(amended, "0202300010"))
        #expect(try !carried(amended, "0202300090"))
        // The duty alone says nothing of the provisional rate of the year.
        #expect(try carried("hs10,mfn\n0202300090,9\n", "0202300090"))
        #expect(try carried("hs10,vat_pct\n0202300090,9\n", "0202300090"))
        #expect(try !carried(amended, "0202300090", whole: true))
        let book = try book(with: amended, from: "2027-01-01")
        #expect(book.carriedOver(to: day) != nil)
        #expect(book.carriedOver(to: try #require(Day("2026-12-31"))) == nil)
    }

    @Test("a whole table takes the place of the one before: what it does not name is told, and ends")
    func whole() throws {
        let book = try freshBook()
        let report = try put(
            "hs10,mfn,provisional_pct\n0202300090,9,\n", from: "2027-01-01", on: book, isWhole: true)
        #expect(report.before == book.codes.count)
        #expect(report.count(.dropped) == report.before - 1 && report.dropsMost)
        let (last, first) = try (#require(Day("2026-12-31")), #require(Day("2027-01-01")))
        #expect(try book.line("0202300010", on: last).duty.notation == "12")
        #expect(throws: LookupRefusal.codeEndedOn("0202300010", last)) {
            try book.line("0202300010", on: first)
        }
        #expect(book.carriedOver(to: first) == nil)
        let amended = try put("hs10,mfn\n0202300090,8\n", from: "2027-02-01", on: book)
        #expect(amended.count(.dropped) == 0 && amended.before == 1 && amended.untouched == 0)
    }

    @Test("a whole schedule takes the place of the shipped one and of what was loaded before")
    func wholeSchedule() throws {
        let book = try book(
            with: "agreement,partner,code,rate\nRCEP,VNM,01051190,4\n", from: "2026-06-01")
        let (before, day) = try (#require(Day("2026-12-31")), #require(Day("2027-01-01")))
        let codes = ["0105119000", "0302141000", "0202300090"]
        let partner = try book.origin("VNM")
        func rates(_ day: Day) throws -> [String?] {
            try codes.map { code in
                try book.bestRate(code, from: partner, on: day).candidates
                    .first { $0.agreement?.agreement == "RCEP" }?.rate.notation
            }
        }
        let was = try rates(before)
        #expect(was[1] != nil && was[2] != nil)
        let report = try put(
            "agreement,partner,code,rate\nRCEP,VNM,02023000,1\n", from: "2027-01-01", on: book,
            isWhole: true)
        #expect(report.before > 8_000 && report.count(.dropped) == report.before - 1)
        #expect(try rates(day) == [nil, nil, "1"])
        #expect(try rates(before) == was)
        // Another partner keeps the schedule that came with the product.
        let thai = try book.bestRate("0302141000", from: book.origin("THA"), on: day)
        #expect(thai.candidates.contains { $0.agreement?.agreement == "RCEP" })
    }

    @Test("whole lists and whole refund rates end what they leave out; exchange rates are never whole")
    func wholeLists() throws {
        let book = try book(with: "heading\n1901\n1902\n", from: "2026-06-01")
        let report = try put("heading\n1902\n0402\n", from: "2027-01-01", on: book, isWhole: true)
        #expect(report.changes.filter { $0.what == .dropped }.map(\.subject) == ["1901"])
        #expect(report.count(.same) == 1 && report.count(.new) == 1 && !report.dropsMost)
        let code = try #require(GoodsCode("1901101090"))
        let (last, first) = try (#require(Day("2026-12-31")), #require(Day("2027-01-01")))
        #expect(book.retail.positiveList.verdict(code, on: first) == .notListed)
        #expect(book.retail.positiveList.verdict(code, on: last) != .notListed)
        try put("code,refund_pct\n8517,13\n8518,9\n", from: "2026-01-01", on: book)
        let refunds = try put(
            "code,refund_pct\n8517,10\n", from: "2027-01-01", on: book, isWhole: true)
        #expect(refunds.changes.filter { $0.what == .dropped }.map(\.subject) == ["8518"])
        #expect(book.codes.loaded.refund("8518100000", on: last)?.version.rate.pct == Fixed(9))
        #expect(book.codes.loaded.refund("8518100000", on: first) == nil)
        #expect(throws: LookupRefusal.self) {
            try put("currency,units,cny\nUSD,1,7\n", from: "2027-01-01", on: book, isWhole: true)
        }
    }

    @Test("a rate of one partner does not hold for the others")
    func partner() throws {
        let book = try book(
            with: "agreement,partner,code,rate\nRCEP,AUS,02023000,3\nCN-AUS,,02023000,0\n",
            from: "2026-03-01")
        let day = try #require(Day("2026-11-20"))
        let beef = try book.bestRate("0202300090", from: book.origin("AUS"), on: day)
        #expect(beef.candidates.map(\.rate.notation) == ["0", "3", "12"])
        let zealand = try book.bestRate("0202300090", from: book.origin("NZL"), on: day)
        #expect(zealand.candidates.map(\.rate.notation) == ["12"])
    }

    @Test("a yearly quantity of a loaded list goes before the shipped one, and needs its unit")
    func yearlyQuantity() throws {
        let book = try book(
            with: "heading,yearly_quantity,yearly_unit\n1006,5,035\n1701,,\n", from: "2026-06-01")
        let rice = try #require(GoodsCode("1006308090"))
        let day = try #require(Day("2026-06-01"))
        #expect(book.retail.quantityCap(of: rice, on: day)?.value.quantity == Fixed(5))
        #expect(
            book.retail.quantityCap(of: rice, on: day.adding(days: -1))?.value.quantity
                == Fixed(20))
        #expect(throws: LookupRefusal.self) {
            try put("heading,yearly_quantity,yearly_unit\n1006,5,\n", from: "2026-07-01", on: book)
        }
    }

    @Test("a loaded positive list is enforced from its first day")
    func positiveList() throws {
        let book = try book(with: "heading\n1901\n", from: "2026-06-01")
        let code = try #require(GoodsCode("8516711000"))
        let on = try #require(Day("2026-06-01"))
        #expect(book.retail.positiveList.verdict(code, on: on) == .notListed)
        guard case .notEnforced = book.retail.positiveList.verdict(code, on: on.adding(days: -1))
        else {
            Issue.record("the list is enforced before its first day")
            return
        }
    }
}
