import Kernel
import Store

/// Results of inspection bodies and their documents, in and out of the database.
enum ResultRows {
    /// Whether a report of a body stands for other goods already, whosever they are.
    static func isUsed(
        _ offered: OfferedResult, besides entry: GoodsEntry, in session: Session
    ) throws -> Bool {
        try session.first(
            """
            select number from entries_results where body = $1 and report = $2
                and number <> $3 and state in ('accepted', 'spot-check') limit 1
            """, [.text(offered.body), .text(offered.report), .text(entry.number)]) != nil
    }

    /// Keeps the bytes unless the consignee has them already.
    static func keep(
        _ bytes: [UInt8], sha256: String, type: String, of tenant: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into entries_files (tenant, sha256, type, size, body)
            values ($1, $2, $3, $4, $5) on conflict (tenant, sha256) do nothing
            """,
            [
                .text(tenant), .text(sha256), .text(type), .integer(bytes.count),
                try session.encrypted(bytes, in: .report(sha256, of: tenant)),
            ])
    }

    static func bytes(
        _ sha256: String, of tenant: String, in session: Session
    ) throws -> (type: String, body: [UInt8])? {
        try session.first(
            "select type, body from entries_files where tenant = $1 and sha256 = $2",
            [.text(tenant), .text(sha256)]
        ).map { (try $0.text(0), try $0.decrypted(1, in: .report(sha256, of: tenant))) }
    }

    static func insert(
        _ result: InspectionResult, for entry: GoodsEntry, by actor: String, in session: Session
    ) throws {
        let offered = result.offered
        try session.execute(
            """
            insert into entries_results (tenant, number, line, report, body, sampled_on,
                issued_on, valid_to, file_name, sha256, state, outcome, added_at, added_by)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            [
                .text(entry.tenant), .text(entry.number), .integer(offered.line),
                .text(offered.report), .text(offered.body), .text(offered.sampledOn.text),
                .text(offered.issuedOn.text), .optional(offered.validTo?.text),
                try session.encrypted(
                    offered.fileName,
                    in: .reportName(
                        offered.report, line: offered.line, of: entry.number, entry.tenant)),
                .text(offered.sha256), .text(result.state.rawValue),
                .text(result.outcome), .integer(result.addedAt.milliseconds), .text(actor),
            ])
    }

    static func results(of entry: GoodsEntry, in session: Session) throws -> [InspectionResult] {
        try session.rows(
            """
            select line, report, body, sampled_on, issued_on, valid_to, file_name, sha256, state,
                outcome, added_at
            from entries_results where tenant = $1 and number = $2 order by added_at, line, report
            """, [.text(entry.tenant), .text(entry.number)]
        ).map { row in
            guard let sampled = Day(try row.text(3)), let issued = Day(try row.text(4)),
                let state = InspectionResult.State(rawValue: try row.text(8))
            else { throw StoreFault.shape("inspection result") }
            let (line, report) = (Int(try row.integer(0)), try row.text(1))
            let name = try row.decryptedText(
                6, in: .reportName(report, line: line, of: entry.number, entry.tenant))
            return InspectionResult(
                offered: OfferedResult(
                    line: line, report: report,
                    body: try row.text(2), sampledOn: sampled, issuedOn: issued,
                    validTo: try row.optionalText(5).flatMap { Day($0) },
                    fileName: name, sha256: try row.text(7)),
                state: state, outcome: try row.text(9),
                addedAt: Instant(milliseconds: try row.integer(10)))
        }
    }
}
