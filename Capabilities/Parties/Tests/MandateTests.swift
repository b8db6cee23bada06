import Journal
import Kernel
import Store
import TestKit
import Testing

@testable import Parties

/// A platform, a declarant and somebody who has nothing to do with them.
struct MandateCast: Sendable {
    let platform: Enterprise
    let declarant: Enterprise
    let stranger: Enterprise

    init(_ world: PartiesWorld) async throws {
        let day = world.parties.today
        platform = try await world.enterprise(1, roles: [RoleGrant(.platform, from: day)])
        declarant = try await world.enterprise(2, roles: [RoleGrant(.declarant, from: day)])
        stranger = try await world.enterprise(3, roles: [RoleGrant(.payment, from: day)])
    }

    func guarantee(from: Day, to: Day? = nil) -> NewMandate {
        NewMandate(
            grantor: platform.id, grantee: declarant.id, scope: .guarantee, from: from, to: to)
    }
}

@Suite("Mandates") struct MandateTests {
    private static let day = Day("2026-11-20") ?? Day(sinceEpoch: 0)

    @Test("either side may propose, the other accepts, and it holds between its days", arguments: TestStore.engines, [Mandate.Side.grantor, .grantee])
    func agreed(engine: TestStore.Engine, side: Mandate.Side) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            let (first, second) =
                side == .grantor
                ? (cast.platform.id, cast.declarant.id) : (cast.declarant.id, cast.platform.id)
            let new = cast.guarantee(from: Self.day.adding(days: 1), to: Self.day.adding(days: 3))
            func held(_ days: Int, scope: MandateScope = .guarantee) -> Bool {
                parties.register.mandates.holds(
                    grantor: cast.platform.id, grantee: cast.declarant.id, scope: scope,
                    on: Self.day.adding(days: days))
            }
            let offered = try await parties.proposeMandate(new, of: first, by: "one")
            #expect(offered.proposedBy == side)
            #expect(!held(2), "what was not accepted does not hold")
            let own = try await refusal { try await parties.acceptMandate(offered.id, of: first, by: "one") }
            #expect(own == .mandateAwaitsOther)
            let accepted = try await parties.acceptMandate(offered.id, of: second, by: "two")
            #expect(try await parties.acceptMandate(offered.id, of: second, by: "two") == accepted)
            #expect((0...4).map { held($0) } == [false, true, true, true, false])
            #expect(!held(2, scope: .declare))
            #expect(
                !parties.register.mandates.holds(
                    grantor: cast.declarant.id, grantee: cast.platform.id, scope: .guarantee,
                    on: new.from), "it never holds the other way round")
            for tenant in [cast.platform.id, cast.declarant.id] {
                let told = try await world.store.read {
                    try world.journal.timeline(of: offered.id, tenant: tenant, in: $0)
                }
                #expect(told.map(\.kind) == ["parties.mandate-offered", "parties.mandate-accepted"])
                #expect(told.map(\.actor) == ["one", "two"])
            }
        }
    }

    @Test("either side ends it from today, and what it covered before stays covered", arguments: TestStore.engines, Mandate.Side.allCases)
    func revoked(engine: TestStore.Engine, side: Mandate.Side) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            let neighbour = try await world.neighbour()
            let offered = try await parties.proposeMandate(
                cast.guarantee(from: Self.day), of: cast.platform.id, by: "test")
            _ = try await parties.acceptMandate(offered.id, of: cast.declarant.id, by: "test")
            world.clock.move(days: 2)
            let by = side == .grantor ? cast.platform.id : cast.declarant.id
            let ended = try await parties.revokeMandate(
                offered.id, reason: "合同到期", of: by, by: "test")
            #expect(ended.state(on: parties.today) == .revoked)
            #expect(ended.revokedBy == side)
            #expect(ended.reason == "合同到期")
            try await neighbour.refresh()
            for server in [parties, neighbour] {
                let covered = (-1...3).map { days in
                    server.register.mandates.holds(
                        grantor: cast.platform.id, grantee: cast.declarant.id, scope: .guarantee,
                        on: Self.day.adding(days: days))
                }
                #expect(covered == [false, true, true, false, false])
            }
            let again = try await parties.revokeMandate(
                offered.id, reason: "other words", of: by, by: "test")
            #expect(again.reason == "合同到期", "the first reason stays")
            let late = try await refusal {
                try await parties.acceptMandate(offered.id, of: cast.declarant.id, by: "test")
            }
            #expect(late == .mandateOver)
        }
    }

    @Test("a mandate accepted after its first day holds from the day it was accepted", arguments: TestStore.engines)
    func acceptedLate(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let cast = try await MandateCast(world)
            let offered = try await world.parties.proposeMandate(
                cast.guarantee(from: Self.day), of: cast.platform.id, by: "test")
            world.clock.move(days: 5)
            let accepted = try await world.parties.acceptMandate(
                offered.id, of: cast.declarant.id, by: "test")
            #expect(!accepted.holds(on: Self.day.adding(days: 4)))
            #expect(accepted.holds(on: Self.day.adding(days: 5)))
        }
    }

    @Test("nobody but the two sides sees, accepts or ends it", arguments: TestStore.engines)
    func isolation(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            let new = cast.guarantee(from: Self.day)
            let offered = try await parties.proposeMandate(new, of: cast.platform.id, by: "test")
            for other in [cast.stranger.id, "", "nobody"] {
                #expect(try await parties.mandates(of: other).isEmpty)
                let seen = try await refusal { try await parties.mandate(offered.id, of: other) }
                let accepted = try await refusal { try await parties.acceptMandate(offered.id, of: other, by: "x") }
                let ended = try await refusal {
                    try await parties.revokeMandate(offered.id, reason: "x", of: other, by: "x")
                }
                let proposed = try await refusal { try await parties.proposeMandate(new, of: other, by: "x") }
                #expect([seen, accepted, ended, proposed] == Array(repeating: .mandateNotFound, count: 4))
            }
            for side in [cast.platform.id, cast.declarant.id] {
                #expect(try await parties.mandates(of: side).map(\.id) == [offered.id])
            }
        }
    }

    @Test("the same is agreed once for a day, however many propose it at a time", arguments: TestStore.engines)
    func once(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            let first = cast.guarantee(from: Self.day, to: Self.day.adding(days: 9))
            let made = await withTaskGroup(of: Bool.self) { group in
                for side in [cast.platform.id, cast.declarant.id, cast.platform.id] {
                    group.addTask {
                        (try? await parties.proposeMandate(first, of: side, by: "test")) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            let touching = cast.guarantee(from: Self.day.adding(days: 9))
            #expect(
                try await refusal { try await parties.proposeMandate(touching, of: cast.platform.id, by: "x") }
                    == .mandateExists)
            let following = cast.guarantee(from: Self.day.adding(days: 10))
            _ = try await parties.proposeMandate(following, of: cast.platform.id, by: "test")
            let other = try await parties.mandates(of: cast.platform.id).first { $0.from == Self.day }
            _ = try await parties.revokeMandate(
                try #require(other).id, reason: "改签", of: cast.platform.id, by: "test")
            _ = try await parties.proposeMandate(first, of: cast.platform.id, by: "test")
        }
    }

    @Test("proposals that nobody answers end at ten to one other, from either side, until one is withdrawn", arguments: TestStore.engines)
    func waiting(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            func propose(_ number: Int, by enterprise: Enterprise) async throws -> Mandate {
                let day = Self.day.adding(days: number)
                return try await parties.proposeMandate(
                    cast.guarantee(from: day, to: day), of: enterprise.id, by: "test")
            }
            var offers: [Mandate] = []
            for number in 0..<10 { offers.append(try await propose(number, by: cast.platform)) }
            let more = try await refusal { try await propose(10, by: cast.platform) }
            #expect(more == .mandatesWaiting(most: 10, ofOne: true))
            // What one side proposes does not keep the other from proposing.
            _ = try await propose(11, by: cast.declarant)
            _ = try await parties.acceptMandate(offers[0].id, of: cast.declarant.id, by: "test")
            _ = try await propose(12, by: cast.platform)
            _ = try await parties.revokeMandate(
                offers[1].id, reason: "不再需要", of: cast.platform.id, by: "test")
            _ = try await propose(13, by: cast.platform)
            #expect(try await refusal { try await propose(14, by: cast.platform) } == more)
            // One whose last day is over can no longer be answered.
            world.clock.move(days: 3)
            _ = try await propose(15, by: cast.platform)
        }
    }

    @Test("and at two hundred to all others", arguments: TestStore.engines)
    func waitingInAll(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let parties = world.parties
            let cast = try await MandateCast(world)
            let new = cast.guarantee(from: Self.day)
            let most = parties.value(.offers)
            try await world.store.write { session in
                // To others, written as such proposals are.
                for number in 0..<most {
                    try MandateTable(session: session).insert(
                        Mandate(
                            id: "waiting-\(number)", grantor: cast.platform.id,
                            grantee: cast.stranger.id, scope: .declare, from: Self.day, to: nil,
                            proposedBy: .grantor, offered: PartiesWorld.start, accepted: nil,
                            revoked: nil, revokedBy: nil, reason: ""), version: 1)
                }
            }
            let told = try await refusal {
                try await parties.proposeMandate(new, of: cast.platform.id, by: "test")
            }
            #expect(told == .mandatesWaiting(most: most, ofOne: false))
            _ = try await parties.proposeMandate(new, of: cast.declarant.id, by: "test")
        }
    }

    @Test("everything wrong with a mandate is told at once")
    func faults() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let cast = try await MandateCast(world)
            func codes(_ new: NewMandate) -> [String] {
                world.parties.mandateFaults(new, on: Self.day).map { "\($0.path) \($0.code.dropFirst(8))" }
            }
            #expect(codes(cast.guarantee(from: Self.day)).isEmpty)
            var new = cast.guarantee(from: Self.day.adding(days: -1), to: Self.day.adding(days: -2))
            #expect(codes(new) == ["/from mandate-past", "/to mandate-period", "/scope mandate-role", "/scope mandate-role"])
            new = NewMandate(grantor: cast.stranger.id, grantee: "nobody", scope: .declare, from: Self.day)
            #expect(codes(new) == ["/scope mandate-role", "/grantee mandate-other"])
            new = NewMandate(grantor: cast.platform.id, grantee: cast.platform.id, scope: .declare, from: Self.day)
            #expect(codes(new) == ["/grantee mandate-self"])
            try await world.parties.set(.suspended, of: cast.declarant.id, by: "test")
            #expect(codes(cast.guarantee(from: Self.day)) == ["/grantee mandate-other"])
            try await world.parties.set(.active, of: cast.declarant.id, by: "test")
            let made = try await world.parties.proposeMandate(
                cast.guarantee(from: Self.day), of: cast.platform.id, by: "x")
            for reason in ["", " x", String(repeating: "长", count: 201)] {
                let told = try await refusal {
                    try await world.parties.revokeMandate(made.id, reason: reason, of: cast.platform.id, by: "x")
                }
                #expect(told?.faults.map(\.path) == ["/reason"])
            }
        }
    }
}
