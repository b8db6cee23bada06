import Kernel
import Web

/// `/{language}/inspection-policies`: the rates in force, proposals, and credit levels.
struct PoliciesPage: Sendable {
    let desk: PolicyDesk
    let site: Site

    private static let path = "/inspection-policies"
    /// Rows that can be changed at once on the page.
    private static let lines = 4

    var routes: [Route] {
        let access = Access.permission(InspectionsCapability.set)
        let summary = InspectionWords.policies
        return [
            Route(.get, "/{language}\(Self.path)", access: access, summary: summary) { visit in
                try await page(visit)
            },
            Route(.post, "/{language}\(Self.path)", access: access, summary: summary) { visit in
                try await act(visit, back: Self.path) { form, officer in
                    let edition = try await desk.propose(Self.proposal(form), by: officer)
                    return Self.path + "/\(edition.id)"
                }
            },
            Route(
                .post, "/{language}\(Self.path)/levels", access: access,
                summary: InspectionWords.level
            ) { visit in
                try await act(visit, back: Self.path) { form, officer in
                    _ = try await desk.setLevel(
                        form["enterprise"] ?? "", form["level"] ?? "", from: form["first"] ?? "",
                        to: form["last"] ?? "", document: form["publication"] ?? "", by: officer)
                    return Self.path + "#levels"
                }
            },
            Route(.get, "/{language}\(Self.path)/{id}", access: access, summary: summary) {
                visit in try await show(visit)
            },
            Route(.post, "/{language}\(Self.path)/{id}", access: access, summary: summary) {
                visit in
                let id = visit.parameters["id"] ?? ""
                do {
                    try await desk.decide(
                        id, confirms: try visit.form()["action"] == "confirm",
                        by: try visit.person())
                } catch let refusal as InspectionsRefusal where refusal.status != 404 {
                    return try await show(visit, refusal)
                }
                return .see(visit.language.path(Self.path + "/\(id)"))
            },
        ]
    }

    private static func proposal(_ form: Form) -> PolicyDesk.Proposal {
        let changes = (0..<lines).compactMap { line -> PolicyDesk.Change? in
            guard let factor = form["factor\(line)"], !factor.isEmpty else { return nil }
            let value = (form["value\(line)"] ?? "").trimmedBlanks
            return PolicyDesk.Change(
                factor: factor, direction: form["direction\(line)"] ?? "",
                key: (form["key\(line)"] ?? "").trimmedBlanks,
                value: value.isEmpty ? nil : Int(value) ?? -1)
        }
        return PolicyDesk.Proposal(
            from: form["from"] ?? "", reason: form["reason"] ?? "",
            document: form["document"] ?? "", article: form["article"] ?? "", changes: changes)
    }

    private func act(
        _ visit: Visit, back: String,
        _ body: (Form, Principal) async throws -> String
    ) async throws -> Answer {
        let form = try visit.form()
        do {
            return .see(visit.language.path(try await body(form, try visit.person())))
        } catch let refusal as InspectionsRefusal {
            return try await page(visit, refusal, form)
        }
    }

