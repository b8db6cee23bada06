import Journal
import Kernel
import Secrets
import Store
import TestKit
import Testing
import Web

@testable import Parties

@Suite("API keys") struct KeyTests {
    @Test("a key has the form tw_id_secret_checksum, and any changed letter is told apart")
    func form() throws {
        let key = KeyText(id: "abcDEF123456", secret: SecretSource.system.token(bytes: 24))
        #expect(try KeyText(key.text) == key)
        let letters = Array(key.text)
        for place in 3..<letters.count where letters[place] != "_" {
            var wrong = letters
            wrong[place] = letters[place] == "x" ? "y" : "x"
            #expect(throws: KeyText.Fault.mistyped) { try KeyText(String(wrong)) }
        }
        #expect(KeyText.checksum(of: "123456789".utf8) == "cbf43926")
    }

    @Test(
        "what is not of our form is foreign",
        arguments: ["", "tw", "tw_a_b", "tw_a_b_c_d", "tx_a_b_c", "tw__b_c", "tw_a_b_é", "TW_a_b_c", "tw_a_b_\u{212A}", "tw_a b_c_d"])
    func foreign(text: String) {
        #expect(throws: KeyText.Fault.foreign) { try KeyText(text) }
    }

    @Test("a key opens the door for its enterprise with its scopes, and no other text does", arguments: TestStore.engines)
    func opens(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let code = try #require(enterprise.customsCode)
            let gate = world.parties.gatekeeper
            let usual = try await world.parties.createKey(enterprise: code, label: "仓库系统", by: "test")
            let narrow = try await world.parties.createKey(
                enterprise: code, label: "报表", scopes: ["declarations.read"], by: "test")
            // Twice: from the store, then from memory.
            for _ in 0..<2 {
                let found = try #require(try await gate.byKey(usual))
                #expect(found.kind == .key)
                #expect(found.enterprise == enterprise.id)
                #expect(found.name == "仓库系统")
                #expect(found.permissions.map(\.name).sorted() == ["declarations.lodge", "declarations.read"])
                let reader = try #require(try await gate.byKey(narrow))
                #expect(reader.permissions.map(\.name) == ["declarations.read"])
            }
            let id = try #require(KeyText.id(in: usual))
            let forged = KeyText(id: id, secret: "00000000000000000000000000000000").text
            #expect(try await gate.byKey(forged) == nil)
            #expect(try await gate.byKey(KeyText(id: "unknown", secret: "0").text) == nil)
            #expect(try await gate.byKey("Basic abc") == nil)
            #expect(try await refusal { try await gate.byKey(String(usual.dropLast())) } == .keyMistyped)
        }
    }

    @Test("a key ends with its last moment, when it is revoked, and when its enterprise is suspended", arguments: TestStore.engines)
    func ends(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let parties = world.parties
            let gate = parties.gatekeeper
            let short = try await parties.createKey(enterprise: enterprise.id, label: "a", days: 1, by: "test")
            let long = try await parties.createKey(enterprise: enterprise.id, label: "b", by: "test")
            #expect(try await gate.byKey(short) != nil)
            world.clock.move(minutes: 24 * 60 - 1)
            #expect(try await gate.byKey(short) != nil)
            world.clock.move(minutes: 1)
            #expect(try await gate.byKey(short) == nil)
            #expect(try await gate.byKey(long) != nil)

            try await parties.set(.suspended, of: enterprise.id, by: "test")
            #expect(try await gate.byKey(long) == nil)
            #expect(
                try await refusal { try await parties.createKey(enterprise: enterprise.id, label: "c", by: "test") }
                    == .enterpriseSuspended)
            try await parties.set(.active, of: enterprise.id, by: "test")
            #expect(try await gate.byKey(long) != nil)

            let id = try #require(KeyText.id(in: long))
            try await parties.revokeKey(id, of: enterprise.id, by: "test")
            #expect(try await gate.byKey(long) == nil)
            try await parties.revokeKey(id, of: enterprise.id, by: "test")
            let states = try await parties.keys(of: enterprise.id).map { $0.state(at: world.clock.clock.now()) }
            #expect(states.sorted { $0.rawValue < $1.rawValue } == [.expired, .revoked])
            #expect(try await world.kinds().filter { $0 == "parties.key-revoked" }.count == 1)
        }
    }

    @Test("a revocation reaches another server when it looks", arguments: TestStore.engines)
    func neighbours(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let neighbour = try await world.neighbour()
            let key = try await world.parties.createKey(enterprise: enterprise.id, label: "a", by: "test")
            #expect(try await neighbour.gatekeeper.byKey(key) != nil)
            try await world.parties.revokeKey(
                try #require(KeyText.id(in: key)), of: enterprise.id, by: "test")
            try await neighbour.refresh()
            #expect(try await neighbour.gatekeeper.byKey(key) == nil)
        }
    }

    @Test("a replaced key is taken for seven days more, then only the new one", arguments: TestStore.engines)
    func rotation(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let parties = world.parties
            let gate = parties.gatekeeper
            let old = try await parties.createKey(
                enterprise: enterprise.id, label: "仓库", scopes: ["declarations.read"], by: "test")
            let id = try #require(KeyText.id(in: old))
            let new = try await parties.rotateKey(id, of: enterprise.id, by: "test")
            #expect(new != old)
            #expect(try await gate.byKey(old) != nil)
            let found = try #require(try await gate.byKey(new))
            #expect(found.name == "仓库")
            #expect(found.permissions.map(\.name) == ["declarations.read"])
            #expect(try await refusal { try await parties.rotateKey(id, of: enterprise.id, by: "test") } == .keyEnded)
            world.clock.move(days: 7)
            #expect(try await gate.byKey(old) == nil)
            #expect(try await gate.byKey(new) != nil)
            #expect(try await world.kinds().suffix(2) == ["parties.key-created", "parties.key-rotated"])
        }
    }

    @Test("the last day of use is noted", arguments: TestStore.engines)
    func lastUse(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let key = try await world.parties.createKey(enterprise: enterprise.id, label: "a", by: "test")
            let used: @Sendable () async throws -> Day? = {
                try await world.parties.keys(of: enterprise.id).first?.lastUsed
            }
            #expect(try await used() == nil)
            _ = try await world.parties.gatekeeper.byKey(key)
            #expect(try await used() == Day("2026-11-20"))
            world.clock.move(days: 2)
            _ = try await world.parties.gatekeeper.byKey(key)
            #expect(try await used() == Day("2026-11-22"))
        }
    }

    @Test("no enterprise sees, replaces or ends a key of another", arguments: TestStore.engines)
    func isolation(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let owners = [try await world.enterprise(1), try await world.enterprise(2)]
            var keys: [String] = []
            for owner in owners {
                keys.append(try await parties.createKey(enterprise: owner.id, label: owner.name, by: "test"))
            }
            for (mine, owner) in owners.enumerated() {
                let listed = try await parties.keys(of: owner.id)
                #expect(listed.map(\.label) == [owner.name])
                for (other, key) in keys.enumerated() {
                    let id = try #require(KeyText.id(in: key))
                    #expect(try await parties.gatekeeper.byKey(key)?.enterprise == owners[other].id)
                    if mine == other { continue }
                    #expect(try await refusal { try await parties.revokeKey(id, of: owner.id, by: "test") } == .keyNotFound)
                    #expect(try await refusal { try await parties.rotateKey(id, of: owner.id, by: "test") } == .keyNotFound)
                }
                let feed = try await world.store.read {
                    try world.journal.feed(of: owner.id, after: 0, limit: 100, in: $0)
                }
                #expect(feed.map(\.kind) == ["parties.enrolled", "parties.key-created"])
            }
            for key in keys { #expect(try await parties.gatekeeper.byKey(key) != nil) }
        }
    }

    @Test("everything wrong with a new key is told at once")
    func forms() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let enterprise = try await world.enterprise(1)
            let found = try await refusal {
                try await world.parties.createKey(
                    enterprise: enterprise.id, label: "", scopes: ["parties.manage", "declarations.read"], days: 400,
                    by: "test")
            }
            #expect(found?.faults.map(\.code) == ["parties.key-label", "parties.scope", "parties.key-expiry"])
            #expect(
                try await refusal { try await world.parties.createKey(enterprise: "nobody", label: "a", by: "test") }
                    == .enterpriseNotFound)
        }
    }

    @Test("a database alone, without the pepper, opens nothing")
    func pepper() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let enterprise = try await world.enterprise(1)
            let key = try await world.parties.createKey(enterprise: enterprise.id, label: "a", by: "test")
            let thief = try Parties(
                store: world.store, journal: world.journal, clock: world.clock.clock, ids: .random(),
                secrets: .system, pepper: Pepper(bytes: [UInt8](repeating: 8, count: 32)), share: Share.find())
            try await thief.load()
            #expect(try await thief.gatekeeper.byKey(key) == nil)
            #expect(try await world.parties.gatekeeper.byKey(key) != nil)
        }
    }
}
