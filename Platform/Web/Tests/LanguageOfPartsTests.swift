import Testing

@testable import Web

@Suite("Languages of parts") struct LanguageOfPartsTests {
    private func marked(_ page: String) -> String {
        String(decoding: LanguageOfParts.marked(Array(page.utf8)), as: UTF8.self)
    }

    @Test("Chinese among English is marked from its first sign to its last, and English is not")
    func runs() {
        #expect(
            marked("<p>Cereals – 玉米（配额内）, 2026</p>")
                == #"<p>Cereals – <span lang="zh-CN">玉米（配额内）</span>, 2026</p>"#)
        #expect(
            marked("<td>海关总署令2004年第26号 and RCEP 协定</td>")
                == #"<td><span lang="zh-CN">海关总署令2004年第26号</span> and RCEP "#
                + #"<span lang="zh-CN">协定</span></td>"#)
        let plain = "<p>Nothing — “quoted”, ¥ 1，2</p>"
        #expect(marked(plain) == plain)
    }

    @Test("what says its language, code and what is typed stay as they are, with what they hold")
    func kept() {
        for page in [
            #"<span lang="zh-CN">中<span>文</span>字</span>"#, "<pre><code>&lt;a>中&lt;/a></code></pre>",
            "<title>中</title>", "<textarea>中</textarea>", "<svg><text>中</text></svg>",
            #"<input value="中 > 文">"#, "<a href=\"/x\" title=\"中>文\">English</a>",
        ] {
            #expect(marked("<p>中</p>" + page) == #"<p><span lang="zh-CN">中</span></p>"# + page)
        }
        // After it the page goes on as before, and the page's own language is no mark.
        #expect(
            marked(#"<html lang="en"><b lang="zh-CN">中</b><i>文</i>"#)
                == #"<html lang="en"><b lang="zh-CN">中</b><i><span lang="zh-CN">文</span></i>"#)
    }

    @Test("an option says its language itself: it may hold no element")
    func options() {
        #expect(
            marked(#"<option value="1">沪府〔2023〕9号</option><option>All</option>"#)
                == #"<option value="1" lang="zh-CN">沪府〔2023〕9号</option><option>All</option>"#)
    }

    @Test("nothing that a page may hold is lost, wherever it is cut off")
    func cut() {
        let page = Array(#"<p class="a">中文 <b>b</b> “x” 号</p><option>中</option><q lang="zh">中</q>"#.utf8)
        for length in 0...page.count {
            let part = Array(page.prefix(length))
            let without = marked(String(decoding: part, as: UTF8.self))
                .replacing(#"<span lang="zh-CN">"#, with: "").replacing("</span>", with: "")
                .replacing(#" lang="zh-CN""#, with: "")
            #expect(without == String(decoding: part, as: UTF8.self), "\(length)")
        }
    }
}
