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

    /// With how many other marks of a kind a person was used since, not counting those cleared.
    static func others(
        _ mark: IdentityMark, of person: String, since: Instant, in session: Session
    ) throws -> Int {
        let row = try session.first(
            """
            select count(*) from (select 1 from declarations_identity_marks
            where tenant = $1 and kind = $2 and mark <> $3 and last_at >= $4
            and standing = 'plain' limit $5) found
            """,
            [
                .text(person), .text(mark.kind.rawValue), .text(mark.hash),
                .integer(since.milliseconds), .integer(most),
            ])
        return Int(try row?.integer(0) ?? 0)
    }

    /// How many other persons were used with a mark since, not counting those cleared.
    static func otherPersons(
        _ mark: IdentityMark, than person: String, since: Instant, in session: Session
    ) throws -> Int {
        let row = try session.first(
            """
            select count(*) from (select 1 from declarations_identity_marks
            where kind = $1 and mark = $2 and tenant <> $3 and last_at >= $4
            and standing = 'plain' limit $5) found
            """,
            [
                .text(mark.kind.rawValue), .text(mark.hash), .text(person),
                .integer(since.milliseconds), .integer(most),
            ])
        return Int(try row?.integer(0) ?? 0)
    }

    static func standing(_ mark: IdentityMark, of person: String, in session: Session) throws
        -> Standing?
    {
        try session.first(
            """
            select standing from declarations_identity_marks
            where tenant = $1 and kind = $2 and mark = $3
            """, [.text(person), .text(mark.kind.rawValue), .text(mark.hash)]
        ).flatMap { Standing(rawValue: try $0.text(0)) }
    }

    /// Notes a use.
    static func note(
        _ mark: IdentityMark, of person: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_identity_marks (tenant, kind, mark, last_at, standing)
            values ($1, $2, $3, $4, 'plain')
            on conflict (tenant, kind, mark) do update set last_at = excluded.last_at
            """,
            [
                .text(person), .text(mark.kind.rawValue), .text(mark.hash),
                .integer(now.milliseconds),
            ])
    }

    static func set(
        _ mark: IdentityMark, of person: String, to standing: Standing, at now: Instant,
        in session: Session
    ) throws {
        try note(mark, of: person, at: now, in: session)
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
            where kind = $1 and mark = $2 and standing = 'plain'
            """, [.text(mark.kind.rawValue), .text(mark.hash)])
    }

    // MARK: Lists of a person

    struct Held: Sendable, Hashable {
        let preNo: String
        let declarant: String
        let at: Instant
    }

    static func add(_ held: Held, of person: String, in session: Session) throws {
        try session.execute(
            """
            insert into declarations_identity_lists (tenant, pre_no, declarant, at)
            values ($1, $2, $3, $4) on conflict (tenant, pre_no) do update set at = excluded.at
            """,
            [
                .text(person), .text(held.preNo), .text(held.declarant),
                .integer(held.at.milliseconds),
            ])
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
        ).map {
            Held(
                preNo: try $0.text(0), declarant: try $0.text(1),
                at: Instant(milliseconds: try $0.integer(2)))
        }
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
