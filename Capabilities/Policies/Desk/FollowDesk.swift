import Journal
import Kernel
import Parties
import Store
import Synchronization
import Web
import Wire

/// What concerns an enterprise, what it follows, and how often policies are read and used.
struct FollowDesk: Sendable {
    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let register: PolicyRegister
    let settings: PolicySettings
    /// What is known of an enterprise on a day.
    let profile: @Sendable (String, Day) -> FirmProfile
    let counts = ReadingCounts()
    let late = LateTerms()

    typealias Subscription = FollowingRows.Subscription

    /// Policies in force that concern an enterprise.
    func concerns(_ enterprise: String) -> [PolicyConcern.Match] {
        let today = clock.today
        return PolicyConcern.matches(register.policies, profile(enterprise, today), on: today)
    }

    func subscriptions(of enterprise: String) async throws -> [Subscription] {
        try await store.read { try FollowingRows.all(of: enterprise, in: $0) }
    }

    func follow(_ kind: String, _ value: String, by visitor: Principal) async throws -> Subscription
    {
        let value = value.trimmedBlanks
        guard let kind = Subscription.Kind(rawValue: kind) else {
            throw PoliciesRefusal.subscriptionKind
        }
        guard !visitor.enterprise.isEmpty,
            kind == .topic
                ? register.topics.contains(where: { $0.id == value })
                : (2...40).contains(value.unicodeScalars.count)
                    && !PolicyTerms.of(value, alone: false).isEmpty
        else { throw PoliciesRefusal.subscription }
        let new = Subscription(
            tenant: visitor.enterprise, id: ids.brief, kind: kind, value: value,
            createdAt: clock.now())
        let most = try settings.whole("subscriptions.most", on: clock.today)
        return try await store.write { session in
            let held = try FollowingRows.all(of: new.tenant, in: session)
            if let same = held.first(where: { $0.kind == kind && $0.value == value }) {
                return same
            }
            guard held.count < most else { throw PoliciesRefusal.tooMany }
            guard try FollowingRows.insert(new, in: session) else {
                throw PoliciesRefusal.movedOn
            }
            return new
        }
    }

    func unfollow(_ id: String, by visitor: Principal) async throws {
        try await store.write { session in
            guard try FollowingRows.remove(id, of: visitor.enterprise, in: session) else {
                throw PoliciesRefusal.notFound
            }
        }
    }

    /// Versions published lately that an enterprise follows or that concern it, the latest first.
    /// Read for each first page: what they say comes from the register, in memory.
    func news(for enterprise: String) async throws -> [(Policy, PolicyVersion, Instant)] {
        let days = Int64(try settings.whole("notice.days", on: clock.today))
        let since = clock.now().adding(milliseconds: -days * 86_400_000)
        let (lately, followed) = try await store.read { session in
            let lately = try EditionRows.decided(since: since, PublishDesk.most, in: session)
            return (
                lately, lately.isEmpty ? [] : try FollowingRows.all(of: enterprise, in: session)
            )
        }
        guard !lately.isEmpty else { return [] }
        let firm = profile(enterprise, clock.today)
        return lately.compactMap { one in
            guard
                let version = register.policy(one.policy)?.versions.first(where: {
                    $0.edition == one.id
                })
            else { return nil }
            let policy = Policy(id: one.policy, versions: [version])
            let terms = late.terms(of: version)
            guard
                followed.contains(where: terms.fit)
                    || !PolicyConcern.matches([policy], firm, on: version.from).isEmpty
            else { return nil }
            return (policy, version, one.at)
        }
    }

    // MARK: Readings

    /// Readings of the last twelve months, with those of this server that are not written yet: who
    /// only asks makes nobody write.
    func readings() async throws -> [FollowingRows.Reading] {
        let since = String(clock.today.adding(months: -12).text.prefix(7))
        let kept = try await store.read { try FollowingRows.readings(since: since, in: $0) }
        return ReadingCounts.sum(kept, counts.held)
    }

    func note(_ kind: ReadingCounts.Kind, _ policy: String) {
        counts.note(kind, policy, month: String(clock.today.text.prefix(7)))
    }

    /// Writes what was counted since; a crash loses the last seconds of it and nothing else.
    func keepReadings() async throws {
        let taken = counts.take()
        guard !taken.isEmpty else { return }
        do {
            try await store.write { session in
                for reading in taken { try FollowingRows.add(reading, in: session) }
            }
        } catch {
            counts.giveBack(taken)
            throw error
        }
    }
}

/// Readings that are not written yet: a page that is read must not wait for the writer.
final class ReadingCounts: Sendable {
    enum Kind: String, Sendable {
        case read, used
    }

    private struct Key: Hashable, Sendable {
        let policy: String
        let month: String
        let kind: String
    }

    private let counts = Mutex<[Key: Int64]>([:])

    func note(_ kind: Kind, _ policy: String, month: String) {
        counts.withLock {
            $0[Key(policy: policy, month: month, kind: kind.rawValue), default: 0] += 1
        }
    }

    /// What is counted and not written.
    var held: [FollowingRows.Reading] { Self.readings(counts.withLock { $0 }) }

    /// What is written with what is not, the newest month first, the most read before others.
    static func sum(
        _ kept: [FollowingRows.Reading], _ held: [FollowingRows.Reading]
    ) -> [FollowingRows.Reading] {
        var sums: [Key: Int64] = [:]
        for one in kept + held {
            sums[Key(policy: one.policy, month: one.month, kind: one.kind), default: 0] += one.count
        }
        return readings(sums).sorted {
            ($0.month, $0.count, $1.policy, $1.kind) > ($1.month, $1.count, $0.policy, $0.kind)
        }
    }

    private static func readings(_ counts: [Key: Int64]) -> [FollowingRows.Reading] {
        counts.map {
            FollowingRows.Reading(
                policy: $0.key.policy, month: $0.key.month, kind: $0.key.kind, count: $0.value)
        }
    }

    func take() -> [FollowingRows.Reading] {
        counts.withLock { counts in
            defer { counts = [:] }
            return Self.readings(counts)
        }
    }

    func giveBack(_ readings: [FollowingRows.Reading]) {
        counts.withLock { counts in
            for one in readings {
                counts[Key(policy: one.policy, month: one.month, kind: one.kind), default: 0]
                    += one.count
            }
        }
    }
}
