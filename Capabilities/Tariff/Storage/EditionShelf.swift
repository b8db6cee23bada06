import Kernel
import Store

/// Editions as they were loaded, in order.
struct EditionShelf: Sendable {
    /// An edition that is kept.
    struct Record: Sendable {
        let number: Int64
        let edition: Edition
        let rows: Int
        let loadedAt: Instant
        let loadedBy: String
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
                content
            from tariff_editions where number > $1 order by number
            """, [.integer(number)]
        ).compactMap { row in
            guard let kind = Edition.Kind(rawValue: try row.text(1)),
                let from = Day(try row.text(2))
            else { return nil }
            return Record(
                number: try row.integer(0),
                edition: Edition(
                    kind: kind, from: from, document: try row.text(3), fileName: try row.text(4),
                    content: Array(try row.text(8).utf8)), rows: Int(try row.integer(5)),
                loadedAt: Instant(milliseconds: try row.integer(6)), loadedBy: try row.text(7))
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
                rows_count, loaded_at, loaded_by, content)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            [
                .integer(record.number), .text(record.edition.kind.rawValue),
                .text(record.edition.from.text), .text(record.edition.document),
                .text(record.edition.fileName), .text(digest), .integer(record.rows),
                .integer(record.loadedAt.milliseconds), .text(record.loadedBy),
                .text(String(decoding: record.edition.content, as: UTF8.self)),
            ])
    }
}
