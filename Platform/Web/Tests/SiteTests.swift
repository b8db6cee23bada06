import Kernel
import Testing

@testable import Web

@Suite("The frame of a page") struct SiteTests {
    @Test("the other language keeps the page and its query", arguments: [
        ("/zh/declarations/42", [Form.Pair("after", "1 2")], "/en/declarations/42?after=1%202"),
        ("/zh", [], "/en"), ("/zhx/a", [], "/en"), ("/", [], "/en"), ("//evil", [], "/en"),
    ])
    func otherLanguage(path: String, query: [Form.Pair], other: String) {
        var frame = TestSite.frame(path)
        frame.query = query
        #expect(TestSite.make().otherPath(frame) == other)
    }

    @Test("the nearest task and its section are marked, and only those", arguments: [
        ("/zh/declarations", #"href="/zh/declarations" aria-current="page""#),
        ("/zh/declarations/42", #"href="/zh/declarations" aria-current="true""#),
        ("/zh/declarations/upload", #"href="/zh/declarations/upload" aria-current="page""#),
    ])
    func currentTask(path: String, marked: String) {
        let text = TestSite.make().html(TestSite.frame(path), content: "").text
        #expect(text.contains(marked))
        #expect(text.split(separator: "aria-current=").count == 3)
    }

    @Test("no task is marked on a page of none")
    func noTask() {
        let text = TestSite.make().html(TestSite.frame("/zh/declarationsx"), content: "").text
        #expect(!text.contains("aria-current"))
    }

    @Test("a task shows only to those its route lets in")
    func tasks() {
        let site = TestSite.make()
        var frame = TestSite.frame("/zh")
        #expect(!site.html(frame, content: "").text.contains("/zh/worklist"))
        frame.principal = TestSite.person
        #expect(!site.html(frame, content: "").text.contains("/zh/worklist"))
        frame.principal = Principal(
            kind: .officer, id: "o1", name: "测试关员乙", permissions: [TestSite.permission])
        // The only task of its section stands in the section's place.
        #expect(site.html(frame, content: "").text.contains("/zh/worklist"))
    }

    @Test("whoever is signed in sees the name and may sign out; others are led to sign in")
    func account() {
        let site = TestSite.make()
        var frame = TestSite.frame("/zh")
        let stranger = site.html(frame, content: "").text
        #expect(stranger.contains(#"href="/zh/sign-in""#))
        #expect(!stranger.contains("_csrf"))
        frame.principal = TestSite.person
        let known = site.html(frame, content: "").text
        #expect(known.contains("测试甲"))
        #expect(known.contains(#"method="post" action="/zh/sign-out""#))
        #expect(known.contains(#"name="_csrf" value="token""#))
    }

    @Test("names and titles from outside stay text")
    func hostile() {
        var frame = TestSite.frame("/zh/\"><script>")
        frame.title = "</title><script>"
        frame.principal = Principal(kind: .member, id: "x", name: "<img src=x onerror=y>")
        let text = TestSite.make().html(frame, content: "").text
        #expect(!text.contains("<script>"))
        #expect(!text.contains("<img"))
    }
}

@Suite("Pages for what went wrong") struct ProblemPageTests {
    private struct Full: Refusal {
        let code = "quota.exhausted"
        let message = Localized(zh: "额度 < 0", en: "No quota is left")
        let fix = Localized(zh: "改按一般贸易申报。", en: "Declare as general trade.")
        let citation: Citation? = Citation(document: "财关税〔2018〕49号", article: "一")
        let faults = [
            Fault(
                code: "quota.line", path: "/a", line: 3,
                message: Localized(zh: "第一项超额", en: "Item 1 goes beyond"),
                fix: Localized(zh: "减少数量", en: "Take less"))
        ]
    }

    private func page(_ refusal: any Refusal, _ language: Language) -> Answer {
        let visit = Visit(method: .post, path: "/\(language.rawValue)/x", language: language)
        return TestSite.make().errorPage(
            visit, Problem(refusal, requestID: "request-1", instance: visit.path))
    }

    @Test("a refusal shows its reason, its basis, its faults and the way to mend")
    func refusal() {
        let answer = page(Full(), .zh)
        #expect(answer.status == 422)
        for part in [
            "<h1>额度 &lt; 0", "改按一般贸易申报。", "quota.exhausted", "财关税〔2018〕49号 一",
            "第一项超额", "减少数量", "request-1", "422 内容不符合要求",
        ] {
            #expect(answer.text.contains(part))
        }
    }

    @Test("every refusal of the front door has a page in both languages", arguments: WebRefusal.all)
    func door(refusal: WebRefusal) {
        for language in Language.allCases {
            let answer = page(refusal, language)
            #expect(answer.status == refusal.status)
            #expect(answer.text.contains(HTML(text: refusal.message[language]).text))
            #expect(answer.text.contains(HTML(text: refusal.fix[language]).text))
        }
    }
}

@Suite("Assets") struct AssetsTests {
    private func ask(_ path: String, known: String? = nil) throws -> Answer {
        let parts = path.split(separator: "/").map(String.init)
        return try Assets(share: checkout).answer(
            Visit(
                method: .get, path: path,
                parameters: ["version": parts[1], "name": parts[2]],
                headers: known.map { ["if-none-match": $0] } ?? [:]))
    }

    @Test("a file is served under its own address and may be kept for ever", arguments: [
        ("tradewind.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml"),
        ("tradewind.js", "text/javascript; charset=utf-8"),
    ])
    func served(name: String, type: String) throws {
        let answer = try ask(try Assets(share: checkout).path(name))
        #expect(answer.status == 200)
        #expect(answer.header("content-type") == type)
        #expect(answer.header("cache-control") == "public, max-age=31536000, immutable")
        let stored = try checkout.bytes("Platform/Web/Assets/\(name)")
        #expect(answer.body == stored)
    }

    @Test("an address of another version is served but not kept")
    func otherVersion() throws {
        #expect(try ask("/assets/0/tradewind.css").header("cache-control") == "no-cache")
    }

    @Test("what the browser has already is not sent again", arguments: [
        ("*", 304), ("\"x\", W/%", 304), ("%", 304), ("\"x\"", 200),
    ])
    func known(header: String, status: Int) throws {
        let path = try Assets(share: checkout).path("tradewind.css")
        let tag = try #require(try ask(path).header("etag"))
        let asked = header.split(separator: "%", omittingEmptySubsequences: false)
            .joined(separator: tag)
        let answer = try ask(path, known: asked)
        #expect(answer.status == status)
        #expect(answer.body.isEmpty == (status == 304))
    }

    @Test("a name that is not there answers 404", arguments: [
        "nothing.css", "..", "Site.swift",
    ])
    func unknown(name: String) throws {
        #expect(try ask("/assets/0/\(name)").status == 404)
    }

    @Test("the start stops when the stylesheet is missing")
    func missing() {
        #expect(throws: Share.Missing.self) { try Assets(share: Share(root: "/nowhere")) }
    }

    @Test("the script stays within 10 kB and the look within 34 kB")
    func size() throws {
        #expect(try checkout.bytes("Platform/Web/Assets/tradewind.js").count <= 10_240)
        #expect(try checkout.bytes("Platform/Web/Assets/tradewind.css").count <= 34_816)
        // Only pages on which declarations are written load these.
        #expect(try checkout.bytes("Platform/Web/Assets/entry.js").count <= 4_608)
        #expect(try checkout.bytes("Platform/Web/Assets/saving.js").count <= 4_608)
        #expect(try checkout.bytes("Platform/Web/Assets/entry.css").count <= 4_096)
        #expect(try checkout.bytes("Platform/Web/Assets/charts.css").count <= 4_096)
    }
}
