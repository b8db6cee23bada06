import Kernel
import Store

/// What identities were used with, and for which lists.
enum IdentityRows {
    /// What an officer made of a mark.
    enum Standing: String {
        case plain, cleared, blocked
    }

    /// Counted no further than this.
    private static let most: Int64 = 1000

    /// Marks of a buyer by kind, in the order the statements below name the kinds. What is not
    /// shown is an empty mark, which nobody has.
    private static func places(
        _ marks: [IdentityMark], _ kinds: [IdentityMarkKind] = IdentityMarkKind.allCases
    ) -> [Value] {
        kinds.map { kind in
            .text(marks.first { $0.kind == kind }?.hash ?? "")
        }
    }

    /// With how many other marks of each kind a person was used since, not counting those cleared.
    /// A kind that nobody asks about is not looked through.
    static func others(
        _ marks: [IdentityMark], of person: String, since: [IdentityMarkKind: Instant],
        in session: Session
    ) throws -> [IdentityMarkKind: Int] {
        try session.rows(
            """
            select 'telephone', count(*) from (select 1 from declarations_identity_marks
                where tenant = $1 and kind = 'telephone' and mark <> $3 and last_at >= $8
                and standing = 'plain' limit $2) found
            union all
            select 'address', count(*) from (select 1 from declarations_identity_marks
                where tenant = $1 and kind = 'address' and mark <> $4 and last_at >= $9
                and standing = 'plain' limit $2) found
            union all
            select 'consignee', count(*) from (select 1 from declarations_identity_marks
                where tenant = $1 and kind = 'consignee' and mark <> $5 and last_at >= $10
                and standing = 'plain' limit $2) found
            union all
            select 'account', count(*) from (select 1 from declarations_identity_marks
                where tenant = $1 and kind = 'account' and mark <> $6 and last_at >= $11
                and standing = 'plain' limit $2) found
            union all
            select 'payer', count(*) from (select 1 from declarations_identity_marks
                where tenant = $1 and kind = 'payer' and mark <> $7 and last_at >= $12
                and standing = 'plain' limit $2) found
            """,
            [.text(person), .integer(most)] + places(marks)
                + IdentityMarkKind.allCases.map {
                    .integer(since[$0]?.milliseconds ?? Int64.max)
                }
        ).reduce(into: [:], count)
    }

    /// How many other persons were used with each mark since, not counting those cleared. A kind
    /// that nobody asks about is not looked through.
    static func otherPersons(
        _ marks: [IdentityMark], than person: String, since: [IdentityMarkKind: Instant],
        in session: Session
    ) throws -> [IdentityMarkKind: Int] {
        let kinds = IdentityMarkKind.allCases.filter(\.isCounted)
        return try session.rows(
            """
            select 'telephone', count(*) from (select 1 from declarations_identity_marks
                where counted = 1 and kind = 'telephone' and mark = $3 and tenant <> $1
                and last_at >= $7 and standing = 'plain' limit $2) found
            union all
            select 'address', count(*) from (select 1 from declarations_identity_marks
                where counted = 1 and kind = 'address' and mark = $4 and tenant <> $1
                and last_at >= $8 and standing = 'plain' limit $2) found
            union all
            select 'account', count(*) from (select 1 from declarations_identity_marks
                where counted = 1 and kind = 'account' and mark = $5 and tenant <> $1
                and last_at >= $9 and standing = 'plain' limit $2) found
            union all
            select 'payer', count(*) from (select 1 from declarations_identity_marks
                where counted = 1 and kind = 'payer' and mark = $6 and tenant <> $1
                and last_at >= $10 and standing = 'plain' limit $2) found
            """,
            [.text(person), .integer(most)] + places(marks, kinds)
                + kinds.map { .integer(since[$0]?.milliseconds ?? Int64.max) }
        ).reduce(into: [:], count)
    }

    private static func count(_ counts: inout [IdentityMarkKind: Int], _ row: Row) throws {
        guard let kind = IdentityMarkKind(rawValue: try row.text(0)) else { return }
        counts[kind] = Int(try row.integer(1))
    }

    /// Which of the marks are refused for a person.
    static func blocked(
        _ marks: [IdentityMark], of person: String, in session: Session
    ) throws -> Set<IdentityMarkKind> {
        let rows = try session.rows(
            """
            select kind from declarations_identity_marks
            where tenant = $1 and standing = 'blocked' and (kind, mark) in (values
                ('telephone', $2), ('address', $3), ('consignee', $4), ('account', $5),
                ('payer', $6))
            """, [.text(person)] + places(marks))
        return Set(try rows.compactMap { IdentityMarkKind(rawValue: try $0.text(0)) })
    }

