import Kernel
import Secrets
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Second factors, own passwords and sessions") struct FactorTests {
    private static let password = "a sentence to keep"

    private func code(_ factor: SecondFactor, _ world: PartiesWorld, periods: Int64 = 0) -> String {
        let step = world.clock.clock.now().milliseconds / 1000 / OneTimeCode.period + periods
        return OneTimeCode.code(factor.secret, step: step)
    }

    /// Somebody with a second factor, and the recovery codes.
    private func equipped(_ world: PartiesWorld) async throws -> (user: User, factor: SecondFactor, codes: [String]) {
        let user = try await world.member(of: try await world.enterprise(1))
        let factor = try await world.parties.beginFactor(of: user.id)
        let codes = try await world.parties.confirmFactor(
            of: user.id, code: code(factor, world), keeping: nil)
        return (user, factor, codes)
    }

    private func ticket(_ world: PartiesWorld) async throws -> String {
        let entered = try await world.parties.enter(
            login: "ce-shi-jia", password: Self.password, remote: "192.0.2.1", device: "")
        guard case .factor(let ticket) = entered else { throw PartiesRefusal.factorMissing }
        return ticket
    }

    @Test("a password alone does not let in who has a second factor; a code does, once, and so does each recovery code", arguments: TestStore.engines)
    func codes(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let (user, factor, codes) = try await equipped(world)
            #expect(codes.count == 10 && Set(codes).count == 10)
            // 24 of 31 signs: more than the 112 bits from which a plain keyed hash is enough.
            #expect(codes.allSatisfy { $0.utf8.count == 27 && $0.split(separator: "-").count == 4 })
            let parties = world.parties
            let plain = try await refusal {
                try await parties.signIn(login: "ce-shi-jia", password: Self.password, remote: "192.0.2.1")
            }
            #expect(plain == .codeWrong)
            let enter: @Sendable (String) async throws -> String = { code in
                try await parties.enter(
                    ticket: try await ticket(world), code: code, remote: "192.0.2.1", device: "Firefox · Linux")
            }
            let used = code(factor, world)
            #expect(try await refusal { try await enter(used) } == .codeWrong, "the code that confirmed it is used")
            world.clock.move(minutes: 1)
            let now = code(factor, world)
            let token = try await enter(now)
            #expect(try await parties.gatekeeper.bySession(token)?.id == user.id)
            #expect(try await parties.sessions(of: user.id).map(\.device) == ["Firefox · Linux"])
            #expect(try await refusal { try await enter(now) } == .codeWrong, "a code is taken once")
            world.clock.move(minutes: 2)
            #expect(try await refusal { try await enter(code(factor, world, periods: -1)) } == .codeWrong, "too old")
            _ = try await enter(code(factor, world))
            let spare = codes[3].uppercased()
            _ = try await enter(spare)
            #expect(try await refusal { try await enter(spare) } == .codeWrong)
            #expect(try await parties.factorState(of: user.id).codesLeft == 9)
        }
    }

    @Test("five wrong codes make the account wait, whatever the address", arguments: TestStore.engines)
    func guesses(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let (_, factor, _) = try await equipped(world)
            let proof = try await ticket(world)
            world.clock.move(minutes: 1)
            for number in 0..<6 {
                let found = try await refusal {
                    try await world.parties.enter(
                        ticket: proof, code: "00000x", remote: "192.0.2.\(number)", device: "")
                }
                #expect(found == (number < 5 ? .codeWrong : .tooManyAttempts(minutes: 15)))
            }
            let right = code(factor, world)
            let waits = try await refusal {
                try await world.parties.enter(ticket: proof, code: right, remote: "192.0.2.99", device: "")
            }
            #expect(waits == .tooManyAttempts(minutes: 15))
        }
    }

    @Test("a ticket holds for five minutes, for its person, and for the password it was given for", arguments: ["late", "forged", "password", "nonsense"])
    func tickets(what: String) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let (user, factor, _) = try await equipped(world)
            let other = try await world.administrator()
            var proof = try await ticket(world)
            world.clock.move(minutes: what == "late" ? 5 : 1)
            switch what {
            case "forged": proof = other.id + proof.drop { $0 != "." }
            case "password":
                try await world.parties.setPassword("another long sentence", ofLogin: user.login, by: "test")
            case "nonsense": proof = String(repeating: "a.", count: 1000)
            default: break
            }
            let (sent, right) = (proof, code(factor, world))
            let found = try await refusal {
                try await world.parties.enter(ticket: sent, code: right, remote: "192.0.2.1", device: "")
            }
            #expect(found == .signInOver)
        }
    }

    @Test("where officers need a second factor, one without may set it up and do nothing else", arguments: TestStore.engines)
    func needed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine, policy: PeoplePolicy(secondFactor: .officers)) { world in
            let parties = world.parties
            let door = try world.door()
            let officer = try await parties.addUser(
                NewUser(login: "officer", name: "测试关员", password: Self.password, kind: .officer(districts: ["2244"])), by: "test")
            let visitor = Visitor(door)
            _ = try await visitor.get("/zh/sign-in")
            let entered = try await visitor.post(
                "/zh/sign-in", form: ["login": "officer", "password": "\(Self.password)", "to": "/zh/registrations"])
            #expect(entered.header("location") == "/zh/account/second-factor")
            #expect(try await visitor.get("/zh/registrations").status == 403)
            let told = try await visitor.get("/zh/registrations").text
            #expect(told.contains("web.second-factor-needed") && told.contains("href=\"/zh/account/second-factor\""))
            #expect(try await visitor.get("/api/v1/parties/enterprises/nobody").status == 403)
            #expect(try await visitor.get("/zh/account").status == 200)
            #expect(try await visitor.get("/api/v1/parties/me").status == 200)
            let page = try await visitor.get("/zh/account/second-factor")
            #expect(page.text.contains("启用前不能办理业务"))
            _ = try await visitor.post("/zh/account/second-factor", form: [:])
            let shown = try await visitor.get("/zh/account/second-factor")
            let factor = try #require(try await parties.factorState(of: officer.id).pending)
            #expect(shown.text.contains(factor.text) && shown.text.contains("<svg"))
            let wrong = try await visitor.post("/zh/account/second-factor/confirmation", form: ["code": "000000x"])
            #expect(wrong.status == 401)
            let done = try await visitor.post(
                "/zh/account/second-factor/confirmation", form: ["code": "\(code(factor, world))"])
            #expect(done.status == 200)
            #expect(done.text.contains("请保存恢复码"))
            #expect(try await visitor.get("/zh/registrations").status == 200)
            _ = try await visitor.get("/zh/account/second-factor")
            let kept = try await visitor.post("/zh/account/second-factor/removal", form: ["password": "\(Self.password)"])
            #expect(kept.status == 409)
            // Signing in again asks for a code, on a page of its own.
            world.clock.move(minutes: 1)
            let again = Visitor(door)
            _ = try await again.get("/zh/sign-in")
            let asked = try await again.post("/zh/sign-in", form: ["login": "officer", "password": "\(Self.password)"])
            #expect(asked.status == 200 && asked.header("set-cookie") == nil)
            let start = try #require(asked.text.firstRange(of: #"name="ticket" value=""#)).upperBound
            let proof = String(asked.text[start...].prefix { $0 != "\"" })
            let inside = try await again.post(
                "/zh/sign-in/code", form: ["ticket": "\(proof)", "code": "\(code(factor, world))"])
            #expect(inside.status == 303)
            #expect(try await again.get("/zh/registrations").status == 200)
        }
    }

    @Test("one's own password is changed with the present one; every other session ends", arguments: TestStore.engines)
    func ownPassword(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let door = try world.door()
            let user = try await world.member(of: try await world.enterprise(1))
            let here = try await world.signedIn("ce-shi-jia", door)
            let there = try await world.signedIn("ce-shi-jia", door)
            _ = try await here.get("/zh/account/password")
            let wrong = try await here.post(
                "/zh/account/password", form: ["current": "wrong", "password": "another long sentence"])
            #expect(wrong.status == 422)
            let common = try await here.post(
                "/zh/account/password", form: ["current": "\(Self.password)", "password": "Password2026!"])
            #expect(common.text.contains("密码容易猜到"))
            let done = try await here.post(
                "/zh/account/password", form: ["current": "\(Self.password)", "password": "another long sentence"])
            #expect(done.status == 200)
            #expect(try await here.get("/zh/account").status == 200)
            #expect(try await there.get("/zh/account").status == 303)
            _ = try await world.parties.signIn(
                login: user.login, password: "another long sentence", remote: "192.0.2.1")
            _ = try await here.get("/zh/account")
            #expect(try await here.post("/zh/account/sessions/others/end", form: [:]).status == 422)
            #expect(try await world.parties.sessions(of: user.id).count == 2, "nothing ends without the password")
            #expect(try await here.post("/zh/account/sessions/others/end", form: ["password": "another long sentence"]).status == 303)
            #expect(try await world.parties.sessions(of: user.id).count == 1)
        }
    }

    @Test("an operator gives a link to a new password and takes a lost factor away", arguments: TestStore.engines)
    func operators(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let (user, _, _) = try await equipped(world)
            let path = try await parties.perform(.user(.recover(login: user.login)), by: "operator")
            let door = try world.door()
            let visitor = Visitor(door)
            #expect(try await visitor.get(path).text.contains("ce-shi-jia"))
            #expect(try await visitor.post(path, form: ["password": "another long sentence"]).status == 303)
            _ = try await parties.perform(.user(.dropFactor(login: user.login)), by: "operator")
            _ = try await parties.signIn(
                login: user.login, password: "another long sentence", remote: "192.0.2.1")
            let none = try await refusal {
                try await parties.perform(.user(.dropFactor(login: user.login)), by: "operator")
            }
            #expect(none == .factorMissing)
        }
    }

    @Test(
        "who goes on failing waits longer each time",
        arguments: [(4, nil), (5, 15), (9, 15), (10, 30), (15, 60), (20, 120), (100, 1440)] as [(Int, Int?)])
    func pauses(failures: Int, minutes: Int?) {
        let limit = SignInLimit(most: 5, window: 15)
        let now = PartiesWorld.start
        #expect(limit.wait(after: Array(repeating: now, count: failures), at: now) == minutes)
    }

    @Test("an IPv6 network is one address, and a login guessed from everywhere pauses a minute, no longer", arguments: TestStore.engines)
    func networks(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let guess: @Sendable (String, String) async throws -> PartiesRefusal? = { login, remote in
                try await refusal {
                    try await parties.prove(login: login, password: "wrong", remote: remote)
                }
            }
            for number in 0..<5 {
                #expect(try await guess("one", "2001:db8:1:2::\(number)") == .signInFailed)
            }
            #expect(try await guess("one", "2001:db8:1:2:ffff::1") == .tooManyAttempts(minutes: 15))
            #expect(try await guess("one", "2001:db8:1:3::1") == .signInFailed)
            _ = try await world.member(of: try await world.enterprise(1))
            for number in 0..<30 {
                #expect(try await guess("ce-shi-jia", "2001:db8:2:\(number)::1") == .signInFailed)
            }
            let owner: @Sendable () async throws -> String = {
                try await parties.signIn(login: "ce-shi-jia", password: Self.password, remote: "192.0.2.1")
            }
            #expect(try await refusal(owner) == .tooManyAttempts(minutes: 1))
            world.clock.move(minutes: 1)
            #expect(try await refusal(owner) == nil)
        }
    }

    @Test("where everybody needs a second factor, people of firms may do nothing before it either")
    func neededByAll() async throws {
        try await PartiesWorld.with(.sqlite, policy: PeoplePolicy(secondFactor: .everybody)) { world in
            let user = try await world.member(of: try await world.enterprise(1))
            let door = try world.door()
            let visitor = try await world.signedIn("ce-shi-jia", door)
            #expect(try await visitor.get("/zh/people").status == 403)
            #expect(try await visitor.get("/zh/account/second-factor").text.contains("启用前不能办理业务"))
            let factor = try await world.parties.beginFactor(of: user.id)
            _ = try await visitor.get("/zh/account/second-factor")
            let done = try await visitor.post(
                "/zh/account/second-factor/confirmation", form: ["code": code(factor, world)])
            #expect(done.status == 200, "\(done.text)")
            #expect(try await visitor.get("/zh/people").status == 200)
            #expect(try await refusal { try await world.parties.removeOwnFactor(of: user.id, password: Self.password) } == .factorNeeded)
        }
    }

    @Test("a forgotten password is set anew on the page by the app and a recovery code together, by neither alone", arguments: TestStore.engines)
    func recovers(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let (user, factor, codes) = try await equipped(world)
            let door = try world.door()
            world.clock.move(minutes: 1)
            let stranger = Visitor(door)
            #expect(try await stranger.get("/zh/sign-in").text.contains("/zh/recovery"))
            _ = try await stranger.get("/zh/recovery")
            let send: @Sendable (String, String, String) async throws -> Answer = { code, spare, password in
                try await stranger.post(
                    "/zh/recovery",
                    form: ["login": "ce-shi-jia", "code": code, "recoveryCode": spare, "password": password])
            }
            let new = "paint the new garden gate"
            for (code, spare) in [(code(factor, world), ""), ("", codes[0]), (codes[1], codes[0])] {
                let refused = try await send(code, spare, new)
                #expect(refused.status == 401 && refused.text.contains("不能相互印证"))
            }
            // A password that will not do uses nothing up.
            #expect(try await send(code(factor, world), codes[0], "short").status == 422)
            #expect(try await send(code(factor, world), codes[0], new).status == 303)
            #expect(try await world.parties.factorState(of: user.id).codesLeft == 9)
            let entered = try await world.parties.enter(
                login: "ce-shi-jia", password: new, remote: "192.0.2.9", device: "")
            guard case .factor = entered else { throw PartiesRefusal.factorMissing }
            // Five failures in a quarter of an hour make the address wait, whoever is meant.
            world.clock.move(minutes: 1)
            for _ in 0..<5 { #expect(try await send("000000", "abcde-fghjk", new).status == 401) }
            #expect(try await send(code(factor, world), codes[2], new).status == 429)
        }
    }

    @Test(
        "a device is named by browser and system and nothing finer",
        arguments: [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0", "WeChat · iPhone"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"), ("", ""), ("<script>", ""),
        ])
    func devices(agent: String, expected: String) {
        #expect(deviceName(agent) == expected)
    }
}
