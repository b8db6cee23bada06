import Journal
import Kernel
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import Parties

/// What ends a link, and what is written down of signing in by it.
extension SingleSignOnTests {
    @Test("a new password ends the link and what is under way to make one, whoever sets it, and the page says so", arguments: TestStore.engines, ["own", "operator"])
    func newPassword(engine: TestStore.Engine, by: String) async throws {
        try await with(engine) { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            let thief = try await link(world, provider)
            _ = try await thief.get("/zh/account/single-sign-on")
            let pending = try linked(
                try await thief.post("/zh/account/single-sign-on", form: ["password": "a sentence to keep"]))
            if by == "own" {
                let owner = try await world.signedIn("ce-shi-jia", try world.door())
                #expect(try await owner.get("/zh/account/password").text.contains("密码修改后关联随之解除"))
                let done = try await owner.post(
                    "/zh/account/password",
                    form: ["current": "a sentence to keep", "password": "another sentence to keep"])
                #expect(done.status == 200 && done.text.contains("统一认证的关联已随之解除"), "\(done.text)")
            } else {
                try await world.parties.setPassword("another sentence to keep", ofLogin: user.login, by: "test")
            }
            #expect(try await world.parties.identityLinked(of: user.id) == nil)
            #expect(try await world.kinds().suffix(2) == ["parties.identity-unlinked", "parties.password-set"])
            let flows = try await world.store.read { try $0.rows("select user_id from parties_flows where user_id is not null").count }
            #expect(flows == 0)
            // Neither the link made before nor the one begun before lets anybody in.
            #expect(try await thief.get(way(provider, pending)).status == 401)
            let visitor = Visitor(try world.door())
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 403)
            #expect(try await world.parties.identityLinked(of: user.id) == nil)
        }
    }

    @Test("a link is not made for a session that ended while the service was asked", arguments: TestStore.engines)
    func endedSession(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            let found = try await identity(world, provider, Visitor(try world.door()))
            let identity = try #require(found)
            let token = try await world.parties.signIn(
                login: user.login, password: "a sentence to keep", remote: "192.0.2.1")
            try await world.parties.setPassword("another sentence to keep", ofLogin: user.login, by: "test")
            let told = try await refusal {
                try await world.parties.link(identity, with: user.id, during: token)
            }
            #expect(told == .signInOver)
            #expect(try await world.parties.identityLinked(of: user.id) == nil)
        }
    }

    @Test("single sign-on with a code after it is logged as such and forgives no wrong password", arguments: TestStore.engines)
    func factorAfter(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            let parties = world.parties
            let factor = try await parties.beginFactor(of: user.id)
            let period = OneTimeCode.period
            let first = OneTimeCode.code(factor.secret, step: world.clock.clock.now().milliseconds / 1000 / period)
            _ = try await parties.confirmFactor(of: user.id, code: first, keeping: nil)
            world.clock.move(minutes: 1)
            _ = try await refusal {
                try await parties.signIn(login: user.login, password: "not the password", remote: "192.0.2.1")
            }
            let attempts: @Sendable () async throws -> Int = {
                try await world.store.read { try $0.rows("select id from parties_attempts").count }
            }
            let before = try await attempts()
            #expect(before > 0)
            let found = try await identity(world, provider, Visitor(try world.door()))
            let entered = try await parties.enter(
                identity: try #require(found), remote: "192.0.2.1", device: "")
            guard case .factor(let ticket) = entered else {
                Issue.record("a factor is asked for")
                return
            }
            let code = OneTimeCode.code(factor.secret, step: world.clock.clock.now().milliseconds / 1000 / period)
            // The way cannot be changed by whoever holds the ticket.
            let forged = ticket.replacing(".s.", with: ".p.")
            #expect(forged != ticket)
            let told = try await refusal {
                try await parties.enter(ticket: forged, code: code, remote: "192.0.2.1", device: "")
            }
            #expect(told == .signInOver)
            _ = try await parties.enter(ticket: ticket, code: code, remote: "192.0.2.1", device: "")
            #expect(try await attempts() == before)
            let last = try await world.store.read {
                try world.journal.entries(after: 0, limit: 1000, in: $0).last
            }
            #expect(last?.kind == "parties.signed-in")
            #expect(last?.payload["by"]?.string == "single-sign-on")
        }
    }

    @Test("a closed login and an unknown identity at the service stand among the failed sign-ins", arguments: TestStore.engines)
    func failures(engine: TestStore.Engine) async throws {
        try await with(engine) { world, provider in
            let user = try await world.member(of: try await world.enterprise(1))
            _ = try await link(world, provider)
            try await world.parties.closeUser(login: user.login, by: "test")
            let visitor = Visitor(try world.door())
            #expect(try await visitor.get(way(provider, try await begin(visitor))).status == 401)
            #expect(try await world.parties.failedSignIns(of: user.id).map(\.cause) == [.closed])
            #expect(try await visitor.get(way(provider, try await begin(visitor), as: "nobody")).status == 403)
            let causes = try await world.store.read { session in
                try session.rows("select cause, user_id from parties_failures order by cause").map { try $0.text(0) + $0.text(1) }
            }
            #expect(causes == ["closed" + user.id, "identity"])
        }
    }
}
