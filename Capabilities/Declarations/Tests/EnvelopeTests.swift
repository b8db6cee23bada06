import FoundationEssentials
import Kernel
import Testing
import Wire

@testable import Declarations

private func form() throws -> EnvelopeForm { try EnvelopeForm.load(Share.find()) }

private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

/// A terminal message as systems write it, independent of our own writer.
private func terminal(
    _ data: String = base64("<CEB311Message/>"), head: String? = nil, after: String = "",
    attributes: String = #"ver="1.0""#
) -> String {
    let head =
        head ?? """
            <dxp:CopMsgId>00000000-0000-4000-8000-0000000000A1</dxp:CopMsgId>
            <dxp:SenderId>DXPENT0000000000</dxp:SenderId>
            <dxp:ReceiverIds><dxp:ReceiverId>DXPEDCCEB0000002</dxp:ReceiverId></dxp:ReceiverIds>
            <dxp:CreatTime>2026-11-20T12:00:00</dxp:CreatTime>
            <dxp:MsgType>CEB311Message</dxp:MsgType>
            """
    return """
        <dxp:DxpMsg xmlns:dxp="http://www.chinaport.gov.cn/dxp" \(attributes)>
        <dxp:TransInfo>\(head)</dxp:TransInfo>
        <dxp:Data>\(data)</dxp:Data>\(after)
        </dxp:DxpMsg>
        """
}

@Suite("Envelopes") struct EnvelopeTests {
    @Test("an envelope is read, and written again it says the same in the same bytes each time")
    func reads() throws {
        let form = try form()
        let more = """
            <dxp:AddInfo><dxp:FileName>a.xml</dxp:FileName>
            <dxp:BizKey><dxp:Key name="DealFlag">0</dxp:Key></dxp:BizKey></dxp:AddInfo>
            """
        let reading = form.read(Array(terminal(after: more).utf8))
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        let envelope = try #require(reading.envelope)
        #expect(envelope.head.copMsgID == "00000000-0000-4000-8000-0000000000A1")
        #expect(envelope.head.receivers == ["DXPEDCCEB0000002"])
        #expect(String(decoding: envelope.data, as: UTF8.self) == "<CEB311Message/>")
        #expect(envelope.fileName == "a.xml")
        #expect(envelope.keys == [Envelope.Key(name: "DealFlag", value: "0")])
        let written = try form.write(envelope)
        #expect(try form.write(envelope) == written)
        #expect(form.read(written).envelope == envelope)
        #expect(form.kind(of: written) == "DxpMsg")
    }

    @Test("what a node puts around an envelope is read and written")
    func transport() throws {
        let form = try form()
        var envelope = try #require(form.read(Array(terminal().utf8)).envelope)
        envelope.transport = Envelope.Transport(
            messageID: "TESTNODE202611201200000000000001", copy: "1",
            sentAt: "2026-11-20T12:00:00", destination: "00000001", start: "TESTNODE")
        let written = try form.write(envelope)
        #expect(form.kind(of: written) == "DxpMsgSv")
        let reading = form.read(written)
        #expect(reading.faults.isEmpty, "\(reading.faults)")
        #expect(reading.envelope == envelope)
    }

    @Test("every fault is told at once, with place and way to mend")
    func faults() throws {
        let head = """
            <dxp:SenderId>DXPENT00000000001</dxp:SenderId>
            <dxp:ReceiverIds></dxp:ReceiverIds>
            <dxp:CreatTime>yesterday</dxp:CreatTime>
            <dxp:Sender>x</dxp:Sender>
            <dxp:MsgType>CEB311Message</dxp:MsgType>
            """
        let text = terminal("*", head: head, attributes: #"ver="2.0" x="1""#)
        let faults = try form().read(Array(text.utf8)).faults
        let told = Set(faults.map { "\($0.code) \($0.path)" })
        #expect(told.isSuperset(of: [
            "value.fixed /DxpMsg/@ver", "message.attribute-unknown /DxpMsg",
            "value.too-long /DxpMsg/TransInfo/SenderId",
            "message.element-missing /DxpMsg/TransInfo/ReceiverIds/ReceiverId",
            "value.not-a-time /DxpMsg/TransInfo/CreatTime",
            "message.element-unknown /DxpMsg/TransInfo/Sender",
            "message.element-missing /DxpMsg/TransInfo/CopMsgId",
            "envelope.not-base64 /DxpMsg/Data",
        ]), "\(told)")
        #expect(faults.allSatisfy { !$0.fix.zh.isEmpty && !$0.fix.en.isEmpty && $0.line > 0 })
    }

    @Test("hostile contents are refused", arguments: [
        ("", "envelope.not-base64"), ("QUJD=", "envelope.not-base64"), ("QUI", "envelope.not-base64"),
        ("QUJDRA==QUJD", "envelope.not-base64"), ("QR==", "envelope.not-base64"), ("Q-_D", "envelope.not-base64"),
        (base64(terminal()), "envelope.nested"),
        (base64(#"<DxpRep xmlns="http://www.chinaport.gov.cn/dxp"/>"#), "envelope.nested"),
        (base64("<CEB411Message/>"), "envelope.other-type"),
    ])
    func hostile(data: String, code: String) throws {
        let reading = try form().read(Array(terminal(data).utf8))
        #expect(reading.envelope == nil)
        #expect(reading.faults.map(\.code) == [code])
    }

    @Test("an answer and an envelope in another namespace are no messages")
    func others() throws {
        let form = try form()
        let answer = Array(#"<DxpRep xmlns="http://www.chinaport.gov.cn/dxp" ver="1.0"/>"#.utf8)
        #expect(form.read(answer).faults.contains { $0.code.hasPrefix("message.") })
        let other = terminal().replacing("gov.cn/dxp", with: "gov.cn/ceb")
        #expect(form.kind(of: Array(other.utf8)) == nil)
        #expect(form.read(Array(other.utf8)).faults.map(\.code) == ["message.unknown-type"])
        let repeated = terminal(after: "<dxp:Data>QUJD</dxp:Data>")
        #expect(form.read(Array(repeated.utf8)).faults.map(\.code) == ["message.element-repeated"])
    }

    @Test("an answer fits its schema, and a foreign one is read as far as it says something", arguments: [
        ("0000", ExchangeCodes.Kind.taken), ("0", .taken), ("OK", .taken), ("0002", .refused), ("2001", .refused),
        ("3003", .later), ("3500", .later), ("7777", .refused), ("no", .refused),
    ])
    func answers(code: String, kind: ExchangeCodes.Kind) throws {
        let (form, codes) = (try form(), try ExchangeCodes.load(Share.find()))
        #expect(codes.kind(of: code) == kind)
        let foreign = """
            <DxpRep xmlns="http://www.chinaport.gov.cn/dxp"><Response>
            <ResponseCode>\(code)</ResponseCode><ResponseInfo>说明</ResponseInfo></Response></DxpRep>
            """
        let read = try #require(form.answer(Array(foreign.utf8), codes: codes))
        #expect(read.code == code && read.info == "说明")
        let own = try form.write(
            EnvelopeAnswer(
                receiver: "DXPENT0000000000", code: code, info: "说明",
                day: Day("2026-11-20") ?? Day(sinceEpoch: 0),
                head: try #require(form.read(Array(terminal().utf8)).head)))
        #expect(form.faults(ofAnswer: own).isEmpty)
        #expect(form.answer(own, codes: codes)?.code == code)
    }
}
