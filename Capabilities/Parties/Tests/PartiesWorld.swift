import Journal
import Kernel
import Secrets
import Store
import Synchronization
import TestKit
import Web

@testable import Parties

/// A register over a store of its own, with a clock that a test moves.
struct PartiesWorld: Sendable {
    let store: Store
    let journal: Journal
    let clock: MovedClock
    let parties: Parties

    /// 2026-11-20 09:00 in China.
    static let start = Instant(milliseconds: 1_795_136_400_000)

    static func with(
        _ engine: TestStore.Engine, policy: PeoplePolicy = PeoplePolicy(),
        clock given: MovedClock? = nil, outgoing: OutgoingHTTP? = nil,
        _ body: @escaping @Sendable (PartiesWorld) async throws -> Void
    ) async throws {
        var policy = policy
        policy.passwordMemory = 64
        let cheap = policy
        try await TestStore.with(engine) { store in
            let share = try Share.find()
            let clock = given ?? MovedClock(PartiesWorld.start)
            try await store.migrate(
                [Journal.migrations(of: share), PartiesCapability.migrations(of: share)],
                at: PartiesWorld.start)
            let journal = Journal(clock: clock.clock)
            let parties = try Parties(
                store: store, journal: journal, clock: clock.clock, ids: .counting(),
                secrets: .system, pepper: Pepper(bytes: [UInt8](repeating: 7, count: 32)),
                share: share, policy: cheap, outgoing: outgoing)
            try await parties.load()
            try await body(
                PartiesWorld(store: store, journal: journal, clock: clock, parties: parties))
        }
    }

    /// Another server over the same store.
    func neighbour() async throws -> Parties {
        let parties = try Parties(
            store: store, journal: journal, clock: clock.clock, ids: .random(), secrets: .system,
            pepper: Pepper(bytes: [UInt8](repeating: 7, count: 32)), share: Share.find())
        try await parties.load()
        return parties
    }

    /// Test enterprise number n.
    @discardableResult
    func enterprise(_ number: Int, roles: [RoleGrant] = []) async throws -> Enterprise {
        try await parties.enrol(PartiesWorld.enrolment(number, roles: roles), by: "test")
    }

    static func enrolment(_ number: Int, roles: [RoleGrant] = []) throws -> Enrolment {
        Enrolment(
            name: "测试企业\(number)", creditCode: try creditCode(number),
            customsCode: "3122A0000\(number)", roles: roles)
    }

    static func creditCode(_ number: Int) throws -> String {
        try CreditCode(completing: "91310000TEMA0000\(number)").text
    }

    func member(of enterprise: Enterprise, login: String = "ce-shi-jia") async throws -> User {
        try await parties.addUser(
            NewUser(
                login: login, name: "测试甲", password: "a sentence to keep",
                kind: .member(enterprise: enterprise.id)), by: "test")
    }

    /// Kinds of the journal's entries, in order.
    func kinds() async throws -> [String] {
        try await store.read { try journal.entries(after: 0, limit: 1000, in: $0).map(\.kind) }
    }
}

/// A clock that stands until it is moved.
final class MovedClock: Sendable {
    private let instant: Mutex<Instant>

    init(_ start: Instant) { instant = Mutex(start) }

    var clock: Clock { Clock { self.instant.withLock { $0 } } }

    func move(minutes: Int = 0, days: Int = 0) {
        let more = Int64(minutes) * 60_000 + Int64(days) * 86_400_000
        instant.withLock { $0 = $0.adding(milliseconds: more) }
    }
}

/// The code of what a piece of work is refused with; nil when it is not refused.
func refusal<Result: Sendable>(_ body: () async throws -> Result) async throws -> PartiesRefusal? {
    do {
        _ = try await body()
        return nil
    } catch let refusal as PartiesRefusal {
        return refusal
    }
}
