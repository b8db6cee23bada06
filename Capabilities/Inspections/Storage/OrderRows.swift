import Kernel
import Secrets
import Store

/// Inspections, in and out of the database.
enum OrderRows {
    static func insert(_ order: Order, by actor: String, in session: Session) throws {
        try session.execute(
            """
            insert into inspections_orders (tenant, number, kind, subject, firm, agent, district,
                goods, ordered_at, ordered_by, offer_until, attendance, state, result, findings,
                month, objection, answer, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', 'open', '', $12, '', $13, $14,
                1)
            """,
            [
                .text(order.tenant), .text(order.number), .text(order.kind),
                .text(order.subject), .text(order.firm), .text(order.agent),
                .text(order.district), .text(order.goods.joined(separator: " ")),
                .integer(order.orderedAt.milliseconds), .text(actor),
                .integer(order.offerUntil.milliseconds),
            ] + words(of: order, in: session))
    }

    /// Findings, objection and answer, each encrypted for its place.
    private static func words(of order: Order, in session: Session) throws -> [Value] {
        let (number, tenant) = (order.number, order.tenant)
        return [
            try session.encrypted(order.findings, in: .findings(number, of: tenant)),
            try session.encrypted(order.objection, in: .objection(number, of: tenant)),
            try session.encrypted(order.answer, in: .objectionAnswer(number, of: tenant)),
        ]
    }

    /// Keeps what has changed; false when somebody else was first.
    static func update(_ order: Order, in session: Session) throws -> Bool {
        try session.execute(
            """
            update inspections_orders set attendance = $4, chosen_at = $5, state = $6,
                result = $7, concluded_at = $8, concluded_name = $9, month = $10,
                objected_at = $11, answered_at = $12, findings = $13, objection = $14,
                answer = $15,
                version = version + 1
            where tenant = $1 and number = $2 and version = $3
            """,
            [
                .text(order.tenant), .text(order.number), .integer(order.version),
                .text(order.attendance.rawValue), moment(order.chosenAt),
                .text(order.state.rawValue), .text(order.result.rawValue),
                moment(order.concludedAt), .text(order.concludedBy),
                .text(order.concludedAt.map { String($0.day.text.prefix(7)) } ?? ""),
                moment(order.objectedAt), moment(order.answeredAt),
            ] + words(of: order, in: session)) == 1
    }

    static func find(_ number: String, in session: Session) throws -> Order? {
        try session.first(
            """
            select tenant, number, kind, subject, firm, agent, district, goods, ordered_at,
                offer_until, attendance, chosen_at, state, result, findings, concluded_at,
                concluded_name, objection, objected_at, answer, answered_at, version
            from inspections_orders where number = $1
            """, [.text(number)]
        ).map(read)
    }

    /// The one of a case that is not over.
    static func open(
        _ kind: String, _ subject: String, of tenant: String, in session: Session
    ) throws -> Order? {
        try session.first(
            """
            select tenant, number, kind, subject, firm, agent, district, goods, ordered_at,
                offer_until, attendance, chosen_at, state, result, findings, concluded_at,
                concluded_name, objection, objected_at, answer, answered_at, version
            from inspections_orders
            where tenant = $1 and kind = $2 and subject = $3 and state = 'open'
            """, [.text(tenant), .text(kind), .text(subject)]
        ).map(read)
    }

    /// Those an enterprise has a part in, the newest first.
    static func of(_ enterprise: String, limit: Int, in session: Session) throws -> [Order] {
        try session.rows(
            """
            select tenant, number, kind, subject, firm, agent, district, goods, ordered_at,
                offer_until, attendance, chosen_at, state, result, findings, concluded_at,
                concluded_name, objection, objected_at, answer, answered_at, version
            from inspections_orders where tenant = $1 or firm = $1 or agent = $1
            order by ordered_at desc, number desc limit $2
            """, [.text(enterprise), .integer(limit)]
        ).map(read)
    }

    /// Those of customs districts: open ones and objections first, then the newest. Asked for one
    /// after the other, because a database sorts by a `case` only after reading everything.
    static func all(
        districts: Set<String>, limit: Int, in session: Session
    ) throws -> [Order] {
        let parts: [StaticString] = [
            "and state = 'open'",
            """
            and state <> 'open' and objected_at is not null and answered_at is null
            """,
            """
            and state in ('concluded', 'cancelled')
            and (objected_at is null or answered_at is not null)
            """,
        ]
        var found: [Order] = []
        for part in parts where found.count < limit {
            var statement = Statement(
                """
                select tenant, number, kind, subject, firm, agent, district, goods, ordered_at,
                    offer_until, attendance, chosen_at, state, result, findings, concluded_at,
                    concluded_name, objection, objected_at, answer, answered_at, version
                from inspections_orders where
                """)
            guard statement.restrict(to: districts) else { return [] }
            statement.append(part)
            statement.append(
                "order by ordered_at desc, number desc limit ?", [.integer(limit - found.count)])
            found += try session.rows(statement).map(read)
        }
        return found
    }

    private static func moment(_ instant: Instant?) -> Value {
        instant.map { .integer($0.milliseconds) } ?? .null
    }

    private static func instant(_ row: Row, _ column: Int) throws -> Instant? {
        try row.optionalInteger(column).map { Instant(milliseconds: $0) }
    }

    private static func read(_ row: Row) throws -> Order {
        guard let attendance = Attendance(rawValue: try row.text(10)),
            let state = Order.State(rawValue: try row.text(12)),
            let result = InspectionResult(rawValue: try row.text(13))
        else { throw StoreFault.shape("inspection \(try row.text(1))") }
        let (tenant, number) = (try row.text(0), try row.text(1))
        return Order(
            tenant: tenant, number: number, kind: try row.text(2),
            subject: try row.text(3), firm: try row.text(4), agent: try row.text(5),
            district: try row.text(6),
            goods: try row.text(7).split(separator: " ").map(String.init),
            orderedAt: Instant(milliseconds: try row.integer(8)),
            offerUntil: Instant(milliseconds: try row.integer(9)), attendance: attendance,
            chosenAt: try instant(row, 11), state: state, result: result,
            findings: try row.decryptedText(14, in: .findings(number, of: tenant)),
            concludedAt: try instant(row, 15), concludedBy: try row.optionalText(16) ?? "",
            objection: try row.decryptedText(17, in: .objection(number, of: tenant)),
            objectedAt: try instant(row, 18),
            answer: try row.decryptedText(19, in: .objectionAnswer(number, of: tenant)),
            answeredAt: try instant(row, 20), version: try row.integer(21))
    }
}

extension Statement {
    /// Appends that `district` is one of these; false, and nothing appended, for none.
    mutating func restrict(to districts: Set<String>) -> Bool {
        let districts = districts.sorted()
        guard let first = districts.first else { return false }
        append("district in (?", [.text(first)])
        for district in districts.dropFirst() { append(", ?", [.text(district)]) }
        append(")")
        return true
    }
}
