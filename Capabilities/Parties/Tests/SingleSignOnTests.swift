import Journal
import Kernel
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Single sign-on") struct SingleSignOnTests {
    static let issuer = "https://sso.example.test"

    /// A world whose installation knows a sign-in service, and that service.
    func with(
        _ engine: TestStore.Engine = .sqlite, needsFactor: Bool = false,
        _ body: @escaping @Sendable (PartiesWorld, SignInProvider) async throws -> Void
    ) async throws {
        let clock = MovedClock(PartiesWorld.start)
        let provider = SignInProvider(
            client: "tradewind", secret: "geheim+/ 密", clock: clock.clock, issuer: Self.issuer)
        let settings = SingleSignOnSettings(
            issuer: Self.issuer, client: "tradewind", secret: "geheim+/ 密",
            name: Localized(zh: "测试认证", en: "Test sign-in"))
        try await PartiesWorld.with(
            engine, policy: PeoplePolicy(secondFactor: needsFactor ? .officers : .optional, singleSignOn: settings),
            clock: clock, outgoing: provider.http
        ) { try await body($0, provider) }
    }

    /// What the browser was sent to the service with.
    func query(_ answer: Answer) throws -> Form {
        let address = try #require(answer.header("location"))
        #expect(address.hasPrefix(Self.issuer + "/authorize?"))
        return Form(
            address.split(separator: "?").last.map { text in
                text.split(separator: "&").map { piece in
                    let parts = piece.split(separator: "=", maxSplits: 1).map(String.init)
                    return Form.Pair(parts[0], parts[1].replacing("%3A", with: ":").replacing("%2F", with: "/"))
                }
            } ?? [])
    }

    /// The way back to this server, as the service gave it.
    func way(_ provider: SignInProvider, _ query: Form, as subject: String = "person-1") -> String {
        String(provider.authorize(query, as: subject).trimmingPrefix("https://tradewind.test"))
    }

    func begin(_ visitor: Visitor) async throws -> Form {
        _ = try await visitor.get("/zh/sign-in")
        return try query(try await visitor.get("/zh/sign-in/single-sign-on?to=%2Fzh%2Faccount"))
    }

    /// Somebody signed in by password links himself.
    func link(
        _ world: PartiesWorld, _ provider: SignInProvider, as subject: String = "person-1"
    ) async throws -> Visitor {
        let visitor = try await world.signedIn("ce-shi-jia", try world.door())
        _ = try await visitor.get("/zh/account/single-sign-on")
        let leaving = try await visitor.post(
            "/zh/account/single-sign-on", form: ["password": "a sentence to keep"])
        let asked = try linked(leaving)
        let back = try await visitor.get(way(provider, asked, as: subject))
        #expect(back.header("location") == "/zh/account/single-sign-on?linked=1", "\(back.status) \(back.text)")
        return visitor
    }

    /// The link of the page that leads to the service.
    func linked(_ page: Answer) throws -> Form {
        let start = try #require(page.text.firstRange(of: Self.issuer + "/authorize?"))
        let address = String(page.text[start.lowerBound...].prefix { $0 != "\"" })
            .replacing("&amp;", with: "&")
        return try query(Answer(status: 303, headers: [Answer.Header("location", address)]))
    }

    @Test("who has linked his account is let in by the service, with state, nonce and S256, and where he was going", arguments: TestStore.engines)
    func signsIn(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            let visitor = Visitor(try world.door())
            #expect(try await visitor.get("/zh/sign-in").text.contains("用测试认证登录"))
            let asked = try await begin(visitor)
            #expect(asked["code_challenge_method"] == "S256" && asked["scope"] == "openid")
            #expect(asked["redirect_uri"] == "https://tradewind.test/zh/sign-in/single-sign-on/return")
            #expect([asked["state"], asked["nonce"], asked["code_challenge"]].allSatisfy { ($0 ?? "").utf8.count >= 43 })
            let back = try await visitor.get(way(provider, asked))
            #expect(back.status == 303 && back.header("location") == "/zh/account")
            #expect(try await visitor.get("/zh/account").status == 200)
            #expect(try await world.parties.sessions(of: user.id).count == 2)
            let kinds = try await world.kinds()
            #expect(kinds.contains("parties.identity-linked") && kinds.last == "parties.signed-in")
            // Nothing the service calls people, nothing that opens anything, is stored.
            let stored = try await world.store.read { session in
                try session.rows("select identity_mac, user_id from parties_identities").map { try $0.text(0) + $0.text(1) }
            }
            #expect(stored.count == 1 && !stored.joined().contains("person-1"))
        }
    }

    /// What is done to a token, and the word it is refused with.
    static let bent: [(name: String, what: String, twist: @Sendable (inout SignInProvider.Token) -> Void)] = [
        ("wrong nonce", "nonce", { $0.nonce = "another" }),
        ("wrong audience", "audience", { $0.audience = ["another"] }),
        ("two audiences and no party", "audience", { $0.audience = ["tradewind", "another"] }),
        ("issued to another party", "audience", { $0.party = "another" }),
        ("another issuer", "issuer", { $0.issuer = "https://sso.example.test/" }),
        ("expired", "expired", { $0.expires = -61 }),
        ("of an hour ago", "expired", { $0.issued = -3600 }),
        ("of the future", "early", { $0.issued = 120 }),
        ("alg none", "algorithm", { $0.algorithm = "none" }),
        ("the published key as a shared secret", "algorithm", { $0.algorithm = "HS256" }),
        ("RSA key not in the set", "signature", { $0.isForeign = true }),
        ("a key brought along", "signature", { $0.isForeign = true; $0.bringsKey = true }),
        ("key name not in the set", "key", { $0.key = "unknown" }),
        ("P-256 key not in the set", "signature", { $0.algorithm = "ES256"; $0.isForeign = true }),
        ("named as the key of the other algorithm", "key", { $0.algorithm = "ES256"; $0.key = "rsa" }),
        ("no subject", "subject", { $0.subject = "" }),
        ("signature cut", "signature", { $0.bend = { String($0.dropLast(2)) } }),
        ("signature taken off", "signature", { $0.bend = { $0.split(separator: ".").prefix(2).joined(separator: ".") + "." } }),
        ("not a token", "form", { $0.bend = { _ in "not a token" } }),
    ]

    @Test("a token of the service that fails any check lets nobody in and says which")
    func bentTokens() async throws {
        try await with { world, provider in
            _ = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            let door = try world.door()
            for (name, what, twist) in Self.bent {
                world.clock.move(minutes: 2)
                provider.twist(twist)
                let visitor = Visitor(door)
                let answer = try await visitor.get(way(provider, try await begin(visitor)))
                #expect(answer.status == 401, "\(name): \(answer.status)")
                #expect(answer.text.contains("（\(what)）"), "\(name)")
                #expect(try await visitor.get("/zh/account").status == 303, "\(name)")
            }
            provider.twist { $0.algorithm = "ES256" }
            let visitor = Visitor(door)
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 303, "ES256 itself is taken")
        }
    }

    @Test("a state counts once, for the browser it was given to, for ten minutes", arguments: TestStore.engines)
    func states(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            _ = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            let door = try world.door()
            let visitor = Visitor(door)
            let asked = try await begin(visitor)
            let first = way(provider, asked)
            // The same state in another browser: whoever got it there by trickery gets nothing.
            let other = Visitor(door)
            _ = try await other.get("/zh/sign-in")
            #expect(try await other.get(first).status == 401)
            #expect(try await other.get("/zh/account").status == 303)
            // It was spoiled by that, and no other code revives it.
            #expect(try await visitor.get(first).status == 401)
            #expect(try await visitor.get(way(provider, asked)).status == 401, "replayed state")
            // A code that was given for another sign-in does not fit the verifier of this one.
            let mine = try await begin(visitor)
            let theirs = try await begin(other)
            let code = try #require(way(provider, theirs).split(separator: "code=").last?.split(separator: "&").first)
            let mixed = "/zh/sign-in/single-sign-on/return?code=\(code)&state=\(mine["state"] ?? "")"
            let refused = try await visitor.get(mixed)
            #expect(refused.status == 401 && refused.text.contains("（form）"))
            // Too late.
            let late = try await begin(visitor)
            world.clock.move(minutes: 11)
            #expect(try await visitor.get(way(provider, late)).status == 401)
            for query in ["", "?state=x&code=y", "?error=access_denied&state=x"] {
                #expect(try await visitor.get("/zh/sign-in/single-sign-on/return" + query).status == 401, "\(query)")
            }
            // Another service that says its name, and a person who says no.
            let mixedUp = try await begin(visitor)
            #expect(try await visitor.get(way(provider, mixedUp) + "&iss=https%3A%2F%2Fevil.example.test").text.contains("（issuer）"))
            let declined = try await begin(visitor)
            let no = try await visitor.get("/zh/sign-in/single-sign-on/return?error=access_denied&state=\(declined["state"] ?? "")")
            #expect(no.status == 401 && no.text.contains("没有完成登录"))
        }
    }

    @Test("nobody gets an account by the service: not by a name, only by a link or an invitation", arguments: TestStore.engines)
    func nobodyNew(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            let door = try world.door()
            let visitor = Visitor(door)
            let unknown = try await visitor.get(way(provider, try await begin(visitor), as: "ce-shi-jia"))
            #expect(unknown.status == 403 && unknown.text.contains("没有关联"))
            #expect(try await world.parties.users().count == 1)
            // Somebody else's account is not taken over by linking the same identity twice.
            _ = try await link(world, provider)
            _ = try await world.member(of: enterprise, login: "ce-shi-yi")
            let second = try await world.signedIn("ce-shi-yi", door)
            _ = try await second.get("/zh/account/single-sign-on")
            let wrong = try await second.post("/zh/account/single-sign-on", form: ["password": "not it at all"])
            #expect(wrong.status == 422 && !wrong.text.contains("/authorize?"))
            let leaving = try await second.post("/zh/account/single-sign-on", form: ["password": "a sentence to keep"])
            let taken = try await second.get(way(provider, try linked(leaving)))
            #expect(taken.status == 409 && taken.text.contains("已关联另一个账户"))
        }
    }

    @Test("who is invited joins by the service without a password, once, and no password lets him in", arguments: TestStore.engines)
    func joins(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let enterprise = try await world.enterprise(1)
            let made = try await world.parties.invite(
                as: .declarant, label: "测试", into: enterprise.id, by: "test")
            let door = try world.door()
            let visitor = Visitor(door)
            let path = "/zh/invitations/\(made.token)"
            #expect(try await visitor.get(path).text.contains("用测试认证加入"))
            let faulty = try await visitor.post(path + "/single-sign-on", form: ["login": "X", "name": ""])
            #expect(faulty.status == 422)
            let leaving = try await visitor.post(path + "/single-sign-on", form: ["login": "ce-shi-bing", "name": "测试丙"])
            let back = try await visitor.get(way(provider, try linked(leaving), as: "person-3"))
            #expect(back.status == 303, "\(back.text)")
            #expect(try await visitor.get("/zh/account").text.contains("测试丙"))
            #expect(try await visitor.get(path).status == 404, "the invitation is used")
            for password in ["", "a sentence to keep"] {
                let refused = try await refusal {
                    try await world.parties.signIn(login: "ce-shi-bing", password: password, remote: "192.0.2.7")
                }
                #expect(refused == .signInFailed)
            }
            let me = Visitor(door)
            #expect(try await me.get(way(provider, try await begin(me), as: "person-3")).status == 303)
        }
    }

    @Test("a second factor is asked for all the same; a closed login stays closed; a recovery ends the link")
    func guards() async throws {
        try await with { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            let parties = world.parties
            let factor = try await parties.beginFactor(of: user.id)
            let step = world.clock.clock.now().milliseconds / 1000 / OneTimeCode.period
            _ = try await parties.confirmFactor(
                of: user.id, code: OneTimeCode.code(factor.secret, step: step), keeping: nil)
            let door = try world.door()
            let visitor = Visitor(door)
            let asked = try await visitor.get(way(provider, try await begin(visitor)))
            #expect(asked.status == 200 && asked.text.contains("输入验证码"))
            #expect(try await visitor.get("/zh/account").status == 303)
            try await parties.resetFactor(of: user.id, in: nil, by: "test")
            let offered = try await parties.offerRecovery(of: user.id, in: nil, by: "test")
            try await parties.recover(token: offered.token, password: "another sentence to keep")
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 403)
            let token = try await parties.signIn(
                login: "ce-shi-jia", password: "another sentence to keep", remote: "192.0.2.1")
            try await parties.link(
                try #require(try await identity(world, provider, visitor)), with: user.id, during: token)
            try await parties.closeUser(login: "ce-shi-jia", by: "test")
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 401)
        }
    }

    /// What is stored of the person, by a round trip that is not used.
    func identity(_ world: PartiesWorld, _ provider: SignInProvider, _ visitor: Visitor) async throws -> String? {
        let address = try await world.parties.beginFlow(
            .signIn, browser: "b", back: "", returning: "https://tradewind.test/r")
        let form = try query(Answer(status: 303, headers: [Answer.Header("location", address)]))
        let back = provider.authorize(form, as: "person-1").split(separator: "?").last ?? ""
        let pairs = back.split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        return try await world.parties.endFlow(
            Form(pairs.map { Form.Pair($0[0], $0[1]) }), browser: "b").identity
    }

    @Test("a link ends by the password alone, and by API it is seen and ended as well")
    func unlink() async throws {
        try await with { world, provider in
            _ = try await world.member(of: try await world.enterprise(1))
            let visitor = try await link(world, provider)
            let path = "/api/v1/parties/me/single-sign-on"
            #expect(try await visitor.get(path).text.contains(#""linked":true"#))
            _ = try await visitor.get("/en/account/single-sign-on")
            #expect(try await visitor.post("/en/account/single-sign-on/removal", form: ["password": "wrong one entirely"]).status == 422)
            let ended = try await visitor.post("/en/account/single-sign-on/removal", form: ["password": "a sentence to keep"])
            #expect(ended.status == 303)
            #expect(try await visitor.get(path).text.contains(#""linked":false"#))
            #expect(try await world.kinds().last == "parties.identity-unlinked")
        }
    }

    @Test("a service that is away, or calls itself otherwise, is told of; its keys are asked for again when they change")
    func service() async throws {
        try await with { world, provider in
            _ = try await world.member(of: try await world.enterprise(1))
            provider.setDown(true)
            let visitor = Visitor(try world.door())
            _ = try await visitor.get("/zh/sign-in")
            let away = try await visitor.get("/zh/sign-in/single-sign-on")
            #expect(away.status == 503 && away.text.contains("HTTP 503"))
            provider.setDown(false)
            provider.publish(["p256"])
            _ = try await link(world, provider.withES256())
            provider.publish(["p256", "rsa"])
            provider.twist { _ in }
            // Within the minute the new key is not asked for, after it it is.
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 401)
            world.clock.move(minutes: 1)
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 303)
            #expect(provider.asked.filter { $0 == "/keys" }.count == 2)
        }
        for (said, reach, secure) in [
            ("https://sso.example", OutgoingReach.publicOnly, true), ("http://sso.example", .anywhere, false),
            ("http://127.0.0.1:80/x", .publicAndLoopback, true), ("http://127.0.0.1:80/x", .publicOnly, false),
            ("http://127.0.0.1:80@evil.example/", .publicAndLoopback, false), ("https://a@b.example", .publicOnly, false),
            ("https://", .publicOnly, false), ("javascript:alert(1)", .anywhere, false),
        ] {
            let settings = SingleSignOnSettings(issuer: "https://sso.example", client: "c", reach: reach)
            #expect(settings.isSecure(said) == secure, "\(said)")
        }
    }

    @Test("a service whose description names another issuer, or places without TLS, is not used")
    func metadata() async throws {
        try await with { world, provider in
            _ = try await world.member(of: try await world.enterprise(1))
            let visitor = Visitor(try world.door())
            _ = try await visitor.get("/zh/sign-in")
            for name in [Self.issuer + "/", "https://SSO.example.test", "https://evil.example.test", ""] {
                provider.describe(as: name)
                let answer = try await visitor.get("/zh/sign-in/single-sign-on")
                #expect(answer.status == 503 && answer.text.contains("（issuer）"), "\(name)")
            }
            provider.describe(as: nil)
            #expect(try await visitor.get("/zh/sign-in/single-sign-on").status == 303)
        }
    }

    @Test("without a configured service there is none: no button, no page, 404")
    func off() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            _ = try await world.member(of: try await world.enterprise(1))
            let visitor = Visitor(try world.door())
            #expect(try await !visitor.get("/zh/sign-in").text.contains("single-sign-on"))
            for path in ["/zh/sign-in/single-sign-on", "/zh/sign-in/single-sign-on/return?state=a&code=b"] {
                #expect(try await visitor.get(path).status == 404, "\(path)")
            }
            let signedIn = try await world.signedIn("ce-shi-jia", try world.door())
            #expect(try await !signedIn.get("/zh/account").text.contains("single-sign-on"))
            #expect(try await signedIn.get("/zh/account/single-sign-on").status == 404)
        }
    }
}

extension SignInProvider {
    /// The same, signing with its other key.
    fileprivate func withES256() -> SignInProvider {
        twist { $0.algorithm = "ES256" }
        return self
    }
}
