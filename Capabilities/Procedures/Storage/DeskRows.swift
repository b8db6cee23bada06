import Kernel
import Store

/// What waits at desks: also what has come there because its clock ran out elsewhere, what waits
/// for its part of a step, and what one officer has proposed to revoke.
struct DeskRows {
    let bodies: [String]
    /// Id of the officer who asks.
    let officer: String
    let now: Instant

    /// A page of it, the soonest due first.
    func page(
        _ search: DeskSearch, after place: DeskPlace?, limit: Int, in session: Session
    ) throws -> [(file: Case, place: DeskPlace)] {
        var statement = Statement(
            """
            select tenant, number, service, edition, state, step, version, answers, created_at,
                created_by, submitted_at, submitted_by, taken_by, proposal, closed_at, reason,
                valid_to, edition_digest, soonest
            from
            """)
        waiting(search.body.map { [$0] } ?? bodies, &statement)
        statement.append("where 1 = 1")
        narrow(search, &statement)
        if let place {
            statement.append(
                "and (soonest > ? or soonest = ? and number > ?)",
                [.integer(place.due), .integer(place.due), .text(place.number)])
        }
        statement.append("order by soonest, number limit ?", [.integer(limit)])
        return try session.rows(statement).map { row in
            let file = try CaseRows.file(row)
            return (
                file: file, place: DeskPlace(due: try row.integer(18), number: file.number)
            )
        }
    }

    /// How much there is of all, counted once, service by service.
    func load(in session: Session) throws -> DeskLoad {
        let statement = counting("select service, count(*),")
        return try session.rows(statement).reduce(into: DeskLoad()) { load, row in
            load.services.append(try row.text(0))
            load.waiting += Int(try row.integer(1))
            load.overdue += Int(try row.integer(2))
            load.today += Int(try row.integer(3))
            load.mine += Int(try row.integer(4))
            let oldest = try row.optionalInteger(5).map { Instant(milliseconds: $0) }
            load.oldest = [load.oldest, oldest].compactMap { $0 }.min()
        }
    }

    /// The statement that counts; a test has it explained instead.
    func counting(_ start: StaticString) -> Statement {
        var statement = Statement(start)
        statement.append(
            """
            coalesce(sum(case when soonest <= ? then 1 else 0 end), 0),
            coalesce(sum(case when soonest > ? and soonest <= ? then 1 else 0 end), 0),
            coalesce(sum(case when taken_by = ? and proposal is null then 1 else 0 end), 0),
            min(coalesce((select max(s.began_at) from procedures_spans s
                where s.tenant = w.tenant and s.number = w.number and s.ended_at is null),
                submitted_at))
            from
            """,
            [
                .integer(now.milliseconds), .integer(now.milliseconds),
                .integer(endOfToday.milliseconds), .text(officer),
            ])
        waiting(bodies, &statement)
        statement.append("group by service order by service")
        return statement
    }

    private var endOfToday: Instant { now.day.adding(days: 1).start }

    /// The applications with when the soonest of what these desks have to do is due. Each way to
    /// come to a desk is looked up by itself, by its own index: what is closed or at other desks is
    /// never read, however much there is of it.
    private func waiting(_ bodies: [String], _ statement: inout Statement) {
        statement.append("(select c.*, case when ")
        isOwn(bodies, &statement)
        statement.append(
            """
            then coalesce(c.due, 9223372036854775807)
            else coalesce((select min(p.due) from procedures_parts p where p.tenant = c.tenant
                and p.number = c.number and p.ended_at is null), 9223372036854775807)
            end as soonest
            from (select c.tenant, c.number from procedures_cases c
                where c.state in ('open', 'paused') and
            """)
        among("c.body", bodies, &statement)
        statement.append(
            """
            union select c.tenant, c.number from procedures_cases c
                where c.state = 'granted' and c.proposal is not null and
            """)
        among("c.body", bodies, &statement)
        statement.append(
            """
            union select c.tenant, c.number from procedures_cases c
                where c.state in ('open', 'paused') and c.due <= ? and
            """, [.integer(now.milliseconds)])
        among("c.escalates", bodies, &statement)
        statement.append(
            """
            union select p.tenant, p.number from procedures_parts p
                where p.ended_at is null and
            """)
        among("p.body", bodies, &statement)
        statement.append(
            """
            union select p.tenant, p.number from procedures_cases c
                join procedures_parts p on p.tenant = c.tenant and p.number = c.number
                where c.state in ('open', 'paused') and p.ended_at is null and p.due <= ? and
            """, [.integer(now.milliseconds)])
        among("c.escalates", bodies, &statement)
        statement.append(
            """
            ) f join procedures_cases c on c.tenant = f.tenant and c.number = f.number
            where c.state in ('open', 'paused') or c.state = 'granted' and c.proposal is not null
            ) as w
            """)
    }

    private func isOwn(_ bodies: [String], _ statement: inout Statement) {
        statement.append("(")
        among("c.body", bodies, &statement)
        statement.append("or c.due <= ? and", [.integer(now.milliseconds)])
        among("c.escalates", bodies, &statement)
        statement.append(")")
    }

    /// Whether a column names one of the bodies; nobody's desk has nothing.
    private func among(
        _ column: StaticString, _ bodies: [String], _ statement: inout Statement
    ) {
        guard let first = bodies.first else { return statement.append("1 = 0") }
        statement.append(column)
        statement.append("in (?", [.text(first)])
        for body in bodies.dropFirst() { statement.append(", ?", [.text(body)]) }
        statement.append(")")
    }

    private func narrow(_ search: DeskSearch, _ statement: inout Statement) {
        if let service = search.service { statement.append("and service = ?", [.text(service)]) }
        let (now, end) = (Value.integer(now.milliseconds), Value.integer(endOfToday.milliseconds))
        switch search.due {
        case .overdue: statement.append("and soonest <= ?", [now])
        case .today: statement.append("and soonest > ? and soonest <= ?", [now, end])
        case .later: statement.append("and soonest > ? and soonest > ?", [now, end])
        case nil: break
        }
        switch search.held {
        case .mine:
            statement.append("and proposal is null and taken_by = ?", [.text(officer)])
        case .nobody: statement.append("and proposal is null and taken_by is null")
        case .colleague:
            statement.append("and proposal is null and taken_by <> ?", [.text(officer)])
        case .proposed: statement.append("and proposal is not null")
        case nil: break
        }
    }
}
