import Kernel
import TestKit
import Testing
import Web

@testable import Declarations

@Suite("What the pages say of a refusal") struct PagesRepeatTests {
    @Test("a refused message is shown as refused, the first time and again", arguments: Language.allCases)
    func again(language: Language) async throws {
        try await PagesWorld.with { world in
            let chain = world.base.samples.chain(1, .direct)
            let list = try #require(try world.base.samples.messages(of: chain).last)
            let visitor = try await world.visitor("member", language)
            let path = "/\(language.rawValue)/upload"
            _ = try await visitor.get(path)
            let text = String(decoding: list.bytes, as: UTF8.self)
                .replacing("<ceb:customsCode>2244<", with: "<ceb:customsCode>9999<")
            for _ in 1...2 {
                let page = try await visitor.post(path, form: ["do": "send", "message": text], files: []).text
                #expect(page.contains("-621001"))
                #expect(page.contains("notice tone-danger") && !page.contains("notice tone-success"))
            }
        }
    }

    @Test("the marks of the official tables do not show", arguments: [
        ("List message check failed [*]", "List message check failed"),
        ("[*] order not found", "order not found"),
        ("List [*]: amount above the single-purchase limit [*]", "List: amount above the single-purchase limit"),
        ("CEB621 refused: list without lines, key [*]", "CEB621 refused: list without lines, key"),
        ("List [*] was already declared, do not repeat", "List was already declared, do not repeat"),
    ])
    func marks(text: String, shown: String) {
        #expect(ReceiptText.withoutPlaceholders(text) == shown)
    }

    @Test("receipts without a code have English words", arguments: [
        ("新增申报成功[00000000-0000-4000-8000-000000000001]", "Declared" as String?),
        ("变更申报成功[x]", "Change declared"), ("删除成功", "Withdrawn"),
        ("电子口岸已暂存", "Kept as a draft"), ("别的", nil),
    ])
    func words(text: String, english: String?) { #expect(ReceiptSentences.english(text) == english) }

    @Test("a stop before the way to mend is one too many")
    func stops() {
        let finding = Finding(
            "", "621 gcode", Localized(zh: "税则中没有。", en: ""), fix: Localized(zh: "请核对。", en: ""))
        #expect(
            receiptInfo([finding], code: -621_001)
                == "[Code:-621001;Desc:621 gcode 税则中没有；请核对。]")
    }
}
