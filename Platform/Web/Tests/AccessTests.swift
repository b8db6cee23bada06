import Kernel
import Synchronization
import Testing

@testable import Web

/// Route × role, generated from the tables: nobody gets in by an oversight.
@Suite("Access") struct AccessTests {
    enum Visitor: String, CaseIterable {
        case stranger, endedSession, trader, officer, bare, program, wrongKey

        var headers: [String: String] {
            switch self {
            case .stranger: [:]
            case .endedSession: ["cookie": "__Host-session=ended"]
            case .trader: ["cookie": "__Host-session=trader-session"]
            case .officer: ["cookie": "a=b; __Host-session=officer-session"]
            case .bare: ["cookie": "__Host-session=bare-session"]
            case .program: ["authorization": "Bearer program-key"]
            case .wrongKey: ["authorization": "Bearer nonsense"]
            }
        }

        var principal: Principal? {
            switch self {
            case .trader: TestDoor.trader
            case .officer: TestDoor.officer
            case .bare: TestDoor.bare
            case .program: TestDoor.program
            case .stranger, .endedSession, .wrongKey: nil
            }
        }
    }

    static let accesses: [Access] = [
        .anyone, .signedIn, .ownAccount, .permission(TestDoor.lodge), .permission(TestDoor.decide),
    ]

    /// What the policy means, written down a second time and independently of the door.
    static func expected(_ access: Access, _ visitor: Visitor, api: Bool) -> Int {
        if api, visitor == .wrongKey { return 401 }
        // Pages know sessions only.
        let principal = !api && visitor == .program ? nil : visitor.principal
        switch access {
        case .anyone: return 200
        case .ownAccount: return principal != nil ? 200 : api ? 401 : 303
        case .signedIn:
            if principal == TestDoor.bare { return 403 }
            return principal != nil ? 200 : api ? 401 : 303
        case .permission(let needed):
            guard let principal else { return api ? 401 : 303 }
            if principal == TestDoor.bare { return 403 }
            return principal.permissions.contains(needed) ? 200 : 403
        }
    }

