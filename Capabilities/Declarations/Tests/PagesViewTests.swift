import Kernel
import TestKit
import Testing
import Web

@testable import Declarations

@Suite("Pages as text") struct PagesViewTests {
    @Test("a released list shows its way, its documents and its tax to the last step", arguments: Language.allCases)
    func released(language: Language) async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(1)
            let page = try await world.page(preNo, for: world.member).html(language)
            try expectGolden(page, "pages-released.\(language.rawValue).html")
        }
    }

    @Test("a rejected list says what was found and how to mend it")
    func rejected() async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(2, defect: .payerDiffers)
            let text = try await world.page(preNo, for: world.member).html(.zh).text
            #expect(text.contains("已退单，请更正后重新申报"))
            #expect(text.contains(#"<span>改法</span>"#))
            #expect(text.contains(#"<li class="stage-stopped">"#))
        }
    }

    @Test("a list that waits names who must send what")
    func waiting() async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(3, without: ["CEB411"])
            let text = try await world.page(preNo, for: world.member).html(.zh).text
            #expect(text.contains("等待支付凭证"))
            #expect(text.contains("支付企业须报送支付凭证（CEB411）。"))
            #expect(text.contains("2 / 3 到齐"))
        }
    }

    @Test("personal data of a buyer stands on no page", arguments: Language.allCases)
    func masked(language: Language) async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(4)
            let record = try #require(
                try await world.pages.enquiries.list(.init(number: preNo), limit: 1, for: world.member).first)
            let buyer = try world.pages.enquiries.reader.list(record).buyer
            for person in [world.member, world.officer] {
                let text = try await world.page(preNo, for: person).html(language).text
                #expect(!text.contains(buyer.idNumber))
                #expect(!text.contains(">\(buyer.name)<"))
            }
        }
    }

    @Test("nobody's name stands in the story but one's own")
    func actors() async throws {
        try await PagesWorld.with { world in
            let preNo = try await world.declare(5)
            let own = try await world.page(preNo, for: world.member).html(.zh).text
            #expect(own.contains(#"<span class="timeline-who">测试甲</span>"#))
            let other = try await world.page(preNo, for: world.officer).html(.zh).text
            #expect(other.contains(#"<span class="timeline-who">申报企业</span>"#))
            #expect(!other.contains("测试甲"))
        }
    }

    @Test("what somebody sent comes back as text, never as markup")
    func hostile() {
        let mark = "<script>alert(1)</script>\"'"
        let checked = UploadPage.Checked(
            name: mark, type: "Unknown", title: nil, guid: mark, documents: 0,
            faults: [
                Fault(
                    code: mark, path: mark, line: 1, message: Localized(same: mark),
                    fix: Localized(same: mark))
            ], source: mark)
        let upload = UploadPage(checked: [checked], pasted: mark, mayLodge: true, formToken: mark)
        var filter = InventoryQueries.Filter()
        filter.number = mark
        let lists = ListsPage(
            records: [], filter: filter, trail: [mark], hasMore: true, mayLodge: true,
            origin: "http://127.0.0.1")
        let form = DecisionForm(
            preNo: mark, version: 1, actions: [.release],
            attempt: .init(reason: mark, field: "reason", message: Localized(same: mark)))
        for page in [upload.html(.zh), lists.html(.en), form.html(token: mark, .zh)] {
            #expect(!page.text.contains("<script"))
            #expect(page.text.contains("&lt;script&gt;"))
        }
    }

    @Test(
        "a span of time is told to one unit below the largest",
        arguments: [
            (0, "不足 1 分钟", "under 1 min"), (59, "59 分钟", "59 min"),
            (61, "1 小时 1 分", "1 h 1 min"), (3000, "2 天 2 小时", "2 d 2 h"),
            (-5, "不足 1 分钟", "under 1 min"),
        ])
    func span(minutes: Int64, zh: String, en: String) {
        let from = DeliveryWorld.now
        let span = Shown.span(from: from, to: from.adding(milliseconds: minutes * 60_000))
        #expect(span == Localized(zh: zh, en: en))
    }

    @Test("fen are shown as yuan, whatever their number", arguments: [
        (Int64(0), "¥0.00"), (123_456, "¥1,234.56"), (-5, "¥-0.05"), (.max, "–"),
    ])
    func yuan(fen: Int64, text: String) { #expect(Shown.yuan(fen: fen) == text) }

    @Test("full-width signs are taken as what they mean")
    func halfWidth() { #expect(Shown.halfWidth("　Ｂ２０２６－１ ") == "B2026-1") }

    @Test(
        "the text of a receipt is taken apart",
        arguments: [
            ("[Code:2600;Desc:放行]", ["2600|放行"]),
            ("[Code:1;Desc:a][Code:2;Desc:b] c", ["1|a", "2|b", "|c"]),
            ("新增申报成功", ["|新增申报成功"]), ("[Code:7]", ["7|"]), ("[Code:8;Desc:x", ["|[Code:8;Desc:x"]),
            ("", []),
        ])
    func receiptText(info: String, parts: [String]) {
        #expect(ReceiptText(info).parts.map { "\($0.code)|\($0.words)" } == parts)
    }

    @Test(
        "pasted messages are cut where a declaration follows a tag, and nowhere else",
        arguments: [
            ("<?xml?><a/>", ["<?xml?><a/>"]),
            ("<?xml?><a/>\r\n\r\n<?xml?><b/>\n", ["<?xml?><a/>", "<?xml?><b/>"]),
            ("<a>\r\n</a>", ["<a>\n</a>"]),
            ("<a/><?xml?><b/>", ["<a/>", "<?xml?><b/>"]),
            ("<a><![CDATA[<?xml?><b/>]]></a>", ["<a><![CDATA[<?xml?><b/>]]></a>"]),
            ("x <?xml?>", ["x <?xml?>"]), (" \n ", []),
        ])
    func split(text: String, messages: [String]) {
        let found = SentMessages.split(Array(text.utf8))
        #expect(found.map { String(decoding: $0, as: UTF8.self) } == messages)
    }
}
