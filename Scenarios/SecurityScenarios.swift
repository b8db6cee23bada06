import Declarations
import House
import Journal
import Kernel
import Logging
import Parties
import Store
import TestKit
import Testing
import Web
import Wire

@Suite("Security of the whole house") struct SecurityScenarios {
    @Test("every route anybody may read answers with its type and letters, unframed, unsniffed, uncached where it is private, for no other origin, and changes nothing")
    func headers() async throws {
        try await World.run(.sqlite) { world in
            let people = [
                Visitor(world.window.door), try await world.member(of: world.cast.declarant),
                try await world.officer(),
            ]
            let last = { () async throws -> Int64 in
                try await world.store.read { try world.window.journal.last(in: $0) }
            }
            let before = try await last()
            var tried = 0
            var kinds: Set<String> = []
            for route in world.window.routes where route.method == .get {
                for (index, person) in people.enumerated() {
                    // Who is not signed in sees what is for everybody; the others see the rest.
                    if (route.access == .anyone) != (index == 0) { continue }
                    let path = sample(of: route.path)
                    let answer = try await person.send(
                        "GET", path, headers: ["origin": "https://evil.example"])
                    hold(answer, path, &kinds)
                    tried += 1
                }
            }
            #expect(tried > 300)
            #expect(try await last() == before, "a GET has written")
            #expect(kinds.isSuperset(of: ["text/html", "application/json", "text/csv"]), "\(kinds)")
        }
    }

    /// What every answer has to say, whatever it is.
    private func hold(_ answer: Answer, _ path: String, _ kinds: inout Set<String>) {
        #expect(answer.status < 500, "\(path): \(answer.status)")
        #expect(answer.header("x-content-type-options") == "nosniff", "\(path)")
        let policy = answer.header("content-security-policy") ?? ""
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            #expect(policy.contains(rule), "\(path): \(rule)")
        }
        #expect(!policy.contains("unsafe"), "\(path)")
        #expect(!answer.headers.contains { $0.name.lowercased().hasPrefix("access-control-") }, "\(path)")
        let type = answer.header("content-type") ?? ""
        if answer.body.isEmpty { return }
        #expect(!type.isEmpty, "\(path) says no type")
        let kind = String(type.prefix { $0 != ";" })
        kinds.insert(kind)
        let isText = kind.hasPrefix("text/") || kind.hasSuffix("+xml") || kind.hasSuffix("/xml")
        #expect(!isText || type.lowercased().contains("charset=utf-8"), "\(path): \(type)")
        let caching = answer.header("cache-control") ?? ""
        // Pages bear the name of whoever looks; what anybody may have is said to be public.
        #expect(caching.contains("no-store") || caching.contains("public") || caching.contains("no-cache") || caching.contains("max-age"), "\(path): \(caching)")
        if kind == "text/html" { #expect(caching == "no-store", "\(path): \(caching)") }
        if let said = answer.header("content-disposition"), said.contains("filename") {
            #expect(said.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(path): \(said)")
        }
    }

    @Test("a new installation has nobody in it, and the usual names let nobody in")
    func noDefaultAccounts() async throws {
        try await World.run(.sqlite) { world in
            let names = try await world.window.parties.users().map(\.login)
            #expect(names == ["officer"], "whom the scenario made")
            let stranger = Visitor(world.window.door)
            for (login, password) in [("admin", "admin"), ("root", "root"), ("sa", ""), ("administrator", "password"), ("demo", "demo")] {
                _ = try await stranger.get("/zh/sign-in")
                let answer = try await stranger.post("/zh/sign-in", form: ["login": "\(login)", "password": "\(password)"])
                #expect(answer.status == 401 || answer.status == 429, "\(login): \(answer.status)")
            }
        }
    }

