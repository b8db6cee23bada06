import Kernel
import Web

/// `/{language}/list-desk`: officers keep the lists of their authority.
struct ListDeskPages: Sendable {
    let desk: ListsDesk
    let site: Site

    private static let path = "/{language}/list-desk"
    /// Firms that one proposal on the page can name.
    private static let lines = 5

    var routes: [Route] {
        let access = Access.permission(ListsCapability.keep)
        return [
            Route(.get, Self.path, access: access, summary: ListWords.desk, handler: index),
            Route(.get, Self.path + "/{list}", access: access, summary: ListWords.desk) { visit in
                try await show(visit, Form(), nil)
            },
            Route(
                .post, Self.path + "/{list}", access: access,
                summary: Localized(zh: "提出变动", en: "Proposes a change"), handler: propose),
            Route(
                .post, Self.path + "/{list}/nominations", access: access,
                summary: ListWords.nominate, handler: nominate),
        ]
    }

    private func index(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let officer = try visit.person()
        let kept = desk.catalogue.current(on: desk.today).filter { desk.keeps($0, officer) }
        let work = try await desk.work()
        let rows = kept.map { list in
            (
                list: list, waiting: work.waiting[list.id] ?? 0,
                changes: work.changes.count { $0.list == list.id }, ending: desk.ending(list).count
            )
        }
        let table: HTML = .table(
            caption: ListWords.desk[language],
            columns: [
                Column(
                    ListWords.list[language], isHeader: true,
                    html: { row in
                        .link(
                            row.list.name[language],
                            to: language.path("/list-desk/\(row.list.id)"))
                    }),
                Column(Localized(zh: "待评定提名", en: "Nominations")[language], .number) {
                    String($0.waiting)
                },
                Column(Localized(zh: "待复核变动", en: "To confirm")[language], .number) {
                    String($0.changes)
                },
                Column(Localized(zh: "60 日内到期", en: "End within 60 days")[language], .number) {
                    String($0.ending)
                },
            ], rows: rows,
            empty: .emptyState(
                Localized(zh: "本部门没有名单", en: "Your authority keeps no list")[language],
                hint: Localized(
                    zh: "名单由名单文件中的主管部门管理。",
                    en: "A list is kept by the authority its file names.")[language]))
        return site.page(
            visit, title: ListWords.desk[language],
            content: "\(.heading(ListWords.desk[language]))\(table)")
    }

