import Kernel
import TestKit
import Testing
import Web

@testable import Parties

@Suite("People with a login") struct UserTests {
    private static let password = "a sentence to keep"

    @Test("a disabled login ends its sessions at once and signs in nowhere until it is enabled", arguments: TestStore.engines)
    func disable(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let enterprise = try await world.enterprise(1)
            _ = try await world.member(of: enterprise)
            func signIn() async throws -> String {
                try await parties.signIn(
                    login: "ce-shi-jia", password: Self.password, remote: "192.0.2.1")
            }
            let token = try await signIn()
            #expect(try await parties.gatekeeper.bySession(token) != nil)
            _ = try await parties.perform(.user(.disable(login: "ce-shi-jia")), by: "operator")
            #expect(try await parties.gatekeeper.bySession(token) == nil)
            #expect(try await refusal(signIn) == .signInFailed)
            let line = try await parties.perform(.user(.list(enterprise: nil)), by: "operator")
            #expect(line == "ce-shi-jia\tdisabled\tmember\t\(try PartiesWorld.creditCode(1))\t测试甲")
            _ = try await parties.perform(.user(.enable(login: "ce-shi-jia")), by: "operator")
            #expect(try await parties.gatekeeper.bySession(token) == nil, "ended sessions stay ended")
            #expect(try await parties.gatekeeper.bySession(try await signIn()) != nil)
            let kinds = try await world.kinds().filter { $0.hasPrefix("parties.user") }
            #expect(kinds == ["parties.user-added", "parties.user-closed", "parties.user-reopened"])
        }
    }

    @Test("a new password ends the sessions begun with the old one, which signs in no longer", arguments: TestStore.engines)
    func password(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            _ = try await world.administrator()
            func signIn(_ password: String) async throws -> String {
                try await parties.signIn(login: "guan-li", password: password, remote: "192.0.2.1")
            }
            let token = try await signIn(Self.password)
            let request = PartiesRequest.user(
                .setPassword(login: "guan-li", password: "another long sentence"))
            _ = try await parties.perform(request, by: "operator")
            #expect(try await parties.gatekeeper.bySession(token) == nil)
            #expect(try await refusal { try await signIn(Self.password) } == .signInFailed)
            _ = try await signIn("another long sentence")
            #expect(try await world.kinds().contains("parties.password-set"))
        }
    }

    @Test("a password that does not do and a login nobody has are refused", arguments: TestStore.engines)
    func refused(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            _ = try await world.administrator()
            for (password, code) in [("short", "parties.password-short"), ("aaaaaaaaaaaaaa", "parties.password-plain"), ("guan-li-guan", "parties.password-common"), ("mend the old garden gate", "")] {
                let told = try await refusal { try await parties.setPassword(password, ofLogin: "guan-li", by: "x") }
                #expect((told?.faults.first?.code ?? "") == code)
            }
            for request in [
                UserRequest.disable(login: "nobody"), .enable(login: "nobody"), .disable(login: "Nobody "),
                .setPassword(login: "nobody", password: "another long sentence"),
            ] {
                #expect(try await refusal { try await parties.perform(.user(request), by: "x") } == .userNotFound)
            }
            let unknown = try await refusal {
                try await parties.perform(.user(.list(enterprise: "nobody")), by: "x")
            }
            #expect(unknown == .enterpriseNotFound)
        }
    }

    @Test("people of one enterprise are listed without the others", arguments: TestStore.engines)
    func list(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            _ = try await world.administrator()
            _ = try await world.parties.addUser(
                NewUser(login: "guan-yuan", name: "测试关员", password: Self.password, kind: .officer(districts: ["2244", "2233"])),
                by: "test")
            _ = try await world.member(of: try await world.enterprise(1), login: "yi.one")
            _ = try await world.member(of: try await world.enterprise(2), login: "er.two")
            func logins(_ code: String?) async throws -> [String] {
                try await world.parties.perform(.user(.list(enterprise: code)), by: "x")
                    .split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
            }
            #expect(try await logins("3122A00002") == ["er.two"])
            #expect(Set(try await logins(nil)) == ["guan-li", "guan-yuan", "er.two", "yi.one"])
            let officer = try await world.parties.perform(.user(.list(enterprise: nil)), by: "x")
                .split(separator: "\n").first { $0.hasPrefix("guan-yuan") }
            #expect(officer == "guan-yuan\tactive\tofficer\tcustoms,2233,2244\t测试关员")
        }
    }
}
