import Store

/// Where the log stands, and its bundles and tiles.
enum LogTable {
    struct State: Sendable, Hashable {
        var size = 0
        /// 32 bytes.
        var root: [UInt8]
        /// Number of the last record that is in the log.
        var source: Int64 = 0
        /// Size of the checkpoint that was published last; 0 before the first.
        var published = 0
        /// That checkpoint with its signatures.
        var note: [UInt8] = []
    }

    /// Makes the row of an empty log unless there is one. Where there are tiles the row is missing,
    /// and is not made up.
    static func begin(emptyRoot: [UInt8], in session: Session) throws {
        guard try session.first("select number from proofs_tiles limit 1") == nil else { return }
        try session.execute(
            """
            insert into proofs_state (log, size, root, source, published, note)
            values (1, 0, $1, 0, 0, $2) on conflict do nothing
            """, [.blob(emptyRoot), .blob([])])
    }

    static func state(in session: Session) throws -> State? {
        try session.first(
            "select size, root, source, published, note from proofs_state where log = 1"
        ).map { row in
            State(
                size: Int(try row.integer(0)), root: try row.blob(1), source: try row.integer(2),
                published: Int(try row.integer(3)), note: try row.blob(4))
        }
    }

    /// False when somebody else has continued the log meanwhile.
    static func advance(_ old: State, to new: State, in session: Session) throws -> Bool {
        try session.execute(
            """
            update proofs_state set size = $1, root = $2, source = $3
            where log = 1 and size = $4 and source = $5
            """,
            [
                .integer(Int64(new.size)), .blob(new.root), .integer(new.source),
                .integer(Int64(old.size)), .integer(old.source),
            ]) == 1
    }

    /// Notes a checkpoint that may be shown; an older one does not take the place of a newer.
    static func publish(_ note: [UInt8], size: Int, in session: Session) throws {
        try session.execute(
            """
            update proofs_state set published = $1, note = $2
            where log = 1 and published <= $1 and size >= $1
            """, [.integer(Int64(size)), .blob(note)])
    }

    static func put(_ bundle: LogBundle, in session: Session) throws {
        try session.execute(
            """
            insert into proofs_bundles (number, first_source, entries, sources, secrets)
            values ($1, $2, $3, $4, $5) on conflict (number) do update
            set entries = excluded.entries, sources = excluded.sources, secrets = excluded.secrets
            """,
            [
                .integer(Int64(bundle.number)), .integer(bundle.source(0)), .blob(bundle.entries),
                .blob(bundle.sources), .blob(bundle.secrets),
            ])
    }

    static func bundle(_ number: Int, in session: Session) throws -> LogBundle? {
        try session.first(
            """
            select number, entries, sources, secrets from proofs_bundles where number = $1
            """, [.integer(Int64(number))]
        ).map(bundle)
    }

    /// The bundle that holds the entry of a record, if it is in the log at all.
    static func bundle(ofSource source: Int64, in session: Session) throws -> LogBundle? {
        try session.first(
            """
            select number, entries, sources, secrets from proofs_bundles
            where first_source <= $1 order by first_source desc limit 1
            """, [.integer(source)]
        ).map(bundle)
    }

    private static func bundle(_ row: Row) throws -> LogBundle {
        let number = Int(try row.integer(0))
        let bundle = LogBundle(
            number: number, entries: try row.blob(1), sources: try row.blob(2),
            secrets: try row.blob(3))
        guard let bundle else { throw StoreFault.shape("bundle \(number) of the log") }
        return bundle
    }

    static func put(level: Int, number: Int, hashes: [UInt8], in session: Session) throws {
        try session.execute(
            """
            insert into proofs_tiles (level, number, hashes) values ($1, $2, $3)
            on conflict (level, number) do update set hashes = excluded.hashes
            """, [.integer(Int64(level)), .integer(Int64(number)), .blob(hashes)])
    }

    /// The hashes of a tile as far as there are.
    static func hashes(level: Int, number: Int, in session: Session) throws -> [UInt8]? {
        try session.first(
            "select hashes from proofs_tiles where level = $1 and number = $2",
            [.integer(Int64(level)), .integer(Int64(number))]
        ).map { try $0.blob(0) }
    }
}
