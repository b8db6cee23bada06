import Kernel
import Store

/// Returns whose goods are awaited, and by which day.
enum ReturnShelf {
    static func await(
        _ record: FollowUpShelf.Record, until last: Day, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_returns_awaited (tenant, pre_no, back_by)
            values ($1, $2, $3) on conflict do nothing
            """, [.text(record.holder), .text(record.preNo), .text(last.text)])
    }

    /// They came, or will not be awaited any more.
    static func forget(_ record: FollowUpShelf.Record, in session: Session) throws {
        try forget(record.preNo, of: record.holder, in: session)
    }

    static func forget(_ preNo: String, of holder: String, in session: Session) throws {
        try session.execute(
            "delete from declarations_returns_awaited where tenant = $1 and pre_no = $2",
            [.text(holder), .text(preNo)])
    }

    /// Whose goods should have been back before a day.
    static func late(on day: Day, limit: Int, in session: Session) throws -> [DueRow] {
        try session.rows(
            """
            select tenant, pre_no from declarations_returns_awaited where back_by < $1
            order by back_by, tenant, pre_no limit $2
            """, [.text(day.text), .integer(limit)]
        ).map { DueRow(tenant: try $0.text(0), subject: try $0.text(1)) }
    }
}
