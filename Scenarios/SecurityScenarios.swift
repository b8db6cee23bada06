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

    /// The path with something in place of every name in braces.
    private func sample(of path: String) -> String {
        if path == "/" { return path }
        return path.split(separator: "/").map { part in
            part == "{language}" ? "zh" : part.hasPrefix("{") ? "1" : String(part)
        }.map { "/" + $0 }.joined()
    }
}
