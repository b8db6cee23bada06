import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("What opens a login of somebody") struct GuardTests {
    private static let password = "a sentence to keep"

    private func principal(_ user: User, _ enterprise: Enterprise) -> Principal {
        Principal(kind: .member, id: user.id, name: user.name, enterprise: enterprise.id)
    }

    @Test("an API key does nothing about people, neither by its scopes nor by its kind", arguments: TestStore.engines)
    func keys(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let boss = try await world.member(of: own)
            let refused = try await refusal {
                try await parties.createKey(
                    enterprise: own.id, label: "a", scopes: ["parties.people"], by: boss.id)
            }
            #expect(refused?.faults.map(\.code) == ["parties.scope"])
            let key = Principal(
                kind: .key, id: "key", name: "a", enterprise: own.id,
                permissions: [PartiesPermission.people])
            let deeds: [@Sendable () async throws -> Void] = [
                { _ = try await parties.invite(as: .administrator, label: "a", by: key) },
                { try await parties.setPost(.viewer, of: boss.id, by: key) },
                { try await parties.closePerson(boss.id, by: key) },
                { try await parties.reopenPerson(boss.id, by: key) },
                { _ = try await parties.offerRecovery(of: boss.id, password: Self.password, by: key) },
                { try await parties.resetFactor(of: boss.id, password: Self.password, by: key) },
            ]
            for deed in deeds { #expect(try await refusal(deed) == .personNeeded) }
        }
    }

    @Test("nobody resets the own password or second factor, and for others the own password is asked", arguments: TestStore.engines)
    func passwords(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let own = try await world.enterprise(1)
            let boss = try await world.member(of: own)
            let other = try await world.member(of: own, login: "other")
            let actor = principal(boss, own)
            let recover: @Sendable (String, String) async throws -> Void = { id, password in
                _ = try await parties.offerRecovery(of: id, password: password, by: actor)
            }
            let reset: @Sendable (String, String) async throws -> Void = { id, password in
                try await parties.resetFactor(of: id, password: password, by: actor)
            }
            #expect(try await refusal { try await recover(boss.id, Self.password) } == .ownAccount)
            #expect(try await refusal { try await reset(boss.id, Self.password) } == .ownAccount)
            #expect(try await refusal { try await recover(other.id, "wrong") } == .passwordWrong)
            #expect(try await refusal { try await reset(other.id, "wrong") } == .passwordWrong)
            #expect(try await refusal { try await recover(other.id, Self.password) } == nil)
            #expect(try await refusal { try await reset(other.id, Self.password) } == .factorMissing)
        }
    }

    @Test("page and interface ask for the password where they open somebody's login", arguments: TestStore.engines)
    func door(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let own = try await world.enterprise(1)
            let boss = try await world.member(of: own)
            let other = try await world.member(of: own, login: "other")
            let visitor = try await world.signedIn(boss.login, try world.door())
            let mine = try await visitor.get("/zh/people/\(boss.id)").text
            #expect(!mine.contains("recoveryPassword"))
            let page = "/zh/people/\(other.id)"
            #expect(try await visitor.get(page).text.contains("name=\"recoveryPassword\""))
            let wrong = try await visitor.post(page + "/recovery", form: ["recoveryPassword": "wrong"])
            #expect(wrong.status == 422 && !wrong.text.contains("/zh/recovery/"))
            let right = try await visitor.post(
                page + "/recovery", form: ["recoveryPassword": "\(Self.password)"])
            #expect(right.status == 200)
            let account = try await visitor.get("/zh/account").text
            let start = try #require(account.firstRange(of: #"name="_csrf" value=""#)).upperBound
            let token = String(account[start...].prefix { $0 != "\"" })
            let path = "/api/v1/parties/people/\(other.id)/recovery"
            for (body, status) in [("{}", 422), (#"{"password":"wrong"}"#, 422), (#"{"password":"a sentence to keep"}"#, 201)] {
                let answer = try await visitor.post(path, json: body, headers: ["x-csrf-token": token])
                #expect(answer.status == status, "\(body) \(answer.text)")
            }
        }
    }
}
