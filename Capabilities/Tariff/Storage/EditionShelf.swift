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

        /// What is to be put on top of the tables; nil for a kind this program does not know.
        var edition: Edition? {
            Edition.Kind(rawValue: kind).map {
                Edition(
                    kind: $0, from: from, document: document, fileName: fileName, content: content,
                    isWhole: isWhole)
            }
        }
    }

    /// The number of the last one; 0 before the first.
    func last(in session: Session) throws -> Int64 {
        try session.first("select max(number) from tariff_editions")?.optionalInteger(0) ?? 0
    }

    /// - Parameter after: only those with a higher number.
    func all(after number: Int64 = 0, in session: Session) throws -> [Record] {
        try session.rows(
            """
            select number, kind, valid_from, document, file_name, rows_count, loaded_at, loaded_by,
                content, is_whole
            from tariff_editions where number > $1 order by number
            """, [.integer(number)]
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
                isWhole: try row.integer(9) != 0)
        }
    }

    /// Whether the same file was loaded for the same day before.
    func has(_ digest: String, in session: Session) throws -> Bool {
        try session.first(
            "select number from tariff_editions where sha256 = $1", [.text(digest)]) != nil
    }

    func add(_ record: Record, digest: String, in session: Session) throws {
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

    /// Numbers of the editions an operator has done with.
    func withdrawn(in session: Session) throws -> Set<Int64> {
        try Set(session.rows("select number from tariff_withdrawals").map { try $0.integer(0) })
    }

    func withdraw(
        _ number: Int64, at now: Instant, by actor: String, in session: Session
    ) throws {
        try session.execute(
            """
            insert into tariff_withdrawals (number, withdrawn_at, withdrawn_by)
            values ($1, $2, $3)
            """, [.integer(number), .integer(now.milliseconds), .text(actor)])
    }
}
