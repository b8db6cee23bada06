import Inspections
import Kernel
import Tariff
import Testing

@testable import Declarations

/// Values by element name, as a record of a message gives them.
private struct Fields: FieldSource {
    var values: [String: String]
    subscript(element: String) -> String? { values[element].flatMap { $0.isEmpty ? nil : $0 } }
    func with(_ element: String, _ value: String) -> Fields {
        var copy = self
        copy.values[element] = value
        return copy
    }
}

private let head = Fields(values: [
    "orderNo": "O1", "ebpCode": "P", "ebcCode": "S", "logisticsCode": "L", "logisticsNo": "W1",
    "copNo": "C1", "agentCode": "A", "assureCode": "P", "customsCode": "2244", "declTime": "20261120", "ieDate": "20261120", "buyerIdType": "1",
    "buyerIdNumber": "000000190001010001", "buyerName": "测试甲", "consigneeAddress": "测试路1号",
    "tradeMode": "9610", "trafMode": "5", "trafNo": "X1", "voyageNo": "X1", "billNo": "B1",
    "country": "601", "freight": "0", "insuredFee": "0", "packNo": "1", "grossWeight": "2.2",
    "netWeight": "2", "currency": "142", "ieFlag": "I", "portCode": "2233",
])
private let line = Fields(values: [
    "gnum": "1", "gcode": "1901101090", "gname": "测试奶粉", "gmodel": "900克", "country": "601",
    "currency": "142", "qty": "2", "unit": "142", "qty1": "1.8", "unit1": "035", "price": "100",
    "totalPrice": "200",
])

private let orderHead = Fields(values: [
    "orderNo": "O1", "ebpCode": "P", "ebcCode": "S", "goodsValue": "200", "freight": "0", "discount": "0", "taxTotal": "18.2",
    "acturalPaid": "218.2", "currency": "142", "buyerIdType": "1",
])

@Suite("Rules of declarations") struct RulesTests {
    @Test("a list that fits has nothing to mend")
    func plausible() throws {
        #expect(ListIsPlausible.findings(try Inventory(head: head, lines: [line]), isImport: true).isEmpty)
    }

    @Test("each thing wrong in a list is found, and only that", arguments: [
        ("copNo", "", "621 copNo"), ("netWeight", "2.3", "621 netWeight"), ("netWeight", "0", "621 netWeight"),
        ("packNo", "2", "621 packNo"), ("buyerIdType", "2", "621 buyerIdType"),
        ("trafNo", "", "621 trafNo"), ("voyageNo", "", "621 voyageNo"), ("billNo", "", "621 billNo"),
        ("tradeMode", "9710", "621 tradeMode"), ("ieFlag", "E", "621 ieFlag"),
        ("customsCode", "0000", "621 customsCode"), ("portCode", "0000", "621 portCode"),
    ])
    func heads(element: String, value: String, found: String) throws {
        let list = try Inventory(head: head.with(element, value), lines: [line])
        #expect(ListIsPlausible.findings(list, isImport: true).map(\.element) == [found])
    }

    @Test("a guarantor is registered, withholds the tax of the list, and has agreed unless it declares itself")
    func guarantor() {
        let known = Localized(same: "测试")
        func code(_ facts: GuarantorMayStand.Facts) -> String? {
            GuarantorMayStand.finding(facts).map { "\($0.code) \($0.citation.document)" }
        }
        var facts = GuarantorMayStand.Facts(code: "X")
        #expect(code(facts) == "-10102 海关总署公告2018年第194号")
        facts.guarantor = known
        #expect(code(facts) == " 海关总署公告2018年第194号")
        facts.hasAgreed = true
        #expect(code(facts) == " 海关总署公告2018年第194号", "a mandate does not make a seller withhold tax")
        facts.hasAgreed = false
        facts.isPlatformOrCarrier = true
        #expect(code(facts) == nil, "that nobody knows the declarant is another finding")
        facts.declarant = known
        #expect(code(facts) == " 中华人民共和国民法典")
        facts.hasAgreed = true
        #expect(code(facts) == nil)
        facts = GuarantorMayStand.Facts(code: "X", guarantor: known, declarant: known, isDeclarant: true)
        #expect(code(facts) == nil)
    }

