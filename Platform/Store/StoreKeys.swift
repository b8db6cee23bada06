public import Kernel
public import Secrets

/// The keys that personal data is encrypted with, as far as the database knows them: by a mark
/// each, from which no key can be had.
extension Store {
    /// Whether anything was encrypted in this database: new keys are made only where nothing was.
    public func hasKeys() async throws -> Bool {
        try await read { session in
            guard try session.hasTable("store_keys") else { return false }
            return try session.first("select number from store_keys limit 1") != nil
        }
    }

    /// Lets the store read and write personal data, if the keys are those of the database. The
    /// first keys, and those a rotation added, become the database's own. A retired key that is
    /// still in the file, for older backups, does not: nothing lies under it any more.
    ///
    /// - Throws: `DataKeys.Fault` where a key is missing or another one: nothing is written then.
    public func unlock(with keys: DataKeys, at now: Instant) async throws {
        let marks = keys.marks
        let known = try await read { try Store.marks(in: $0) }
        try Store.compare(known, with: marks)
        let added = Store.added(by: marks, to: known)
        if !examining, !added.isEmpty {
            let settled = try await write { session in
                for (number, mark) in added {
                    try session.execute(
                        """
                        insert into store_keys (number, mark, known_at) values ($1, $2, $3)
                        on conflict (number) do nothing
                        """,
                        [
                            .integer(Int64(number)), .blob(mark), .integer(now.milliseconds),
                        ])
                }
                // Another server may have been faster, with keys of its own.
                return try Store.marks(in: session)
            }
            try Store.compare(settled, with: marks)
        }
        use(Vault(keys))
    }

    /// Master keys under which values may still lie, by number.
    public func knownKeys() async throws -> [UInt32] {
        try await read { try Store.marks(in: $0).keys.filter { $0 > 0 }.sorted() }
    }

    /// Notes that nothing is encrypted any more under the master keys before this one: the start
    /// no longer asks for them.
    public func retireKeys(before newest: UInt32) async throws {
        _ = try await write { session in
            try session.execute(
                "delete from store_keys where number > 0 and number < $1",
                [.integer(Int64(newest))])
        }
    }

    private static func marks(in session: Session) throws -> [UInt32: [UInt8]] {
        guard try session.hasTable("store_keys") else { return [:] }
        var marks: [UInt32: [UInt8]] = [:]
        for row in try session.rows("select number, mark from store_keys") {
            marks[UInt32(clamping: try row.integer(0))] = try row.blob(1)
        }
        return marks
    }

    /// Marks the database takes as its own: all where it has none, else the key of digests and
    /// master keys newer than the newest it knows.
    private static func added(
        by given: [UInt32: [UInt8]], to known: [UInt32: [UInt8]]
    ) -> [(number: UInt32, mark: [UInt8])] {
        let newest = known.keys.max() ?? 0
        return given.filter { known[$0.key] == nil && ($0.key == 0 || $0.key > newest) }
            .sorted { $0.key < $1.key }.map { (number: $0.key, mark: $0.value) }
    }

    private static func compare(
        _ known: [UInt32: [UInt8]], with given: [UInt32: [UInt8]]
    ) throws(DataKeys.Fault) {
        for (number, mark) in known.sorted(by: { $0.key < $1.key }) {
            guard let own = given[number] else { throw DataKeys.missing(number) }
            guard own == mark else { throw DataKeys.another(number) }
        }
    }
}
