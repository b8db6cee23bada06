import Kernel
import Store

/// Lists that a defect of ours, or damaged data, keeps from being decided. None is forgotten: the
/// desk looks again at every start and whenever an operator asks.
struct StuckLists: Sendable {
    struct Stuck: Sendable {
        let list: Parts.Wait
        let since: Instant
        /// Kind of the error; no content of the message.
        let trouble: String
    }

    static func note(
        _ list: Parts.Wait, _ trouble: String, at now: Instant, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_stuck (tenant, pre_no, since, trouble)
            values ($1, $2, $3, $4)
            on conflict (tenant, pre_no) do update set trouble = excluded.trouble
            """,
            [
                .text(list.declarant), .text(list.preNo), .integer(now.milliseconds),
                .text(trouble),
            ])
    }

    static func forget(_ list: Parts.Wait, in session: Session) throws {
        try session.execute(
            "delete from declarations_stuck where tenant = $1 and pre_no = $2",
            [.text(list.declarant), .text(list.preNo)])
    }

    /// A document about lists has moved on, or was sent anew: none of its parts is held up now.
    static func forget(partsOf record: FollowUpShelf.Record, in session: Session) throws {
        try session.execute(
            """
            delete from declarations_stuck where tenant = $1 and pre_no in (
                select pre_no from declarations_follow_ups
                where tenant = $1 and number = $2 and type = $3)
            """,
            [.text(record.holder), .text(record.number), .text(record.type.rawValue)])
    }

    /// Whether a document about lists is held up, whichever of its parts that was noted of.
    static func holds(_ record: FollowUpShelf.Record, in session: Session) throws -> Bool {
        try session.first(
            """
            select s.since from declarations_follow_ups f join declarations_stuck s
            on s.tenant = f.tenant and s.pre_no = f.pre_no
            where f.tenant = $1 and f.number = $2 and f.type = $3 limit 1
            """,
            [.text(record.holder), .text(record.number), .text(record.type.rawValue)]) != nil
    }

    /// All of them, of every enterprise, longest first: for operators.
    static func all(limit: Int, in session: Session) throws -> [Stuck] {
        try session.rows(
            """
            select tenant, pre_no, since, trouble from declarations_stuck
            order by since, pre_no limit $1
            """, [.integer(Int64(limit))]
        ).map {
            Stuck(
                list: Parts.Wait(declarant: try $0.text(0), preNo: try $0.text(1)),
                since: Instant(milliseconds: try $0.integer(2)), trouble: try $0.text(3))
        }
    }
}
