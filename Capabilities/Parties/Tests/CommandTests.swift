import Kernel
import TestKit
import Testing
import Web
import Wire

@testable import Parties

@Suite("Commands of the parties") struct CommandTests {
    private static let requests: [PartiesRequest] = [
        .createKey(enterprise: "a", label: "b", scopes: ["c", "d"], days: 3),
        .listKeys(enterprise: "a"), .revokeKey(id: "a", enterprise: "b"), .listEnterprises,
        .enrol(Enrolment(name: "测试")),
        .enrol(
            Enrolment(
                name: "测试", nameEn: "Test", creditCode: "1", customsCode: "2", platformCode: "3",
                dxpID: "4", district: "5",
                roles: [RoleGrant(.seller, from: Day(sinceEpoch: 20_000), to: Day(sinceEpoch: 20_001))])),
        .addUser(login: "a", name: "b", password: "c", place: .administration),
        .addUser(login: "a", name: "b", password: "c", place: .authority("customs", districts: ["2244"])),
        .addUser(login: "a", name: "b", password: "c", place: .authority("tax", districts: [])),
        .addUser(login: "a", name: "b", password: "c", place: .enterprise("x")),
        .user(.list(enterprise: nil)), .user(.list(enterprise: "a")), .user(.disable(login: "a")),
        .user(.enable(login: "a")), .user(.setPassword(login: "a", password: "b")),
        .mandate(.list(enterprise: "a")),
        .mandate(.offer(enterprise: "a", grantee: "b", scope: "c", from: nil, to: "d")),
        .mandate(.accept(id: "a", enterprise: "b")),
        .mandate(.revoke(id: "a", enterprise: "b", reason: "c")),
    ]

    @Test("a request is the same after it went through a socket", arguments: requests)
    func roundTrip(request: PartiesRequest) throws {
        #expect(try PartiesRequest(request.json) == request)
    }

    @Test("what is no request is refused")
    func unreadable() {
        for json in [.null, .object([]), .object([.init("do", .text("drop"))]), .object([.init("do", .text("enrol"))])] as [JSON] {
            #expect(throws: PartiesRequest.Unreadable.self) { try PartiesRequest(json) }
        }
    }

    @Test("commands enter an enterprise and a person, and make, list and end a key", arguments: TestStore.engines)
    func perform(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let enrolment = try PartiesWorld.enrolment(1, roles: [RoleGrant(.seller, from: parties.today)])
            let id = try await parties.perform(.enrol(enrolment), by: "command")
            let code = try #require(enrolment.creditCode)
            let line = try await parties.perform(.listEnterprises, by: "command")
            #expect(line == "\(code)\t3122A00001\t-\tactive\tseller\t测试企业1")
            let key = try await parties.perform(
                .createKey(enterprise: code, label: "a", scopes: [], days: 30), by: "command")
            #expect(try await parties.gatekeeper.byKey(key)?.enterprise == id)
            let keyID = try #require(KeyText.id(in: key))
            let listed = try await parties.perform(.listKeys(enterprise: "3122A00001"), by: "command")
            #expect(
                listed
                    == "\(keyID)\tactive\t2026-12-20\t2026-11-20\tdeclarations.lodge,declarations.read\ta")
            _ = try await parties.perform(.revokeKey(id: keyID, enterprise: code), by: "command")
            #expect(try await parties.gatekeeper.byKey(key) == nil)
            let user = PartiesRequest.addUser(
                login: "ce-shi-jia", name: "测试甲", password: "a sentence to keep", place: .enterprise(code))
            _ = try await parties.perform(user, by: "command")
            let token = try await parties.signIn(
                login: "ce-shi-jia", password: "a sentence to keep", remote: "192.0.2.1")
            #expect(try await parties.gatekeeper.bySession(token)?.enterprise == id)
            let agent = try PartiesWorld.enrolment(2, roles: [RoleGrant(.declarant, from: parties.today)])
            _ = try await parties.perform(.enrol(agent), by: "command")
            let mandate = try await parties.perform(
                .mandate(.offer(enterprise: code, grantee: "3122A00002", scope: "declare", from: nil, to: "2027-01-31")),
                by: "command")
            _ = try await parties.perform(.mandate(.accept(id: mandate, enterprise: "3122A00002")), by: "command")
            let agreed = try await parties.perform(.mandate(.list(enterprise: code)), by: "command")
            let second = try #require(agent.creditCode)
            #expect(agreed == "\(mandate)\tdeclare\taccepted\t\(code)\t\(second)\t2026-11-20\t2027-01-31")
            _ = try await parties.perform(.mandate(.revoke(id: mandate, enterprise: code, reason: "x")), by: "command")
            #expect(try await parties.perform(.mandate(.list(enterprise: second)), by: "command").contains("\trevoked\t"))
            let unknown = try await refusal {
                try await parties.perform(.listKeys(enterprise: "nobody"), by: "command")
            }
            #expect(unknown == .enterpriseNotFound)
        }
    }
}
