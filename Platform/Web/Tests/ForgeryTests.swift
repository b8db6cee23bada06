import Testing

@testable import Web

@Suite("Forged requests") struct ForgeryTests {
    static let trader = "__Host-session=trader-session"
    static let stranger = "__Host-visitor=\(TestDoor.strangerCookie)"
    static let traderToken = TestDoor.token(for: "trader-session")
    static let strangerToken = TestDoor.token(for: TestDoor.strangerCookie)

    static func form(_ cookie: String, _ body: String, _ more: [String: String] = [:]) -> Sent {
        var headers = ["content-type": "application/x-www-form-urlencoded", "host": "tw.test"]
        if !cookie.isEmpty { headers["cookie"] = cookie }
        return Sent(path: "/zh/things", headers: headers.merging(more) { $1 }, body: body)
    }

    static let multipart = [
        "content-type": "multipart/form-data; boundary=XX"
    ]

    static func parts(_ token: String) -> String {
        "--XX\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n\(token)\r\n--XX--\r\n"
    }

    static func api(_ headers: [String: String]) -> Sent {
        Sent(path: "/api/v1/things", headers: headers.merging(["host": "tw.test"]) { $1 })
    }

    static let requests: [(Sent, Int)] = [
        (form(trader, "a=1&_csrf=\(traderToken)"), 200),
        (form(trader, "a=1"), 403),
        (form(trader, "a=1&_csrf="), 403),
        (form(trader, "a=1&_csrf=\(traderToken)0"), 403),
        (form(trader, "a=1&_csrf=\(strangerToken)"), 403),
        (form("\(trader); \(stranger)", "_csrf=\(strangerToken)"), 403),
        (form(trader, "", ["x-csrf-token": traderToken]), 200),
        (form(trader, "_csrf=\(traderToken)", ["x-csrf-token": "wrong"]), 403),
        (form(trader, parts(traderToken), multipart), 200),
        (form(trader, parts("wrong"), multipart), 403),
        (form(stranger, "_csrf=\(strangerToken)"), 200),
        (form(stranger, "_csrf=\(traderToken)"), 403),
        (form("", "_csrf=\(strangerToken)"), 403),
        // A cookie that another site could have made up as well as its token.
        (form("__Host-visitor=abc", "_csrf=\(TestDoor.token(for: "abc"))"), 403),
        (form(trader, "_csrf=\(traderToken)", ["origin": "https://tw.test"]), 200),
        (form(trader, "_csrf=\(traderToken)", ["origin": "http://tw.test"]), 403),
        (form(trader, "_csrf=\(traderToken)", ["origin": "https://evil.example"]), 403),
        (form(trader, "_csrf=\(traderToken)", ["origin": "null"]), 403),
        (form(trader, "_csrf=\(traderToken)", ["sec-fetch-site": "same-origin"]), 200),
        (form(trader, "_csrf=\(traderToken)", ["sec-fetch-site": "none"]), 200),
        (form(trader, "_csrf=\(traderToken)", ["sec-fetch-site": "same-site"]), 403),
        (form(trader, "_csrf=\(traderToken)", ["sec-fetch-site": "cross-site"]), 403),
        (api(["authorization": "Bearer program-key"]), 200),
        // The key counts, not the cookie a browser may have added.
        (api(["authorization": "Bearer program-key", "cookie": trader]), 200),
        (api(["cookie": trader]), 403),
        (api(["cookie": trader, "x-csrf-token": traderToken]), 200),
        (api(["cookie": trader, "x-csrf-token": traderToken, "origin": "https://evil.example"]), 403),
        (api([:]), 200),
    ]

    @Test(
        "a change is taken from our own pages and from programs, from nobody else",
        arguments: Self.requests)
    func changes(sent: Sent, status: Int) async throws {
        let door = try TestDoor.make([
            TestDoor.route(.post, "/zh/things"), TestDoor.route(.post, "/api/v1/things"),
        ])
        #expect(await door.answer(sent.knock).status == status)
    }

    @Test(
        "every method that changes something is held to it",
        arguments: [Visit.Method.post, .put, .patch, .delete])
    func methods(method: Visit.Method) async throws {
        let door = try TestDoor.make([TestDoor.route(method, "/zh/things")])
        let answer = await door.answer(
            Knock(method.rawValue, "/zh/things", headers: ["cookie": Self.trader]))
        #expect(answer.status == 403)
    }

    @Test("the address people know is the only origin, when it is set")
    func publicAddress() async throws {
        let door = try TestDoor.make([TestDoor.route(.post, "/zh/things")]) {
            $0.publicAddress = "https://tradewind.example"
        }
        for (origin, status) in [("https://tradewind.example", 200), ("https://tw.test", 403)] {
            let sent = Self.form(Self.trader, "_csrf=\(Self.traderToken)", ["origin": origin])
            #expect(await door.answer(sent.knock).status == status)
        }
    }

    @Test("a stranger's first page brings the cookie its form is bound to")
    func firstPage() async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/zh/sign-in") { Answer($0.formToken, type: "text/html") },
            TestDoor.route(.post, "/zh/sign-in"),
        ])
        let page = await door.get("/zh/sign-in")
        let cookie = try #require(page.header("set-cookie"))
        #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        #expect(cookie.hasPrefix("__Host-visitor="))
        let pair = String(cookie.prefix { $0 != ";" })
        let sent = Self.form(pair, "_csrf=\(page.text)")
        var knock = sent.knock
        knock.target = "/zh/sign-in"
        #expect(await door.answer(knock).status == 200)
        let again = await door.get("/zh/sign-in", ["cookie": pair])
        #expect(again.header("set-cookie") == nil)
        #expect(again.text == page.text)
    }

    @Test("on plain http the cookies do without the prefix that needs https")
    func plain() async throws {
        let door = try TestDoor.make([
            TestDoor.route(.get, "/zh/sign-in") { visit in
                var answer = Answer(visit.formToken, type: "text/html")
                answer.headers.append(visit.sessionHeader("T"))
                answer.headers.append(visit.endOfSessionHeader)
                return answer
            },
            TestDoor.route(.get, "/zh/me", .signedIn),
        ]) { $0.secure = false }
        let page = await door.get("/zh/sign-in")
        let cookies = page.headers.filter { $0.name == "set-cookie" }.map(\.value)
        #expect(cookies.first == "session=T; Path=/; HttpOnly; SameSite=Lax")
        #expect(cookies.dropFirst().first == "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
        #expect(cookies.last?.hasPrefix("visitor=") == true)
        #expect(page.header("strict-transport-security") == nil)
        #expect(await door.get("/zh/me", ["cookie": "session=trader-session"]).status == 200)
        #expect(await door.get("/zh/me", ["cookie": "Session=trader-session"]).status == 303)
    }
}
