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
        ("List state does not allow cancelling (number [*])", "List state does not allow cancelling"),
        ("List [*] was already declared, do not repeat", "List was already declared, do not repeat"),
    ])
    func marks(text: String, shown: String) {
        #expect(ReceiptText.withoutPlaceholders(text) == shown)
    }

    @Test("receipts without a code have English words", arguments: [
        ("新增申报成功[00000000-0000-4000-8000-000000000001]", "Declared" as String?),
        ("变更申报成功[x]", "Change declared"), ("删除成功", "Withdrawn"),
        ("电子口岸已暂存", "Kept as a draft"), ("别的", nil), ("", nil),
        ("逻辑校验通过，退货商品应于 2027-01-06 前运抵", "Logic check passed; the goods are to be back by 2027-01-06"),
        ("退货商品 2026-11-22 运抵（R1），待海关查核", "The goods were back on 2026-11-22 (R1); customs look at them"),
        ("审核通过：3 项相符，1 项不符", "Approved: 3 lines fit, 1 do not"), ("放行", "Released"), ("放行了", nil),
        ("已签收 20261122", "Delivered 20261122"), ("扣留移送缉私 测试", "Detained (anti-smuggling): 测试"),
    ])
    func words(text: String, english: String?) { #expect(ReceiptSentences.english(text) == english) }

    @Test("every sentence that receipts are made of has its English, with what stands in its gaps", arguments: ReceiptPhrase.allCases)
    func sentences(sentence: ReceiptPhrase) {
        let chinese = sentence.told("甲1", "乙2", "丙3", "丁4")
        let english = ReceiptSentences.english(chinese) ?? ""
        #expect(english == ReceiptPhrase.filled(sentence.pattern.en, ["甲1", "乙2", "丙3", "丁4"]))
        #expect(!english.isEmpty && !(chinese + english).contains("{}"))
        #expect(ReceiptText(coded("1", chinese)).parts == [ReceiptText.Part(code: "1", words: chinese)])
    }

    @Test("what was found of a document is told in English where its receipt tells it")
    func found() {
        let finding = Finding(
            "", "603 grossWeight", Localized(zh: "毛重不一致。", en: "The mass differs"), fix: Localized(zh: "更正[清单]", en: "Correct the list"))
        let told = ReceiptText(receiptInfo([finding], code: 100)).parts.first?.words ?? ""
        #expect(ReceiptSentences.english(told, [finding]) == "The mass differs; Correct the list")
        #expect(ReceiptSentences.english(told) == nil)
        #expect(ReceiptSentences.english("毛重不一致", [finding]) == nil)
    }

    @Test("an officer's reason and the official words of a step are said once", arguments: [
        ("其它扣留 单货不符", "Detained (other): 单货不符", 1), ("放行", "Released", 0),
        ("税则中没有该编码", "No such code", 1),
    ])
    func once(words: String, english: String, times: Int) {
        let said = ReceiptWords.said(words, english).text
        #expect(said.contains(english))
        let word = words.hasPrefix("其它") ? "单货不符" : words
        #expect(said.ranges(of: word).count == times, "\(said)")
    }

    @Test("a stop before the way to mend is one too many")
    func stops() {
        let finding = Finding(
            "", "621 gcode", Localized(zh: "税则中没有。", en: ""), fix: Localized(zh: "请核对。", en: ""))
        #expect(
            receiptInfo([finding], code: -621_001)
                == "[Code:-621001;Desc:621 gcode 税则中没有；请核对。]")
    }
}