    /// Notes a use.
    static func note(
        _ marks: [IdentityMark], of person: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_identity_marks
            (tenant, kind, mark, last_at, standing, counted)
            select $1, column1, column2, cast($2 as bigint), 'plain', column3 from (values
                ('telephone', $3, 1), ('address', $4, 1), ('consignee', $5, 0),
                ('account', $6, 1), ('payer', $7, 1)) given where column2 <> ''
            on conflict (tenant, kind, mark) do update set last_at = excluded.last_at
            """, [.text(person), .integer(now.milliseconds)] + places(marks))
    }

    static func set(
        _ mark: IdentityMark, of person: String, to standing: Standing, at now: Instant,
        in session: Session
    ) throws {
        try note([mark], of: person, at: now, in: session)
        try session.execute(
            """
            update declarations_identity_marks set standing = $4
            where tenant = $1 and kind = $2 and mark = $3
            """,
            [
                .text(person), .text(mark.kind.rawValue), .text(mark.hash),
                .text(standing.rawValue),
            ])
    }

    /// An officer has looked at everything a person was used with; what is blocked stays so.
    static func clear(of person: String, in session: Session) throws {
        try session.execute(
            """
            update declarations_identity_marks set standing = 'cleared'
            where tenant = $1 and standing = 'plain'
            """, [.text(person)])
    }

    /// The same for everybody a mark was used with.
    static func clear(_ mark: IdentityMark, in session: Session) throws {
        try session.execute(
            """
            update declarations_identity_marks set standing = 'cleared'
            where counted = 1 and kind = $1 and mark = $2 and standing = 'plain'
            """, [.text(mark.kind.rawValue), .text(mark.hash)])
    }

    // MARK: Lists of a person

    struct Held: Sendable, Hashable {
        let preNo: String
        let declarant: String
        let at: Instant
    }

    /// - Parameter order: the mark of the order's number.
    static func add(
        _ held: Held, order: String, of person: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_identity_lists (tenant, pre_no, declarant, order_mark, at)
            values ($1, $2, $3, $4, $5) on conflict (tenant, pre_no) do update
            set order_mark = excluded.order_mark, at = excluded.at
            """,
            [
                .text(person), .text(held.preNo), .text(held.declarant), .text(order),
                .integer(held.at.milliseconds),
            ])
    }

    /// A person's latest list since a moment for an order, by the order's mark.
    static func list(
        of person: String, order: String, since: Instant, in session: Session
    ) throws -> Held? {
        try session.first(
            """
            select pre_no, declarant, at from declarations_identity_lists
            where tenant = $1 and order_mark = $2 and at >= $3 order by at desc limit 1
            """, [.text(person), .text(order), .integer(since.milliseconds)]
        ).map(held)
    }

    /// A list of somebody else: the next in the order of the keys, which means nothing.
    static func list(besides person: String, in session: Session) throws -> Held? {
        let next = try session.first(
            """
            select pre_no, declarant, at from declarations_identity_lists
            where tenant > $1 order by tenant, pre_no limit 1
            """, [.text(person)])
        return try (next
            ?? session.first(
                """
                select pre_no, declarant, at from declarations_identity_lists
                order by tenant, pre_no limit 1
                """)).map(held)
    }

    /// Since a moment, the latest first.
    static func lists(of person: String, since: Instant, limit: Int, in session: Session) throws
        -> [Held]
    {
        try session.rows(
            """
            select pre_no, declarant, at from declarations_identity_lists
            where tenant = $1 and at >= $2 order by at desc limit $3
            """, [.text(person), .integer(since.milliseconds), .integer(Int64(limit))]
        ).map(held)
    }

    private static func held(_ row: Row) throws -> Held {
        Held(
            preNo: try row.text(0), declarant: try row.text(1),
            at: Instant(milliseconds: try row.integer(2)))
    }

    // MARK: Wrong answers

    static func failed(_ person: String, on day: Day, in session: Session) throws -> Int64 {
        try session.first(
            "select failed from declarations_identity_attempts where tenant = $1 and day = $2",
            [.text(person), .text(day.text)]
        )?.integer(0) ?? 0
    }

    /// Counts one more; days before are forgotten.
    static func fail(_ person: String, on day: Day, in session: Session) throws {
        try session.execute(
            "delete from declarations_identity_attempts where day < $1", [.text(day.text)])
        try session.execute(
            """
            insert into declarations_identity_attempts (tenant, day, failed) values ($1, $2, 1)
            on conflict (tenant, day) do update
            set failed = declarations_identity_attempts.failed + 1
            """, [.text(person), .text(day.text)])
    }
}
