import Kernel
import Testing
import Wire

/// What the schema says about nodes: which, in which order, how often.
@Suite("Structure of messages") struct MessageStructureTests {
    @Test("a change of structure is refused for what it is", arguments: [
        // Root.
        ("311", "CEB311Message", "CEB999Message", ["message.unknown-type /CEB999Message"]),
        ("311", "CEB311Message", "CEB311", ["message.unknown-type /CEB311"]),
        ("311", "http://www.chinaport.gov.cn/ceb", "http://www.chinaport.gov.cn/CEB", ["message.namespace /CEB311Message"]),
        ("311", " guid=\"00000000-0000-4000-8000-0000000000A1\"", "", ["message.attribute-missing /CEB311Message/@guid"]),
        ("311", "8000-0000000000A1\" version", "8000-0000000000A\" version", ["message.attribute-length /CEB311Message/@guid"]),
        ("311", "guid=\"00000000", "guid=\"中0000000", []),
        ("311", " version=\"1.0\">", ">", ["message.attribute-missing /CEB311Message/@version"]),
        ("311", " version=\"1.0\">", " version=\"\">", ["message.attribute-length /CEB311Message/@version"]),
        ("311", " version=\"1.0\">", " version=\"12345678901\">", ["message.attribute-length /CEB311Message/@version"]),
        ("311", " version=\"1.0\">", " version=\"v1.0\">", []),
        ("311", " version=\"1.0\">", " version=\"1.0\" a=\"\">", ["message.attribute-unknown /CEB311Message/@a"]),
        ("311", " version=\"1.0\">", " version=\"1.0\" xsi:schemaLocation=\"a b\">", []),
        ("311", " version=\"1.0\">", " version=\"1.0\" xsi:type=\"a\">", ["message.attribute-unknown /CEB311Message/@xsi:type"]),
        ("311", " version=\"1.0\">", " ceb:version=\"1.0\">", ["message.attribute-unknown /CEB311Message/@ceb:version", "message.attribute-missing /CEB311Message/@version"]),
        // Nodes under the root.
        ("311", "<ceb:BaseTransfer>", "<ceb:Other/><ceb:BaseTransfer>", ["message.element-unknown /CEB311Message/Other"]),
        ("311", "<ceb:BaseTransfer>", "text<ceb:BaseTransfer>", ["message.text-between-elements /CEB311Message"]),
        ("311", "<ceb:BaseTransfer>", "<![CDATA[ ]]><ceb:BaseTransfer>", []),
        ("311", "<ceb:BaseSubscribe>", "<ceb:BaseTransfer/><ceb:BaseSubscribe>", ["message.element-repeated /CEB311Message/BaseTransfer"]),
        ("311", "</ceb:CEB311Message>", "<ceb:ExtendMessage><ceb:name>a</ceb:name><ceb:version>1</ceb:version><ceb:Message><x><y/></x></ceb:Message></ceb:ExtendMessage></ceb:CEB311Message>", []),
        ("311", "</ceb:CEB311Message>", "<ceb:ExtendMessage><ceb:name>a</ceb:name><ceb:version>1</ceb:version><ceb:Message/></ceb:ExtendMessage></ceb:CEB311Message>", []),
        ("311", "</ceb:CEB311Message>", "<ceb:ExtendMessage><ceb:name>a</ceb:name><ceb:version>1</ceb:version></ceb:ExtendMessage></ceb:CEB311Message>", ["message.element-missing /CEB311Message/ExtendMessage/Message"]),
        ("311", "</ceb:CEB311Message>", "<ceb:ExtendMessage><ceb:name>a</ceb:name><ceb:version>1</ceb:version><ceb:Message>t<x/><y/></ceb:Message></ceb:ExtendMessage></ceb:CEB311Message>", ["message.text-between-elements /CEB311Message/ExtendMessage/Message", "message.element-repeated /CEB311Message/ExtendMessage/Message"]),
        ("311", "</ceb:CEB311Message>", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></ceb:CEB311Message>", []),
        ("311", "</ceb:CEB311Message>", "<ceb:Signature/></ceb:CEB311Message>", ["message.namespace /CEB311Message/Signature"]),
        ("621", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature>", "", ["message.element-missing /CEB621Message/Signature"]),
        ("312", "</CEB312Message>", "<BaseTransfer/></CEB312Message>", ["message.element-unknown /CEB312Message/BaseTransfer"]),
        // Documents.
        ("311", "<ceb:OrderHead>", "text<ceb:OrderHead>", ["message.text-between-elements /CEB311Message/Order[1]"]),
        ("311", "<ceb:Order>", "<ceb:Order a=''>", ["message.attribute-unknown /CEB311Message/Order[1]/@a"]),
        ("311", "<ceb:OrderHead>", "<ceb:Other/><ceb:OrderHead>", ["message.element-unknown /CEB311Message/Order[1]/Other"]),
        ("311", "</ceb:OrderHead>", "</ceb:OrderHead><ceb:OrderHead/>", ["message.element-repeated /CEB311Message/Order[1]/OrderHead"]),
        ("411", "</ceb:PaymentHead>", "</ceb:PaymentHead><ceb:PaymentList/>", ["message.element-unknown /CEB411Message/Payment[1]/PaymentList"]),
        // Fields.
        ("311", "<ceb:appType>1</ceb:appType>", "", ["message.element-missing /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:note>1</ceb:note></ceb:OrderHead>", "</ceb:OrderHead>", []),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:appType>1</ceb:appType><ceb:appType>2</ceb:appType>", ["message.element-repeated /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:appType>1</ceb:appType><ceb:appTime>11111111111111</ceb:appTime>", "<ceb:appTime>11111111111111</ceb:appTime><ceb:appType>1</ceb:appType>", ["message.element-order /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:AppType>1</ceb:AppType>", ["message.element-unknown /CEB311Message/Order[1]/OrderHead/AppType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:kind>1</ceb:kind>", ["message.element-unknown /CEB311Message/Order[1]/OrderHead/kind", "message.element-missing /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:apType>1</ceb:apType><ceb:appType>1</ceb:appType>", ["message.element-unknown /CEB311Message/Order[1]/OrderHead/apType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<appType>1</appType>", ["message.namespace /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<appType xmlns='http://www.chinaport.gov.cn/ceb'>1</appType>", []),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:appType>1</ceb:appType>x y", ["message.text-between-elements /CEB311Message/Order[1]/OrderHead"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:appType a='1'>1</ceb:appType>", ["message.attribute-unknown /CEB311Message/Order[1]/OrderHead/appType/@a"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:appType><ceb:x/>1</ceb:appType>", ["message.element-in-value /CEB311Message/Order[1]/OrderHead/appType"]),
        ("311", "<ceb:appType>1</ceb:appType>", "<ceb:appType xsi:nil='true'/>", ["message.attribute-unknown /CEB311Message/Order[1]/OrderHead/appType/@xsi:nil", "value.empty /CEB311Message/Order[1]/OrderHead/appType"]),
        ("303", "<ceb:copCode>1</ceb:copCode>", "<ceb:copCode></ceb:copCode>", []),
        ("311", "<ceb:copCode>1</ceb:copCode>", "<ceb:copCode></ceb:copCode>", ["value.empty /CEB311Message/BaseTransfer/copCode"]),
        ("311", "<ceb:dxpAddress>1</ceb:dxpAddress>", "", ["message.element-missing /CEB311Message/BaseSubscribe[1]/dxpAddress"]),
        ("605", "<ceb:copNo>1</ceb:copNo>", "", ["message.element-missing /CEB605Message/InvtCancel[1]/copNo"]),
    ])
    func changed(number: String, old: String, new: String, faults: [String]) throws {
        var message = try Sample.message(number)
        if old == "CEB311Message" || old.hasPrefix("http") {
            message = message.replacing(old, with: new)
        } else {
            message = try edit(message, old, new)
        }
        #expect(shown(read(message)) == faults)
    }

    @Test("an unknown root is Unknown and may be anything", arguments: ["<a/>", "<CEB311 xmlns='u'><b/></CEB311>", "<Message/>", "<CEB311message/>"])
    func unknown(document: String) {
        let reading = read(document)
        #expect(reading.type == "Unknown")
        #expect(reading.faults.first?.code == "message.unknown-type")
    }

    @Test("documents are counted", arguments: [
        ("311", 100, true), ("311", 101, false), ("711", 1, true), ("711", 2, false), ("816", 300, true), ("818", 300, true), ("900", 2, false), ("312", 101, false), ("213", 100, true),
    ])
    func documents(number: String, count: Int, fits: Bool) throws {
        let reading = read(try Sample.message(number, documents: count))
        #expect(reading.isValid == fits)
        #expect(reading.faults.count == (fits ? 0 : 1))
        if !fits && count > 100 { #expect(reading.faults.first?.code == "message.too-many-documents") }
    }

    @Test("lines are counted", arguments: [
        ("311", 99, true), ("311", 100, false), ("311", 0, false), ("303", 100, true), ("303", 101, false), ("507", 0, true), ("507", 500, true), ("509", 0, false), ("701", 0, true),
        ("711", 200, true), ("816", 99, true), ("816", 100, false), ("792", 0, true), ("603", 100, true), ("621", 100, false), ("625", 99, true), ("213", 101, false),
    ])
    func lines(number: String, count: Int, fits: Bool) throws {
        let reading = read(try Sample.message(number, lines: count))
        #expect(reading.isValid == fits)
        #expect(reading.faults.count == (fits ? 0 : 1))
        #expect(reading.documents.first?.lineCount == min(count, try Sample.table(number).lines.most ?? count))
    }

    @Test("a message without documents or without a head is refused", arguments: [
        ("311", "<ceb:Order>", "</ceb:Order>", "message.element-missing /CEB311Message/Order"),
        ("311", "<ceb:OrderHead>", "</ceb:OrderHead>", "message.element-missing /CEB311Message/Order[1]/OrderHead"),
        ("311", "<ceb:OrderList>", "</ceb:OrderList>", "message.element-missing /CEB311Message/Order[1]/OrderList"),
        ("311", "<ceb:BaseTransfer>", "</ceb:BaseTransfer>", "message.element-missing /CEB311Message/BaseTransfer"),
    ])
    func without(number: String, from: String, to: String, fault: String) throws {
        let message = try Sample.message(number)
        let start = try #require(message.firstRange(of: from)).lowerBound
        let end = try #require(message.firstRange(of: to)).upperBound
        #expect(shown(read(message.replacingCharacters(start..<end, with: ""))) == [fault])
    }

    @Test("signature and extension change places between export and import")
    func order() throws {
        let signature = String(decoding: Sample.signature, as: UTF8.self)
        let extending = "<ceb:ExtendMessage><ceb:name>a</ceb:name><ceb:version>1</ceb:version><ceb:Message/></ceb:ExtendMessage>"
        for (number, tail, fits) in [
            ("303", signature + extending, true), ("303", extending + signature, false), ("311", extending + signature, true), ("311", signature + extending, false),
        ] {
            let root = "</ceb:CEB\(number)Message>"
            let reading = read(try edit(try Sample.message(number), root, tail + root))
            #expect(reading.isValid == fits, "\(number)")
            #expect(reading.isSigned)
            if !fits { #expect(reading.faults.map(\.code) == ["message.element-order"]) }
        }
    }

    @Test("six subscribers are one too many")
    func subscribers() throws {
        let table = try Sample.table("311")
        for (count, fits) in [(0, true), (5, true), (6, false), (9, false)] {
            var draft = Sample.draft(table)
            draft.subscriptions = Array(repeating: draft.subscriptions[0], count: count)
            let reading = catalogue.read(try table.write(draft))
            #expect(reading.faults.count == (fits ? 0 : 1))
            #expect(reading.subscriptions.count == min(count, 5))
        }
    }

    @Test("a list before its head is out of order and read all the same")
    func headLast() throws {
        let message = try Sample.message("311")
        let head = try #require(message.firstRange(of: "<ceb:OrderHead>")).lowerBound
        let list = try #require(message.firstRange(of: "<ceb:OrderList>")).lowerBound
        let end = try #require(message.firstRange(of: "</ceb:Order>")).lowerBound
        let swapped = message[..<head] + message[list..<end] + message[head..<list] + message[end...]
        let reading = read(String(swapped))
        #expect(shown(reading) == ["message.element-order /CEB311Message/Order[1]/OrderHead"])
        #expect(reading.documents.first?["orderNo"] == "1")
        #expect(reading.documents.first?.line(0)["itemName"] == "1")
        #expect(reading.documents.first?.path("qty", line: 0) == "/CEB311Message/Order[1]/OrderList[1]/qty")
    }
}
