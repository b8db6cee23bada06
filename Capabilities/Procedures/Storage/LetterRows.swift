import Kernel
import Store
import Wire

/// Decisions as they were handed out, in and out of the database.
enum LetterRows {
    static func insert(_ letter: DecisionLetter, in session: Session) throws {
        try session.execute(
            """
            insert into procedures_letters
                (tenant, number, span, code, outcome, issued_at, valid_to, content)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                .text(letter.tenant), .text(letter.number), .integer(letter.span),
                .text(letter.code), .text(letter.outcome.rawValue),
                .integer(letter.issuedAt.milliseconds), .optional(letter.validTo?.text),
                try session.encrypted(
                    text(letter.content),
                    in: .letter(letter.number, span: letter.span, of: letter.tenant)),
            ])
    }

    /// The letters of an application, latest first.
    static func all(of number: String, tenant: String, in session: Session) throws
        -> [DecisionLetter]
    {
        try session.rows(
            """
            select tenant, number, span, code, outcome, issued_at, valid_to, content
            from procedures_letters where tenant = $1 and number = $2 order by span desc
            """, [.text(tenant), .text(number)]
        ).map(letter)
    }

    private static func letter(_ row: Row) throws -> DecisionLetter {
        let number = try row.text(1)
        let (tenant, span) = (try row.text(0), Int(try row.integer(2)))
        let bytes = try row.decrypted(7, in: .letter(number, span: span, of: tenant))
        guard let outcome = CaseState(rawValue: try row.text(4)),
            let json = try? JSON(bytes), let content = content(json)
        else { throw StoreFault.shape("letter of \(number)") }
        return DecisionLetter(
            tenant: tenant, number: number, span: span,
            code: try row.text(3), outcome: outcome,
            issuedAt: Instant(milliseconds: try row.integer(5)),
            validTo: try row.optionalText(6).flatMap { Day($0) }, content: content)
    }

    private static func text(_ content: DecisionLetter.Content) -> String {
        func words(_ text: Localized) -> JSON {
            .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
        }
        return JSON.object([
            .init("service", .text(content.service)), .init("name", words(content.serviceName)),
            .init("title", words(content.title)), .init("text", words(content.text)),
            .init("applicant", words(content.applicant)),
            .init("creditCode", .text(content.creditCode)), .init("body", words(content.body)),
            .init("reason", .text(content.reason)),
            .init("bases", .array(content.bases.map(JSON.text))),
            .init("quantity", .text(content.quantity)),
            .init("quantityEn", .text(content.quantityEnglish)),
            .init(
                "lines",
                .array(
                    content.lines.map { line in
                        .object([
                            .init("label", words(line.label)), .init("value", words(line.value)),
                        ])
                    })),
        ]).canonical
    }

    private static func content(_ json: JSON) -> DecisionLetter.Content? {
        func localized(_ json: JSON?) -> Localized {
            Localized(zh: json?["zh"]?.string ?? "", en: json?["en"]?.string ?? "")
        }
        func words(_ name: String) -> Localized { localized(json[name]) }
        guard let service = json["service"]?.string else { return nil }
        return DecisionLetter.Content(
            service: service, serviceName: words("name"), title: words("title"),
            text: words("text"), applicant: words("applicant"),
            creditCode: json["creditCode"]?.string ?? "", body: words("body"),
            reason: json["reason"]?.string ?? "",
            bases: json["bases"]?.elements.compactMap(\.string) ?? [],
            quantity: json["quantity"]?.string ?? "",
            quantityEnglish: json["quantityEn"]?.string ?? "",
            lines: (json["lines"]?.elements ?? []).map {
                DecisionLetter.Line(
                    label: localized($0["label"]), value: localized($0["value"]))
            })
    }
}
