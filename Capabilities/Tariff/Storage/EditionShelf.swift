import Kernel
import Store

/// Editions as they were loaded, in order.
struct EditionShelf: Sendable {
    /// An edition that is kept.
    struct Record: Sendable {
        let number: Int64
        /// As it was written down; a later version of the program may have known more kinds.
        let kind: String
        let from: Day
        let document: String
        let fileName: String
        let content: [UInt8]
        let rows: Int
        let loadedAt: Instant
        let loadedBy: String
        let isWhole: Bool
        /// The day from which on it holds no longer, and why; nil while it is not withdrawn.
        var withdrawal: Withdrawal?

        /// Whether it holds on any day: one withdrawn from its first day on never does.
        var everHolds: Bool { withdrawal.map { from < $0.from } ?? true }

        /// What is to be put on top of the tables; nil for a kind this program does not know.
        var edition: Edition? {
            Edition.Kind(rawValue: kind).map {
                Edition(
                    kind: $0, from: from, document: document, fileName: fileName, content: content,
                    isWhole: isWhole)
            }
        }
    }

    /// That an edition holds no longer.
    struct Withdrawal: Sendable, Hashable {
        let from: Day
        let reason: String
    }

    /// The number of the last one; 0 before the first.
    func last(in session: Session) throws -> Int64 {
        try session.first("select max(number) from tariff_editions")?.optionalInteger(0) ?? 0
    }

    /// Every edition, withdrawn or not, in order of loading.
    func all(in session: Session) throws -> [Record] {
        let withdrawn = try withdrawn(in: session)
        return try session.rows(
            """
            select number, kind, valid_from, document, file_name, rows_count, loaded_at, loaded_by,
                content, is_whole
            from tariff_editions order by number
            """
        ).map { row in
            let number = try row.integer(0)
            guard let from = Day(try row.text(2)) else {
                throw StoreFault.shape("edition \(number)")
            }
            return Record(
                number: number, kind: try row.text(1), from: from, document: try row.text(3),
                fileName: try row.text(4), content: Array(try row.text(8).utf8),
                rows: Int(try row.integer(5)),
                loadedAt: Instant(milliseconds: try row.integer(6)), loadedBy: try row.text(7),
                isWhole: try row.integer(9) != 0, withdrawal: withdrawn[number])
        }
    }

    /// The file of one edition; nil where there is none.
    func content(of number: Int64, in session: Session) throws -> [UInt8]? {
        try session.first(
            "select content from tariff_editions where number = $1", [.integer(number)]
        ).map { Array(try $0.text(0).utf8) }
    }

    /// Whether the same file was loaded for the same day before and was not withdrawn since.
    func has(_ digest: String, in session: Session) throws -> Bool {
        let gone = try withdrawn(in: session)
        return try times(digest, in: session).contains { gone[$0] == nil }
    }

    /// The numbers under which the same file was loaded for the same day.
    private func times(_ digest: String, in session: Session) throws -> [Int64] {
        try session.rows(
            "select number from tariff_editions where sha256 = $1 or sha256 like $2",
            [.text(digest), .text(digest + ":%")]
        ).map { try $0.integer(0) }
    }

    func add(_ record: Record, digest: String, in session: Session) throws {
        // The same file again, after it was withdrawn: an edition of its own.
        let before = try times(digest, in: session).count
        let digest = before == 0 ? digest : "\(digest):\(before + 1)"
        try session.execute(
            """
            insert into tariff_editions (number, kind, valid_from, document, file_name, sha256,
                rows_count, loaded_at, loaded_by, content, is_whole)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .integer(record.number), .text(record.kind), .text(record.from.text),
                .text(record.document), .text(record.fileName), .text(digest),
                .integer(record.rows), .integer(record.loadedAt.milliseconds),
                .text(record.loadedBy),
                .text(String(decoding: record.content, as: UTF8.self)),
                .integer(record.isWhole ? 1 : 0),
            ])
    }

    /// What was withdrawn, by the numbers of the editions.
    func withdrawn(in session: Session) throws -> [Int64: Withdrawal] {
        var found: [Int64: Withdrawal] = [:]
        for row in try session.rows("select number, valid_from, reason from tariff_withdrawals") {
            let number = try row.integer(0)
            guard let from = Day(try row.text(1)) else {
                throw StoreFault.shape("withdrawal of edition \(number)")
            }
            found[number] = Withdrawal(from: from, reason: try row.text(2))
        }
        return found
    }

    func withdraw(
        _ number: Int64, _ withdrawal: Withdrawal, at now: Instant, by actor: String,
        in session: Session
    ) throws {
        try session.execute(
            """
            insert into tariff_withdrawals (number, withdrawn_at, withdrawn_by, valid_from, reason)
            values ($1, $2, $3, $4, $5)
            """,
            [
                .integer(number), .integer(now.milliseconds), .text(actor),
                .text(withdrawal.from.text), .text(withdrawal.reason),
            ])
    }
}
