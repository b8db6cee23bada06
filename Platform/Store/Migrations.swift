public import Kernel
import Secrets

/// The numbered files that make one capability's tables.
///
/// A migration is one change, forward only, never edited once it has been shipped: an applied file
/// that was changed stops the start. SQL is written once, in PostgreSQL's words for types
/// (`text`, `bigint`, `bytea`); for SQLite the words are exchanged and tables are made strict.
public struct MigrationSet: Sendable {
    public struct Migration: Sendable, Hashable {
        /// File name, for example `0001-create-accounts.sql`.
        public let name: String
        public let sql: String

        public init(name: String, sql: String) {
            self.name = name
            self.sql = sql
        }
    }

    public let capability: String
    public let migrations: [Migration]

    public init(capability: String, migrations: [Migration]) {
        self.capability = capability
        self.migrations = migrations
    }

    /// Reads `<folder>/Migrations/*.sql` from the data folder.
    public init(capability: String, in folder: String, of share: Share) throws {
        let names = share.list("\(folder)/Migrations").filter { $0.hasSuffix(".sql") }
        self.init(
            capability: capability,
            migrations: try names.map {
                Migration(name: $0, sql: try share.text("\(folder)/Migrations/\($0)"))
            })
    }
}

extension Store {
    /// Applies what is missing, in the order given; each file in its own transaction together with
    /// the note that it was applied. Gives the names of what it applied.
    @discardableResult
    public func migrate(_ sets: [MigrationSet], at now: Instant) async throws -> [String] {
        var applied: [String] = []
        for set in sets {
            for migration in set.migrations {
                let done = try await apply(migration, of: set.capability, at: now)
                if done { applied.append("\(set.capability)/\(migration.name)") }
            }
        }
        return applied
    }

    private func apply(
        _ migration: MigrationSet.Migration, of capability: String, at now: Instant
    ) async throws -> Bool {
        let checksum = Digest.hex(Digest.sha256(Array(migration.sql.utf8)))
        return try await write { session in
            try session.alone()
            let known = try session.first(
                "select checksum from store_migrations where capability = $1 and name = $2",
                [.text(capability), .text(migration.name)])
            if let known {
                guard try known.text(0) == checksum else {
                    throw StoreFault.migration(
                        "\(capability)/\(migration.name) was changed after it had been applied")
                }
                return false
            }
            try session.script(migration.sql)
            try session.execute(
                """
                insert into store_migrations (capability, name, checksum, applied_at)
                values ($1, $2, $3, $4)
                """,
                [
                    .text(capability), .text(migration.name), .text(checksum),
                    .integer(now.milliseconds),
                ])
            return true
        }
    }
}

extension Session {
    /// Makes other servers that migrate wait: PostgreSQL does not bear two that create a table.
    func alone() throws {
        if connection is PostgresConnection {
            _ = try connection.run(
                .made("select pg_advisory_xact_lock(\(migrationLock))::text"), [])
        }
    }

    /// Runs the statements of a migration in this engine's words.
    func script(_ sql: String) throws {
        try connection.script(connection is SQLiteConnection ? sqliteWords(sql) : sql)
    }
}

/// `bigint` → `integer`, `bytea` → `blob`, and `strict` after every `create table (…)`. The words
/// are types only: no table or column may contain them. A table that ends in `/* clustered */` is
/// kept in the order of its primary key.
func sqliteWords(_ sql: String) -> String {
    let code = sql.split(separator: "\n").filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    var result = ""
    for part in code.split(separator: ";") {
        let statement = part.drop { $0.isWhitespace }
        guard !statement.isEmpty else { continue }
        result += statement.replacing("bigint", with: "integer").replacing("bytea", with: "blob")
        if statement.hasSuffix("/* clustered */") {
            result += " strict, without rowid;\n"
        } else {
            result += statement.hasPrefix("create table") ? " strict;\n" : ";\n"
        }
    }
    return result
}

/// Any number, the same in every server.
let migrationLock = 7_481_623
