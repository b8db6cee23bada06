import Kernel
import Testing
import Wire

/// A name that is nearly right is told what it should be, and is one fault, not two.
@Suite("Misspelt elements") struct MessageMisspellingTests {
    @Test("a slip of typing is one fault, with the name that was meant", arguments: [
        ("totalPrice", "totalprice"), ("totalPrice", "TotalPrice"), ("totalPrice", "totalPirce"), ("totalPrice", "totalPric"), ("totalPrice", "totallPrice"), ("totalPrice", "totelPrice"),
        ("acturalPaid", "actualPaid"), ("goodsValue", "goodValue"), ("OrderHead", "orderHead"), ("OrderList", "OrderLists"), ("BaseTransfer", "BaseTransfers"),
    ])
    func slip(right: String, wrong: String) throws {
        let reading = catalogue.read(Array(try misspelt(right, wrong).utf8))
        let fault = try #require(reading.faults.first)
        #expect(reading.faults.count == 1)
        #expect(fault.code == "message.element-unknown")
        #expect(fault.path.hasSuffix("/" + wrong))
        #expect(fault.message.zh.contains("是否应为 \(right)？"))
        #expect(fault.message.en.contains("did you mean \(right)?"))
        #expect(fault.fix.en.contains("Write \(right)"))
    }

    @Test("what only differs in capitals is told that they matter")
    func capitals() throws {
        let fault = try #require(catalogue.read(Array(try misspelt("totalPrice", "totalprice").utf8)).faults.first)
        #expect(fault.fix.en == "Write totalPrice: capitals matter.")
        #expect(fault.fix.zh == "请改为 totalPrice（区分大小写）")
    }

    @Test("what is like nothing is unknown, and the element that is missing is a fault of its own", arguments: ["sum", "price1234", "gesamtpreis", "价格", String(repeating: "totalPrice", count: 5)])
    func unlike(wrong: String) throws {
        let codes = catalogue.read(Array(try misspelt("totalPrice", wrong).utf8)).faults.map(\.code)
        #expect(codes == ["message.element-unknown", "message.element-missing"])
    }

    @Test("an element that is there already is not suggested")
    func there() throws {
        let message = try Sample.message("311")
        let twice = message.replacing("</ceb:OrderHead>", with: "<ceb:orderno>1</ceb:orderno></ceb:OrderHead>")
        let faults = catalogue.read(Array(twice.utf8)).faults
        #expect(faults.map(\.code) == ["message.element-unknown"])
        #expect(faults.first.map { !$0.message.en.contains("did you mean") } == true)
    }

    private func misspelt(_ right: String, _ wrong: String) throws -> String {
        let message = try Sample.message("311")
        let result = message.replacing("<ceb:\(right)>", with: "<ceb:\(wrong)>").replacing("</ceb:\(right)>", with: "</ceb:\(wrong)>")
        try #require(result != message)
        return result
    }
}
