import Kernel
import TestKit
import Testing
import Web

@testable import Parties

@Suite("Pages of the parties") struct PageTests {
    @Test("signing in leads to where one was going, and signing out ends the session", arguments: TestStore.engines)
    func signIn(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            let visitor = Visitor(door)
            let sent = try await visitor.get("/zh/account")
            #expect(sent.status == 303)
            let form = try await visitor.follow(sent)
            #expect(form.text.contains(#"name="to" value="/zh/account""#))
            let entered = try await visitor.post(
                "/zh/sign-in",
                form: ["login": "ce-shi-jia", "password": "a sentence to keep", "to": "/zh/account"])
            #expect(entered.status == 303)
            #expect(entered.header("location") == "/zh/account")
            let cookie = try #require(entered.header("set-cookie"))
            for part in ["__Host-session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                #expect(cookie.contains(part))
            }
            let account = try await visitor.get("/zh/account")
            #expect(account.status == 200)
            #expect(account.header("cache-control") == "no-store")
            for text in ["测试企业1", "测试甲", "当前会话", "退出", try PartiesWorld.creditCode(1)] {
                #expect(account.text.contains(text), "\(text)")
            }
            let token = try #require(await visitor.cookie("__Host-session"))
            let left = try await visitor.post("/zh/sign-out", form: [:])
            #expect(left.header("location") == "/zh/sign-in")
            #expect(try await world.parties.gatekeeper.bySession(token) == nil)
            #expect(try await visitor.get("/zh/account").status == 303)
        }
    }

    @Test(
        "nobody is led to another site after signing in",
        arguments: ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)", "/zh/sign-in?to=/zh"])
    func elsewhere(target: String) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            _ = try await world.administrator()
            let visitor = Visitor(door)
            _ = try await visitor.get("/zh/sign-in")
            let entered = try await visitor.post(
                "/zh/sign-in", form: ["login": "guan-li", "password": "a sentence to keep", "to": "\(target)"])
            #expect(entered.header("location") == "/zh")
        }
    }

    @Test("a wrong password shows the form again with one sentence, in both languages", arguments: Language.allCases)
    func wrong(language: Language) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            let visitor = Visitor(door, language: language)
            let path = "/\(language.rawValue)/sign-in"
            _ = try await visitor.get(path)
            let answer = try await visitor.post(path, form: ["login": "<b>nobody", "password": "secret words"])
            #expect(answer.status == 401)
            #expect(answer.text.contains(PartiesRefusal.signInFailed.message[language]))
            #expect(answer.text.contains("&lt;b&gt;nobody"))
            #expect(!answer.text.contains("secret words"))
            for _ in 0..<5 { _ = try await visitor.post(path, form: ["login": "nobody", "password": "x"]) }
            let stopped = try await visitor.post(path, form: ["login": "nobody", "password": "x"])
            #expect(stopped.status == 429)
            let wait = try #require(stopped.header("retry-after").flatMap { Int($0) })
            #expect(wait > 0 && wait % 60 == 0)
        }
    }

    @Test("a member creates a key, sees it once, replaces it and revokes it", arguments: TestStore.engines)
    func keys(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            let visitor = try await world.signedIn("ce-shi-jia", door)
            _ = try await visitor.get("/zh/account")
            let refused = try await visitor.post(
                "/zh/account/keys", form: ["label": "", "days": "0"])
            #expect(refused.status == 422)
            #expect(refused.text.contains(##"href="#scopes""##))
            #expect(refused.text.contains(##"href="/en/account""##))
            #expect(refused.text.contains(##"href="#label""##))
            #expect(refused.text.contains(##"href="#days""##))

            let made = try await visitor.post(
                "/zh/account/keys",
                form: ["label": "仓库 <系统>", "days": "30", "scopes": "declarations.read"])
            #expect(made.status == 200)
            let start = try #require(made.text.firstRange(of: "data-copy=\"tw_")).lowerBound
            let key = String(made.text[start...].dropFirst(11).prefix { $0 != "\"" })
            #expect(try await world.parties.gatekeeper.byKey(key)?.name == "仓库 <系统>")
            let again = try await visitor.get("/zh/account").text
            #expect(!again.contains(key))
            #expect(again.contains("仓库 &lt;系统&gt;"))

            let id = try #require(KeyText.id(in: key))
            let next = try await visitor.post("/zh/account/keys/\(id)/successor", form: [:])
            #expect(next.text.contains("data-copy=\"tw_"))
            let ended = try await visitor.post("/zh/account/keys/\(id)/revocation", form: [:])
            #expect(ended.status == 303)
            #expect(try await world.parties.gatekeeper.byKey(key) == nil)
            let foreign = try await visitor.post("/zh/account/keys/unknown/revocation", form: [:])
            #expect(foreign.status == 404)
        }
    }

    @Test("a session is ended from another one", arguments: TestStore.engines)
    func sessions(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let user = try await world.administrator()
            let lost = try await world.signedIn("guan-li", door)
            let here = try await world.signedIn("guan-li", door)
            let token = try #require(await lost.cookie("__Host-session"))
            let id = try #require(try await world.parties.sessionID(token: token))
            _ = try await here.get("/zh/account")
            #expect(try await world.parties.sessions(of: user.id).count == 2)
            #expect(try await here.get("/zh/account").text.contains("/zh/account/sessions/\(id)/end"))
            #expect(try await here.get("/en/account/sessions/\(id)/end").text.contains("Show once more that it is you"))
            for wrong in ["", "not the password"] {
                let kept = try await here.post("/zh/account/sessions/\(id)/end", form: ["password": wrong])
                #expect(kept.status == 422 && kept.text.contains("href=\"#password\""), "\(kept.text)")
            }
            #expect(try await lost.get("/zh/account").status == 200)
            #expect(try await here.get("/zh/account/sessions/nobody/end").status == 404)
            let ended = try await here.post(
                "/zh/account/sessions/\(id)/end", form: ["password": "a sentence to keep"])
            #expect(ended.status == 303)
            #expect(try await lost.get("/zh/account").status == 303)
            #expect(try await here.get("/zh/account").status == 200)
        }
    }

    @Test("the pages have no inline style, no inline script and no missing word", arguments: Language.allCases)
    func clean(language: Language) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let door = try world.door()
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            let visitor = try await world.signedIn("ce-shi-jia", door)
            for path in ["/\(language.rawValue)/account"] {
                let text = try await visitor.get(path).text
                #expect(!text.contains(" style="))
                #expect(!text.contains("onclick"))
                #expect(text.contains("<html lang=\"\(language.tag)\">"))
                #expect(text.contains(AccountWords.sessions[language]))
                #expect(text.contains(AccountWords.scope("declarations.lodge")[language]))
            }
        }
    }
}
