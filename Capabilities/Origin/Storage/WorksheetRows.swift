import Kernel
import Store

/// A worksheet that was kept.
struct KeptWorksheet: Sendable, Hashable {
    let id: String
    let keptAt: Instant
    let keptBy: String
    let code: String
    let name: String
    let testedOn: Day
    /// Agreements it passed under.
    let passed: [String]
    /// What was stated, as canonical JSON.
    let content: String
    /// What came of it, as canonical JSON.
    let outcome: String
    /// SHA-256 of content and outcome, one line each.
    let digest: String
}

/// Kept worksheets, in and out of the database.
enum WorksheetRows {
    static func insert(_ sheet: KeptWorksheet, of tenant: String, in session: Session) throws {
        try session.execute(
            """
            insert into origin_worksheets (tenant, id, kept_at, kept_by, code, name, tested_on,
                passed, content, outcome, digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(tenant), .text(sheet.id), .integer(sheet.keptAt.milliseconds),
                .text(sheet.keptBy), .text(sheet.code), .text(sheet.name),
                .text(sheet.testedOn.text), .text(sheet.passed.joined(separator: " ")),
                .text(sheet.content), .text(sheet.outcome), .text(sheet.digest),
            ])
    }

    static func find(_ id: String, of tenant: String, in session: Session) throws -> KeptWorksheet?
    {
        try session.first(
            """
            select id, kept_at, kept_by, code, name, tested_on, passed, content, outcome, digest
            from origin_worksheets where tenant = $1 and id = $2
            """, [.text(tenant), .text(id)]
        ).map(sheet)
    }

    /// The latest kept first.
    static func all(of tenant: String, limit: Int, in session: Session) throws -> [KeptWorksheet] {
        try session.rows(
            """
            select id, kept_at, kept_by, code, name, tested_on, passed, content, outcome, digest
            from origin_worksheets where tenant = $1 order by kept_at desc, id limit $2
            """, [.text(tenant), .integer(limit)]
        ).map(sheet)
    }

    private static func sheet(_ row: Row) throws -> KeptWorksheet {
        let id = try row.text(0)
        guard let day = Day(try row.text(5)) else { throw StoreFault.shape("worksheet \(id)") }
        return KeptWorksheet(
            id: id, keptAt: Instant(milliseconds: try row.integer(1)), keptBy: try row.text(2),
            code: try row.text(3), name: try row.text(4), testedOn: day,
            passed: try row.text(6).split(separator: " ").map(String.init),
            content: try row.text(7), outcome: try row.text(8), digest: try row.text(9))
    }
}