    @Test("signing in gives a token of 256 random bits each time and ends the one before; signing out ends it and clears the browser")
    func tokens() async throws {
        try await World.run(.sqlite) { world in
            var seen: Set<String> = []
            let visitor = try await world.officer()
            let first = try #require(await visitor.cookie("session"))
            seen.insert(first)
            for _ in 0..<3 {
                let other = try await world.officer()
                let token = try #require(await other.cookie("session"))
                // 43 letters of 62: 256 bits.
                #expect(token.utf8.count == 43 && seen.insert(token).inserted)
            }
            // A second sign-in in the same browser: the page sends who is signed in away, so the
            // form is sent as a page left open would.
            let again = try await visitor.get("/zh/account")
            #expect(again.status == 200)
            let entered = try await visitor.post(
                "/zh/sign-in", form: ["login": "officer", "password": "correct horse battery staple"])
            #expect(entered.status == 303)
            let second = try #require(await visitor.cookie("session"))
            #expect(second != first)
            #expect(try await world.window.parties.gatekeeper.bySession(first) == nil)
            _ = try await visitor.get("/zh/account")
            let left = try await visitor.post("/zh/sign-out", form: [:])
            #expect(left.header("clear-site-data") == "\"cache\", \"storage\"")
            #expect(try await world.window.parties.gatekeeper.bySession(second) == nil)
        }
    }

    @Test("no file, folder or history of the source is served, and no method but the listed ones")
    func noFiles() async throws {
        try await World.run(.sqlite) { world in
            let visitor = Visitor(world.window.door)
            for path in [
                "/.git/HEAD", "/.git/", "/.svn/entries", "/.env", "/Package.swift", "/assets", "/assets/",
                "/assets/../Package.swift", "/assets/%2e%2e/Package.swift", "/assets/..%2f..%2fetc%2fpasswd",
                "/zh/../../etc/passwd", "/pepper", "/data-keys", "/tradewind.sqlite", "/server-status",
            ] {
                let answer = try await visitor.get(path)
                #expect([400, 404, 308].contains(answer.status), "\(path): \(answer.status)")
                #expect(!answer.text.contains("swift-tools-version") && !answer.text.contains("root:"), "\(path)")
            }
            for method in ["TRACE", "CONNECT", "OPTIONS", "PROPFIND"] {
                let answer = try await visitor.send(method, "/zh/sign-in")
                #expect(answer.status == 405, "\(method): \(answer.status)")
                #expect(!answer.text.contains("tradewind.test"), "\(method) gives nothing back")
            }
        }
    }

    @Test("a password of years ago still lets in, and nobody is asked a secret question", arguments: TestStore.engines)
    func passwordsStay(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            world.time.advance(days: 3 * 365)
            let officer = try await world.officer()
            let account = try await officer.get("/zh/account")
            #expect(account.status == 200)
            for page in ["/zh/account", "/zh/account/password", "/zh/sign-in", "/zh/sign-up"] {
                let text = try await officer.get(page).text
                for word in ["密保", "安全问题", "提示问题", "密码已过期"] { #expect(!text.contains(word), "\(page)") }
            }
        }
    }

