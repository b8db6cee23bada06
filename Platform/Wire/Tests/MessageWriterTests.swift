import Kernel
import Testing
import Wire

@Suite("Writing messages") struct MessageWriterTests {
    @Test("a request has the prefix, a receipt the default namespace")
    func golden() throws {
        let cancel = MessageDraft(
            guid: Sample.guid,
            documents: [.init(head: ["guid": Sample.guid, "reason": "R&D <1> \"x\"\r\n", "note": ""])],
            transfer: ["dxpMode": "DXP"], signature: Sample.signature)
        #expect(
            String(decoding: try Sample.table("623").write(cancel), as: UTF8.self)
                == """
                <?xml version="1.0" encoding="UTF-8"?><ceb:CEB623Message \
                xmlns:ceb="http://www.chinaport.gov.cn/ceb" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                guid="00000000-0000-4000-8000-0000000000A1" version="1.0"><ceb:InvtCancel>\
                <ceb:guid>00000000-0000-4000-8000-0000000000A1</ceb:guid>\
                <ceb:reason>R&amp;D &lt;1&gt; "x"&#13;\n</ceb:reason><ceb:note></ceb:note>\
                </ceb:InvtCancel><ceb:BaseTransfer><ceb:dxpMode>DXP</ceb:dxpMode></ceb:BaseTransfer>\
                <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>\
                </ceb:CEB623Message>
                """)
        let receipt = MessageDraft(
            guid: "a\"b", documents: [.init(head: ["orderNo": "1", "returnStatus": "120"])])
        #expect(
            String(decoding: try Sample.table("312").write(receipt), as: UTF8.self)
                == """
                <?xml version="1.0" encoding="UTF-8"?><CEB312Message \
                xmlns="http://www.chinaport.gov.cn/ceb" guid="a&quot;b" version="1.0"><OrderReturn>\
                <orderNo>1</orderNo><returnStatus>120</returnStatus></OrderReturn></CEB312Message>
                """)
    }

    @Test("the failed message stands in a section of its receipt, whatever it holds", arguments: [
        "<a/>", "]]>", "<a><![CDATA[x]]></a>", "a\r\nb", "]]]]>>", "\u{FEFF}<a>&amp;</a>", "",
    ])
    func section(original: String) throws {
        let table = try Sample.table("900")
        var draft = Sample.draft(table)
        draft.documents[0].head["oriBizMessage"] = original
        let bytes = try table.write(draft)
        #expect(String(decoding: bytes, as: UTF8.self).contains("<oriBizMessage><![CDATA["))
        let reading = catalogue.read(bytes)
        #expect(shown(reading) == [])
        #expect(reading.documents.first?["oriBizMessage"] == original)
    }

    @Test("what is written reads back and is written the same again", arguments: catalogue.tables.map(\.number))
    func stable(number: String) throws {
        let table = try Sample.table(number)
        var random = Seeded(state: 3)
        for _ in 0..<20 {
            var draft = Sample.draft(table, documents: 1 + random.below(table.documents.most == 1 ? 1 : 3), lines: 1 + random.below(3))
            let texts = ["<&>", "]]>", "a\r\nb", " x ", "中文😀", "e\u{301}", "\t", "'\""]
            for index in draft.documents.indices {
                for field in table.head.fields where !field.collapses && field.notation.hasPrefix("C") && field.fixed == nil {
                    draft.documents[index].head[field.name] = random.pick(texts)
                }
            }
            let bytes = try table.write(draft)
            let reading = catalogue.read(bytes)
            var again = draft
            again.documents = reading.documents.map(\.draft)
            again.transfer = reading.transfer?.values
            #expect(again == draft)
            #expect(try table.write(again) == bytes)
        }
    }

    @Test("a draft that does not fit its type is refused")
    func misfits() throws {
        let order = try Sample.table("311")
        let receipt = try Sample.table("312")
        var draft = MessageDraft(guid: "g", documents: [.init(head: ["orderNo": "1", "zz": "", "nope": ""])])
        #expect(throws: MessageDraft.Misfit.noSuchElement("nope", node: "OrderHead")) { try order.write(draft) }
        draft.documents = [.init(head: [:], lines: [["qty": "1"]])]
        #expect(throws: MessageDraft.Misfit.noSuchNode("lines of OrderReturn")) { try receipt.write(draft) }
        draft.documents = [.init(head: [:])]
        draft.transfer = [:]
        #expect(throws: MessageDraft.Misfit.noSuchNode("BaseTransfer")) { try receipt.write(draft) }
        draft.transfer = nil
        draft.subscriptions = [[:]]
        #expect(throws: MessageDraft.Misfit.noSuchNode("BaseSubscribe")) { try receipt.write(draft) }
        draft.subscriptions = []
        draft.signature = []
        #expect(throws: MessageDraft.Misfit.noSuchNode("Signature")) { try receipt.write(draft) }
    }
}

