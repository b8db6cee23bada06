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
            guard case .fileLine(let found, _, _)? = error as? LookupRefusal else { return false }
            return found == line
        }
        #expect(book.codes.loaded.now.lines.isEmpty && book.codes.loaded.now.rates.isEmpty)
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