    @Test("each thing wrong in a line is found", arguments: [
        ("qty2", "1", "621 qty2"), ("totalPrice", "201", "621 totalPrice"), ("totalPrice", "199.98", "621 totalPrice"),
        ("qty", "0", "621 qty"), ("unit1", "142", "621 qty1"), ("qty1", "2.3", "621 grossWeight"),
    ])
    func lines(element: String, value: String, found: String) throws {
        let list = try Inventory(head: head, lines: [line.with(element, value)])
        #expect(ListIsPlausible.findings(list, isImport: true).map(\.element).contains(found))
    }

    @Test("a quantity of zero is told at its own field; one that is not there is the schema's to tell", arguments: [
        ("qty", "0", ["621 qty"]), ("qty1", "0", ["621 qty1"]), ("qty", "", []), ("qty1", "", []),
    ])
    func quantities(element: String, value: String, found: [String]) throws {
        for unit in ["035", "142"] {
            // Of the same unit a missing one is not unequal either.
            let list = try Inventory(head: head, lines: [line.with("unit1", unit).with("qty1", unit == "142" ? "2" : "1.8").with(element, value)])
            let elements = ListIsPlausible.findings(list, isImport: true).map(\.element).filter { $0.hasPrefix("621 qty") }
            #expect(Set(elements) == Set(unit == "142" && value == "0" ? found + ["621 qty1"] : found))
        }
    }

    @Test("the kilograms of all lines together weigh no more than the parcel, in whichever statutory unit they stand")
    func statutoryMass() throws {
        let second = line.with("gnum", "2").with("qty1", "3").with("unit1", "095").with("qty2", "0.4").with("unit2", "035")
        let fits = try Inventory(head: head, lines: [line, second])
        #expect(ListIsPlausible.findings(fits, isImport: true).isEmpty)
        let heavy = try Inventory(head: head, lines: [line, second.with("qty2", "0.40001")])
        #expect(ListIsPlausible.findings(heavy, isImport: true).map(\.element) == ["621 grossWeight"])
        let large = try Inventory(head: head, lines: [line.with("qty1", "90000000000000"), second.with("qty2", "90000000000000")])
        #expect(ListIsPlausible.findings(large, isImport: true).map(\.element) == ["621 grossWeight"], "a sum out of range is no stop")
    }

    @Test("the days of a list lie near today, as far as the settings say", arguments: [
        ("20261120", "20261120", []), ("20261121", "20261220", []), ("20261122", "20261221", ["621 declTime", "621 ieDate"]),
        ("20161122", "20161122", []), ("20161121", "20161121", ["621 declTime", "621 ieDate"]), ("20261120", "", []),
    ])
    func days(declared: String, border: String, found: [String]) throws {
        let list = try Inventory(head: head.with("declTime", declared).with("ieDate", border), lines: [line])
        let settings = try DatedSettings.load(Share.find())
        let today = try #require(Day("2026-11-20"))
        let findings = ListDaysArePlausible.findings(list, isImport: true, settings: settings, on: today)
        #expect(findings.map(\.element) == found)
        #expect(findings.allSatisfy { $0.citation.document == "本系统默认设置" })
    }

