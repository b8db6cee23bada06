import Kernel
import Store
import Wire

/// Public registers, in and out of the database.
enum RegisterRows {
    static func put(_ entry: RegisterEntry, in session: Session) throws {
        let searched = ([entry.number, entry.holder] + entry.values.flatMap {
            [$0.shown.zh, $0.shown.en]
        }).joined(separator: "\n").lowercased()
        try session.execute(
            """
            insert into procedures_register (tenant, number, service, holder, shown, searched,
                valid_from, valid_to, ended_on, end_reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, null, '')
            on conflict (tenant, number) do update set holder = excluded.holder,
                shown = excluded.shown, searched = excluded.searched,
                valid_from = excluded.valid_from, valid_to = excluded.valid_to, ended_on = null,
                end_reason = ''
            """,
            [
                .text(entry.tenant), .text(entry.number), .text(entry.service),
                .text(entry.holder), .text(text(entry.values)), .text(searched),
                .text(entry.from.text), .optional(entry.validTo?.text),
            ])
    }

    static func end(_ file: Case, on day: Day, _ reason: String, in session: Session) throws {
        try session.execute(
            """
            update procedures_register set ended_on = $3, end_reason = $4
            where tenant = $1 and number = $2
            """,
            [.text(file.tenant), .text(file.number), .text(day.text), .text(reason)])
    }

    /// Entries of a service that contain the words, the latest first.
    static func found(
        _ words: String, of service: String, limit: Int, in session: Session
    ) throws -> [RegisterEntry] {
        let escaped = words.lowercased().unicodeScalars.reduce(into: "") { text, scalar in
            if scalar == "%" || scalar == "_" || scalar == "!" { text.unicodeScalars.append("!") }
            text.unicodeScalars.append(scalar)
        }
        return try session.rows(
            """
            select tenant, number, service, holder, shown, valid_from, valid_to, ended_on,
                end_reason
            from procedures_register
            where service = $1 and ($2 = '' or searched like $3 escape '!')
            order by valid_from desc, number desc limit $4
            """,
            [.text(service), .text(words), .text("%\(escaped)%"), .integer(limit)]
        ).map(entry)
    }

    private static func entry(_ row: Row) throws -> RegisterEntry {
        let number = try row.text(1)
        guard let from = Day(try row.text(5)),
            let json = try? JSON(Array(try row.text(4).utf8))
        else { throw StoreFault.shape("register entry \(number)") }
        return RegisterEntry(
            tenant: try row.text(0), number: number, service: try row.text(2),
            holder: try row.text(3),
            values: json.elements.map { value in
                RegisterEntry.Value(
                    id: value["id"]?.string ?? "",
                    shown: Localized(
                        zh: value["zh"]?.string ?? "", en: value["en"]?.string ?? ""))
            },
            from: from, validTo: try row.optionalText(6).flatMap { Day($0) },
            endedOn: try row.optionalText(7).flatMap { Day($0) }, endReason: try row.text(8))
    }

    private static func text(_ values: [RegisterEntry.Value]) -> String {
        JSON.array(
            values.map { value in
                .object([
                    .init("id", .text(value.id)), .init("zh", .text(value.shown.zh)),
                    .init("en", .text(value.shown.en)),
                ])
            }
        ).canonical
    }
}
