import Kernel
import Store

/// What a witness has cosigned last, for each log.
enum WitnessTable {
    struct Seen: Sendable, Hashable {
        var size: Int
        /// 32 bytes.
        var root: [UInt8]
        /// The checkpoint as it came, with the log's signature.
        var note: [UInt8]
    }

    static func seen(_ origin: String, in session: Session) throws -> Seen? {
        try session.first(
            "select size, root, note from proofs_witnessed where origin = $1", [.text(origin)]
        ).map { Seen(size: Int(try $0.integer(0)), root: try $0.blob(1), note: try $0.blob(2)) }
    }

    static func put(_ seen: Seen, of origin: String, at now: Instant, in session: Session) throws {
        try session.execute(
            """
            insert into proofs_witnessed (origin, size, root, note, at) values ($1, $2, $3, $4, $5)
            on conflict (origin) do update set size = excluded.size, root = excluded.root,
            note = excluded.note, at = excluded.at
            """,
            [
                .text(origin), .integer(Int64(seen.size)), .blob(seen.root), .blob(seen.note),
                .integer(now.milliseconds),
            ])
    }
}
