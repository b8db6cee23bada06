import Testing

@Suite("Tables")
struct TableTests {
    @Test("A folder makes and names only tables of its own prefix")
    func ownTables() {
        report(Self.migrations.flatMap(Self.foreignCreations))
        let owners = Self.owners(of: Self.migrations)
        #expect(!owners.isEmpty)
        report(Tree.swift.flatMap { Self.foreignUses(in: $0, owners: owners) })
    }

    @Test("A table that grows with traffic carries tenant in every key")
    func tenantKeys() { report(Self.migrations.flatMap(Self.keysWithoutTenant)) }

    @Test("A list of reference tables names only tables that are there")
    func referenceTablesExist() {
        let made = Set(Self.migrations.flatMap { Self.statements(in: $0) }.compactMap(\.table))
        for name in Self.referenceTables.keys.sorted() where name != "store_migrations" {
            #expect(made.contains(name), "\(name) is gone: take it off the list")
        }
    }

    @Test("A foreign table and a key without tenant are found")
    func faultsAreFound() {
        let sql = TextFile(
            path: "Capabilities/Tariff/Migrations/0001-a.sql",
            text: """
                -- Why.
                create table tariff_a (
                    tenant text not null,
                    id text not null,
                    primary key (id)
                );
                create table other_b (tenant text not null, primary key (tenant));
                create unique index tariff_i on tariff_a (id);
                """)
        #expect(Self.foreignCreations(in: sql).map(\.line) == [7])
        #expect(Self.keysWithoutTenant(in: sql).map(\.line) == [2, 8])
        let swift = TextFile(
            path: "Capabilities/Fees/Storage/A.swift",
            text: "let a = \"select id from tariff_a\"\nlet tariff_a = 1\n")
        let owners = ["tariff_a": "Capabilities/Tariff"]
        #expect(Self.foreignUses(in: swift, owners: owners).map(\.line) == [1])
        let home = TextFile(path: "Capabilities/Tariff/Storage/A.swift", text: swift.text)
        #expect(Self.foreignUses(in: home, owners: owners).isEmpty)
    }

    /// Tables that do not grow with traffic, each with its reason. On several machines they are
    /// copied to all of them.
    static let referenceTables: [String: String] = [
        "store_migrations": "one row per migration",
        "availability_runs": "one row per start of a server",
        "availability_measures": "at most three rows a minute for two days, then three an hour",
        "availability_queues": "at most one row a minute for two days",
        "tariff_editions": "one row per change of law",
        "tariff_withdrawals": "at most one row per change of law",
        "tariff_edition_changes": "one row per change of law",
        "tariff_proposals": "one row per change of law that two persons look at",
        "journal_checkpoints": "one row per subscriber",
        "declarations_sites": "a few for each district; read by everybody",
        "declarations_site_registers": "one row per district",
        "declarations_batches": "a few a day for each district, of lists of many enterprises",
        "declarations_desk_days": "one row per officer, district and day",
        "declarations_relay_parked": "one row per sender a far side does not let in",
        "declarations_relay_mailboxes": "one row per far side and mailbox",
        "parties_enterprises": "searched by code before a tenant is known",
        "parties_roles": "read with their enterprise",
        "parties_users": "searched by login before a tenant is known",
        "parties_sessions": "searched by token before a tenant is known",
        "parties_keys": "searched by key before a tenant is known",
        "parties_mandates": "read by both of its enterprises; grows with them",
        "parties_attempts": "counted by login and address before a tenant is known",
        "parties_factors": "at most one row per person",
        "parties_saved_filters": "fifty rows per person at most",
        "parties_recent": "twenty rows per person at most",
        "parties_recovery_codes": "ten rows per person",
        "parties_identities": "at most one row per person, searched by who he is elsewhere",
        "parties_failures": "bounded by the limits of signing in; removed after ninety days",
        "parties_flows": "searched by state; removed after ten minutes",
        "parties_links": "searched by token before a tenant is known",
        "parties_signups": "searched by token; no tenant is there yet",
        "parties_changes": "one row",
        "origin_originals": "one row per foreign certificate, whoever presents it",
        "origin_served_proofs": "one row per foreign proof, whoever claims on it",
        "origin_numbers": "searched by the number on a paper before a tenant is known",
        "inspections_policies": "one row per change of policy",
        "inspections_policy_rows": "a few dozen rows per change of policy",
        "lists_changes": "one row per change of a list that two officers decided",
        "entitlements_rules": "one row per change of a rule that two officers decided",
        "policies_editions": "one row per change of policy",
        "policies_opinions": "a few rows per major change of policy",
        "policies_tellings": "one row per change of policy",
        "policies_readings": "one row per policy, month and kind",
        "problems_measures": "one row per measure abroad that was notified",
        "problems_meetings": "one row per meeting",
        "problems_reports": "one row per task, quarter and body",
        "procedures_seats": "one row for each officer and body",
        "procedures_bulk": "a few a day for each desk, of applications of many enterprises",
        "procedures_held": "a value is held once, whoever holds it",
        "procedures_editions": "one row for each text of a service file",
        "procedures_offers": "kept by an authority and chosen by every enterprise",
        "balances_books": "searched by number before a tenant is known; a few for each enterprise",
        "proofs_bundles": "one row for 256 receipts; everybody's log is one",
        "proofs_tiles": "one row for 256 receipts; everybody's log is one",
        "proofs_state": "one row",
        "proofs_witnessed": "one row per log that is watched",
    ]

