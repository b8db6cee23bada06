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

        var checksum: String { Digest.hex(Digest.sha256(Array(sql.utf8))) }
    }

    public let capability: String
    public let migrations: [Migration]

    /// What they are called when people are told: the capability and the file.
    var names: [String] { migrations.map { "\(capability)/\($0.name)" } }

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
        // Looked at first: a start that finds everything there writes nothing and waits for nobody.
        let lacking = Set(try await missing(sets))
        var applied: [String] = []
        for set in sets {
            for migration in set.migrations
            where lacking.contains("\(set.capability)/\(migration.name)") {
                let done = try await apply(migration, of: set.capability, at: now)
                if done { applied.append("\(set.capability)/\(migration.name)") }
            }
        }
        return applied
    }

    /// What of these migrations has not been applied, for somebody who only looks. A migration that
    /// was changed after it had been applied throws as it does when migrating.
    public func missing(_ sets: [MigrationSet]) async throws -> [String] {
        try await read { session in
            guard try session.hasTable("store_migrations") else {
                return sets.flatMap(\.names)
            }
            return try sets.flatMap { set in
                try set.migrations.filter { try !session.knows($0, of: set.capability) }
                    .map { "\(set.capability)/\($0.name)" }
            }
        }
    }

    private func apply(
        _ migration: MigrationSet.Migration, of capability: String, at now: Instant
    ) async throws -> Bool {
        try await write { session in
            try session.alone()
            try session.takeTime()
            if try session.knows(migration, of: capability) { return false }
            try session.script(migration.sql)
            try session.execute(
                """
                insert into store_migrations (capability, name, checksum, applied_at)
                values ($1, $2, $3, $4)
                """,
                [
                    .text(capability), .text(migration.name), .text(migration.checksum),
                    .integer(now.milliseconds),
                ])
            return true
        }
    }
}

extension Session {
    /// Whether a migration was applied; throws when it was another one of the same name.
    fileprivate func knows(
        _ migration: MigrationSet.Migration, of capability: String
    ) throws -> Bool {
        let known = try first(
            "select checksum from store_migrations where capability = $1 and name = $2",
            [.text(capability), .text(migration.name)])
        guard let known else { return false }
        guard try known.text(0) == migration.checksum else {
            throw StoreFault.migration(
                "\(capability)/\(migration.name) was changed after it had been applied")
        }
        return true
    }

    /// Makes other servers that migrate wait: PostgreSQL does not bear two that create a table.
    func alone() throws {
        if connection is PostgresConnection {
            _ = try connection.run(
                .made("select pg_advisory_xact_lock(\(migrationLock))::text"), [])
        }
    }

    /// Lets this transaction's statements take as long as they need: an index over a large table.
    func takeTime() throws {
        if connection is PostgresConnection {
            try connection.script("set local statement_timeout = 0")
        }
    }

    /// Whether the store has a table of this name.
    func hasTable(_ name: String) throws -> Bool {
        let found =
            connection is SQLiteConnection
            ? try first(
                "select name from sqlite_master where type = 'table' and name = $1", [.text(name)])
            : try first("select 1 where to_regclass($1) is not null", [.text(name)])
        return found != nil
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
    // A comment may hold a semicolon.
    let code = sql.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("--") }
        .joined(separator: "\n")
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
