import Kernel
import Testing

@testable import Tariff

@Suite("What a table may not say")
struct EditionCheckTests {
    @Test("what cannot be is refused by its line, though every cell can be read", arguments: [
        ("heading\n9999\n", "第 2 行 heading：“9999”：税则中没有这个编号"),
        ("heading,valid_to\n1901,2026-12-31\n", "第 2 行 valid_to：“2026-12-31”：早于导入的起始日期"),
        ("agreement,code,rate,valid_to\nCN-AUS,02023000,0,2026-12-31\n", "第 2 行 valid_to：“2026-12-31”"),
        ("currency,units,cny,valid_to\nUSD,1,7,2026-12-31\n", "第 2 行 valid_to：“2026-12-31”"),
        ("code,refund_pct\n9503,13\n9503,9\n", "第 3 行 code：“9503”：与第 2 行是同一编号"),
        ("code,refund_pct,valid_from,valid_to\n9503,9,2027-03-01,2027-02-01\n", "第 2 行 valid_to：“2027-02-01”：早于同一行的起始日期"),
        ("hs10,mfn,provisonal_pct\n0202300090,9,3\n", "是不是“provisional_pct”"),
        ("agreement,code,rate,test\nCN-AUS,02023000,0,CC\n", "agreement-rates、origin-rules"),
        ("hs10,vat_pct\n0202300090,99.9999\n", "第 2 行 vat_pct：“99.9999”：高于 30%"),
        ("hs10,mfn\n0202300090,0.6/999\n", "第 2 行 mfn：“0.6/999”：计量单位代码表没有 999"),
        ("agreement,code,rate\nCN-AUS,99999999,0\n", "第 2 行 code：“99999999”：税则中没有这个编号"),
        ("agreement,partner,code,rate\nCN-AUS,VNM,02023000,0\n", "第 2 行 partner：“VNM”：不是该协定的成员"),
        ("agreement,code,test\nRCEP,9999,CC\n", "第 2 行 code：“9999”：税则中没有这个编号"),
        ("code,refund_pct\n99999999,9\n", "第 2 行 code：“99999999”：税则中没有这个编号"),
        ("code,refund_pct\n9503,17\n", "第 2 行 refund_pct：“17”：退税率高于增值税税率 13%"),
    ])
    func refused(table: String, message: String) throws {
        let book = try freshBook()
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.message.zh.contains(message)
                && !refusal.message.en.unicodeScalars.contains { $0.value >= 0x4E00 }
        }
    }

    @Test("a rate of exchange ten times that in force is a slip, until it is said to be meant")
    func largeChange() throws {
        let book = try freshBook()
        func check(_ table: String) throws {
            try EditionReading(book: book).refuseLargeChanges(
                Edition(
                    kind: .exchangeRates, from: try #require(Day("2026-11-01")),
                    document: "测试公告", fileName: "x.csv", content: Array(table.utf8)))
        }
        try check("currency,units,cny\nUSD,100,712.3\nEUR,1,8\n")
        #expect(throws: LookupRefusal.self) { try check("currency,units,cny\nUSD,1,7100000\n") }
        #expect(throws: LookupRefusal.self) { try check("currency,units,cny\nUSD,100,7.1\n") }
    }

    @Test("an edition from before the tariff that is held is refused, with the first day there is")
    func beforeTheFirst() throws {
        let book = try freshBook()
        func check(_ from: String, _ kind: Edition.Kind = .agreementRates) throws {
            try EditionReading(book: book).refuseBeforeTheFirst(
                Edition(
                    kind: kind, from: try #require(Day(from)), document: "测试公告",
                    fileName: "x.csv", content: []))
        }
        #expect { try check("1990-01-01") } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.field == "from" && refusal.message.zh.contains("1990-01-01")
                && refusal.fix.zh.contains("2026-01-01") && refusal.fix.en.contains("2026-01-01")
        }
        #expect(throws: LookupRefusal.self) { try check("2025-12-31", .codes) }
        try check("2026-01-01")
        try check("2025-12-31", .exchangeRates)
    }

    @Test("refund rates of one code may follow each other")
    func follow() throws {
        let book = try freshBook()
        let report = try put(
            "code,refund_pct,valid_from,valid_to\n9503,13,,2027-06-30\n9503,9,2027-07-01,\n",
            from: "2027-01-01", on: book)
        #expect(report.changes.count == 2)
    }

    @Test("a table in another encoding is refused, not loaded with characters of nobody's")
    func encoding() {
        // 中文電腦 and others in Big5, read as GB18030.
        let big5: [UInt8] = Array("hs10,name_zh\n0202300090,".utf8)
            + [0xA4, 0xA4, 0xA4, 0xE5, 0xC6, 0xE0, 0xFE, 0xA1] + [0x0A]
        #expect { try PublishedForm.table(big5) } throws: { error in
            guard case .fileLine(2, _, _, let mend)? = error as? LookupRefusal else { return false }
            return mend?.en.contains("UTF-8") == true
        }
    }

    @Test("the first positive list is said to be enforced; without a document a table is reference only")
    func said() throws {
        let book = try freshBook()
        #expect(try put("heading\n1901\n", from: "2026-06-01", on: book).startsEnforcing)
        #expect(try !put("heading\n1902\n", from: "2026-07-01", on: book).startsEnforcing)
        let content = Array("hs10,mfn\n0202300090,9\n".utf8)
        var state = book.codes.loaded.now
        _ = try EditionReading(book: book).add(
            Edition(
                kind: .codes, from: try #require(Day("2027-01-01")), document: "own.csv",
                fileName: "own.csv", content: content), to: &state)
        book.codes.loaded.replace(with: state)
        let day = try #require(Day("2027-01-01"))
        #expect(try book.line("0202300090", on: day).isReferenceOnly)
    }

    @Test("a few lines that were loaded are counted, and say nothing of the others")
    func counted() throws {
        let book = try book(
            with: "agreement,code,rate\nCN-AUS,02023000,0\nCN-AUS,02012000,0\n", from: "2026-03-01")
        let day = try #require(Day("2026-11-20"))
        let row = try #require(
            AgreementRatesView.rows(book, on: day).first { $0.membership.agreement == "CN-AUS" })
        #expect(row.loaded == 2 && !row.isSchedule && row.told.en == "lines loaded: 2; all others not held")
        let australia = try #require(
            book.agreements.open(to: "AUS", on: day).first { $0.agreement == "CN-AUS" })
        let code = try #require(GoodsCode("0302141000"))
        #expect(book.agreements.entry(australia, code, on: day) == .notHeld)
    }
}
