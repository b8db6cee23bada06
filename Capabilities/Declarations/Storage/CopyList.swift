import Store

/// Who gets a copy of later receipts of a list or a follow-up. The tenant is whose document it is.
enum CopyList {
    static func note(
        _ subscriber: String, _ subject: String, of holder: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into declarations_copies (tenant, subject, subscriber) values ($1, $2, $3)
            on conflict do nothing
            """, [.text(holder), .text(subject), .text(subscriber)])
    }

    static func forget(_ subject: String, of holder: String, in session: Session) throws {
        try session.execute(
            "delete from declarations_copies where tenant = $1 and subject = $2",
            [.text(holder), .text(subject)])
    }

    struct Copy: Sendable, Hashable {
        let holder: String
        let subject: String
        let subscriber: String
    }

    /// Those of some subjects; whose they are is in each.
    static func copies(of subjects: [String], in session: Session) throws -> [Copy] {
        guard let first = subjects.first else { return [] }
        var statement = Statement(
            """
            select tenant, subject, subscriber from declarations_copies where subject in ($1
            """, [.text(first)])
        for subject in subjects.dropFirst() { statement.append(", ?", [.text(subject)]) }
        statement.append(") order by subject, subscriber", [])
        return try session.rows(statement).map {
            Copy(holder: try $0.text(0), subject: try $0.text(1), subscriber: try $0.text(2))
        }
    }
}
