import Kernel
import Parties
import Web

/// `/{language}/monitoring-samples`: samples of releases on check, and what came of them.
struct SamplesPage: Sendable {
    let desk: OrderDesk
    let names: EnterpriseRegister
    let site: Site

    var routes: [Route] {
        let access = Access.permission(InspectionsCapability.inspect)
        return [
            Route(
                .get, "/{language}/monitoring-samples", access: access,
                summary: InspectionWords.samples
            ) { visit in try await page(visit, nil, Form()) },
            Route(
                .post, "/{language}/monitoring-samples", access: access,
                summary: InspectionWords.samples
            ) { visit in
                let form = try visit.form()
                do {
                    _ = try await desk.decide(
                        sample: form["sample"] ?? "", form["result"] ?? "",
                        laboratory: form["laboratory"] ?? "", report: form["report"] ?? "",
                        by: try visit.person())
                } catch let refusal as InspectionsRefusal {
                    return try await page(visit, refusal, form)
                }
                return .see(visit.language.path("/monitoring-samples"))
            },
        ]
    }

    private func page(
        _ visit: Visit, _ refusal: InspectionsRefusal?, _ given: Form
    ) async throws -> Answer {
        let language = visit.language
        let samples = try await desk.samples(for: try visit.person())
        let open = samples.filter { $0.state == .open }
        let form: HTML =
            open.isEmpty
            ? ""
            : .panel(
                Localized(zh: "记录结果", en: "Record a result")[language], id: "record",
                content: .form(
                    to: language.path("/monitoring-samples"), token: visit.formToken,
                    content: """
                        \(.select(
                            "sample", Localized(zh: "样品", en: "Sample"),
                            open.map { ($0.id, Localized(same: "\($0.id) · \($0.order)")) },
                            value: given["sample"] ?? "", language))
                        \(.select(
                            "result", InspectionWords.result,
                            [Sample.State.passed, .failed].map {
                                ($0.rawValue, InspectionWords.name($0))
                            }, value: given["result"] ?? "", language))
                        \(.line(
                            "laboratory", Localized(zh: "检测机构", en: "Laboratory"),
                            value: given["laboratory"] ?? "", language))
                        \(.line(
                            "report", Localized(zh: "报告编号", en: "Report"),
                            value: given["report"] ?? "", language))
                        \(.submit(InspectionWords.save, language))
                        """))
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                InspectionWords.samples[language],
                lede: Localized(
                    zh: "检查放行后抽样监测；不合格的，企业查验率上升，并在一段时间内不再适用检查放行。",
                    en: "Samples of goods released on check. A bad one raises the rate of the firm "
                        + "and ends its admission for a time.")[language]))
            \(.table(
                caption: InspectionWords.samples[language], columns: columns(language),
                rows: samples,
                empty: .emptyState(
                    Localized(zh: "没有样品", en: "No samples")[language],
                    hint: Localized(
                        zh: "检查放行时按比例抽取。", en: "A share of releases on check is sampled.")[
                            language])))
            \(form)
            """
        return site.page(
            visit, title: InspectionWords.samples[language], status: refusal?.status ?? 200,
            content: content)
    }

    private func columns(_ language: Language) -> [Column<Sample>] {
        [
            Column(Localized(zh: "样品", en: "Sample")[language], .code, isHeader: true) { $0.id },
            Column(
                InspectionWords.number[language], .code,
                html: { .link($0.order, to: language.path("/inspections/\($0.order)")) }),
            Column(InspectionWords.firm[language]) { names.shownName($0.firm, language) },
            Column(InspectionWords.goods[language], .code) { $0.goods },
            Column(Localized(zh: "结果期限", en: "Due")[language], .time) { $0.dueDay.text },
            Column(InspectionWords.state[language]) { InspectionWords.name($0.state)[language] },
            Column(Localized(zh: "报告", en: "Report")[language]) {
                "\($0.laboratory) \($0.report)".trimmedBlanks
            },
        ]
    }
}
