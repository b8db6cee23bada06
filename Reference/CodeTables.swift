public import Kernel

/// All code tables, read once at start from `Reference/Data`.
///
///     let tables = try CodeTables.load(share)
///     tables[.units].name(of: "011", on: day)?[.zh]   // 件
public struct CodeTables: Sendable {
    private let lists: [CodeTable: CodeList]
    /// Negative return statuses: what went wrong and how to mend it.
    public let errors: ErrorCodes

    /// Reads every table. Refuses a file that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> CodeTables {
        try share.once { try read(share) }
    }

    private static func read(_ share: Share) throws -> CodeTables {
        var lists: [CodeTable: CodeList] = [:]
        for table in CodeTable.allCases { lists[table] = try readList(table, share) }
        return CodeTables(lists: lists, errors: try ErrorCodes.load(share))
    }

    /// The list of a table.
    public subscript(table: CodeTable) -> CodeList { lists[table] ?? CodeList(table, []) }

    private static func readList(_ table: CodeTable, _ share: Share) throws(DataFault) -> CodeList {
        var file = try DataFile("Reference/Data/\(table.rawValue).csv", in: share)
        let columns = try EntryColumns(file)
        var entries: [CodeEntry] = []
        var english: [String: String] = [:]
        while let row = try file.next() {
            let entry = try columns.entry(row) { code in
                table == .customsDistricts ? officeName(code, english) : nil
            }
            english[entry.code] = entry.name.en
            entries.append(entry)
        }
        return CodeList(table, entries)
    }

    /// English for an office that has none of its own: its district's name and its number. The file
    /// lists a district (`2200`) before its offices.
    private static func officeName(_ code: String, _ english: [String: String]) -> String? {
        english[code.prefix(2) + "00"].map { "\($0), office \(code)" }
    }
}

/// Places of the columns all code tables share.
private struct EntryColumns {
    let code, zh, en, iso, from, to, source, note: Int
    let fix: (zh: Int, en: Int)?

    init(_ file: DataFile) throws(DataFault) {
        code = try file.column("code")
        zh = try file.column("name_zh")
        en = try file.column("name_en")
        iso = try file.column("iso")
        from = try file.column("valid_from")
        to = try file.column("valid_to")
        source = try file.column("source")
        note = try file.column("note")
        fix = file.has("fix_zh")
            ? (try file.column("fix_zh"), try file.column("fix_en")) : nil
    }

    func entry(_ row: DataRow, english: (String) -> String?) throws(DataFault) -> CodeEntry {
        let given = row.text(code)
        guard CodeKey(given) != nil else { throw row.fault("code") }
        let chinese = try row.required(zh, "name_zh")
        let own = row.text(en)
        let name = Localized(
            zh: chinese, en: own.isEmpty ? english(given) ?? chinese : own)
        return CodeEntry(
            code: given, name: name, iso: row.text(iso).isEmpty ? nil : row.text(iso),
            from: try row.day(from, "valid_from"), to: try row.day(to, "valid_to"),
            source: try row.required(source, "source"), note: row.text(note),
            fix: fix.flatMap { places in
                let zh = row.text(places.zh)
                let en = row.text(places.en)
                return zh.isEmpty || en.isEmpty ? nil : Localized(zh: zh, en: en)
            })
    }
}
