import Kernel
import Web

/// Letters on paper, and the public page that verifies them.
struct LetterPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/applications/{number}/letters/{span}", access: .signedIn,
                summary: ProcedureWords.letter, handler: show),
            Route(
                .get, "/{language}/verify", access: .anyone, summary: ProcedureWords.verify,
                rate: Rate(30, perSeconds: 60), handler: verify),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let record = try await desk.record(visit.number, for: try person(visit))
        guard
            let letter = record.letters.first(where: {
                String($0.span) == visit.parameters["span"] ?? ""
            })
        else { throw ProceduresRefusal.noSuchCase(visit.number) }
        return site.page(
            visit, title: letter.content.title[language],
            trail: [
                Crumb(
                    visit.number, path: language.path("/applications/\(visit.number)"))
            ],
            content: """
                \(.heading(
                    letter.content.title[language], caption: letter.content.body[language],
                    lede: letter.content.text[language]))
                \(.summaryList(items(letter, language, isPublic: false)))
                <p class="hint">\(ProcedureWords.printHint, language) \
                \(ProcedureWords.anybodyVerifies, language)</p>
                """)
    }

    private func items(
        _ letter: DecisionLetter, _ language: Language, isPublic: Bool
    ) -> [SummaryItem] {
        let content = letter.content
        var items = [
            SummaryItem(ProcedureWords.number[language], letter.number),
            SummaryItem(ProcedureWords.service[language], content.serviceName[language]),
            SummaryItem(ProcedureWords.letter[language], content.title[language]),
            SummaryItem(
                ProcedureWords.applicant[language],
                "\(content.applicant[language]) \(content.creditCode)"),
            SummaryItem(ProcedureWords.outcome[language], letter.outcome.name[language]),
            SummaryItem(
                Localized(zh: "决定日期", en: "Decided on")[language], letter.issuedAt.day.text),
            SummaryItem(ProcedureWords.body[language], content.body[language]),
        ]
        if let validTo = letter.validTo {
            items.append(SummaryItem(ProcedureWords.validTo[language], validTo.text))
        }
        if !content.quantity.isEmpty {
            items.append(SummaryItem(ProcedureWords.quantity[language], content.quantity))
        }
        guard !isPublic else { return items }
        if !content.reason.isEmpty {
            items.append(SummaryItem(ProcedureWords.reason[language], content.reason))
        }
        items.append(
            SummaryItem(
                ProcedureWords.bases[language], content.bases.joined(separator: "；")))
        items.append(
            SummaryItem(
                Localized(zh: "核验码", en: "Code")[language],
                html: "<code>\(LetterCode.grouped(letter.code))</code>"))
        return items
    }

    private func verify(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let asked = String((visit.query["code"] ?? "").prefix(64))
        let letter = asked.isEmpty ? nil : try await desk.letter(code: asked)
        let field = Field(
            "code", label: Localized(zh: "决定书上的核验码", en: "Code on the decision")[language],
            isRequired: false, marksOptional: false)
        return site.page(
            visit, title: ProcedureWords.verify[language],
            trail: [
                Crumb(ProcedureWords.services[language], path: language.path("/services"))
            ],
            content: """
                \(.heading(ProcedureWords.verify[language]))
                \(.filterBar(
                    path: language.path("/verify"),
                    fields: [
                        .textInput(field, value: asked, width: .full, language: language)
                    ], language: language))
                \(asked.isEmpty ? nil : found(letter, language))
                """)
    }

    private func found(_ letter: DecisionLetter?, _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        guard let letter else {
            return .notice(
                word("没有这个核验码的决定书。请核对后再试。", "No decision has this code. Check it."), .danger)
        }
        let isOver = letter.validTo.map { desk.clock.today > $0 } ?? false
        let title =
            isOver
            ? word("决定书真实，但有效期已过。", "The decision is genuine, but its validity is over.")
            : word("决定书真实。", "The decision is genuine.")
        return .notice(title, isOver ? .warn : .success)
            + .summaryList(items(letter, language, isPublic: true))
    }
}
