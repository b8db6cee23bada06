import Kernel
import Origin
import Testing

@testable import Tariff

/// Every short table can be loaded: it holds from its first day on, and only what it names.
@Suite("Short tables that are loaded")
struct ShortTableTests {
    private let eve = Day("2026-12-31")
    private let first = Day("2027-01-01")

    @Test("every table the tariff reads as law has a kind that can be loaded")
    func everyTable() throws {
        let headers: [(String, Edition.Kind)] = [
            ("class,rate_pct", .postalTax), ("order_limit_cny,year_limit_cny", .retailLimits),
            ("duty_pct,tax_share", .retailFactors),
            ("cap,headings,quantity,unit", .quantityCaps), ("quota,tonnes", .quotas),
            ("threshold,amount", .thresholds),
            ("agreement,code,added_value_pct", .additionalRequirement),
            ("code,wanted,given,numerator,denominator,told_zh", .conversions),
            ("value_limit_cny,code_digits", .exportSummary), ("nomenclature", .nomenclatures),
            ("hs10,mfn", .codes), ("agreement,code,rate", .agreementRates),
            ("agreement,code,test,hs_edition", .originRules), ("code,export_pct", .exportDuties),
            ("notes_of,note_zh", .legalNotes), ("currency,units,cny", .exchangeRates),
            ("code,refund_pct", .refundRates), ("heading", .positiveList),
            ("name_of,name_zh", .names), ("word,codes", .searchWords),
            ("wanted,given,numerator,denominator,name_zh", .unitConversions),
            ("agreement,kind", .agreements), ("agreement,iso3", .agreementPartners),
        ]
        #expect(Set(headers.map(\.1)) == Set(Edition.Kind.allCases))
        for (header, kind) in headers {
            #expect(try EditionReading.kind(of: Array("\(header)\n".utf8), name: "x.csv") == kind)
        }
    }

    @Test("a class of articles, limits and shares hold from the first day on, and not the day before")
    func retail() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        let postal = try put("class,rate_pct\n2,15\n", from: "2027-01-01", on: book)
        #expect(postal.changes.first?.details.first?.contains("20% ") == true)
        #expect(book.postal.classes(on: eve).map(\.value.pct) == [Fixed(13), Fixed(20), Fixed(50)])
        #expect(book.postal.classes(on: first).map(\.value.pct) == [Fixed(13), Fixed(15), Fixed(50)])
        #expect(book.postal.classes(on: first)[1].citation.document == "测试公告第1号")
        #expect(book.postal.classes(on: first)[1].value.scope == book.postal.classes(on: eve)[1].value.scope)

        try put("order_limit_cny,year_limit_cny\n8000,40000\n", from: "2027-01-01", on: book)
        #expect(book.retail.limits(on: eve)?.value.order == Fixed(5000))
        let limits = book.retail.limits(on: first)?.value
        #expect(limits?.order == Fixed(8000) && limits?.year == Fixed(40000))
        #expect(limits?.admitsSingleItem == true, "what a row leaves empty stays")

        try put("duty_pct,tax_share\n0,0.8\n", from: "2027-01-01", on: book)
        #expect(book.retail.factors(on: eve)?.value.taxShare.text == "0.7")
        #expect(book.retail.factors(on: first)?.value.taxShare.text == "0.8")
        let order = RetailImportOrder(lines: [
            RetailImportOrder.Line(
                hs10: "8516712000", price: Fixed(1000), quantity: Quantity(Fixed(1), unit: "007"))
        ])
        let (before, after) = (
            try book.retail.assess(order: order, on: eve, usedThisYear: .zero),
            try book.retail.assess(order: order, on: first, usedThisYear: .zero)
        )
        #expect(before.taxes?.total == Fixed(91) && after.taxes?.total == Fixed(104))

