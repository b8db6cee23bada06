import Kernel
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Failed sign-ins") struct FailureTests {
    private func fail(_ world: PartiesWorld, _ login: String, from remote: String) async throws {
        _ = try await refusal {
            try await world.parties.signIn(login: login, password: "not the password", remote: remote)
        }
    }

    @Test("a failed sign-in is listed for the person and the firm's administrator, by network and cause, and for nobody else", arguments: TestStore.engines)
    func listed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let boss = try await world.member(of: try await world.enterprise(1))
            let clerk = try await world.parties.addUser(
                NewUser(
                    login: "ce-shi-yi", name: "测试乙", password: "a sentence to keep",
                    kind: .member(enterprise: boss.enterprise), post: .viewer), by: "test")
            let stranger = try await world.member(of: try await world.enterprise(2), login: "ce-shi-ding")
            try await fail(world, "ce-shi-yi", from: "203.0.113.77")
            try await fail(world, "nobody-has-it", from: "203.0.113.77")
            let door = try world.door()
            let visitor = try await world.signedIn("ce-shi-jia", door)
            let path = "/api/v1/parties/people/\(clerk.id)/failed-sign-ins"
            let told = try JSON(try await visitor.get(path).body)["failures"]?.elements ?? []
            #expect(told.map { $0["cause"]?.string } == ["password"])
            #expect(told.map { $0["network"]?.string } == ["203.0.113.*"])
            let page = try await visitor.get("/zh/people/\(clerk.id)").text
            #expect(page.contains("203.0.113.*") && page.contains("密码不正确") && !page.contains("203.0.113.77"))
            #expect(page.contains("15 分钟内失败 5 次"), "the limits are said")
            let own = try await world.signedIn("ce-shi-yi", door)
            #expect(try await own.get("/en/account").text.contains("203.0.113.*"))
            #expect(try await own.get("/api/v1/parties/me/failed-sign-ins").text.contains("203.0.113.*"))
            #expect(try await own.get(path).status == 403)
            let other = try await world.signedIn("ce-shi-ding", door)
            #expect(try await other.get(path).status == 404)
            #expect(try await other.get("/api/v1/parties/me/failed-sign-ins").text == #"{"failures":[]}"#)
            #expect(stranger.enterprise != boss.enterprise)
            let stored = try await world.store.read { session in
                try session.rows("select network, user_id from parties_failures").map { try $0.text(0) }
            }
            #expect(stored.allSatisfy { !$0.contains("77") } && stored.count == 2)
        }
    }

    @Test("a wrong code and a closed login are told apart, and what is old is forgotten", arguments: TestStore.engines)
    func causes(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let user = try await world.member(of: try await world.enterprise(1))
            let parties = world.parties
            let factor = try await parties.beginFactor(of: user.id)
            let step = world.clock.clock.now().milliseconds / 1000 / OneTimeCode.period
            _ = try await parties.confirmFactor(
                of: user.id, code: OneTimeCode.code(factor.secret, step: step), keeping: nil)
            let entered = try await parties.enter(
                login: "ce-shi-jia", password: "a sentence to keep", remote: "2001:db8:1:2::3", device: "")
            guard case .factor(let ticket) = entered else {
                Issue.record("a factor is asked for")
                return
            }
            _ = try await refusal {
                try await parties.enter(ticket: ticket, code: "000000", remote: "2001:db8:1:2::3", device: "")
            }
            try await parties.closeUser(login: "ce-shi-jia", by: "test")
            world.clock.move(minutes: 1)
            _ = try await refusal {
                try await parties.signIn(login: "ce-shi-jia", password: "a sentence to keep", remote: "::ffff:192.0.2.9")
            }
            let found = try await parties.failedSignIns(of: user.id)
            #expect(found.map(\.cause) == [.closed, .code])
            #expect(found.map(\.network) == ["192.0.2.*", "2001:db8:1:*"])
            world.clock.move(days: 91)
            #expect(try await parties.failedSignIns(of: user.id).isEmpty)
            try await fail(world, "ce-shi-jia", from: "192.0.2.1")
            let left = try await world.store.read { try $0.rows("select id from parties_failures").count }
            #expect(left == 1)
        }
    }

    @Test(
        "an address is kept as its network only",
        arguments: [
            ("192.0.2.1", "192.0.2.*"), ("::ffff:192.0.2.1", "192.0.2.*"), ("2001:db8:a:b::1", "2001:db8:a:*"),
            ("2001:db8::1", "2001:db8:*"), ("::1", ":*"), ("", "*"), ("x", "*"), ("1.2.3", "*"),
        ])
    func networks(address: String, network: String) { #expect(networkOnly(address) == network) }
}
