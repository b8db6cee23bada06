import Kernel
import Store

/// Approvals of exporters, in and out of the database.
enum ExporterRows {
    static func insert(
        _ exporter: ApprovedExporter, by actor: String, at now: Instant, of tenant: String,
        in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            insert into origin_exporters (tenant, number, agreements, codes, valid_from, valid_to,
                granted_at, granted_by, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, '') on conflict do nothing
            """,
            [
                .text(tenant), .text(exporter.number),
                .text(exporter.agreements.joined(separator: " ")),
                .text(exporter.codes.joined(separator: " ")), .text(exporter.from.text),
                .text(exporter.to.text), .integer(now.milliseconds), .text(actor),
            ]) > 0
    }

    static func withdraw(
        _ number: String, on day: Day, reason: String, of tenant: String, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update origin_exporters set withdrawn_on = $3, reason = $4
            where tenant = $1 and number = $2 and withdrawn_on is null
            """, [.text(tenant), .text(number), .text(day.text), .text(reason)]) > 0
    }

    static func all(of tenant: String, in session: Session) throws -> [ApprovedExporter] {
        try session.rows(
            """
            select number, agreements, codes, valid_from, valid_to, withdrawn_on, reason
            from origin_exporters where tenant = $1 order by valid_from desc, number limit 100
            """, [.text(tenant)]
        ).map { row in
            guard let from = Day(try row.text(3)), let to = Day(try row.text(4)) else {
                throw StoreFault.shape("exporter \(try row.text(0))")
            }
            return ApprovedExporter(
                number: try row.text(0),
                agreements: try row.text(1).split(separator: " ").map(String.init),
                codes: try row.text(2).split(separator: " ").map(String.init), from: from, to: to,
                withdrawnOn: try row.optionalText(5).flatMap { Day($0) },
                reason: try row.text(6))
        }
    }
}