        try put("cap,headings,quantity,unit,name_zh\nhoney,0409,3,035,蜂蜜\n", from: "2027-01-01", on: book)
        let honey = try #require(GoodsCode("0409000000"))
        #expect(book.retail.quantityCap(of: honey, on: eve) == nil)
        #expect(book.retail.quantityCap(of: honey, on: first)?.value.quantity == Fixed(3))
    }

    @Test("volumes of quotas, figures, conversions and terms hold from the first day on")
    func law() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        try put("quota,tonnes,return_by\nwheat,9700000,09-01\n", from: "2027-01-01", on: book)
        #expect(book.quotaYear("wheat", 2026)?.tonnes == Fixed(9_636_000))
        let wheat = try #require(book.quotaYear("wheat", 2027))
        #expect(wheat.tonnes == Fixed(9_700_000) && wheat.returnBy == Day("2027-09-01"))
        #expect(wheat.name.zh == "小麦" && wheat.opens == Day("2026-10-15"))
        #expect(book.quotaYear("sugar", 2027)?.tonnes == Fixed(1_945_000), "others stay")

        try put("threshold,amount\npostal-tax,100\n", from: "2027-01-01", on: book)
        #expect(try book.thresholds.amount(.postalTax, on: eve).value == Fixed(50))
        #expect(try book.thresholds.amount(.postalTax, on: first).value == Fixed(100))
        #expect(try book.thresholds.amount(.consignmentTax, on: first).value == Fixed(50))

        try put("value_limit_cny,code_digits\n6000,4\n", from: "2027-01-01", on: book)
        let rule = try ExportSummaryRule.load(share.get(), beside: book.codes)
        let facts = ExportSummaryFacts(
            inPilotZone: true, bearsExportDuty: false, claimsRefund: false, needsLicence: false,
            value: Fixed(5500))
        #expect(try rule.decide(facts, on: eve).isAllowed == false)
        #expect(try rule.decide(facts, on: first).isAllowed)

        try put(
            "code,wanted,given,numerator,denominator,told_zh\n2208,035,095,900,1000,1 升 = 0.9 千克\n",
            from: "2027-01-01", on: book)
        let spirits = RetailImportOrder.Line(
            hs10: "2208300000", price: Fixed(100), quantity: Quantity(Fixed(10), unit: "095"))
        func kilograms(_ day: Day) throws -> Fixed? {
            try book.retail.conversions.goods.quantity(
                of: spirits, in: "035", on: day, book.retail.conversions)?.amount
        }
        #expect(try kilograms(eve)?.text == "9.12" && kilograms(first)?.text == "9")
    }

    @Test("goods named more exactly go before those named by fewer digits, loaded or not")
    func longestPrefix() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        try put(
            "code,wanted,given,numerator,denominator,told_zh\n220830,035,095,800,1000,1 升 = 0.8 千克\n",
            from: "2027-01-01", on: book)
        func kilograms(_ code: String, _ day: Day) throws -> String? {
            let line = RetailImportOrder.Line(
                hs10: code, price: Fixed(100), quantity: Quantity(Fixed(10), unit: "095"))
            return try book.retail.conversions.goods.quantity(
                of: line, in: "035", on: day, book.retail.conversions)?.amount.text
        }
        #expect(try kilograms("2208300000", eve) == "9.12" && kilograms("2208300000", first) == "8")
        #expect(try kilograms("2208200090", first) == "9.12", "others of the heading stay")

        try put(
            "cap,headings,quantity,unit,name_zh\nbroken,100640,5,035,碎米\nbeet,170112,1,035,甜菜糖\n",
            from: "2027-01-01", on: book)
        let (broken, rice) = (
            try #require(GoodsCode("1006408090")), try #require(GoodsCode("1006302001"))
        )
        #expect(book.retail.quantityCap(of: broken, on: eve)?.value.id == "rice")
        #expect(book.retail.quantityCap(of: broken, on: first)?.value.id == "broken")
        #expect(book.retail.quantityCap(of: broken, on: first)?.value.quantity == Fixed(5))
        #expect(book.retail.quantityCap(of: rice, on: first)?.value.id == "rice")
        #expect(book.retail.caps.id(of: broken, on: eve) == "rice", "each day has its own name")
        #expect(book.retail.caps.id(of: broken, on: first) == "broken")

        try put(
            "quota,tonnes,codes,name_zh,body_zh,window_from,window_to,return_by\n"
                + "durum,100000,100111 100119,硬粒小麦,测试机关,10-15,10-30,09-15\n",
            from: "2027-01-01", on: book)
        #expect(book.quotas.quota(of: "1001190001", on: eve)?.value.id == "wheat")
        #expect(book.quotas.quota(of: "1001190001", on: first)?.value.id == "durum")
        #expect(book.quotas.quota(of: "1001990001", on: first)?.value.id == "wheat")
        let rows = QuotaView.rows(book, on: first)
        let wheat = try #require(rows.first { $0.quota.value.id == "wheat" })
        #expect(!(wheat.inside + wheat.outside).contains { $0.code.text.hasPrefix("100119") })
    }

    @Test("a volume alone leaves the days of a quota general knowledge; volume and days together do not")
    func confidence() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        func confidence(_ quota: String, _ day: Day) -> String? {
            book.quotas.quotas(on: day).first { $0.value.id == quota }?.value.confidence
        }
        let before = try #require(confidence("wheat", eve))
        #expect(before.contains("general knowledge"))
        try put(
            "quota,tonnes,window_from,window_to,return_by\nwheat,9700000,,,\n"
                + "maize,7300000,10-15,10-30,09-15\nrice,5400000,10-15,10-30,\n",
            from: "2027-01-01", on: book)
        #expect(confidence("wheat", first) == before)
        #expect(confidence("rice", first) == before)
        #expect(confidence("maize", first)?.isEmpty == true)
    }

    @Test("the appendix of RCEP that was loaded counts for rates and for origin alike")
    func additional() throws {
        let book = try freshBook()
        let (eve, first) = (try #require(eve), try #require(first))
        let salmon = try #require(GoodsCode("0302141000"))
        let member = try #require(
            book.agreements.open(to: "VNM", on: first).first { $0.agreement == "RCEP" })
        try put(
            "agreement,code,added_value_pct\nRCEP,03021410,20\nRCEP,02011000,0\n",
            from: "2027-01-01", on: book)
        #expect(book.agreements.additionalRequirement(member, salmon, on: eve) == nil)
        #expect(book.agreements.additionalRequirement(member, salmon, on: first)?.citation.document == "测试公告第1号")
        let beef = try #require(GoodsCode("0201100090"))
        #expect(book.agreements.additionalRequirement(member, beef, on: eve) != nil)
        #expect(book.agreements.additionalRequirement(member, beef, on: first) == nil, "0: asked no more")
        // What the product came with holds no longer under a whole appendix.
        let frozen = try #require(GoodsCode("0202300090"))
        #expect(book.agreements.additionalRequirement(member, frozen, on: first) != nil)
        let report = try put(
            "agreement,code,added_value_pct\nRCEP,03021410,20\n", from: "2027-02-01", on: book,
            isWhole: true)
        #expect(report.count(.dropped) > 0)
        let later = try #require(Day("2027-02-01"))
        #expect(book.agreements.additionalRequirement(member, frozen, on: later) == nil)
        #expect(book.agreements.additionalRequirement(member, salmon, on: later) != nil)
    }

    @Test("a later edition of the Harmonized System is data: lists may be written in it once it is there")
    func nomenclature() throws {
        let book = try freshBook()
        let table = "agreement,code,test,hs_edition\nRCEP,0202,CC,2028\n"
        #expect(throws: LookupRefusal.self) { try put(table, from: "2028-01-01", on: book) }
        try put("nomenclature\n2028\n", from: "2028-01-01", on: book)
        #expect(throws: LookupRefusal.self) { try put(table, from: "2027-12-31", on: book) }
        try put(table, from: "2028-01-01", on: book)
        try put("agreement,code,test\nRCEP,0201,CC\n", from: "2028-01-01", on: book)
        let day = try #require(Day("2028-01-01"))
        guard case .rule(let rule) = book.rules.find("0201100090", under: "RCEP", on: day) else {
            Issue.record("the rule is not found")
            return
        }
        #expect(rule.list.edition == 2028, "without a year it is the edition of the first day")
    }

    @Test("a code that an edition ends leads to the codes that carry on with it")
    func successors() throws {
        let book = try freshBook()
        let table = "hs10,action,successors\n0202300090,end,0202300010 0202200090\n"
        try put(table, from: "2027-01-01", on: book)
        let (eve, first) = (try #require(eve), try #require(first))
        #expect(try book.line("0202300090", on: eve).code.text == "0202300090")
        #expect { try book.line("0202300090", on: first) } throws: { error in
            let refusal = error as? LookupRefusal
            return refusal?.status == 410 && refusal?.fix.zh.contains("0202300010、0202200090") == true
        }
    }

    @Test("a row that cannot be is refused by line, column, what stands there, and how it is written", arguments: [
        ("class,rate_pct\n1,13\n1,14\n", "第 3 行 class：“1”：与第 2 行重复"),
        ("class,rate_pct\n2,-1\n", "第 2 行 rate_pct"), ("class,rate_pct\n4,13\n", "第 2 行 scope_zh"),
        ("class,rate_pct,scop_zh\n1,13,书报\n", "是不是“scope_zh”"),
        ("order_limit_cny,year_limit_cny\n9000,8000\n", "第 2 行 order_limit_cny：“9000”：高于年度限值 8000"),
        ("order_limit_cny,year_limit_cny\n5000,26000\n5000,26000\n", "第 3 行 order_limit_cny：“5000”：与第 2 行重复"),
        ("duty_pct,tax_share\n0,70\n", "第 2 行 tax_share：“70”：须在 0 至 1 之间"),
        ("cap,headings,quantity,unit\nrice,9999,20,035\n", "第 2 行 headings：“9999”：税则中没有这个编号"),
        ("cap,headings,quantity,unit\nrice,1006,20,999\n", "第 2 行 unit：“999”：计量单位代码表没有 999"),
        ("quota,tonnes\nwheat,0\n", "第 2 行 tonnes：“0”：须大于 0"),
        ("quota,tonnes\ntea,100\n", "第 2 行 codes：没有内容"),
        ("quota,tonnes,window_from,window_to\nwheat,100,10-30,10-15\n", "第 2 行 window_to：“10-15”"),
        ("quota,tonnes,return_by\nwheat,100,13-40\n", "第 2 行 return_by：“13-40”"),
        ("threshold,amount\ncoffee,1\n", "第 2 行 threshold：“coffee”"),
        ("threshold,amount\npostal-tax,-1\n", "第 2 行 amount：“-1”：须在 0 至"),
        ("agreement,code,added_value_pct\nCN-AUS,02011000,20\n", "只有 RCEP 有这种附录"),
        ("agreement,code,added_value_pct\nRCEP,99999999,20\n", "第 2 行 code：“99999999”：税则中没有这个编号"),
        ("agreement,code,added_value_pct\nRCEP,02011000,100\n", "第 2 行 added_value_pct：“100”：须在 0 至 100"),
        ("code,wanted,given,numerator,denominator,told_zh\n2208,035,095,0,1000,无\n", "第 2 行 numerator：“0”"),
        ("value_limit_cny,code_digits\n5000,11\n", "第 2 行 code_digits：“11”"),
        ("nomenclature\n28\n", "第 2 行 nomenclature：“28”"),
        ("class,rate_pct,valid_to\n1,13,2026-12-31\n", "第 2 行 valid_to：“2026-12-31”：早于导入的起始日期"),
        ("hs10,action,successors\n0202300090,end,9999999999\n", "第 2 行 successors：“9999999999”：税则中没有这个编号"),
        ("hs10,mfn,successors\n0202300090,9,0202300010\n", "只有停用的编号"),
        ("code,export_pct,part\n05069011,40,yes\n", "第 2 行 part：“yes”：只能写 1"),
        ("agreement,code,test,hs_edition\nRCEP,0202,CC,2020\n", "第 2 行 hs_edition：“2020”：起始日没有这一版"),
    ])
    func refused(table: String, message: String) throws {
        let book = try freshBook()
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.message.zh.contains(message) && !refusal.fix.zh.isEmpty
        }
        #expect(book.codes.loaded.now.postal.rows.isEmpty)
    }
}
