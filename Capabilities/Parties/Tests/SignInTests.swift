import Journal
import Kernel
import Reference
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Signing in") struct SignInTests {
    @Test("a member, an officer and an administrator may do what their kind may", arguments: TestStore.engines)
    func kinds(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let cases: [(User.Kind, Principal.Kind, String, Set<String>, [String])] = [
                (
                    .member(enterprise: enterprise.id), .member, enterprise.id, [],
                    ["balances.read", "classification.confirm", "declarations.lodge",
                    "declarations.read", "declarations.reveal", "entitlements.ask", "entries.lodge",
                    "inspections.attend", "lists.nominate", "origin.keep", "parties.audit",
                    "parties.keys", "parties.mandates", "parties.people", "policies.follow",
                    "policies.read-own", "problems.raise", "procedures.apply", "sandbox.use"]
                ),
                (
                    .officer(districts: ["2244", "2248"]), .officer, "", ["2244", "2248"],
                    ["balances.manage", "balances.read", "classification.confirm",
                    "declarations.examine", "declarations.read", "declarations.reveal",
                    "entitlements.keep", "entries.decide", "inspections.record", "inspections.set",
                    "lists.keep", "origin.decide", "parties.confirm", "policies.publish",
                    "problems.handle", "procedures.decide", "tariff.keep"]
                ),
                (.officer(of: "commerce"), .officer, "", [], ["entitlements.keep", "lists.keep", "policies.publish", "problems.handle",
                    "procedures.decide"]),
                (.officer(of: "tax"), .officer, "", [], ["policies.publish", "problems.handle", "procedures.decide"]),
                (
                    .administrator, .administrator, "", [],
                    ["balances.manage", "balances.read", "gateway.mend", "gateway.watch",
                    "parties.confirm", "parties.manage", "procedures.manage"]
                ),
            ]
            for (number, expected) in cases.enumerated() {
                let login = "test-\(number)"
                let password = "a sentence to keep"
                try await world.parties.addUser(
                    NewUser(login: login, name: "测试甲", password: password, kind: expected.0), by: "test")
                let token = try await world.parties.signIn(
                    login: login.uppercased(), password: password, remote: "192.0.2.1")
                let found = try #require(try await world.parties.gatekeeper.bySession(token))
                #expect(found.kind == expected.1)
                #expect(found.enterprise == expected.2)
                #expect(found.districts == expected.3)
                #expect(found.permissions.map(\.name).sorted() == expected.4)
                #expect(found.name == "测试甲")
            }
        }
    }

    @Test("an unknown login, a wrong password and a closed login are refused in the same words", arguments: TestStore.engines)
    func refusals(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise, login: "known")
            _ = try await world.member(of: enterprise, login: "closed")
            try await world.parties.closeUser(login: "closed", by: "test")
            let cases = [
                ("nobody", "a sentence to keep"), ("known", "another sentence"),
                ("closed", "a sentence to keep"), ("'; drop table", ""), ("known", ""),
            ]
            for (login, password) in cases {
                let found = try await refusal {
                    try await world.parties.signIn(
                        login: login, password: password, remote: "192.0.2.1")
                }
                #expect(found == .signInFailed, "\(login)")
            }
        }
    }

    @Test("a session does not begin once the password it was asked with is no longer the right one", arguments: TestStore.engines, ["password", "closed", "closed and opened"])
    func overtaken(engine: TestStore.Engine, change: String) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let user = try await world.member(of: try await world.enterprise(1), login: "known")
            let proven = try await parties.prove(
                login: "known", password: "a sentence to keep", remote: "192.0.2.1")
            // Between the look at the password and the session.
            switch change {
            case "password":
                try await parties.setPassword("another long sentence", ofLogin: "known", by: "test")
            case "closed": try await parties.closeUser(login: "known", by: "test")
            default:
                try await parties.closeUser(login: "known", by: "test")
                try await parties.reopenUser(login: "known", by: "test")
            }
            let found = try await refusal { try await parties.begin(proven, remote: "192.0.2.1") }
            let begins = change == "closed and opened"
            #expect(found == (begins ? nil : .signInFailed))
            #expect(try await parties.sessions(of: user.id).count == (begins ? 1 : 0))
        }
    }

    @Test("the sixth attempt within a quarter of an hour waits, for that login from that address", arguments: TestStore.engines)
    func limit(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise, login: "known")
            let parties = world.parties
            let attempt: @Sendable (String, String, String) async throws -> PartiesRefusal? = { login, password, remote in
                try await refusal {
                    try await parties.signIn(login: login, password: password, remote: remote)
                }
            }
            for _ in 0..<5 {
                #expect(try await attempt("known", "wrong", "192.0.2.1") == .signInFailed)
                world.clock.move(minutes: 1)
            }
            #expect(try await attempt("known", "a sentence to keep", "192.0.2.1") == .tooManyAttempts(minutes: 10))
            // The same from another address, and another login from this one, are let through.
            #expect(try await attempt("known", "a sentence to keep", "192.0.2.2") == nil)
            #expect(try await attempt("other", "wrong", "192.0.2.1") == .signInFailed)
            world.clock.move(minutes: 9)
            #expect(try await attempt("known", "wrong", "192.0.2.1") == .tooManyAttempts(minutes: 1))
            world.clock.move(minutes: 1)
            #expect(try await attempt("known", "a sentence to keep", "192.0.2.1") == nil)
            // A success lets one start again.
            for _ in 0..<5 { #expect(try await attempt("known", "wrong", "192.0.2.1") == .signInFailed) }
        }
    }

    @Test("attempts made at the same moment are counted like others", arguments: TestStore.engines)
    func burst(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let outcomes = try await withThrowingTaskGroup(of: PartiesRefusal?.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await refusal {
                            try await parties.signIn(
                                login: "known", password: "wrong", remote: "192.0.2.1")
                        }
                    }
                }
                return try await group.reduce(into: [PartiesRefusal?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == .signInFailed } == 5)
            #expect(outcomes.count { $0 == .tooManyAttempts(minutes: 15) } == 7)
        }
    }

    @Test("one address cannot try many logins")
    func spray() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let most = world.parties.value(.perAddress)
            try await world.store.write { session in
                for number in 0..<most {
                    try AttemptTable(session: session).insert(
                        id: "\(number)", login: "login \(number)", remote: "192.0.2.1",
                        at: PartiesWorld.start)
                }
            }
            let found = try await refusal {
                try await world.parties.signIn(login: "one-more", password: "x", remote: "192.0.2.1")
            }
            #expect(found == .tooManyAttempts(minutes: 15))
        }
    }

    @Test("a session ends after half an hour without use and after twelve hours of use", arguments: TestStore.engines)
    func expiry(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            let parties = world.parties
            let gate = parties.gatekeeper
            let signIn: @Sendable () async throws -> String = {
                try await parties.signIn(
                    login: "ce-shi-jia", password: "a sentence to keep", remote: "192.0.2.1")
            }
            let idle = try await signIn()
            world.clock.move(minutes: 29)
            #expect(try await gate.bySession(idle) != nil)
            world.clock.move(minutes: 29)
            #expect(try await gate.bySession(idle) != nil)
            world.clock.move(minutes: 30)
            #expect(try await gate.bySession(idle) == nil)

            let long = try await signIn()
            for _ in 0..<71 {
                world.clock.move(minutes: 10)
                #expect(try await gate.bySession(long) != nil)
            }
            world.clock.move(minutes: 10)
            #expect(try await gate.bySession(long) == nil)
        }
    }

    @Test("a session is listed, and ends when it is revoked or signed out", arguments: TestStore.engines)
    func revoke(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let user = try await world.member(of: enterprise)
            let stranger = try await world.member(of: enterprise, login: "ce-shi-yi")
            let parties = world.parties
            var tokens: [String] = []
            for _ in 0..<3 {
                tokens.append(
                    try await parties.signIn(
                        login: user.login, password: "a sentence to keep", remote: "192.0.2.1"))
                world.clock.move(minutes: 1)
            }
            let ids = try await parties.sessions(of: user.id).map(\.id)
            #expect(ids.count == 3)
            for token in tokens { #expect(try await parties.gatekeeper.bySession(token) != nil) }
            // Nobody ends somebody else's session.
            #expect(
                try await refusal { try await parties.revokeSession(ids[0], of: stranger.id) }
                    == .sessionNotFound)
            let first = try #require(try await parties.sessionID(token: tokens[0]))
            try await parties.revokeSession(first, of: user.id)
            try await parties.signOut(token: tokens[1])
            try await parties.signOut(token: "no such token")
            #expect(try await parties.gatekeeper.bySession(tokens[0]) == nil)
            #expect(try await parties.gatekeeper.bySession(tokens[1]) == nil)
            #expect(try await parties.gatekeeper.bySession(tokens[2]) != nil)
            #expect(try await parties.sessions(of: user.id).count == 1)
            #expect(
                try await world.kinds().suffix(5) == [
                    "parties.signed-in", "parties.signed-in", "parties.signed-in",
                    "parties.session-revoked", "parties.signed-out",
                ])
        }
    }

    @Test("a suspended enterprise's people are turned away at once", arguments: TestStore.engines)
    func suspended(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let user = try await world.member(of: enterprise)
            let parties = world.parties
            let signIn: @Sendable () async throws -> String = {
                try await parties.signIn(
                    login: user.login, password: "a sentence to keep", remote: "192.0.2.1")
            }
            let token = try await signIn()
            #expect(try await parties.gatekeeper.bySession(token) != nil)
            try await parties.set(.suspended, of: enterprise.id, by: "test")
            #expect(try await parties.gatekeeper.bySession(token) == nil)
            #expect(try await refusal { try await signIn() } == .enterpriseSuspended)
            try await parties.set(.active, of: enterprise.id, by: "test")
            #expect(try await parties.gatekeeper.bySession(token) != nil)
        }
    }

    @Test("neither token nor password nor login nor name reaches the store in clear")
    func canaries() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let enterprise = try await world.enterprise(1)
            try await world.parties.addUser(
                NewUser(
                    login: "ce-shi-jia", name: "测试甲", password: "canary sentence",
                    kind: .member(enterprise: enterprise.id)), by: "test")
            let token = try await world.parties.signIn(
                login: "ce-shi-jia", password: "canary sentence", remote: "192.0.2.1")
            let key = try await world.parties.createKey(
                enterprise: enterprise.id, label: "测试", by: "test")
            let texts = try await world.store.read { session in
                var texts: [String] = []
                for row in try session.rows("select * from parties_sessions") { texts.append("\(row.values)") }
                for row in try session.rows("select * from parties_keys") { texts.append("\(row.values)") }
                for row in try session.rows("select * from parties_users") { texts.append("\(row.values)") }
                for row in try session.rows("select * from journal_entries") { texts.append("\(row.values)") }
                return texts
            }
            let secret = try #require(key.split(separator: "_").dropFirst(2).first)
            #expect(texts.count > 5)
            #expect(!texts.contains { $0.contains(token) || $0.contains("canary") || $0.contains(secret) })
            #expect(!texts.contains { $0.contains(String(describing: Array(token.utf8))) })
            let entries = try await world.store.read { try world.journal.entries(after: 0, limit: 99, in: $0) }
            #expect(!entries.contains { $0.payload.encoded.contains("测试甲") || $0.payload.encoded.contains("ce-shi") })
        }
    }

    @Test("a stored password is argon2id with 46 MiB, and never the same twice")
    func parameters() async throws {
        let desk = PasswordDesk()
        let first = try await desk.hash("a sentence to keep")
        let second = try await desk.hash("a sentence to keep")
        #expect(first.hasPrefix("$argon2id$v=19$m=47104,t=1,p=1$"))
        #expect(first != second)
        #expect(try await desk.isRight("a sentence to keep", for: second))
        #expect(try await desk.isRight("a sentence to lose", for: second) == false)
        #expect(try await desk.isRight("", for: nil) == false)
        // An unknown login costs the same work as a known one.
        #expect(desk.decoy?.hasPrefix("$argon2id$v=19$m=47104,t=1,p=1$") == true)
    }

    @Test("at most four passwords are worked on at once")
    func desk() async throws {
        let desk = PasswordDesk()
        let most = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask {
                    _ = try await desk.isRight("x", for: nil)
                    return desk.load.running
                }
            }
            return try await group.reduce(0) { max($0, $1) }
        }
        #expect(most <= 4)
        #expect(desk.load == (0, 0))
    }

    @Test(
        "everything wrong with a new user is told at once",
        arguments: [
            (NewUser(login: "AB", name: "", password: "short", kind: .administrator), ["login", "display-name", "password-short"]),
            (NewUser(login: "abc", name: "测试甲", password: "aaaaaaaaaaaaaa", kind: .administrator), ["password-plain"]),
            (NewUser(login: "long-login-name", name: "测试甲", password: "Long-Login-Name1", kind: .administrator), ["password-plain"]),
            (NewUser(login: "abc", name: "测试甲", password: "一二三四五六七八九十甲乙", kind: .officer(districts: [])), ["districts"]),
            (NewUser(login: "abc", name: "测试甲", password: "一二三四五六七八九十甲乙", kind: .officer(districts: ["2244"])), []),
            (NewUser(login: "abc", name: "测试甲", password: "一二三四五六七八九十甲乙", kind: .officer(of: "tax")), []),
            (NewUser(login: "abc", name: "测试甲", password: "一二三四五六七八九十甲乙", kind: .officer(of: "tax", districts: ["2244"])), ["districts-not-of"]),
            (NewUser(login: "abc", name: "测试甲", password: "一二三四五六七八九十甲乙", kind: .officer(of: "post")), ["authority"]),
        ])
    func userForms(user: NewUser, expected: [String]) throws {
        let authorities = try Authorities.load(try Share.find())
        let today = try #require(Day("2026-11-20"))
        let faults = user.faults(least: 12, common: CommonPasswords(words: []), authorities: authorities, on: today)
        #expect(faults.map { String($0.code.dropFirst("parties.".count)) } == expected)
    }

    @Test("a login is given once", arguments: TestStore.engines)
    func loginTaken(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let user = try await world.member(of: enterprise)
            #expect(try await refusal { try await world.member(of: enterprise) } == .loginTaken)
            let kept = try await world.parties.addUserOrKeep(
                NewUser(login: user.login, name: "测试乙", password: "a sentence to keep", kind: .administrator),
                by: "test")
            #expect(kept == user)
            let nowhere = NewUser(
                login: "other", name: "测试乙", password: "a sentence to keep", kind: .member(enterprise: "nowhere"))
            #expect(
                try await refusal { try await world.parties.addUser(nowhere, by: "test") }
                    == .enterpriseNotFound)
        }
    }
}