    private func page(
        _ visit: Visit, _ refusal: InspectionsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let current = desk.edition(on: desk.clock.today)
        let today = desk.clock.today
        let rows = current.rows.filter { row in
            row.from <= today && (row.to.map { today <= $0 } ?? true)
        }
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(InspectionWords.policies[language], lede: Self.lede[language]))
            \(.panel(
                Localized(zh: "现行策略", en: "In force")[language], id: "current",
                content: Self.table(rows, language)))
            \(.panel(
                Localized(zh: "各版策略", en: "Editions")[language], id: "editions",
                content: editions(try await desk.editions(), language)))
            \(.panel(
                Localized(zh: "提出变更", en: "Propose a change")[language], id: "rows",
                content: proposalForm(form, visit.formToken, language)))
            \(.panel(
                InspectionWords.level[language], id: "levels",
                content: levels(form, visit.formToken, language)))
            """
        return site.page(
            visit, title: InspectionWords.policies[language], status: refusal?.status ?? 200,
            content: content)
    }

    static let lede = Localized(
        zh: "查验率由基准与各项系数相乘得出，每项都有依据。变更由一人提出、另一人复核，自生效日起适用；已判别的单证不受影响。",
        en: "A rate is a base times factors, each with its source. One officer proposes a change, "
            + "another confirms it; it holds from its first day; what was decided stays.")

    static func table(_ rows: [RateRow], _ language: Language) -> HTML {
        .table(
            caption: InspectionWords.policies[language],
            columns: [
                Column(Localized(zh: "项目", en: "Factor")[language], isHeader: true) {
                    RateWords.name($0.factor)[language]
                },
                Column(InspectionWords.direction[language]) {
                    RateWords.direction($0.direction)[language]
                },
                Column(Localized(zh: "条件", en: "Key")[language], .code) {
                    $0.key.isEmpty ? "–" : $0.key
                },
                Column(Localized(zh: "数值", en: "Value")[language], .number) { row in
                    if row.factor == .window { return String(row.value) }
                    return row.factor.isShare
                        ? RateWords.percent(row.value) : "× \(row.value)%"
                },
                Column(Localized(zh: "起", en: "From")[language], .time) { $0.from.text },
                Column(
                    Localized(zh: "依据", en: "Source")[language],
                    html: { .citation($0.citation, language) }),
            ], rows: rows, empty: "")
    }

    private func editions(_ editions: [PolicyEdition], _ language: Language) -> HTML {
        .table(
            caption: Localized(zh: "各版策略", en: "Editions")[language],
            columns: [
                Column(
                    Localized(zh: "版本", en: "Edition")[language], .code, isHeader: true,
                    html: { .link($0.id, to: language.path(Self.path + "/\($0.id)")) }),
                Column(InspectionWords.state[language]) { RateWords.state($0.state)[language] },
                Column(Localized(zh: "生效日", en: "From")[language], .time) { $0.from.text },
                Column(
                    InspectionWords.reason[language],
                    html: { #"<span lang="zh-CN">\#($0.reason)</span>"# }),
                Column(Localized(zh: "提出", en: "Proposed by")[language]) {
                    $0.proposed?.name ?? "–"
                },
                Column(Localized(zh: "复核", en: "Decided by")[language]) {
                    $0.decided?.name ?? "–"
                },
            ], rows: editions,
            empty: .emptyState(
                Localized(zh: "尚无变更", en: "No change yet")[language],
                hint: Localized(zh: "现行的是随系统提供的策略。", en: "The shipped policy holds.")[
                    language]))
    }

    private func proposalForm(_ form: Form, _ token: String, _ language: Language) -> HTML {
        let lines = (0..<Self.lines).map { line -> HTML in
            let title = Localized(zh: "第 \(line + 1) 项", en: "Row \(line + 1)")
            return """
                <fieldset><legend>\(title, language)</legend>
                \(.select(
                    "factor\(line)", Localized(zh: "项目", en: "Factor"),
                    RateFactor.allCases.map { ($0.rawValue, RateWords.name($0)) },
                    value: form["factor\(line)"] ?? "", language))
                \(.select(
                    "direction\(line)", InspectionWords.direction,
                    [
                        ("import", RateWords.direction(.import)),
                        ("export", RateWords.direction(.export)),
                    ], value: form["direction\(line)"] ?? "", language))
                \(.line(
                    "key\(line)", Localized(zh: "条件", en: "Key"),
                    value: form["key\(line)"] ?? "", isRequired: false, language))
                \(.line(
                    "value\(line)", Localized(zh: "数值（留空即删除）", en: "Value (empty removes)"),
                    value: form["value\(line)"] ?? "", kind: .digits, isRequired: false,
                    language))
                </fieldset>
                """
        }
        return .form(
            to: language.path(Self.path), token: token,
            content: """
                \(.line(
                    "from", Localized(zh: "生效日", en: "First day"), value: form["from"] ?? "",
                    kind: .day, language))
                \(.line("reason", InspectionWords.reason, value: form["reason"] ?? "", language))
                \(.line(
                    "document", Localized(zh: "依据文件", en: "Document"),
                    value: form["document"] ?? "", language))
                \(.line(
                    "article", Localized(zh: "条款", en: "Article"), value: form["article"] ?? "",
                    isRequired: false, language))
                \(lines)
                \(.submit(Localized(zh: "提出", en: "Propose"), language))
                """)
    }

    private func levels(_ form: Form, _ token: String, _ language: Language) -> HTML {
        """
        \(.table(
            caption: InspectionWords.level[language],
            columns: [
                Column(InspectionWords.firm[language], isHeader: true) {
                    desk.register.shownName($0.firm, language)
                },
                Column(InspectionWords.level[language]) { RateWords.name($0.level)[language] },
                Column(Localized(zh: "起", en: "From")[language], .time) { $0.from.text },
                Column(Localized(zh: "止", en: "To")[language], .time) { $0.to?.text ?? "–" },
                Column(
                    Localized(zh: "公布文件", en: "Publication")[language],
                    html: { #"<span lang="zh-CN">\#($0.document)</span>"# }),
            ], rows: desk.rates.levels,
            empty: .emptyState(
                Localized(zh: "均为常规管理企业", en: "Every enterprise is regular")[language],
                hint: Localized(
                    zh: "按公布的名单登记，本系统不评定等级。",
                    en: "Enter levels as published; they are not computed here.")[language])))
        \(.form(
            to: language.path(Self.path + "/levels"), token: token,
            content: """
                \(.line(
                    "enterprise", Localized(zh: "企业代码", en: "Code of the enterprise"),
                    value: form["enterprise"] ?? "", language))
                \(.select(
                    "level", InspectionWords.level,
                    CreditLevel.allCases.map { ($0.rawValue, RateWords.name($0)) },
                    value: form["level"] ?? "", language))
                \(.line("first", Localized(zh: "起", en: "From"), value: form["first"] ?? "",
                    kind: .day, language))
                \(.line("last", Localized(zh: "止", en: "To"), value: form["last"] ?? "",
                    kind: .day, isRequired: false, language))
                \(.line(
                    "publication", Localized(zh: "公布文件", en: "Publication"),
                    value: form["publication"] ?? "", language))
                \(.submit(Localized(zh: "登记", en: "Enter"), .secondary, language))
                """))
        """
    }
}