    @Test("every route lets in whom its policy names and nobody else", arguments: [true, false])
    func matrix(api: Bool) async throws {
        for access in Self.accesses {
            for method in [Visit.Method.get, .post] {
                let path = api ? "/api/v1/things" : "/zh/things"
                let ran = Mutex(false)
                let door = try TestDoor.make([
                    TestDoor.route(method, path, access) { _ in
                        ran.withLock { $0 = true }
                        return TestDoor.ok
                    }
                ]) { $0.rateOfWrongKeys = nil }
                for visitor in Visitor.allCases {
                    ran.withLock { $0 = false }
                    var headers = visitor.headers
                    let cookie = headers["cookie"]?.split(separator: "=").last.map(String.init)
                    if method == .post {
                        // A form of ours, so that only the policy decides.
                        if visitor.principal == nil || (visitor == .program && !api) {
                            headers["cookie", default: "x=y"] +=
                                "; __Host-visitor=\(TestDoor.strangerCookie)"
                            headers["x-csrf-token"] = TestDoor.token(for: TestDoor.strangerCookie)
                        } else if let cookie {
                            headers["x-csrf-token"] = TestDoor.token(for: cookie)
                        }
                    }
                    let answer = await door.answer(
                        Knock(method.rawValue, path, headers: headers))
                    let wanted = Self.expected(access, visitor, api: api)
                    #expect(
                        answer.status == wanted, "\(method) \(path) \(access) as \(visitor)")
                    #expect(ran.withLock { $0 } == (wanted == 200))
                }
            }
        }
    }

    @Test(
        "who has to sign in is sent there and back again, but never to another site",
        arguments: [
            ("/zh/things", "/zh/sign-in?to=%2Fzh%2Fthings"),
            ("/en/things?status=open&q=a%20b", "/en/sign-in?to=%2Fen%2Fthings%3Fstatus%3Dopen%26q%3Da%2520b"),
            ("/en/things?to=//evil.example", "/en/sign-in?to=%2Fen%2Fthings%3Fto%3D%252F%252Fevil.example"),
        ])
    func signIn(target: String, location: String) async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/{language}/things", .signedIn)])
        let answer = await door.get(target)
        #expect(answer.status == 303)
        #expect(answer.header("location") == location)
    }

    @Test(
        "who sent a form after the session ended is led back to its page, and told that it was lost",
        arguments: [
            ("/zh/things/1", "/zh/sign-in?to=%2Fzh%2Fthings%2F1&lost=1"),
            ("/zh/things/1/removal", "/zh/sign-in?to=%2Fzh%2Fthings%2F1&lost=1"),
            ("/en/elsewhere", "/en/sign-in?lost=1"),
        ])
    func lostForm(target: String, location: String) async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/{language}/things/{id}", .signedIn),
            TestDoor.route(.post, "/{language}/things/{id}", .signedIn),
            TestDoor.route(.post, "/{language}/things/{id}/removal", .signedIn),
            TestDoor.route(.post, "/{language}/elsewhere", .signedIn),
        ])
        let answer = await door.answer(Knock("POST", target, headers: [:]))
        #expect(answer.status == 303)
        #expect(answer.header("location") == location)
    }

    @Test("a page that asks for JSON is told what is wrong, and not led away from what is typed", arguments: [
        ("application/json", 401), ("text/html,application/json;q=0.9", 303), ("text/html", 303),
    ])
    func askedByScript(accept: String, status: Int) async throws {
        let door = try TestDoor.make([TestDoor.route(.post, "/{language}/things", .signedIn)])
        let answer = await door.answer(Knock("POST", "/zh/things", headers: ["accept": accept]))
        #expect(answer.status == status)
        #expect((answer.header("content-type")?.hasPrefix("application/problem+json") ?? false) == (status == 401))
        #expect(answer.text.contains("web.sign-in-needed") == (status == 401))
    }

    @Test("a limit is told in a unit people know", arguments: [
        (16_842_752, "16 MB"), (524_288, "512 KB"), (1_000, "1000 B"),
    ])
    func limits(bytes: Int, told: String) {
        let refusal = WebRefusal.bodyTooLarge(limit: bytes)
        #expect(refusal.message.zh.contains(told) && refusal.message.en.contains(told))
    }

    @Test(
        "only paths of this server count as local",
        arguments: [
            ("/zh/things?a=1", true), ("/", true), ("//evil.example", false),
            ("/\\evil.example", false), ("https://evil.example", false), ("", false),
            ("zh", false), ("/a\\b", false), ("/a\nb", false), ("/\t/evil.example", false),
            ("/甲", false), ("javascript:alert(1)", false),
        ])
    func local(text: String, isLocal: Bool) {
        #expect((LocalPath(text) != nil) == isLocal)
    }

    @Test("the handler sees who asks and the token their forms need")
    func principal() async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/zh/me", .signedIn) { visit in
                Answer(
                    "\(visit.principal?.id ?? "") \(visit.formToken) \(visit.sessionToken ?? "")",
                    type: "text/plain")
            }
        ])
        let answer = await door.get("/zh/me", ["cookie": "__Host-session=trader-session"])
        #expect(
            answer.text == "trader \(TestDoor.token(for: "trader-session")) trader-session")
    }

    @Test(
        "a key is taken from the Bearer scheme only",
        arguments: [
            ("Bearer program-key", 200), ("bearer  program-key", 200), ("program-key", 401),
            ("Basic program-key", 401), ("Bearer", 401), ("Bearer ", 401),
            ("Bearer program-key x", 401),
        ])
    func schemes(header: String, status: Int) async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/api/v1/x", .signedIn)])
        #expect(await door.get("/api/v1/x", ["authorization": header]).status == status)
    }

    @Test("an API key means nothing to a page, so a page never rests on a header")
    func keyOnPage() async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/zh/x", .signedIn)])
        let answer = await door.get("/zh/x", ["authorization": "Bearer program-key"])
        #expect(answer.status == 303)
    }

    @Test("guessing keys is slowed down, and a valid key from the same address passes")
    func guessing() async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/api/v1/x", .signedIn)]) {
            $0.rateOfWrongKeys = Rate(20, perSeconds: 60)
        }
        for _ in 0..<20 {
            let answer = await door.get("/api/v1/x", ["authorization": "Bearer guess"])
            #expect(answer.status == 401)
        }
        for _ in 0..<3 {
            let guess = await door.get("/api/v1/x", ["authorization": "Bearer guess"])
            #expect(guess.status == 429)
            #expect(guess.header("retry-after").flatMap { Int($0) } ?? 0 >= 1)
            let valid = await door.get("/api/v1/x", ["authorization": "Bearer program-key"])
            #expect(valid.status == 200)
        }
        let elsewhere = await door.answer(
            Knock(
                "GET", "/api/v1/x", headers: ["authorization": "Bearer guess"],
                remote: "198.51.100.1"))
        #expect(elsewhere.status == 401)
    }
}
