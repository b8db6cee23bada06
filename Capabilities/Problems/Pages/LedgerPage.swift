import Kernel
import Policies
import Web

/// `/{language}/ledger`: tasks of the papers, who answers for them, how far they are.
struct LedgerPage: Sendable {
    let desk: PublicDesk
    let site: Site

    private static let path = "/ledger"

    var routes: [Route] {
        let summary = ProblemWords.ledger
        return [
            Route(
                .get, "/{language}\(Self.path)", access: .anyone, summary: summary, handler: list),
            Route(
                .get, "/{language}\(Self.path)/{policy}/{article}", access: .anyone,
                summary: summary
            ) { visit in try await show(visit) },
            Route(
                .post, "/{language}\(Self.path)/{policy}/{article}",
                access: .permission(ProblemsCapability.handle), summary: summary
            ) { visit in
                let form = try visit.form()
                let task = try await task(visit)
                do {
                    _ = try await desk.report(
                        task, body: form["body"] ?? "", form["state"] ?? "", form["text"] ?? "",
                        example: form["case"] ?? "", by: try visit.person())
                } catch let refusal as ProblemsRefusal where refusal.status != 404 {
                    return try await show(visit, refusal, form)
                }
                return .see(
                    visit.language.path(
                        "\(Self.path)/\(task.policy.id)/\(task.article.key)"))
            },
        ]
    }

    private func task(_ visit: Visit) async throws -> PublicDesk.Task {
        try await desk.task(
            visit.parameters["policy"] ?? "", visit.parameters["article"] ?? "")
    }

    private func names(_ bodies: [String], _ language: Language) -> String {
        bodies.map { desk.problems.policies.name(ofBody: $0, language) }
            .joined(separator: language == .zh ? "、" : ", ")
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let paper = visit.query["paper"].flatMap { $0.isEmpty ? nil : $0 }
        let all = try await desk.tasks()
        let papers = Dictionary(
            all.map { ($0.policy.id, $0.version.document) }, uniquingKeysWith: { one, _ in one })
        // One paper at a time: all of them would be a long page on a phone.
        let chosen = paper ?? papers.keys.min() ?? ""
        let content: HTML = """
            \(.heading(
                ProblemWords.ledger[language],
                lede: Localized(
                    zh: "五份政策文件的每项任务：责任单位、按季报送的进展和案例。",
                    en: "Each task of the five papers: who answers for it, progress by quarter, "
                        + "cases.")[language]))
            \(.filterBar(
                path: language.path(Self.path),
                fields: [
                    .select(
                        "paper", Localized(zh: "文件", en: "Paper"),
                        papers.sorted { $0.key < $1.key }.map {
                            ($0.key, Localized(same: $0.value))
                        }, value: chosen, isRequired: false, language)
                ], language: language))
            \(.table(
                caption: ProblemWords.ledger[language],
                columns: [
                    Column(
                        Localized(zh: "任务", en: "Task")[language], isHeader: true,
                        html: { task in
                            .link(
                                "\(task.article.label) \(task.article.title[language])",
                                to: language.path(
                                    "\(Self.path)/\(task.policy.id)/\(task.article.key)"))
                        }),
                    Column(ProblemWords.body[language]) { names($0.article.bodies, language) },
                    Column(Localized(zh: "最近报送", en: "Last report")[language]) { task in
                        task.reports.first.map {
                            "\($0.quarter) \(ProblemWords.name($0.state)[language])"
                        } ?? "–"
                    },
                    // Names of bodies are long: as tags they would not wrap.
                    Column(Localized(zh: "应报未报", en: "Report missing")[language]) { task in
                        task.missing.isEmpty ? "–" : names(task.missing, language)
                    },
                ], rows: all.filter { $0.policy.id == chosen },
                empty: .emptyState(
                    Localized(zh: "没有任务", en: "No tasks")[language],
                    hint: Localized(zh: "请选择文件。", en: "Choose a paper.")[language])))
            """
        return site.page(visit, title: ProblemWords.ledger[language], content: content)
    }

