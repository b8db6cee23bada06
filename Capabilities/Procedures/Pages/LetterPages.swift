import Kernel
import Papers
import Web

/// Letters to read, and as they are handed out.
struct LetterPages: Sendable {
    let desk: CaseDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/applications/{number}/letters/{span}", access: .signedIn,
                summary: ProcedureWords.letter, handler: show),
            Route(
                .get, "/{language}/applications/{number}/letters/{span}/pdf", access: .signedIn,
                summary: ProcedureWords.letter, rate: PaperDesk.rate, handler: pdf),
            Route(
                .get, "/api/v1/applications/{number}/letters/{span}/pdf", access: .signedIn,
                summary: Localized(zh: "决定书的 PDF", en: "A decision as PDF"),
                rate: PaperDesk.rate, handler: pdf),
            Route(
                .get, "/api/v1/applications/{number}/letters/{span}/paper", access: .signedIn,
                summary: Localized(
                    zh: "决定书的数据与存证证明",
                    en: "A decision as data with its proof in the evidence log")
            ) { visit in try await desk.papers.data(try await letter(visit).draft) },
        ]
    }

    private func pdf(_ visit: Visit) async throws -> Answer {
        try await desk.papers.answer(try await letter(visit).draft, visit)
    }

    private func letter(_ visit: Visit) async throws -> DecisionLetter {
        let record = try await desk.record(visit.number, for: try await desk.acting(visit))
        let span = visit.parameters["span"] ?? ""
        guard var letter = record.letters.first(where: { String($0.span) == span }) else {
            throw ProceduresRefusal.noSuchLetter(
                visit.number, letters: record.letters.map(\.span).sorted())
        }
        letter.remedy = desk.appealState(of: letter, record)
        return letter
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let letter = try await letter(visit)
        let path = language.path("/applications/\(visit.number)/letters/\(letter.span)/pdf")
        return site.page(
            visit, title: letter.content.title[language],
            trail: [
                Crumb(
                    visit.number, path: language.path("/applications/\(visit.number)"))
            ],
            content: """
                \(.heading(
                    letter.content.title[language], caption: letter.content.body[language],
                    lede: letter.content.text[language],
                    actions: [.linkButton(PapersTexts.pdf[language], to: path)]))
                \(.summaryList(items(letter, language)))
                <p class="hint">\(ProcedureWords.anybodyVerifies, language) \
                \(.link(
                    ProcedureWords.verify[language],
                    to: language.path("/verify/\(letter.code)")))</p>
                """)
    }

    private func items(_ letter: DecisionLetter, _ language: Language) -> [SummaryItem] {
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
            items.append(
                SummaryItem(ProcedureWords.quantity[language], letter.quantity(in: language)))
        }
        items += content.lines.map { SummaryItem($0.label[language], $0.value[language]) }
        if !content.reason.isEmpty {
            items.append(SummaryItem(ProcedureWords.reason[language], content.reason))
        }
        if letter.outcome == .refused || letter.outcome == .revoked {
            items.append(
                SummaryItem(ProcedureWords.remedy[language], letter.remedy.words[language]))
        }
        items.append(
            SummaryItem(
                ProcedureWords.bases[language], content.bases.joined(separator: "；")))
        items.append(
            SummaryItem(
                Localized(zh: "核验码", en: "Code")[language],
                html: "<code>\(PaperCode.grouped(letter.code))</code>"))
        return items
    }
}
