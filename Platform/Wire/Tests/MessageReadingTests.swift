import Kernel
import Testing
import Wire

@Suite("Reading messages") struct MessageReadingTests {
    @Test("every type written from its table fits", arguments: catalogue.tables.map(\.number))
    func everyType(number: String) throws {
        let table = try Sample.table(number)
        for optional in [true, false] {
            let draft = Sample.draft(table, optional: optional)
            let reading = catalogue.read(try table.write(draft))
            #expect(shown(reading) == [])
            #expect(reading.table === table)
            #expect(reading.documents.map(\.draft) == draft.documents)
            #expect(reading.transfer?.values == draft.transfer)
            #expect(reading.subscriptions.map(\.values) == draft.subscriptions)
            #expect(reading.isSigned == (draft.signature != nil))
        }
    }

    @Test("a result with a misprint of the specification for a name is read; a request with it is told the name")
    func misprint() throws {
        let result = try Sample.message("792").replacing("declAgentCode>", with: "declagAgentCode>")
        let read = catalogue.read(Array(result.utf8))
        #expect(shown(read) == [] && result.contains("declagAgentCode"))
        #expect(read.documents.first?["declAgentCode"] == "1")
        let twice = result.replacing("<declAgentName>", with: "<declAgentCode>1</declAgentCode><declAgentName>")
        #expect(!catalogue.read(Array(twice.utf8)).isValid)
        let request = try Sample.message("701").replacing("declAgentCode>", with: "declagAgentCode>")
        let faults = catalogue.read(Array(request.utf8)).faults
        #expect(faults.count == 1 && faults.first?.fix.en.contains("declAgentCode") == true)
    }

    @Test("a value is taken as the schema takes it", arguments: [
        ("311", "goodsValue", "0", "0"), ("311", "goodsValue", "+1", "+1"), ("311", "goodsValue", ".5", ".5"), ("311", "goodsValue", "5.", "5."),
        ("311", "goodsValue", "-0", "-0"), ("311", "goodsValue", "0000000000000000000000007.10", "0000000000000000000000007.10"),
        ("311", "goodsValue", "1.5000000", "1.5000000"), ("311", "goodsValue", "12345678901234.12345", "12345678901234.12345"),
        ("311", "goodsValue", "1234567890123456789", "1234567890123456789"), ("311", "goodsValue", " \n12\t", "12"), ("311", "goodsValue", "0.00001", "0.00001"),
        ("311", "gnum", "2147483647", "2147483647"), ("311", "gnum", "-2147483648", "-2147483648"), ("311", "gnum", "+007", "+007"), ("311", "gnum", " 1 ", "1"),
        ("303", "gnum", "99999", "99999"), ("303", "gnum", "0000000001", "0000000001"), ("303", "gnum", "-99999", "-99999"),
        ("311", "orderNo", String(repeating: "中", count: 60), String(repeating: "中", count: 60)), ("311", "orderNo", " ", " "), ("311", "orderNo", "\u{1F600}", "\u{1F600}"),
        ("311", "note", "", ""), ("311", "note", "\n", "\n"), ("311", "currency", "142", "142"), ("311", "currency", "", "142"),
        ("303", "appStatus", "", "1"), ("303", "freight", "", "0"), ("505", "appStatus", "", "2"), ("603", "fFlag", "", "3"),
        ("505", "goodsInfo", "  a \n\t b ", "a b"), ("603", "trafMode", " 5\n", "5"), ("603", "gmodel", "a b", "a b"), ("303", "orderNo", "", ""),
        ("303", "orderNo", " a  b ", " a  b "), ("900", "oriBizMessage", "<a>]]></a>\r\n", "<a>]]></a>\r\n"), ("605", "reason", "\u{3000}x\u{3000}", "\u{3000}x\u{3000}"),
    ])
    func accepted(number: String, element: String, value: String, expected: String) throws {
        let reading = catalogue.read(try Sample.message(number, element, value))
        #expect(shown(reading) == [])
        let document = try #require(reading.documents.first)
        #expect((document[element] ?? document.lines.first?[element]) == expected)
    }

