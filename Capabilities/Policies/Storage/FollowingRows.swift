import Kernel
import Store

/// What enterprises follow, and how often policies are read.
enum FollowingRows {
    struct Subscription: Sendable, Hashable {
        enum Kind: String, Sendable, Hashable {
            case topic, word
        }

        let tenant: String
        let id: String
        let kind: Kind
        let value: String
        let createdAt: Instant
    }

    /// False when it was there already.
    static func insert(_ new: Subscription, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into policies_subscriptions (tenant, id, kind, value, created_at)
            values ($1, $2, $3, $4, $5) on conflict do nothing
            """,
            [
                .text(new.tenant), .text(new.id), .text(new.kind.rawValue), .text(new.value),
                .integer(new.createdAt.milliseconds),
            ]) == 1
    }

    static func remove(_ id: String, of tenant: String, in session: Session) throws -> Bool {
        try session.execute(
            "delete from policies_subscriptions where tenant = $1 and id = $2",
            [.text(tenant), .text(id)]) == 1
    }

    static func all(of tenant: String, in session: Session) throws -> [Subscription] {
        try session.rows(
            """
            select tenant, id, kind, value, created_at from policies_subscriptions
            where tenant = $1 order by created_at, id
            """, [.text(tenant)]
        ).map(read)
    }

    /// Those of the enterprises after one up to another: for who tells of a new policy.
    static func all(
        after first: String, through last: String, in session: Session
    ) throws -> [Subscription] {
        try session.rows(
            """
            select tenant, id, kind, value, created_at from policies_subscriptions
            where tenant > $1 and tenant <= $2 order by tenant, created_at, id
            """, [.text(first), .text(last)]
        ).map(read)
    }

    /// Enterprises that follow something, after one of them.
    static func tenants(
        after place: String, limit: Int, in session: Session
    ) throws -> [String] {
        try session.rows(
            """
            select distinct tenant from policies_subscriptions
            where tenant > $1 order by tenant limit $2
            """, [.text(place), .integer(limit)]
        ).map { try $0.text(0) }
    }

    /// The last enterprise that was told of an edition; empty before the first.
    static func reached(_ edition: String, in session: Session) throws -> String {
        try session.first(
            "select reached from policies_tellings where edition = $1", [.text(edition)]
        )?.text(0) ?? ""
    }

    /// Moves on; false when somebody else did.
    static func move(
        _ edition: String, from before: String, to after: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            insert into policies_tellings (edition, reached) values ($1, $3)
            on conflict (edition) do update set reached = excluded.reached
            where policies_tellings.reached = $2
            """, [.text(edition), .text(before), .text(after)]) == 1
    }

    private static func read(_ row: Row) throws -> Subscription {
        guard let kind = Subscription.Kind(rawValue: try row.text(2)) else {
            throw StoreFault.shape("subscription \(try row.text(1))")
        }
        return Subscription(
            tenant: try row.text(0), id: try row.text(1), kind: kind, value: try row.text(3),
            createdAt: Instant(milliseconds: try row.integer(4)))
    }

    // MARK: Readings

    struct Reading: Sendable, Hashable {
        let policy: String
        let month: String
        let kind: String
        let count: Int64
    }

    static func add(_ reading: Reading, in session: Session) throws {
        try session.execute(
            """
            insert into policies_readings (policy, month, kind, count) values ($1, $2, $3, $4)
            on conflict (policy, month, kind) do update
            set count = policies_readings.count + excluded.count
            """,
            [
                .text(reading.policy), .text(reading.month), .text(reading.kind),
                .integer(reading.count),
            ])
    }

    /// From a month on.
    static func readings(since month: String, in session: Session) throws -> [Reading] {
        try session.rows(
            """
            select policy, month, kind, count from policies_readings
            where month >= $1 order by month desc, count desc, policy, kind limit 2000
            """, [.text(month)]
        ).map { row in
            Reading(
                policy: try row.text(0), month: try row.text(1), kind: try row.text(2),
                count: try row.integer(3))
        }
    }
}
