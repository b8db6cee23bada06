import Kernel
import Reference
import Web

/// Exports of a month in the officer's districts, for people.
struct DistrictStatisticsPage: Sendable {
    let site: Site
    let enquiries: Enquiries
    let offices: CodeList

    static let title = Localized(zh: "出口清单月度汇总", en: "Exports of a month")

    private struct Line: Sendable {
        let district: String
        let line: InventoryQueries.MonthLine
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/statistics/exports",
                access: .permission(DeclarationsPermission.examine),
                summary: DistrictStatisticsPage.title
            ) { visit in
                let today = enquiries.clock.today.text
                let month = visit.query["month"] ?? String(today.prefix(7))
                guard Day("\(month)-01") != nil else { throw MonthInput() }
                let found = try await enquiries.exportsByDistrict(
                    in: month, for: try visit.person())
                let lines = found.flatMap { one in
                    one.lines.map { Line(district: one.district, line: $0) }
                }
                let language = visit.language
                return site.page(
                    visit, title: DistrictStatisticsPage.title[language], isWide: true,
                    content: """
                        \(.heading(
                            DistrictStatisticsPage.title[language], caption: month,
                            lede: Localized(
                                zh: "已放行的出口清单，邮路单列并计入合计。",
                                en: "Released export lists; those by post are told apart and count."
                            )[language]))
                        \(table(lines, language))
                        """)
            }
        ]
    }

    private func table(_ lines: [Line], _ language: Language) -> HTML {
        .table(
            caption: DistrictStatisticsPage.title[language],
            columns: [
                Column<Line>(
                    Localized(zh: "关区", en: "District")[language], isHeader: true,
                    text: { offices.told($0.district, on: enquiries.clock.today)[language] }),
                Column(
                    Localized(zh: "监管方式", en: "Mode")[language], .code,
                    text: { $0.line.tradeMode }),
                Column(
                    Localized(zh: "统计标志", en: "Flag")[language], .code, text: { $0.line.flag }),
                Column(
                    Localized(zh: "路径", en: "Route")[language],
                    text: {
                        $0.line.transport == PostalSite.transport
                            ? Localized(zh: "邮路", en: "Post")[language]
                            : Localized(zh: "其他", en: "Other")[language]
                    }),
                Column(
                    Localized(zh: "清单数", en: "Lists")[language], .number,
                    text: { String($0.line.lists) }),
                Column(
                    Localized(zh: "金额（元）", en: "Value, yuan")[language], .number,
                    text: { Fixed(raw: $0.line.value * 1000).grouped }),
            ], rows: lines,
            empty: .emptyState(
                Localized(zh: "本月没有已放行的出口清单", en: "None were released")[language],
                hint: Localized(
                    zh: "在地址后加 ?month=2026-11 查看其他月份。",
                    en: "Add ?month=2026-11 for another month.")[language]))
    }
}