    @Test("a value is refused as the schema refuses it", arguments: [
        ("311", "goodsValue", "1e9", "not-a-number"), ("311", "goodsValue", "１２", "not-a-number"), ("311", "goodsValue", "", "empty"), ("311", "goodsValue", " ", "empty"),
        ("311", "goodsValue", "+", "not-a-number"), ("311", "goodsValue", ".", "not-a-number"), ("311", "goodsValue", "-.", "not-a-number"), ("311", "goodsValue", "--1", "not-a-number"),
        ("311", "goodsValue", "1,000", "not-a-number"), ("311", "goodsValue", "1 000", "not-a-number"), ("311", "goodsValue", "1.2.3", "not-a-number"), ("311", "goodsValue", "0x10", "not-a-number"),
        ("311", "goodsValue", "NaN", "not-a-number"), ("311", "goodsValue", "INF", "not-a-number"), ("311", "goodsValue", "\u{A0}1", "not-a-number"), ("311", "goodsValue", "1-", "not-a-number"),
        ("311", "goodsValue", "1.000001", "too-many-decimals"), ("311", "goodsValue", "12345678901234567890", "too-many-digits"), ("311", "goodsValue", "123456789012345.12345", "too-many-digits"),
        ("311", "gnum", "2147483648", "out-of-range"), ("311", "gnum", "-2147483649", "out-of-range"), ("311", "gnum", "99999999999999999999999999", "out-of-range"),
        ("311", "gnum", "1.0", "not-an-integer"), ("311", "gnum", "", "empty"), ("311", "gnum", "-", "not-an-integer"), ("311", "gnum", "一", "not-an-integer"),
        ("303", "gnum", "100000", "too-many-digits"), ("303", "gnum", "1.", "not-an-integer"), ("303", "gnum", "", "empty"), ("505", "packNo", "1234567890", "too-many-digits"),
        ("311", "orderNo", String(repeating: "中", count: 61), "too-long"), ("311", "orderNo", "", "empty"), ("311", "guid", "short", "length"),
        ("311", "guid", "", "empty"), ("311", "appTime", "2026112014050", "length"), ("311", "appTime", "20261120140509 ", "length"), ("311", "consigneeDistrict", "", "empty"),
        ("311", "currency", "502", "fixed"), ("311", "currency", "14", "length"), ("603", "fFlag", "1", "fixed"), ("603", "fFlag", " ", "fixed"), ("303", "orderType", " E", "length"),
        ("603", "POD", "  1 2 ", nil), ("603", "POD", "12", "too-short"), ("603", "POD", "12345", "too-long"), ("303", "appStatus", " ", nil), ("303", "freight", " ", "empty"),
        ("311", "buyerTelephone", "e\u{301}" + String(repeating: "1", count: 29), "too-long"), ("213", "ieFlag", "II", "too-long"), ("213", "ieFlag", "", nil),
    ] as [(String, String, String, String?)])
    func refused(number: String, element: String, value: String, trouble: String?) throws {
        let reading = catalogue.read(try Sample.message(number, element, value))
        let fault = reading.faults.first
        #expect(fault?.code == trouble.map { "value." + $0 })
        #expect(reading.faults.count == (trouble == nil ? 0 : 1))
        #expect(fault == nil || fault?.path.hasSuffix("/\(element)") == true)
    }

    @Test("both namespace habits, comments, sections and a mark are taken")
    func habits() throws {
        let message = try Sample.message("311")
        let variants = [
            "\u{FEFF}" + message,
            message.replacing("ceb:", with: "").replacing("xmlns:ceb", with: "xmlns"),
            message.replacing("ceb:", with: "x:").replacing("xmlns:ceb", with: "xmlns:x"),
            try edit(message, "<ceb:orderNo>1<", "<ceb:orderNo><!-- a --><![CDATA[1]]><!-- b --><"),
            message.replacing("><ceb:", with: ">\r\n\t<!-- c --><ceb:"),
        ]
        for variant in variants {
            let reading = read(variant)
            #expect(shown(reading) == [], "\(variant.prefix(200))")
            #expect(reading.documents.first?["orderNo"] == "1")
        }
    }

