import Kernel
import TestKit
import Testing

@testable import Parties

private func day(_ text: String) throws -> Day { try #require(Day(text)) }

@Suite("Enrolment") struct EnrolmentTests {
    @Test(
        "everything wrong with an entry is told at once, each with its place",
        arguments: [
            (Enrolment(name: "测试", creditCode: "91310000TEMA0000"), ["/creditCode credit-code-length"]),
            (Enrolment(name: "测试", creditCode: "91310000TEMA00OIS1"), ["/creditCode credit-code-character"]),
            (Enrolment(name: "测试", creditCode: "91310000TEMA000090"), ["/creditCode credit-code-check-digit"]),
            (Enrolment(name: "测试"), ["/creditCode no-code"]),
            (Enrolment(name: "测试", platformCode: "无"), ["/platformCode platform-code"]),
            (Enrolment(name: "测试", platformCode: "TESTPLATFORM"), []),
            (Enrolment(name: "", platformCode: "TESTPLATFORM", dxpID: "ENT1"), ["/name name", "/dxpId dxp-id"]),
            (Enrolment(name: " 测试", platformCode: "TESTPLATFORM"), ["/name name"]),
            (Enrolment(name: "测\u{202E}试", platformCode: "TESTPLATFORM"), ["/name name"]),
            (
                Enrolment(name: "测试", nameEn: "", creditCode: "1", customsCode: "12", platformCode: "a", dxpID: "", district: "22"),
                [
                    "/nameEn name-en", "/creditCode credit-code-length", "/customsCode customs-code",
                    "/platformCode platform-code", "/dxpId dxp-id", "/district district",
                ]
            ),
        ])
    func forms(enrolment: Enrolment, expected: [String]) {
        let found = enrolment.faults().map { "\($0.path) \($0.code.dropFirst("parties.".count))" }
        #expect(found == expected)
    }

    @Test("a wrong check character is named with the right one")
    func checkCharacter() throws {
        let right = try PartiesWorld.creditCode(1)
        let last = try #require(right.last)
        let wrong = String(right.dropLast()) + (last == "0" ? "1" : "0")
        let fault = try #require(Enrolment(name: "测试", creditCode: wrong).faults().first)
        #expect(fault.message.zh.contains("“\(last)”"))
        #expect(fault.message.en.contains("“\(last)”"))
    }

    @Test("an enterprise is found by each of its codes and by its id", arguments: TestStore.engines)
    func find(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            var enrolment = try PartiesWorld.enrolment(1)
            enrolment.platformCode = "TESTPLATFORM"
            let made = try await world.parties.enrol(enrolment, by: "test")
            let register = world.parties.register
            for code in [enrolment.creditCode, enrolment.customsCode, enrolment.platformCode] {
                #expect(register.find(code: try #require(code)) == made)
            }
            #expect(register.enterprise(id: made.id) == made)
            #expect(register.find(code: "unknown") == nil)
            // KELVIN SIGN equals K as a Character and is no K in a code.
            #expect(register.find(code: "TESTPLATFORM\u{212A}") == nil)
            let again = try await world.neighbour().register.find(code: "TESTPLATFORM")
            #expect(again == made)
        }
    }

    @Test("a code belongs to one enterprise, whichever kind of code it is", arguments: TestStore.engines)
    func unique(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            try await world.enterprise(1)
            let same = try PartiesWorld.enrolment(1)
            let both = try await refusal { try await world.parties.enrol(same, by: "test") }
            #expect(both?.code == "parties.code-taken")
            #expect(both?.faults.map(\.path) == ["/creditCode", "/customsCode"])
            // The customs code of one may not be the platform identifier of another.
            let disguised = Enrolment(name: "测试", platformCode: same.customsCode)
            let other = try await refusal { try await world.parties.enrol(disguised, by: "test") }
            #expect(other?.faults.map(\.path) == ["/platformCode"])
            #expect(world.parties.register.count == 1)
            #expect(try await world.kinds() == ["parties.enrolled"])
        }
    }

    @Test("an entry can be kept where it exists", arguments: TestStore.engines)
    func keep(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enrolment = try PartiesWorld.enrolment(1)
            let first = try await world.parties.enrolOrKeep(enrolment, by: "test")
            let second = try await world.parties.enrolOrKeep(enrolment, by: "test")
            #expect(first == second)
            #expect(try await world.kinds() == ["parties.enrolled"])
        }
    }

    @Test("of many who enter the same enterprise at once one succeeds", arguments: TestStore.engines)
    func race(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let neighbour = try await world.neighbour()
            let enrolment = try PartiesWorld.enrolment(1)
            let ids = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<10 {
                    let parties = number % 2 == 0 ? world.parties : neighbour
                    group.addTask { try await parties.enrolOrKeep(enrolment, by: "test").id }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await world.kinds() == ["parties.enrolled"])
        }
    }

    @Test("a role is held from its first to its last day", arguments: TestStore.engines)
    func roles(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let from = try day("2026-11-01")
            let made = try await world.enterprise(1, roles: [RoleGrant(.seller, from: from)])
            let grant = RoleGrant(.platform, from: try day("2026-12-01"), to: try day("2026-12-31"))
            try await world.parties.grant(grant, to: made.id, by: "test")
            try await world.parties.end(.seller, of: made.id, on: try day("2026-12-15"), by: "test")
            let now = try #require(world.parties.register.enterprise(id: made.id))
            let expected: [(String, [EnterpriseRole])] = [
                ("2026-10-31", []), ("2026-11-01", [.seller]), ("2026-12-01", [.platform, .seller]),
                ("2026-12-15", [.platform, .seller]), ("2026-12-16", [.platform]),
                ("2026-12-31", [.platform]), ("2027-01-01", []),
            ]
            for (text, roles) in expected {
                #expect(now.roles(on: try day(text)) == roles, "\(text)")
            }
            let neighbour = try await world.neighbour()
            #expect(neighbour.register.enterprise(id: made.id) == now)
            #expect(
                try await world.kinds()
                    == ["parties.enrolled", "parties.role-granted", "parties.role-ended"])
        }
    }

    @Test("a role is not given twice for a day, nor ended when it is not held", arguments: TestStore.engines)
    func roleRefusals(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let first = try day("2026-11-01")
            let last = try day("2026-11-30")
            let made = try await world.enterprise(1, roles: [RoleGrant(.seller, from: first, to: last)])
            let parties = world.parties
            let overlapping = RoleGrant(.seller, from: last)
            #expect(
                try await refusal { try await parties.grant(overlapping, to: made.id, by: "test") }
                    == .roleOverlaps(.seller))
            #expect(
                try await refusal { try await parties.end(.payment, of: made.id, on: first, by: "test") }
                    == .roleNotHeld(.payment))
            #expect(
                try await refusal { try await parties.grant(overlapping, to: "nobody", by: "test") }
                    == .enterpriseNotFound)
            let backwards = RoleGrant(.payment, from: last, to: first)
            #expect(
                try await refusal { try await parties.grant(backwards, to: made.id, by: "test") }?
                    .faults.map(\.code) == ["parties.role-period"])
            try await parties.grant(
                RoleGrant(.seller, from: last.adding(days: 1)), to: made.id, by: "test")
        }
    }

    @Test("another server learns of a change when it looks", arguments: TestStore.engines)
    func neighbours(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let neighbour = try await world.neighbour()
            for number in 1...9 { try await world.enterprise(number) }
            #expect(neighbour.register.count == 0)
            try await neighbour.refresh()
            #expect(neighbour.register.all == world.parties.register.all)
        }
    }
}
