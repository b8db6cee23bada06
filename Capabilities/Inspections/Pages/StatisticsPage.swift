import Kernel
import Reference
import Web

/// `/{language}/inspection-statistics`: what comes of inspections, for everybody.
struct StatisticsPage: Sendable {
    let desk: StatisticsDesk
    let offices: CodeList
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/inspection-statistics", access: .anyone,
                summary: InspectionWords.statistics, rate: Rate(60, perSeconds: 60),
                handler: page)
        ]
    }

    private func page(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let figures = try await desk.figures()
        let content: HTML = """
            \(.heading(
                InspectionWords.statistics[language], lede: Self.lede[language],
                actions: [
                    .linkButton("JSON", to: "/api/v1/inspection-statistics", .secondary),
                    .linkButton("CSV", to: "/api/v1/inspection-statistics.csv", .secondary),
                ]))
            \(.panel(
                Localized(zh: "无陪同查验占比", en: "Share without the owner")[language],
                id: "unaccompanied", content: months(figures, language)))
            \(.panel(
                Localized(zh: "查验与查获", en: "Inspected and found")[language], id: "outcomes",
                content: outcomes(figures, language)))
            """
        return site.page(visit, title: InspectionWords.statistics[language], content: content)
    }

    private static let lede = Localized(
        zh: "近十二个月与本月。无陪同查验占比 =（免于到场 + 委托场所经营人到场）÷ 已完成的查验；取消的不计。",
        en: "The last twelve months and this one. Share without the owner: owner away or site "
            + "operator standing in, of all completed inspections; cancelled ones do not count.")

    private func months(_ figures: Statistics, _ language: Language) -> HTML {
        let target = figures.target.map { target in
            Localized(
                zh: "目标：不低于 \(RateWords.percent(target.value))（\(target.citation.text)）",
                en: "Goal: at least \(RateWords.percent(target.value)) (\(target.citation.text))")
        }
        return """
            \(target.map { #"<p>\#($0, language)</p>"# })
            \(.table(
                caption: Localized(zh: "无陪同查验占比", en: "Share without the owner")[language],
                columns: [
                    Column(InspectionWords.month[language], .time, isHeader: true) { $0.month },
                    Column(Localized(zh: "已完成", en: "Completed")[language], .number) {
                        String($0.completed)
                    },
                    Column(Localized(zh: "无陪同", en: "Without the owner")[language], .number) {
                        String($0.unaccompanied)
                    },
                    Column(Localized(zh: "占比", en: "Share")[language], .number) {
                        RateWords.percent($0.share)
                    },
                    Column(
                        Localized(zh: "目标", en: "Goal")[language],
                        html: { month in
                            guard let target = month.target else { return "–" }
                            return month.share >= target
                                ? .tag(Localized(zh: "达到", en: "Met")[language], .success)
                                : .tag(Localized(zh: "未达到", en: "Not met")[language], .warn)
                        }),
                ], rows: figures.months, empty: nothing(language)))
            """
    }

    private func outcomes(_ figures: Statistics, _ language: Language) -> HTML {
        let limit = Localized(
            zh: "同一单元格不足 \(figures.smallest) 票的不公示，以免指向个别企业。",
            en: "Cells of fewer than \(figures.smallest) cases are left out: they might tell of "
                + "one enterprise.")
        return """
            <p class="hint">\(limit[language])</p>
            \(table(figures, language))
            """
    }

    private func table(_ figures: Statistics, _ language: Language) -> HTML {
        .table(
            caption: Localized(zh: "查验与查获", en: "Inspected and found")[language],
            columns: [
                Column(InspectionWords.month[language], .time, isHeader: true) { $0.month },
                Column(InspectionWords.district[language]) {
                    offices.told($0.district, on: desk.clock.today)[language]
                },
                Column(InspectionWords.level[language]) { line in
                    CreditLevel(rawValue: line.level).map { RateWords.name($0)[language] }
                        ?? line.level
                },
                Column(InspectionWords.direction[language]) { line in
                    RateWords.direction(RateRow.Direction(rawValue: line.direction) ?? .any)[
                        language]
                },
                Column(Localized(zh: "票数", en: "Cases")[language], .number) {
                    String($0.cases)
                },
                Column(Localized(zh: "查验", en: "Inspected")[language], .number) {
                    String($0.inspected)
                },
                Column(Localized(zh: "查验率", en: "Rate")[language], .number) {
                    RateWords.percent(Statistics.share($0.inspected, of: $0.cases))
                },
                Column(Localized(zh: "查获", en: "Found")[language], .number) {
                    String($0.found)
                },
            ], rows: figures.outcomes, empty: nothing(language))
    }

    private func nothing(_ language: Language) -> HTML {
        .emptyState(
            Localized(zh: "尚无数据", en: "Nothing yet")[language],
            hint: Localized(zh: "有单证判别后在此公示。", en: "Figures appear with the first cases.")[
                language])
    }
}
