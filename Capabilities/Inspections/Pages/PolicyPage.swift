import Kernel
import Web

extension PoliciesPage {
    /// One edition: its rows, what it would have done, and its decision.
    func show(_ visit: Visit, _ refusal: InspectionsRefusal? = nil) async throws -> Answer {
        let language = visit.language
        let id = visit.parameters["id"] ?? ""
        guard let edition = try await desk.edition(id) else {
            throw InspectionsRefusal.notFound
        }
        let days = visit.query["days"].flatMap { Int($0) } ?? 30
        let run = try await desk.dryRun(id, days: days)
        let decision: HTML =
            edition.state == .proposed
            ? .panel(
                Localized(zh: "复核", en: "Decision")[language], id: "decision",
                content: .form(
                    to: language.path("/inspection-policies/\(id)"), token: visit.formToken,
                    content: """
                        <p class="row">\(.button(
                            Localized(zh: "确认", en: "Confirm")[language], name: "action",
                            value: "confirm"))\(.button(
                            Localized(zh: "否决", en: "Reject")[language], .secondary,
                            name: "action", value: "reject"))</p>
                        """)) : ""
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                edition.id, caption: InspectionWords.policies[language],
                tag: .tag(
                    RateWords.state(edition.state)[language],
                    edition.state == .confirmed ? .success : .info), lede: edition.reason))
            \(.summaryList([
                SummaryItem(Localized(zh: "生效日", en: "From")[language], edition.from.text),
                SummaryItem(
                    Localized(zh: "依据", en: "Source")[language],
                    html: .citation(edition.citation, language)),
                SummaryItem(
                    Localized(zh: "提出", en: "Proposed by")[language],
                    edition.proposed?.name ?? ""),
                SummaryItem(
                    Localized(zh: "复核", en: "Decided by")[language],
                    edition.decided?.name ?? ""),
            ]))
            \(decision)
            \(.panel(
                Localized(zh: "试算", en: "Dry run")[language], id: "dry-run",
                content: dryRunTable(run, language)))
            \(.panel(
                Localized(zh: "全部项目", en: "All rows")[language], id: "all",
                content: PoliciesPage.table(edition.rows, language)))
            """
        return site.page(
            visit, title: edition.id,
            trail: [
                Crumb(
                    InspectionWords.policies[language],
                    path: language.path("/inspection-policies"))
            ], status: refusal?.status ?? 200, content: content)
    }

    private func dryRunTable(_ run: DryRun, _ language: Language) -> HTML {
        let lede = Localized(
            zh: "\(run.from.text) 至 \(run.to.text) 判别的 \(run.cases) 票，"
                + "当时抽中 \(run.before) 票，按本版抽中 \(run.after) 票。",
            en: "Of \(run.cases) cases judged from \(run.from.text) to \(run.to.text), "
                + "\(run.before) were drawn then; by this edition \(run.after).")
        return """
            <p>\(lede, language)</p>
            \(.table(
                caption: Localized(zh: "试算", en: "Dry run")[language],
                columns: [
                    Column(InspectionWords.direction[language], isHeader: true) {
                        RateWords.direction($0.isImport ? .import : .export)[language]
                    },
                    Column(InspectionWords.level[language]) {
                        RateWords.name($0.level)[language]
                    },
                    Column(Localized(zh: "票数", en: "Cases")[language], .number) {
                        String($0.cases)
                    },
                    Column(Localized(zh: "当时抽中", en: "Drawn then")[language], .number) {
                        String($0.before)
                    },
                    Column(Localized(zh: "本版抽中", en: "Drawn by this")[language], .number) {
                        String($0.after)
                    },
                ], rows: run.lines, empty: ""))
            """
    }
}