    @Test("the goods code stands in the tariff of the day, in its first statutory unit", arguments: [
        ("1901101090", "035", true, "B", ""), ("9999999999", "035", true, "B", "gcode"), ("1901101090", "095", true, "B", "unit1"),
        ("1901101090", "095", false, "B", "unit1"), ("1901000000", "035", false, "B", "gcode"), ("1901000000", "142", false, "A", ""),
        ("9999999999", "035", false, "A", "gcode"),
    ])
    func goodsCodes(code: String, unit: String, isImport: Bool, flag: String, found: String) throws {
        let list = try Inventory(
            head: head.with("statisticsFlag", flag), lines: [line.with("gcode", code).with("unit1", unit)])
        let today = try #require(Day("2026-11-20"))
        let findings = GoodsCodesKnown.findings(
            list, isImport: isImport, tariff: try GoodsCodes.load(Share.find()), on: today)
        #expect(findings.map(\.element) == (found.isEmpty ? [] : ["\(isImport ? "621" : "603") \(found)"]))
        #expect(findings.allSatisfy { $0.message.zh.contains("第 1 项") && $0.message.en.contains("Line 1") })
    }

    @Test("the sums of an order are held to when it comes", arguments: [
        ("goodsValue", "200", []), ("freight", "-0", []), ("freight", "-1", ["311 acturalPaid"]), ("goodsValue", "201", ["311 goodsValue", "311 acturalPaid"]),
        ("acturalPaid", "218.1", ["311 acturalPaid"]), ("discount", "1", ["311 acturalPaid"]), ("taxTotal", "18.20001", ["311 acturalPaid"]),
    ])
    func sums(element: String, value: String, found: [String]) throws {
        let order = try Order(head: orderHead.with(element, value), lines: [line])
        #expect(SupportingDocumentIsPlausible.findings(order, type: .importOrder).map(\.element) == found)
    }

    @Test("the total of an order's line is price times quantity", arguments: [MessageType.importOrder, .exportOrder])
    func totals(type: MessageType) throws {
        let name = type == .importOrder ? "311 totalPrice" : "303 totalPrice"
        let wrong = try Order(head: orderHead.with("goodsValue", "202").with("acturalPaid", "220.2"), lines: [line.with("totalPrice", "202")])
        #expect(SupportingDocumentIsPlausible.findings(wrong, type: type).map(\.element) == [name])
        let rounded = try Order(head: orderHead, lines: [line.with("qty", "3").with("price", "66.66667")])
        #expect(SupportingDocumentIsPlausible.findings(rounded, type: type).isEmpty)
    }

    @Test("sums out of range are findings, never a stop")
    func sumsOutOfRange() throws {
        let large = "92233720368547"
        let order = try Order(head: orderHead.with("goodsValue", large).with("freight", large), lines: [line.with("totalPrice", large).with("qty", large)])
        let found = SupportingDocumentIsPlausible.findings(order, type: .importOrder).map(\.element)
        #expect(found == ["311 totalPrice", "311 acturalPaid"])
    }