    @Test("no route reads a secret from an address, and no form of a page puts one there")
    func addresses() async throws {
        try await World.run(.sqlite) { world in
            let secrets = ["password", "secret", "token", "key", "session", "otp", "factor", "pin"]
            for route in world.window.routes {
                for name in route.query.map(\.name) {
                    #expect(!secrets.contains { name.lowercased().contains($0) }, "\(route.path)?\(name)")
                }
            }
            // Only links of one use have theirs in the path, and what lies behind them: they are
            // followed from a letter.
            let named = world.window.routes.filter { $0.path.contains("{token}") }.map(\.path)
            #expect(Set(named) == [
                "/{language}/invitations/{token}", "/{language}/invitations/{token}/single-sign-on",
                "/{language}/recovery/{token}", "/{language}/sign-ups/{token}",
                "/{language}/sign-ups/{token}/pdf",
            ])
            let boss = try await world.member(of: world.cast.seller)
            let people = [Visitor(world.window.door), boss, try await world.officer()]
            var forms = 0
            for route in world.window.routes where route.method == .get && !route.path.hasPrefix("/api/") {
                for person in people {
                    let page = try await person.get(sample(of: route.path))
                    guard page.status == 200, page.header("content-type")?.hasPrefix("text/html") == true else { continue }
                    for form in page.text.split(separator: "<form").dropFirst() {
                        let form = form.prefix(form.firstRange(of: "</form>").map { form.distance(from: form.startIndex, to: $0.lowerBound) } ?? form.count)
                        let isSent = form.prefix { $0 != ">" }.contains("method=\"post\"")
                        let isSecret = form.contains("type=\"password\"") || form.contains("name=\"_csrf\"")
                        #expect(isSent || !isSecret, "\(route.path): a secret would stand in an address")
                        forms += 1
                    }
                    break
                }
            }
            #expect(forms > 100, "\(forms)")
        }
    }

    @Test("pages behind a link of one use are kept by nobody, tell no other place where they are, and ask no secret question")
    func links() async throws {
        try await World.run(.sqlite) { world in
            let boss = try await world.member(of: world.cast.seller)
            _ = try await boss.get("/zh/people")
            func link(_ answer: Answer, _ kind: String) throws -> String {
                let start = try #require(answer.text.firstRange(of: "/zh/\(kind)/"), "\(answer.text)").lowerBound
                return String(answer.text[start...].prefix { $0 != "<" && $0 != "\"" })
            }
            let invited = try link(try await boss.post("/zh/people/invitations", form: ["label": "报关 王", "post": "declarant"]), "invitations")
            let clerk = Visitor(world.window.door)
            _ = try await clerk.get(invited)
            let joined = try await clerk.post(invited, form: ["login": "clerk", "name": "测试甲", "password": "mend the old garden gate"])
            #expect(joined.status == 303, "\(joined.text)")
            let people = try JSON(try await boss.get("/api/v1/parties/people").body)["people"]?.elements ?? []
            let id = try #require(people.first { $0["login"] == .text("clerk") }?["id"]?.string)
            _ = try await boss.get("/zh/people/\(id)")
            let offered = try await boss.post("/zh/people/\(id)/recovery", form: ["recoveryPassword": "correct horse battery staple"])
            let recovery = try link(offered, "recovery")
            #expect(offered.header("cache-control") == "no-store")
            let again = try link(try await boss.post("/zh/people/invitations", form: ["label": "报关 李", "post": "declarant"]), "invitations")
            let asked: Set<String> = ["login", "name", "password", "_csrf", "q", "code", "to"]
            let stranger = Visitor(world.window.door)
            for path in [recovery, again, "/zh/sign-ups/x", "/zh/sign-in", recovery + "x"] {
                let page = try await stranger.get(path)
                #expect(page.header("cache-control") == "no-store", "\(path)")
                // Not `no-referrer`: browsers would send the page's own form without its origin.
                #expect(page.header("referrer-policy") == "same-origin", "\(path)")
                for address in page.text.split(separator: "=\"http").dropFirst() {
                    Issue.record("\(path) leads to another place: http\(address.prefix(60))")
                }
                let names = page.text.split(separator: "<input").dropFirst().compactMap { input -> String? in
                    input.prefix { $0 != ">" }.split(separator: "name=\"").dropFirst().first
                        .map { String($0.prefix { $0 != "\"" }) }
                }
                #expect(Set(names).isSubset(of: asked), "\(path) asks \(names)")
            }
            // Once used it opens nothing.
            #expect(try await stranger.get(invited).status != 200)
        }
    }

    /// The path with something in place of every name in braces.
    private func sample(of path: String) -> String {
        if path == "/" { return path }
        return path.split(separator: "/").map { part in
            part == "{language}" ? "zh" : part.hasPrefix("{") ? "1" : String(part)
        }.map { "/" + $0 }.joined()
    }
}