@Suite("Single documents") struct MessageFragmentTests {
    @Test("a fragment depends on the values, not on how they were written")
    func canonical() throws {
        let message = try Sample.message("311", documents: 2, lines: 2)
        let variants = [
            message, message.replacing("ceb:", with: "").replacing("xmlns:ceb", with: "xmlns"), message.replacing("><ceb:", with: ">\r\n  <!-- c --><ceb:"),
            message.replacing("<ceb:orderNo>1<", with: "<ceb:orderNo><![CDATA[1]]><"), message.replacing("<ceb:orderNo>1<", with: "<ceb:orderNo>&#49;<"),
        ]
        let fragments = Set(variants.flatMap { read($0).documents.map(\.fragment) })
        #expect(fragments.count == 1)
        #expect(String(decoding: try #require(fragments.first), as: UTF8.self).hasPrefix("<Order xmlns=\"http://www.chinaport.gov.cn/ceb\"><OrderHead><guid>"))
    }

    @Test("a fragment reads back as the document", arguments: catalogue.tables.map(\.number))
    func back(number: String) throws {
        let table = try Sample.table(number)
        for optional in [true, false] {
            let draft = Sample.draft(table, lines: 2, optional: optional)
            let document = try #require(catalogue.read(try table.write(draft)).documents.first)
            let again = try table.document(fragment: document.fragment)
            #expect(again.draft == draft.documents[0])
            #expect(again.fragment == document.fragment)
            #expect(again.differences(from: document) == [])
            #expect(again.number == 1)
        }
    }

    @Test("what is no fragment of the type is refused", arguments: [
        ("<Order/>", "message.unknown-type"), ("<Payment xmlns=\"http://www.chinaport.gov.cn/ceb\"/>", "message.unknown-type"), ("<Order xmlns=\"http://www.chinaport.gov.cn/ceb\"/>", "message.element-missing"), ("<Order", "xml.not-well-formed"), ("", "xml.empty"),
    ])
    func refused(fragment: String, code: String) throws {
        let table = try Sample.table("311")
        do throws(Fault) {
            _ = try table.document(fragment: Array(fragment.utf8))
            Issue.record("read")
        } catch {
            #expect(error.code == code)
        }
    }

    @Test("two documents name what differs")
    func differences() throws {
        let table = try Sample.table("311")
        let one = Sample.draft(table, lines: 2)
        var other = one
        other.documents[0].head["orderNo"] = "2"
        other.documents[0].head["note"] = nil
        other.documents[0].lines[1]["qty"] = "1.50"
        other.documents[0].lines.append(other.documents[0].lines[0])
        let documents = try [one, other].map { try #require(catalogue.read(try table.write($0)).documents.first) }
        #expect(documents[0].differences(from: documents[1]) == ["OrderHead/orderNo", "OrderHead/note", "OrderList[2]/qty", "OrderList[3]"])
        #expect(documents[0].differences(from: documents[0]) == [])
    }

    @Test("values are compared by bytes, not as letters that look alike")
    func bytes() throws {
        let table = try Sample.table("605")
        let documents = try ["e\u{301}", "\u{E9}"].map { reason in
            var draft = Sample.draft(table)
            draft.documents[0].head["reason"] = reason
            return try #require(catalogue.read(try table.write(draft)).documents.first)
        }
        #expect(documents[0].differences(from: documents[1]) == ["reason"])
    }
}