    @Test("a code in other letters is told which one was meant", arguments: [
        ("y", "Y"), ("Ｙ", "Y"), ("１４２", "142"), (" 142 ", "142"), ("142\t", "142"), ("142", "142"), ("税", "税"), ("", ""),
    ])
    func nearCode(text: String, code: String) { #expect(NearCode.of(text) == code) }

    @Test("bonded import names its account book and leaves the voyage out")
    func bonded() throws {
        let list = try Inventory(head: head.with("tradeMode", "1210"), lines: [line])
        let elements = Set(ListIsPlausible.findings(list, isImport: true).map(\.element))
        #expect(elements == [
            "621 emsNo", "621 areaCode", "621 areaName", "621 itemRecordNo", "621 country",
            "621 trafNo", "621 voyageNo", "621 billNo",
        ])
    }

    @Test("a figure out of range is a finding, never a stop")
    func range() {
        #expect(throws: UnreadableField.self) {
            try Inventory(head: head.with("freight", "99999999999999"), lines: [line])
        }
    }

    @Test("the risk rules take the first rule that concerns a list, by its own draw")
    func risk() throws {
        let day = try #require(Day("2026-11-20"))
        let rules = try RiskRules.load(Share.find())
        let list = try Inventory(head: head, lines: [line])
        let rate = RateOutcome(
            share: 100,
            explanation: Explanation(
                rule: "TEST", title: Localized(same: "TEST"), outcome: Localized(same: "1%")))
        func judge(_ value: Int32, on day: Day, draw: Int)
            -> (verdict: RiskVerdict, explanation: Explanation)
        {
            rules.judge(list, isImport: true, valueYuan: Fixed(value), on: day, draw: draw) { rate }
        }
        let dear = judge(6000, on: day, draw: 9999)
        #expect(dear.verdict == .review)
        let drawn = judge(200, on: day, draw: 3)
        #expect(drawn.verdict == .inspection)
        let passed = judge(200, on: day, draw: 9999)
        #expect(passed.verdict == .release)
        #expect(!passed.explanation.children.isEmpty)
        let before = try #require(Day("2018-01-01"))
        #expect(judge(6000, on: before, draw: 0).verdict == .release)
    }

    @Test("the draw of a list hangs on its order and a secret, and takes about its share")
    func draw() throws {
        let key = BuyerKey(secret: [1, 2, 3])
        let drawn = try (0..<4_000).map {
            key.draw(of: try Inventory(head: head.with("orderNo", "O\($0)"), lines: [line]))
        }
        #expect(drawn.allSatisfy { (0..<10_000).contains($0) })
        let share = drawn.count { $0 < 1_000 }
        #expect((300...500).contains(share), "a tenth of 4,000 is 400, found \(share)")
        let list = try Inventory(head: head, lines: [line])
        let renamed = try Inventory(head: head.with("copNo", "C2"), lines: [line])
        #expect(key.draw(of: list) == key.draw(of: renamed))
        #expect(key.draw(of: list) != BuyerKey(secret: [9]).draw(of: list))
    }

    @Test("personal values are masked beyond use", arguments: [
        ("buyerName", "测试甲", "测**"), ("buyerName", "甲", "*"), ("consignee", "Test Person", "T**********"),
        ("buyerIdNumber", "000000190001010001", "000***********0001"), ("payerIdNumber", "12345", "1****"),
        ("consigneeTelephone", "10000000001", "100****0001"), ("buyerTelephone", "1234567", "1******"),
        ("buyerRegNo", "test-1", "t*****"),
        ("consigneeAddress", "上海市浦东新区测试路1号", "上海市浦东新区****"),
        ("consigneeAddress", "测试省测试市测试县测试镇1号", "测试省测试市测试县****"),
        ("consigneeAddress", "测试自治区测试市测试区2号", "测试自治区测试市测试区****"),
        ("consigneeAddress", "测试市测试小区3栋", "测试市****"), ("consigneeAddress", "测试小区3栋", "测****"),
        ("consigneeAddress", "1 Test Road, Testville", "1****"),
    ])
    func masks(element: String, value: String, shown: String) {
        #expect(mask(value, of: element) == shown)
    }

    @Test("a receipt's text ends where it should, whatever stands in it")
    func brackets() {
        #expect(coded("100", "a]b[c") == "[Code:100;Desc:a］b［c]")
    }

    @Test("a decision is read back as it was kept")
    func decision() throws {
        var decision = Decision(day: try #require(Day("2026-11-20")))
        decision.tax = Decision.Tax(
            value: Fixed(100), used: Fixed(5), duty: .zero, consumption: .zero,
            vat: try Fixed("9.1"), total: try Fixed("9.1"),
            lines: [
                TaxBill.Line(
                    number: "1", code: "1901101010", value: Fixed(100), duty: .zero,
                    vat: try Fixed("9.1"), consumption: .zero)
            ])
        decision.draw = 77
        decision.verdict = .inspection
        decision.person = "person:00"
        decision.quotaTransfer = "list/B1/1"
        decision.findings = [
            Finding(
                "1327", "411 payerName", Localized(zh: "\"甲\"", en: "a\nb"),
                fix: Localized(same: "x"))
        ]
        #expect(Decision(encoded: decision.encoded) == decision)
        #expect(Decision(encoded: "{") == nil)
    }
}
