import Kernel
import Parties
import Web

/// `/{language}/benefit-rules`: officers change rules, tried on every firm first.
struct RulePages: Sendable {
    let desk: EntitlementsDesk
    let site: Site

    private static let path = "/{language}/benefit-rules"

    var routes: [Route] {
        let access = Access.permission(EntitlementsCapability.keep)
        let summary = BenefitWords.rules
        return [
            Route(.get, Self.path, access: access, summary: summary) { visit in
                try await index(visit, visit.query, nil)
            },
            Route(
                .post, Self.path, access: access, summary: summary, bodyLimit: 512 * 1024,
                handler: propose),
            Route(.get, Self.path + "/{id}", access: access, summary: summary) { visit in
                try await show(visit, nil)
            },
            Route(.post, Self.path + "/{id}", access: access, summary: summary) { visit in
                let id = visit.parameters["id"] ?? ""
                let action = try visit.form()["action"] ?? ""
                do {
                    guard ["confirm", "reject"].contains(action) else {
                        throw EntitlementsRefusal.decision
                    }
                    _ = try await desk.decide(
                        id, confirms: action == "confirm", by: try visit.person())
                } catch let refusal as EntitlementsRefusal where refusal.status != 404 {
                    return try await show(visit, refusal)
                }
                return .see(visit.language.path("/benefit-rules/\(id)"))
            },
        ]
    }

    private func index(_ visit: Visit, _ form: Form, _ refusal: EntitlementsRefusal?) async throws
        -> Answer
    {
        let language = visit.language
        let changes = try await desk.changes()
        return site.page(
            visit, title: BenefitWords.rules[language], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(BenefitWords.rules[language], lede: BenefitWords.rulesLede[language]))
                \(table(changes, language))
                \(.panel(
                    Localized(zh: "提出变更", en: "Propose a change")[language], id: "propose",
                    content: .form(
                        to: language.path("/benefit-rules"), token: visit.formToken,
                        content: """
                            \(.textArea(
                                Field(
                                    "text",
                                    label: Localized(zh: "规则文件（YAML）", en: "Rule file (YAML)")[
                                        language],
                                    hint: Localized(
                                        zh: "写法见文档“增加惠企政策”；from 须晚于今日。",
                                        en: "See “Add a benefit” in the documentation; from must "
                                            + "be after today.")[language]),
                                value: form["text"] ?? "", rows: 16, isCode: true,
                                language: language))
                            \(.line(
                                "reason", BenefitWords.reason, value: form["reason"] ?? "",
                                language))
                            <p class="row">\(.button(
                                Localized(zh: "提出", en: "Propose")[language]))</p>
                            """)))
                """)
    }

    private func table(_ changes: [RuleChange], _ language: Language) -> HTML {
        .table(
            caption: BenefitWords.rules[language],
            columns: [
                Column(
                    BenefitWords.benefit[language], isHeader: true,
                    html: { change in
                        .link(change.benefit, to: language.path("/benefit-rules/\(change.id)"))
                    }),
                Column(BenefitWords.from[language], .time) { $0.from.text },
                Column(BenefitWords.reason[language]) { $0.reason },
                Column(BenefitWords.state[language]) { BenefitWords.name($0.state)[language] },
                Column(Localized(zh: "提出", en: "Proposed by")[language]) { $0.proposed.name },
                Column(Localized(zh: "复核", en: "Decided by")[language]) {
                    $0.decided?.name ?? "–"
                },
            ], rows: changes,
            empty: .emptyState(
                Localized(zh: "还没有变更", en: "No change yet")[language],
                hint: Localized(zh: "现行的是随系统提供的规则。", en: "The shipped rules hold.")[language]))
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let text = (form["text"] ?? "").replacing("\r\n", with: "\n")
            let change = try await desk.propose(
                text, reason: form["reason"] ?? "", by: try visit.person())
            return .see(visit.language.path("/benefit-rules/\(change.id)"))
        } catch let refusal as EntitlementsRefusal {
            return try await index(visit, form, refusal)
        }
    }

    private func show(_ visit: Visit, _ refusal: EntitlementsRefusal?) async throws -> Answer {
        let language = visit.language
        let change = try await desk.change(visit.parameters["id"] ?? "")
        let run = try desk.dryRun(change)
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return site.page(
            visit, title: change.benefit,
            trail: [
                Crumb(BenefitWords.rules[language], path: language.path("/benefit-rules"))
            ], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    change.benefit, caption: change.reason,
                    tag: .tag(
                        BenefitWords.name(change.state)[language],
                        change.state == .proposed ? .warn : .neutral)))
                \(.panel(
                    word("试算（\(run.day.text)）", "Dry run (\(run.day.text))"), id: "dry-run",
                    content: """
                        \(.summaryList([
                            SummaryItem(word("企业数", "Firms"), grouped(run.firms)),
                            SummaryItem(word("变更前享受", "Entitled before"), grouped(run.before)),
                            SummaryItem(word("变更后享受", "Entitled after"), grouped(run.after)),
                        ]))
                        \(names(
                            word("新增 \(run.gainCount) 家", "\(run.gainCount) gain"), run.gains,
                            language))
                        \(names(
                            word("失去 \(run.loseCount) 家", "\(run.loseCount) lose"), run.loses,
                            language))
                        """))
                \(.panel(word("规则", "Rule"), content: .codeBlock(change.text, label: "YAML")))
                \(change.state == .proposed ? decision(change, visit) : "")
                """)
    }

    private func names(_ title: String, _ firms: [Enterprise], _ language: Language) -> HTML {
        let lines = firms.map { firm -> HTML in
            "<li>\(firm.localizedName, language) \(firm.codes.first ?? "")</li>"
        }
        return .fold(title, content: lines.isEmpty ? "<p>–</p>" : "<ul>\(lines)</ul>")
    }

    private func decision(_ change: RuleChange, _ visit: Visit) -> HTML {
        let language = visit.language
        return .form(
            to: language.path("/benefit-rules/\(change.id)"), token: visit.formToken,
            content: """
                <p class="row">\(.button(
                    Localized(zh: "复核确认", en: "Confirm")[language], name: "action",
                    value: "confirm"))
                \(.button(
                    Localized(zh: "否决", en: "Reject")[language], .secondary, name: "action",
                    value: "reject"))</p>
                """)
    }
}