    @Test("receipts without a namespace are taken only on demand")
    func bare() throws {
        let receipt = try edit(try Sample.message("312"), " xmlns=\"http://www.chinaport.gov.cn/ceb\"", "")
        #expect(shown(read(receipt)) == ["message.namespace /CEB312Message"])
        var options = MessageReading.Options()
        options.takesReceiptsWithoutNamespace = true
        let reading = catalogue.read(Array(receipt.utf8), options)
        #expect(shown(reading) == [])
        #expect(reading.documents.first?["orderNo"] == "1")
        let order = try Sample.message("311").replacing("ceb:", with: "").replacing(" xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\"", with: "")
        #expect(shown(catalogue.read(Array(order.utf8), options)).first == "message.namespace /CEB311Message")
    }

    @Test("all faults of a message come at once, with their lines")
    func together() throws {
        let text = try Sample.message("311", documents: 2)
            .replacing("><ceb:", with: ">\n<ceb:")
        var broken = try edit(text, "<ceb:orderNo>1</ceb:orderNo>\n", "")
        broken = try edit(broken, "<ceb:taxTotal>1.5<", "<ceb:taxTotal>free<")
        broken = try edit(broken, "</ceb:OrderHead>", "<ceb:extra/></ceb:OrderHead>")
        let reading = read(broken)
        #expect(
            shown(reading) == [
                "value.not-a-number /CEB311Message/Order[1]/OrderHead/taxTotal",
                "message.element-unknown /CEB311Message/Order[1]/OrderHead/extra",
                "message.element-missing /CEB311Message/Order[1]/OrderHead/orderNo",
            ])
        let lines = broken.split(separator: "\n", omittingEmptySubsequences: false)
        for fault in reading.faults where fault.code.hasPrefix("value") {
            #expect(lines[fault.line - 1].contains("taxTotal"))
        }
        #expect(reading.documents.count == 2)
        #expect(reading.documents[1]["orderNo"] == "1")
        #expect(reading.documents[1].head.line(of: "orderNo") == lines.lastIndex { $0.contains("orderNo") }.map { $0 + 1 })
    }

    @Test("values of people stand in no fault", arguments: [
        ("311", "buyerName"), ("311", "buyerIdNumber"), ("311", "consignee"), ("311", "consigneeAddress"), ("311", "consigneeTelephone"),
        ("311", "buyerTelephone"), ("411", "payerName"), ("411", "payerIdNumber"), ("411", "telephone"), ("505", "ebcTelephone"), ("511", "consignee"),
    ])
    func privacy(number: String, element: String) throws {
        let canary = String(repeating: "测试甲", count: 100)
        let reading = catalogue.read(try Sample.message(number, element, canary))
        let fault = try #require(reading.faults.first)
        #expect(fault.code == "value.too-long")
        #expect(!"\(fault)".contains("测试"))
    }

    @Test("other values are shown, forty characters at most")
    func shortening() throws {
        let reading = catalogue.read(try Sample.message("311", "orderNo", String(repeating: "长", count: 61)))
        let fault = try #require(reading.faults.first)
        #expect(fault.message.zh.contains("“" + String(repeating: "长", count: 40) + "…”"))
        #expect(fault.message.zh.hasPrefix("订单编号"))
        #expect(fault.message.en.hasPrefix("Order number"))
    }

    @Test("a message that breaks off keeps what was found before")
    func brokenOff() throws {
        let message = try Sample.message("311", "goodsValue", "x")
        let reading = catalogue.read(Array(message.dropLast(30)))
        #expect(reading.faults.map(\.code) == ["value.not-a-number", "xml.not-well-formed"])
        #expect(reading.type == "CEB311")
    }

    @Test("more faults than are listed are counted")
    func capped() throws {
        let text = try Sample.message("311").replacing("<ceb:Order>", with: "<ceb:Order>" + String(repeating: "<ceb:x/>", count: 2000))
        let reading = read(text)
        #expect(reading.faults.count == 1001)
        #expect(reading.faults.last?.code == "message.more-faults")
        #expect(reading.faults.last?.message.en == "1000 more faults are not listed")
    }
}
