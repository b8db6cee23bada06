import Store

/// Under which numbers of the E-Port the receipts of refused documents stand, by the number their
/// sender gave them: nothing else of such a document is kept.
enum RefusedNumbers {
    static func note(
        _ number: String, as subject: String, of tenant: String, in session: Session
    ) throws {
        guard !number.isEmpty else { return }
        try session.execute(
            """
            insert into declarations_refused_numbers (tenant, number, subject)
            values ($1, $2, $3) on conflict do nothing
            """, [.text(tenant), .text(number), .text(subject)])
    }

    /// Also of a number of two parts, by the first.
    static func subjects(of number: String, _ tenant: String, in session: Session) throws
        -> [String]
    {
        try session.rows(
            """
            select subject, number from declarations_refused_numbers
            where tenant = $1 and (number = $2 or number > $3 and number < $4)
            order by subject
            """,
            [.text(tenant), .text(number), .text(number + "/"), .text(number + "0")]
        ).compactMap { row in
            try isNumber(row.text(1), orFirstPartOf: number) ? row.text(0) : nil
        }
    }

    /// Whether a stored number is the one that is looked for, or begins with it as its first part.
    /// An order of letters that is not that of bytes may let others in between.
    static func isNumber(_ stored: String, orFirstPartOf number: String) -> Bool {
        stored.utf8.elementsEqual(number.utf8) || stored.utf8.starts(with: "\(number)/".utf8)
    }
}
