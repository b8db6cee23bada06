import Kernel
import Testing
import Web

@Suite("Sentences of notices")
struct NoticeFlowTests {
    @Test("a sentence with parts in another language stays one line of text, not columns", arguments: [
        ".notice-title {", ".fault-what {",
    ])
    func flows(selector: String) throws {
        let style = try Share.find().text("Platform/Web/Assets/tradewind.css")
        let start = try #require(style.firstRange(of: "\n" + selector))
        let rule = style[start.upperBound...].prefix { $0 != "}" }
        #expect(!rule.contains("flex") && !rule.contains("grid"), "\(rule)")
    }
}
