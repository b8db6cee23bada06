import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Parties

private func told(_ body: @Sendable () async throws -> Void) async throws -> PartiesRefusal? {
    try await refusal(body)
}

@Suite("People of an enterprise") struct PeopleTests {
    @Test("somebody invited gets a login in his post, once; the link is stored nowhere", arguments: TestStore.engines)
    func invited(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let boss = try await world.member(of: own)
            let made = try await parties.invite(as: .finance, label: "财务 李", into: own.id, by: boss.id)
            #expect(try await parties.invitations(of: own.id).map(\.label) == ["财务 李"])
            let accept: @Sendable (String) async throws -> User = { login in
                try await parties.acceptInvitation(
                    token: made.token, login: login, name: "测试乙", password: "another long sentence")
            }
            #expect(try await refusal { try await accept("ce-shi-jia") } == .loginTaken)
            let user = try await accept("ce-shi-yi")
            #expect(user.post == .finance)
            #expect(user.enterprise == own.id)
            #expect(try await refusal { try await accept("ce-shi-bing") } == .linkNotValid)
            #expect(try await parties.invitations(of: own.id).isEmpty)
            let token = try await parties.signIn(
                login: "ce-shi-yi", password: "another long sentence", remote: "192.0.2.1")
            let found = try #require(try await parties.gatekeeper.bySession(token))
            #expect(found.permissions.map(\.name).sorted() == ["balances.read", "declarations.read", "entitlements.ask", "policies.follow",
                    "policies.read-own", "problems.raise", "procedures.apply"])
            let kinds = try await world.kinds()
            #expect(kinds.contains("parties.invited"))
            #expect(kinds.filter { $0 == "parties.user-added" }.count == 2)
        }
    }

    @Test(
        "a link that was withdrawn, has expired, never was, or is of a suspended enterprise is refused in the same words",
        arguments: ["withdrawn", "expired", "never", "suspended", "long"])
    func links(what: String) async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let made = try await parties.invite(as: .viewer, label: "a", into: own.id, by: "test")
            var token = made.token
            switch what {
            case "withdrawn":
                let other = try await world.enterprise(2)
                let foreign = try await refusal {
                    try await parties.withdrawInvitation(made.link.id, of: other.id, by: "test")
                }
                #expect(foreign == .linkNotValid)
                try await parties.withdrawInvitation(made.link.id, of: own.id, by: "test")
            case "expired": world.clock.move(minutes: 168 * 60)
            case "suspended": try await parties.set(.suspended, of: own.id, by: "test")
            case "long": token = String(repeating: "x", count: 100_000)
            default: token = "unknown"
            }
            let used = token
            let found = try await refusal {
                try await parties.acceptInvitation(
                    token: used, login: "ce-shi-yi", name: "测试乙", password: "another long sentence")
            }
            #expect(found == .linkNotValid)
        }
    }

    @Test("the last administrator is neither moved nor closed; with a second one he may be", arguments: TestStore.engines)
    func lastAdministrator(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let first = try await world.member(of: own)
            let demote: @Sendable (User) async throws -> Void = {
                try await parties.setPost(.viewer, of: $0.id, in: own.id, by: "test")
            }
            #expect(try await refusal { try await demote(first) } == .lastAdministrator)
            let close: @Sendable (User) async throws -> Void = {
                try await parties.closePerson($0.id, of: own.id, by: "test")
            }
            #expect(try await refusal { try await close(first) } == .lastAdministrator)
            let second = try await world.member(of: own, login: "second")
            async let moved = told { try await demote(first) }
            async let left = told { try await close(second) }
            let outcomes = try await [moved, left]
            #expect(outcomes.count { $0 == nil } == 1, "of two at once, one stays")
            #expect(outcomes.count { $0 == .lastAdministrator } == 1)
            let other = try await world.enterprise(2)
            let foreign = try await refusal {
                try await parties.closePerson(first.id, of: other.id, by: "test")
            }
            #expect(foreign == .userNotFound)
        }
    }

    @Test("a closed login takes its sessions, its keys and its links along", arguments: TestStore.engines)
    func closed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            _ = try await world.member(of: own)
            let leaving = try await world.member(of: own, login: "leaving")
            let key = try await parties.createKey(enterprise: own.id, label: "a", by: leaving.id)
            let kept = try await parties.createKey(enterprise: own.id, label: "b", by: "somebody else")
            let made = try await parties.invite(as: .administrator, label: "c", into: own.id, by: leaving.id)
            let token = try await parties.signIn(
                login: "leaving", password: "a sentence to keep", remote: "192.0.2.1")
            #expect(try await parties.keysMade(by: leaving) == 1)
            try await parties.closePerson(leaving.id, of: own.id, by: "test")
            #expect(try await parties.gatekeeper.bySession(token) == nil)
            #expect(try await parties.gatekeeper.byKey(key) == nil)
            #expect(try await parties.gatekeeper.byKey(kept) != nil)
            #expect(try await refusal { try await parties.link(.invitation, token: made.token) } == .linkNotValid)
            try await parties.reopenPerson(leaving.id, of: own.id, by: "test")
            #expect(try await parties.gatekeeper.byKey(key) == nil, "what ended stays ended")
        }
    }

    @Test("keys and invitations end with the right to make them, also those made through keys", arguments: TestStore.engines)
    func madeByOne(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let gate = parties.gatekeeper
            let own = try await world.enterprise(1)
            _ = try await world.member(of: own)
            let moved = try await world.member(of: own, login: "moved")
            let first = try await parties.createKey(
                enterprise: own.id, label: "a", scopes: ["parties.keys", "parties.audit", "declarations.lodge"],
                by: moved.id)
            let maker = try #require(try await gate.byKey(first))
            let second = try await parties.createKey(
                for: maker, label: "b", scopes: ["parties.audit"], days: 10)
            let third = try await parties.createKey(
                for: maker, label: "c", scopes: ["declarations.lodge"], days: 10)
            let mine = try await parties.invite(as: .administrator, label: "c", into: own.id, by: moved.id)
            let its = try await parties.invite(as: .administrator, label: "d", into: own.id, by: maker.id)
            // The first key is gone; what it made still comes from the person.
            try await parties.revokeKey(maker.id, of: own.id, by: moved.id)
            try await parties.setPost(.declarant, of: moved.id, in: own.id, by: "test")
            #expect(try await gate.byKey(second) == nil, "beyond the new post")
            #expect(try await gate.byKey(third) != nil, "a declarant may declare")
            for token in [mine.token, its.token] {
                #expect(try await refusal { try await parties.link(.invitation, token: token) } == .linkNotValid)
            }
            try await parties.closePerson(moved.id, of: own.id, by: "test")
            #expect(try await gate.byKey(third) == nil, "of somebody who left nothing stays")
        }
    }

    @Test("what the operator closed the enterprise does not open, also where it had closed it itself", arguments: TestStore.engines)
    func keptClosed(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            _ = try await world.member(of: own)
            let other = try await world.member(of: own, login: "other")
            let reopen: @Sendable () async throws -> Void = {
                try await parties.reopenPerson(other.id, of: own.id, by: "test")
            }
            try await parties.closePerson(other.id, of: own.id, by: "test")
            #expect(try await refusal(reopen) == nil)
            try await parties.closePerson(other.id, of: own.id, by: "test")
            try await parties.closeUser(login: "other", by: "operator")
            #expect(try await refusal(reopen) == .closedByOperator)
            try await parties.reopenUser(login: "other", by: "operator")
            try await parties.closePerson(other.id, of: own.id, by: "test")
            #expect(try await refusal(reopen) == nil)
        }
    }

    @Test("a one-time link sets a new password and ends every session; a later link ends an earlier one", arguments: TestStore.engines)
    func recovery(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let user = try await world.member(of: own)
            let token = try await parties.signIn(
                login: user.login, password: "a sentence to keep", remote: "192.0.2.1")
            let first = try await parties.offerRecovery(of: user.id, in: own.id, by: "test")
            let second = try await parties.offerRecovery(of: user.id, in: own.id, by: "test")
            let recover: @Sendable (String, String) async throws -> Void = {
                try await parties.recover(token: $0, password: $1)
            }
            #expect(try await refusal { try await recover(first.token, "another long sentence") } == .linkNotValid)
            let short = try await refusal { try await recover(second.token, "short") }
            #expect(short?.faults.map(\.code) == ["parties.password-short"])
            try await recover(second.token, "another long sentence")
            #expect(try await parties.gatekeeper.bySession(token) == nil)
            #expect(try await refusal { try await recover(second.token, "another long sentence") } == .linkNotValid)
            _ = try await parties.signIn(
                login: user.login, password: "another long sentence", remote: "192.0.2.1")
            let other = try await world.enterprise(2)
            let foreign = try await refusal {
                try await parties.offerRecovery(of: user.id, in: other.id, by: "test")
            }
            #expect(foreign == .userNotFound)
        }
    }

    @Test(
        "a password made of common words, runs, years or the own name is refused, whatever it looks like",
        arguments: [
            ("password1234", true), ("P@ssw0rd2026!", true), ("qwertyuiop12", true), ("123456789012", true),
            ("Shanghai2026!!", true), ("woaini520520520", true), ("abcabcabcabc", true), ("1qaz2wsx3edc", true),
            ("wang-xiao-li-2026", true), ("tradewindtradewind", true), ("summer2025winter", true),
            ("a sentence to keep", false), ("correct horse battery staple", false),
            ("tradewind-demo-2026", true), ("Tradewind-Demo-2026", true), ("一二三四五六七八九十甲乙", false), ("zebra lamp 44 quietly", false),
        ])
    func common(password: String, isRefused: Bool) throws {
        let common = try CommonPasswords(share: Share.find())
        let faults = passwordFaults(
            password, login: "wang-xiao-li", name: "测试甲", least: 12, common: common)
        #expect(!faults.isEmpty == isRefused, "\(password): \(faults)")
    }
}
