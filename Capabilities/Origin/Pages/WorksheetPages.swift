import Kernel
import Papers
import Web
import Wire

/// `/{language}/origin/worksheet`: state a good, see how it stands under each agreement, keep it.
struct WorksheetPages: Sendable {
    let desk: OriginDesk
    let site: Site

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        return [
            Route(
                .get, "/{language}/origin/worksheet", access: .anyone,
                summary: OriginTexts.worksheet, handler: show),
            Route(
                .post, "/{language}/origin/worksheet", access: .anyone,
                summary: OriginTexts.test, bodyLimit: 512 * 1024, handler: test),
            Route(
                .get, "/{language}/origin/worksheets", access: keep,
                summary: OriginTexts.worksheets, handler: list),
            Route(
                .get, "/{language}/origin/worksheets/{id}", access: keep,
                summary: OriginTexts.worksheet, handler: one),
            Route(
                .get, "/{language}/origin/worksheets/{id}/pdf", access: keep,
                summary: OriginTexts.worksheet, rate: PaperDesk.rate,
                handler: WorksheetPaper.answer(desk)),
        ]
    }

    static func path(_ language: Language, code: String? = nil) -> String {
        Address.path(
            "/\(language.rawValue)/origin/worksheet",
            query: code.map { [Form.Pair("code", $0)] } ?? [])
    }

    private func show(_ visit: Visit) async throws -> Answer {
        page(visit, WorksheetForm(visit.query), [], nil)
    }

    private func test(_ visit: Visit) async throws -> Answer {
        let sent = try visit.form()
        let form = WorksheetForm(sent)
        do {
            if sent["do"] == "keep" {
                guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
                guard principal.may(OriginDesk.keep) else {
                    throw OriginRefusal.enterpriseNeeded
                }
                let (kept, _) = try await desk.keep(form.json, by: principal)
                return .see("/\(visit.language.rawValue)/origin/worksheets/\(kept.id)")
            }
            return page(visit, form, [], try desk.test(form.json).verdicts)
        } catch let refusal as OriginRefusal where !refusal.faults.isEmpty {
            return page(visit, form, refusal.faults, nil)
        }
    }

    private func page(
        _ visit: Visit, _ form: WorksheetForm, _ faults: [Fault], _ verdicts: [OriginVerdict]?
    ) -> Answer {
        let language = visit.language
        let mayKeep = visit.principal?.may(OriginDesk.keep) ?? false
        let keep: HTML? =
            mayKeep
            ? .button(OriginTexts.keep[language], .secondary, name: "do", value: "keep") : nil
        let test: HTML = .button(OriginTexts.test[language], name: "do", value: "test")
        let results = verdicts.map { Self.results($0, desk.tables, language) } ?? ""
        return site.page(
            visit, title: OriginTexts.worksheet[language],
            trail: [Crumb(OriginTexts.title[language], path: RulePages.path(language))],
            status: faults.isEmpty ? 200 : 422,
            content: """
                \(.errorSummary(errors(faults, language), language: language))
                \(.heading(
                    OriginTexts.worksheet[language], lede: OriginTexts.worksheetLede[language],
                    actions: mayKeep
                        ? [
                            .link(
                                OriginTexts.worksheets[language],
                                to: "/\(language.rawValue)/origin/worksheets")
                        ] : []))
                \(results)
                \(.form(
                    to: Self.path(language), token: visit.formToken,
                    content: """
                        \(form.html(faults, desk.tables, language, today: desk.clock.today))
                        <p class="row">\(test) \(keep)</p>
                        """))
                """)
    }

    /// One panel for each agreement: what came out, the arithmetic, what would make it pass.
    static func results(
        _ verdicts: [OriginVerdict], _ tables: OriginTables, _ language: Language
    ) -> HTML {
        let panels = verdicts.map { verdict -> HTML in
            let tone: Tone =
                switch verdict.outcome {
                case .met: .success
                case .failed: .danger
                case .open: .warn
                }
            let remedies = verdict.remedies.map { #"<li>\#($0, language)</li>"# as HTML }
            let mend: HTML =
                remedies.isEmpty
                ? "" : "<h3>\(OriginTexts.remedies, language)</h3><ul>\(remedies)</ul>"
            let country = verdict.country.map { found -> HTML in
                """
                \(.explanation(found.explanation, language: language, open: 1))
                <p>\(OriginTexts.importerChoice, language)</p>
                """
            }
            return .panel(
                verdict.agreement.name[language], id: verdict.agreement.id,
                tag: .tag(verdict.outcome.name[language], tone),
                content: """
                    \(.explanation(verdict.explanation, language: language, open: 4))
                    \(mend)\(country)
                    """)
        }
        return "\(panels)"
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let sheets = try await desk.worksheets(of: visit.principal?.enterprise ?? "")
        return site.page(
            visit, title: OriginTexts.worksheets[language],
            trail: [Crumb(OriginTexts.title[language], path: RulePages.path(language))],
            content: """
                \(.heading(OriginTexts.worksheets[language]))
                \(.table(
                    caption: OriginTexts.worksheets[language],
                    columns: [
                        Column(OriginTexts.time[language], .time) { (row: KeptWorksheet) in
                            row.keptAt.text
                        },
                        Column(OriginTexts.name[language], isHeader: true) { row -> HTML in
                            .link(
                                row.name, to: "/\(language.rawValue)/origin/worksheets/\(row.id)")
                        },
                        Column(OriginTexts.code[language], .code) { $0.code },
                        Column(OriginTexts.passed[language]) {
                            $0.passed.isEmpty ? "–" : $0.passed.joined(separator: ", ")
                        },
                    ], rows: sheets,
                    empty: .emptyState(
                        OriginTexts.noWorksheets[language],
                        hint: OriginTexts.worksheetLede[language],
                        action: .linkButton(
                            OriginTexts.worksheet[language], to: Self.path(language)))))
                """)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let sheet = try await desk.worksheet(
            visit.parameters["id"] ?? "", of: visit.principal?.enterprise ?? "")
        let isSame = OriginDesk.digest(sheet.content, sheet.outcome) == sheet.digest
        // The tables may have changed since: what is shown is tested anew for its own day, and the
        // digest says whether what was kept is the same.
        let json = (try? JSON(Array(sheet.content.utf8))) ?? .object([])
        let verdicts = (try? desk.test(Self.dated(json, sheet.testedOn)))?.verdicts ?? []
        return site.page(
            visit, title: sheet.name,
            trail: [
                Crumb(OriginTexts.title[language], path: RulePages.path(language)),
                Crumb(
                    OriginTexts.worksheets[language],
                    path: "/\(language.rawValue)/origin/worksheets"),
            ],
            content: """
                \(.heading(
                    sheet.name, caption: OriginTexts.worksheet[language],
                    actions: [
                        .linkButton(
                            ProofTexts.apply[language],
                            to: ApplicationPage.path(language, worksheet: sheet.id)),
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: "/\(language.rawValue)/origin/worksheets/\(sheet.id)/pdf",
                            .secondary),
                    ]))
                \(.summaryList([
                    SummaryItem(OriginTexts.code[language], sheet.code),
                    SummaryItem(OriginTexts.day[language], sheet.testedOn.text),
                    SummaryItem(OriginTexts.kept[language], sheet.keptAt.text),
                    SummaryItem(OriginTexts.passed[language], sheet.passed.joined(separator: ", ")),
                    SummaryItem(OriginTexts.digest[language], sheet.digest),
                ]))
                \(.notice(
                    (isSame ? OriginTexts.confirmed : OriginTexts.differs)[language],
                    isSame ? .success : .danger))
                \(Self.results(verdicts, desk.tables, language))
                \(.codeBlock(sheet.content, label: OriginTexts.materials[language]))
                """)
    }

    /// The same statement for the day it was tested on.
    private static func dated(_ json: JSON, _ day: Day) -> JSON {
        .object(json.members.filter { $0.name != "on" } + [.init("on", .text(day.text))])
    }
}