    private func show(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let task = try await task(visit)
        let own = visit.principal.map { desk.bodies(of: task, for: $0) } ?? []
        let mayReport =
            !own.isEmpty && visit.principal?.may(ProblemsCapability.handle) ?? false
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                task.article.title[language],
                caption: "\(task.version.document) \(task.article.label)",
                lede: task.article.text[language],
                actions: [
                    .linkButton(
                        Localized(zh: "政策条款", en: "The article")[language],
                        to: language.path(
                            "/policies/\(task.policy.id)/articles/\(task.article.key)"),
                        .secondary)
                ]))
            \(.summaryList([
                SummaryItem(ProblemWords.body[language], names(task.article.bodies, language)),
                SummaryItem(
                    Localized(zh: "应报季度", en: "Quarter to report on")[language], task.quarter),
                SummaryItem(
                    Localized(zh: "报送期限", en: "Reports due")[language], task.due.text),
                SummaryItem(
                    Localized(zh: "文件有效期至", en: "The paper holds until")[language],
                    task.version.to?.text ?? "–"),
                SummaryItem(
                    Localized(zh: "应报未报", en: "Report missing")[language],
                    names(task.missing, language)),
            ]))
            \(reports(task, language))
            \(mayReport
                ? .panel(
                    Localized(zh: "报送进展", en: "Report progress")[language], id: "report",
                    content: reportForm(task, own, form, refusal, visit)) : "")
            """
        return site.page(
            visit, title: task.article.title[language],
            trail: [Crumb(ProblemWords.ledger[language], path: language.path(Self.path))],
            status: refusal?.status ?? 200, content: content)
    }

    private func reports(_ task: PublicDesk.Task, _ language: Language) -> HTML {
        .table(
            caption: Localized(zh: "进展", en: "Progress")[language],
            columns: [
                Column(Localized(zh: "季度", en: "Quarter")[language], .time, isHeader: true) {
                    $0.quarter
                },
                Column(ProblemWords.body[language]) { names([$0.body], language) },
                Column(ProblemWords.state[language]) { ProblemWords.name($0.state)[language] },
                Column(Localized(zh: "说明", en: "In words")[language]) { $0.words },
                Column(Localized(zh: "案例和经验", en: "Case")[language]) {
                    $0.example.isEmpty ? "–" : $0.example
                },
            ], rows: task.reports,
            empty: .emptyState(
                Localized(zh: "还没有报送", en: "Nothing was reported yet")[language],
                hint: Localized(zh: "责任单位按季报送。", en: "Bodies report by quarter.")[language]))
    }

    private func reportForm(
        _ task: PublicDesk.Task, _ own: [String], _ form: Form, _ wrong: ProblemsRefusal?,
        _ visit: Visit
    ) -> HTML {
        let language = visit.language
        return .form(
            to: language.path("\(Self.path)/\(task.policy.id)/\(task.article.key)"),
            token: visit.formToken,
            content: """
                \(.select(
                    "body", ProblemWords.body,
                    own.map { ($0, desk.problems.policies.body($0)?.name ?? Localized(same: $0)) },
                    value: form["body"] ?? own.first ?? "", wrong: wrong, language))
                \(.select(
                    "state", ProblemWords.state,
                    Report.State.allCases.map { ($0.rawValue, ProblemWords.name($0)) },
                    value: form["state"] ?? "", wrong: wrong, language))
                \(.lines(
                    "text", Localized(zh: "进展说明", en: "Progress"), value: form["text"] ?? "",
                    wrong: wrong, language))
                \(.lines(
                    "case", Localized(zh: "案例和经验", en: "Case"), value: form["case"] ?? "",
                    isRequired: false, wrong: wrong, language))
                \(.submit(Localized(zh: "报送", en: "Report"), language))
                """)
    }
}