    static let migrations = MigrationTests.migrations

    struct Statement {
        let path: String
        let line: Int
        let text: String

        /// The table a `create table` makes.
        var table: String? {
            let words = text.words
            guard words.count > 2, words[0] == "create", words[1] == "table" else { return nil }
            return String(words[2])
        }

        /// The table a `create unique index` stands on, with what follows its name.
        var uniqueIndex: (table: String, columns: String)? {
            let words = text.words
            guard words.starts(with: ["create", "unique", "index"]),
                let on = text.firstRange(of: " on ")
            else { return nil }
            let rest = text[on.upperBound...]
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return (String(name), bracket(after: rest.startIndex))
        }

        /// Columns of every primary and unique key of a `create table`.
        var keys: [String] {
            var found: [String] = []
            for kind in ["primary key", "unique"] {
                var rest = text[...]
                while let range = rest.firstRange(of: kind) {
                    rest = rest[range.upperBound...]
                    let isTableKey = rest.first { $0 != " " } == "("
                    found.append(
                        isTableKey ? bracket(after: rest.startIndex) : column(before: range))
                }
            }
            return found
        }

        /// The column whose own line says that it is a key.
        private func column(before range: Range<String.Index>) -> String {
            let line = text[..<range.lowerBound].split { $0 == "\n" || $0 == "(" }.last ?? ""
            return line.split(separator: " ").first.map(String.init) ?? ""
        }

        private func bracket(after index: String.Index) -> String {
            guard let open = text[index...].firstIndex(of: "("),
                let close = text[open...].firstIndex(of: ")")
            else { return "" }
            return String(text[text.index(after: open)..<close])
        }
    }

    static func statements(in file: TextFile) -> [Statement] {
        var found: [Statement] = []
        var begin = 0
        var text = ""
        for (index, line) in file.lines.enumerated() {
            if line.hasPrefix("--") || (text.isEmpty && line.allSatisfy(\.isWhitespace)) {
                continue
            }
            if text.isEmpty { begin = index + 1 }
            text += (text.isEmpty ? "" : "\n") + line
            if line.hasSuffix(";") {
                found.append(Statement(path: file.path, line: begin, text: text))
                text = ""
            }
        }
        return found
    }

    /// The folder that owns a migration, and the prefix of its tables.
    static func owner(of path: String) -> (folder: String, prefix: String)? {
        let parts = path.split(separator: "/")
        guard parts.count > 2, parts[0] == "Capabilities" || parts[0] == "Platform" else {
            return nil
        }
        return ("\(parts[0])/\(parts[1])", parts[1].lowercased() + "_")
    }

    static func owners(of files: [TextFile]) -> [String: String] {
        var owners: [String: String] = [:]
        for file in files {
            for statement in statements(in: file) {
                guard let table = statement.table else { continue }
                owners[table] = owner(of: file.path)?.folder
            }
        }
        return owners
    }

    static func foreignCreations(in file: TextFile) -> [Finding] {
        guard let owner = owner(of: file.path) else { return [] }
        return statements(in: file).compactMap { statement in
            guard let table = statement.table, !table.hasPrefix(owner.prefix) else { return nil }
            return Finding(
                path: file.path, line: statement.line,
                advice: "\(table) has to be named \(owner.prefix)…: one folder, one prefix")
        }
    }

    static func foreignUses(in file: TextFile, owners: [String: String]) -> [Finding] {
        if file.isTest { return [] }
        let parts = file.parts
        return parts.strings.enumerated().flatMap { index, line -> [Finding] in
            // The excuse stands before a statement of several lines.
            let above = parts.comments[max(0, index - 3)...index]
            if above.contains(where: { $0.contains("tidy: ") }) { return [] }
            return line.words.compactMap { word in
                guard let owner = owners[String(word)], !file.path.hasPrefix(owner + "/") else {
                    return nil
                }
                return Finding(
                    path: file.path, line: index + 1,
                    advice: "\(word) belongs to \(owner): ask its public surface, or read the "
                        + "journal")
            }
        }
    }

    static func keysWithoutTenant(in file: TextFile) -> [Finding] {
        statements(in: file).flatMap { statement -> [Finding] in
            let keys: [String]
            let table: String
            if let name = statement.table {
                (table, keys) = (name, statement.keys)
            } else if let index = statement.uniqueIndex {
                (table, keys) = (index.table, [index.columns])
            } else {
                return []
            }
            if referenceTables[table] != nil { return [] }
            let faulty = keys.filter { !$0.words.contains("tenant") }
            guard keys.isEmpty || !faulty.isEmpty else { return [] }
            let which = keys.isEmpty ? "a primary key" : "(\(faulty.joined(separator: "), (")))"
            return [
                Finding(
                    path: file.path, line: statement.line,
                    advice: "\(table): put tenant into \(which), or name the table in "
                        + "Tidy/TableTests.swift with the reason why it does not grow")
            ]
        }
    }
}
