import Kernel
import Store

/// Papers, in and out of the database.
enum PaperRows {
    /// False when the paper is there already.
    static func insert(_ paper: IssuedPaper, in session: Session) throws -> Bool {
        try session.execute(
            """
            insert into papers_papers (tenant, code, kind, subject, number, state, issued_at,
                issued_on, valid_to, front, data, digest)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing
            """,
            [
                .text(paper.tenant), .text(paper.code), .text(paper.kind.rawValue),
                .text(paper.subject), .text(paper.number), .text(paper.state.rawValue),
                .integer(paper.issuedAt.milliseconds), .text(paper.issuedOn.text),
                .optional(paper.validTo?.text),
                try session.encrypted(
                    FrontText.text(paper.front), in: .front(paper.code, of: paper.tenant)),
                try session.encrypted(paper.data, in: .data(paper.code, of: paper.tenant)),
                .text(paper.digest),
            ]) == 1
    }

    /// Ends what was valid, or takes it up again; false when it was in that state already.
    static func change(
        _ code: String, of tenant: String, to state: IssuedPaper.State, successor: String?,
        at now: Instant, in session: Session
    ) throws -> Bool {
        try session.execute(
            """
            update papers_papers set state = $3, successor = $4, changed_at = $5
            where tenant = $1 and code = $2 and state <> $3
            """,
            [
                .text(tenant), .text(code), .text(state.rawValue), .optional(successor),
                .integer(now.milliseconds),
            ]) == 1
    }

    /// Who revoked it, and by which letter.
    static func note(
        _ revocation: IssuedPaper.Revocation, of paper: IssuedPaper, in session: Session
    ) throws {
        try session.execute(
            """
            update papers_papers set revoked_by_zh = $3, revoked_by_en = $4, revocation = $5
            where tenant = $1 and code = $2
            """,
            [
                .text(paper.tenant), .text(paper.code), .text(revocation.by.zh),
                .text(revocation.by.en), .optional(revocation.letter),
            ])
    }

    static func find(_ code: String, of tenant: String, in session: Session) throws
        -> IssuedPaper?
    {
        try session.first(
            """
            select tenant, code, kind, subject, number, state, issued_at, issued_on, valid_to,
                changed_at, successor, front, data, digest,
                revoked_by_zh, revoked_by_en, revocation
            from papers_papers where tenant = $1 and code = $2
            """, [.text(tenant), .text(code)]
        ).map(paper)
    }

    /// Whoever it was for: anybody who holds it may verify it.
    static func find(code: String, in session: Session) throws -> IssuedPaper? {
        try session.first(
            """
            select tenant, code, kind, subject, number, state, issued_at, issued_on, valid_to,
                changed_at, successor, front, data, digest,
                revoked_by_zh, revoked_by_en, revocation
            from papers_papers where code = $1
            """, [.text(code)]
        ).map(paper)
    }

    /// Issues of one subject that still count.
    static func valid(
        _ kind: PaperKind, _ subject: String, of tenant: String, in session: Session
    ) throws -> [IssuedPaper] {
        try session.rows(
            """
            select tenant, code, kind, subject, number, state, issued_at, issued_on, valid_to,
                changed_at, successor, front, data, digest,
                revoked_by_zh, revoked_by_en, revocation
            from papers_papers
            where tenant = $1 and kind = $2 and subject = $3 and state = 'valid'
            """, [.text(tenant), .text(kind.rawValue), .text(subject)]
        ).map(paper)
    }

    private static func paper(_ row: Row) throws -> IssuedPaper {
        let (tenant, code) = (try row.text(0), try row.text(1))
        let front = try row.decryptedText(11, in: .front(code, of: tenant))
        guard let kind = PaperKind(rawValue: try row.text(2)),
            let state = IssuedPaper.State(rawValue: try row.text(5)),
            let day = Day(try row.text(7)), let front = FrontText.front(front)
        else { throw StoreFault.shape("paper \(code)") }
        let (zh, en) = (try row.optionalText(14), try row.optionalText(15))
        var by: Localized?
        if let zh, let en { by = Localized(zh: zh, en: en) }
        let letter = try row.optionalText(16)
        return IssuedPaper(
            tenant: tenant, code: code, kind: kind, subject: try row.text(3),
            number: try row.text(4), state: state,
            issuedAt: Instant(milliseconds: try row.integer(6)), issuedOn: day,
            validTo: try row.optionalText(8).flatMap { Day($0) },
            changedAt: try row.optionalInteger(9).map { Instant(milliseconds: $0) },
            successor: try row.optionalText(10),
            revocation: by.map { IssuedPaper.Revocation(by: $0, letter: letter) }, front: front,
            data: try row.decryptedText(12, in: .data(code, of: tenant)), digest: try row.text(13))
    }
}
