import Kernel
import Papers
import Parties
import Web

/// `/{language}/my-benefits`: what the own firm has, may apply for, and lacks.
struct OwnBenefitsPage: Sendable {
    let desk: EntitlementsDesk
    let site: Site

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/my-benefits", access: .permission(EntitlementsCapability.ask),
                summary: BenefitWords.own, handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let found = try await desk.overview(code: "", day: desk.today, for: try visit.person())
        let held = found.verdicts.filter { $0.holds && $0.rule.way == .automatic }
        let open = found.verdicts.filter { $0.holds && $0.rule.way == .application }
        let rest = found.verdicts.filter { !$0.holds }
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return site.page(
            visit, title: BenefitWords.own[language],
            content: """
                \(.heading(
                    BenefitWords.own[language], caption: found.firm.localizedName[language],
                    lede: BenefitWords.ownLede[language]))
                \(.panel(
                    word("已享受（免申即享）", "You have, without applying"), id: "held",
                    content: list(held, language)))
                \(.panel(
                    word("可以申请", "You can apply for"), id: "open",
                    content: list(open, language)))
                \(.panel(
                    word("还不符合", "Something is missing"), id: "missing",
                    content: list(rest, language)))
                \(.panel(
                    word("享受记录", "What was applied"), id: "applied",
                    content: applied(found, language)))
                \(.panel(
                    word("逐笔判断", "Decided for single events"), id: "decisions",
                    content: decisions(found, language)))
                """)
    }

    private func list(_ verdicts: [EntitlementVerdict], _ language: Language) -> HTML {
        guard !verdicts.isEmpty else {
            return .emptyState(
                Localized(zh: "没有", en: "None")[language],
                hint: Localized(
                    zh: "列入名单或登记的指标变化后会自动更新。",
                    en: "It changes by itself with lists and recorded figures.")[language])
        }
        return "\(verdicts.map { one($0, language) })"
    }

    private func one(_ verdict: EntitlementVerdict, _ language: Language) -> HTML {
        let apply: HTML =
            verdict.holds
            ? verdict.rule.service.map { service -> HTML in
                #"""
                <p class="row">\#(.linkButton(
                    BenefitWords.apply[language], to: language.path("/services/\(service)"),
                    .secondary))</p>
                """#
            } ?? "" : ""
        return .fold(
            verdict.rule.name[language],
            note: verdict.holds
                ? verdict.rule.gives[language]
                : verdict.missing.first.map {
                    language.said(BenefitWords.missing[language], $0[language])
                } ?? "",
            content: """
                \(.missing(verdict, language))
                \(.explanation(verdict.explanation, language: language))
                \(apply)
                """)
    }

    private func decisions(_ found: EntitlementsDesk.Overview, _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .table(
            caption: word("逐笔判断", "Decided for single events"),
            columns: [
                Column(word("业务编号", "Reference"), .code, isHeader: true) { $0.reference },
                Column(BenefitWords.benefit[language]) { one in
                    desk.book.versions(one.benefit).last?.name[language] ?? one.benefit
                },
                Column(word("日期", "Day"), .time) { $0.day.text },
                Column(word("结论", "Outcome")) {
                    $0.holds ? word("享受", "It holds") : word("不享受", "It does not hold")
                },
                Column(
                    PapersTexts.pdf[language],
                    html: {
                        .link(
                            "PDF",
                            to: language.path("/entitlement-decisions/\($0.id)/pdf"))
                    }),
            ], rows: found.decisions,
            empty: .emptyState(
                word("还没有", "Nothing yet"),
                hint: word(
                    "系统就一笔业务作出的判断会列在这里。", "What was decided for an event stands here.")))
    }

    private func applied(_ found: EntitlementsDesk.Overview, _ language: Language) -> HTML {
        .table(
            caption: BenefitWords.benefit[language],
            columns: [
                Column(BenefitWords.benefit[language], isHeader: true) { one in
                    desk.book.versions(one.benefit).last?.name[language] ?? one.benefit
                },
                Column(BenefitWords.from[language], .time) { $0.from.text },
                Column(BenefitWords.to[language], .time) { $0.to?.text ?? "–" },
            ], rows: found.applied,
            empty: .emptyState(
                Localized(zh: "还没有", en: "Nothing yet")[language],
                hint: BenefitWords.ownLede[language]))
    }
}
