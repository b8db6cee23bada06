import Kernel
import Parties
import Web

/// `/{language}/list-changes/{id}`: a change with its firms; another officer decides it.
struct ListChangePages: Sendable {
    let desk: ListsDesk
    let site: Site

    private static let path = "/{language}/list-changes/{id}"

    var routes: [Route] {
        let access = Access.permission(ListsCapability.keep)
        return [
            Route(.get, Self.path, access: access, summary: ListWords.changes) { visit in
                try await show(visit, nil)
            },
            Route(.post, Self.path, access: access, summary: ListWords.changes) { visit in
                let id = visit.parameters["id"] ?? ""
                let action = try visit.form()["action"] ?? ""
                do {
                    guard ["confirm", "reject"].contains(action) else {
                        throw ListsRefusal.decision
                    }
                    _ = try await desk.decide(
                        id, confirms: action == "confirm", by: try visit.person())
                } catch let refusal as ListsRefusal where refusal.status != 404 {
                    return try await show(visit, refusal)
                }
                return .see(visit.language.path("/list-changes/\(id)"))
            },
        ]
    }

    private func show(_ visit: Visit, _ refusal: ListsRefusal?) async throws -> Answer {
        let language = visit.language
        let (change, list) = try await desk.change(
            visit.parameters["id"] ?? "", for: try visit.person())
        let title = ListWords.name(change.kind)
        return site.page(
            visit, title: title[language],
            trail: [
                Crumb(list.name[language], path: language.path("/list-desk/\(list.id)"))
            ], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    "\(title[language]) \(change.edition)", caption: list.name[language],
                    tag: .tag(
                        ListWords.name(change.state)[language],
                        change.state == .proposed ? .warn : .neutral)))
                \(.panel(
                    ListWords.changes[language], content: facts(change, language)))
                \(.panel(
                    ListWords.firm[language], id: "firms",
                    content: firms(change, list, language)))
                \(change.state == .proposed ? decision(change, visit) : "")
                """)
    }

    private func facts(_ change: ListChange, _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .summaryList([
            SummaryItem(
                change.kind == .exit
                    ? word("不再在册首日", "First day off it") : word("生效日", "First day"),
                change.from.text),
            SummaryItem(word("末日", "Last day"), change.to?.text ?? ""),
            SummaryItem(ListWords.reason[language], change.reason),
            SummaryItem(ListWords.document[language], change.document),
            SummaryItem(
                word("提出", "Proposed by"), "\(change.proposed.name) \(change.proposed.at.text)"),
            SummaryItem(
                word("复核", "Decided by"),
                change.decided.map { "\($0.name) \($0.at.text)" } ?? ""),
        ])
    }

    private func firms(_ change: ListChange, _ list: ListFile, _ language: Language) -> HTML {
        var columns: [Column<ListChange.Line>] = [
            Column(ListWords.firm[language], isHeader: true) {
                desk.shownName($0.tenant, language)
            },
            Column(ListWords.code[language], .code) {
                desk.firms.enterprise(id: $0.tenant)?.codes.first ?? "–"
            },
        ]
        if let items = list.items {
            columns.append(Column(items.label[language], .code) { $0.item })
        }
        columns.append(Column(ListWords.points[language], .number) { String($0.points) })
        return .table(
            caption: ListWords.firm[language], columns: columns, rows: change.lines, empty: "")
    }

    private func decision(_ change: ListChange, _ visit: Visit) -> HTML {
        let language = visit.language
        return .form(
            to: language.path("/list-changes/\(change.id)"), token: visit.formToken,
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