    private func show(
        _ visit: Visit, _ form: Form, _ refusal: ListsRefusal?
    ) async throws -> Answer {
        let language = visit.language
        let list = try desk.list(visit.parameters["list"] ?? "")
        let officer = try visit.person()
        try desk.keeper(list, officer)
        let nominations = try await desk.nominations(list: list.id, for: officer)
        let changes = try await desk.changes(list: list.id, for: officer)
        return site.page(
            visit, title: list.name[language],
            trail: [Crumb(ListWords.desk[language], path: language.path("/list-desk"))],
            status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    list.name[language], caption: list.row, lede: list.summary[language],
                    actions: [
                        .linkButton(
                            ListWords.list[language], to: language.path("/lists/\(list.id)"),
                            .secondary)
                    ]))
                \(.panel(
                    ListWords.nomination[language], id: "nominations",
                    content: self.nominations(nominations, list, language)))
                \(.panel(
                    ListWords.changes[language], id: "changes",
                    content: self.changes(changes, language)))
                \(.panel(
                    Localized(zh: "提出变动", en: "Propose a change")[language], id: "propose",
                    content: proposal(list, form, visit)))
                \(list.nominators.contains(.authority)
                    ? .panel(
                        Localized(zh: "部门提名", en: "Nominate a firm")[language], id: "nominate",
                        content: nomination(list, form, visit)) : "")
                """)
    }

    private func nominations(
        _ nominations: [Nomination], _ list: ListFile, _ language: Language
    ) -> HTML {
        let rows = nominations.suffix(300).map { one in (one: one, score: desk.score(one, list)) }
        return .table(
            caption: ListWords.nomination[language],
            columns: [
                Column(
                    ListWords.firm[language], isHeader: true,
                    html: { row in
                        .link(
                            desk.shownName(row.one.tenant, language),
                            to: language.path("/list-nominations/\(row.one.id)"))
                    }),
                Column(ListWords.edition[language]) { row in
                    row.one.edition + row.one.item
                },
                Column(ListWords.points[language], .number) { row in
                    String(row.score?.points ?? 0)
                },
                Column(Localized(zh: "必备条件", en: "What must hold")[language]) { row in
                    ConditionWords.outcome(row.score?.isEligible ?? false)[language]
                },
                Column(
                    ListWords.state[language],
                    html: { row in
                        .tag(ListWords.name(row.one.state)[language], row.one.state.tone)
                    }),
            ], rows: rows,
            empty: .emptyState(
                Localized(zh: "还没有提名", en: "No nomination yet")[language],
                hint: ListWords.nominators(list.nominators)[language]))
    }

    private func changes(_ changes: [ListChange], _ language: Language) -> HTML {
        .table(
            caption: ListWords.changes[language],
            columns: [
                Column(
                    ListWords.changes[language], isHeader: true,
                    html: { change in
                        .link(
                            "\(ListWords.name(change.kind)[language]) \(change.edition)",
                            to: language.path("/list-changes/\(change.id)"))
                    }),
                Column(ListWords.since[language], .time) { $0.from.text },
                Column(Localized(zh: "家数", en: "Firms")[language], .number) {
                    String($0.lines.count)
                },
                Column(ListWords.state[language]) { ListWords.name($0.state)[language] },
                Column(Localized(zh: "提出", en: "Proposed by")[language]) { $0.proposed.name },
            ], rows: changes,
            empty: .emptyState(
                Localized(zh: "还没有变动", en: "No change yet")[language],
                hint: Localized(
                    zh: "一人提出，另一人复核后生效。", en: "One officer proposes, another confirms.")[
                        language]))
    }

    private func proposal(_ list: ListFile, _ form: Form, _ visit: Visit) -> HTML {
        let language = visit.language
        let kinds: [ListChange.Kind] =
            list.kind == .edition ? [.publication, .exit] : [.entry, .exit]
        let movers = (0..<Self.lines).map { line -> HTML in
            let item: HTML =
                list.items.map { items -> HTML in
                    .line(
                        "item\(line)", items.label, value: form["item\(line)"] ?? "", kind: .digits,
                        isRequired: false, language)
                } ?? ""
            return """
                \(.line(
                    "firm\(line)",
                    Localized(zh: "企业代码 \(line + 1)", en: "Code of firm \(line + 1)"),
                    value: form["firm\(line)"] ?? "", isRequired: false, language))\(item)
                """
        }
        let year: HTML =
            list.kind == .edition
            ? .line(
                "edition", ListWords.edition,
                value: form["edition"] ?? String(desk.today.year), kind: .digits, language) : ""
        return .form(
            to: language.path("/list-desk/\(list.id)"), token: visit.formToken,
            content: """
                \(.selectInput(
                    Field("kind", label: ListWords.changes[language]),
                    choices: kinds.map { Choice($0.rawValue, ListWords.name($0)[language]) },
                    value: form["kind"] ?? "", none: nil, language: language))
                \(year)
                \(.line(
                    "from", Localized(zh: "生效日", en: "First day"), value: form["from"] ?? "",
                    kind: .day,
                    hint: Localized(
                        zh: "移出为不再在册的首日，最早明日；留空为最早一日",
                        en: "for an exit the first day off it, tomorrow at the earliest; empty for "
                            + "the earliest"), isRequired: false, language))
                \(.line("reason", ListWords.reason, value: form["reason"] ?? "", language))
                \(.line("document", ListWords.document, value: form["document"] ?? "", language))
                \(movers)
                \(.submit(Localized(zh: "提出", en: "Propose"), language))
                """)
    }

    private func nomination(_ list: ListFile, _ form: Form, _ visit: Visit) -> HTML {
        let language = visit.language
        return .form(
            to: language.path("/list-desk/\(list.id)/nominations"), token: visit.formToken,
            content: """
                \(.line("firm", ListWords.code, value: form["firm"] ?? "", language))
                \(desk.fields(list, form, prefix: "new-", language))
                \(.submit(ListWords.nominate, .secondary, language))
                """)
    }

    private func propose(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let movers = (0..<Self.lines).compactMap { line -> ListsDesk.Mover? in
            guard let firm = form["firm\(line)"], !firm.trimmedBlanks.isEmpty else { return nil }
            return ListsDesk.Mover(firm: firm, item: form["item\(line)"] ?? "")
        }
        do {
            let change = try await desk.propose(
                ListsDesk.ChangeRequest(
                    list: visit.parameters["list"] ?? "", kind: form["kind"] ?? "",
                    edition: form["edition"] ?? "", from: form["from"] ?? "",
                    reason: form["reason"] ?? "", document: form["document"] ?? "", firms: movers),
                by: try visit.person())
            return .see(visit.language.path("/list-changes/\(change.id)"))
        } catch let refusal as ListsRefusal where refusal.status != 404 && refusal.status != 403 {
            return try await show(visit, form, refusal)
        }
    }

    private func nominate(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let one = try await desk.nominate(
                ListsDesk.request(form, visit.parameters["list"] ?? ""), by: try visit.person())
            return .see(visit.language.path("/list-nominations/\(one.id)"))
        } catch let refusal as ListsRefusal where refusal.status != 404 && refusal.status != 403 {
            return try await show(visit, form, refusal)
        }
    }
}
