import Kernel
import Web

/// `/{language}/list-nominations/{id}`: a nomination, what it is worth and why; officers give
/// marks here.
struct NominationPages: Sendable {
    let desk: ListsDesk
    let site: Site

    private static let path = "/{language}/list-nominations/{id}"

    var routes: [Route] {
        [
            Route(.get, Self.path, access: .signedIn, summary: ListWords.nomination) { visit in
                try await show(visit, nil)
            },
            Route(.post, Self.path, access: .signedIn, summary: ListWords.nomination) { visit in
                try await act(visit)
            },
        ]
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let id = visit.parameters["id"] ?? ""
        let person = try visit.person()
        do {
            if form["action"] == "withdraw" {
                _ = try await desk.withdraw(id, by: person)
            } else {
                var marks: [String: Int] = [:]
                for pair in form.pairs where pair.name.hasPrefix("mark-") {
                    marks[String(pair.name.dropFirst("mark-".count))] =
                        Int(pair.value.trimmedBlanks) ?? -1
                }
                _ = try await desk.mark(id, marks, remark: form["reason"] ?? "", by: person)
            }
        } catch let refusal as ListsRefusal where refusal.status != 404 {
            return try await show(visit, refusal)
        }
        return .see(visit.language.path("/list-nominations/\(id)"))
    }

    private func show(_ visit: Visit, _ refusal: ListsRefusal?) async throws -> Answer {
        let language = visit.language
        let one = try await desk.nomination(visit.parameters["id"] ?? "", for: try visit.person())
        guard let list = desk.catalogue.lists.last(where: { $0.id == one.list }) else {
            throw ListsRefusal.notFound
        }
        let score = desk.score(one, list)
        let keeps = desk.keeps(list, visit.principal)
        let back =
            keeps
            ? Crumb(ListWords.desk[language], path: language.path("/list-desk/\(list.id)"))
            : Crumb(ListWords.own[language], path: language.path("/my-lists"))
        return site.page(
            visit, title: ListWords.nomination[language], trail: [back],
            status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    desk.shownName(one.tenant, language), caption: list.name[language],
                    tag: .tag(ListWords.name(one.state)[language], one.state.tone)))
                \(.panel(
                    Localized(zh: "提名", en: "Nomination")[language],
                    content: facts(one, language)))
                \(.panel(
                    ListWords.points[language], id: "score",
                    content: score.map { score -> HTML in
                        .explanation(score.explanation, language: language, open: 3)
                    } ?? ""))
                \(keeps && one.state == .open ? marking(one, list, visit) : "")
                \(!keeps && one.state == .open && one.byFirm ? leaving(one, visit) : "")
                """)
    }

    private func facts(_ one: Nomination, _ language: Language) -> HTML {
        var items = [
            SummaryItem(ListWords.edition[language], one.edition),
            SummaryItem(ListWords.item[language], one.item),
            SummaryItem(Localized(zh: "提名时间", en: "Put forward")[language], one.at.text),
            SummaryItem(
                Localized(zh: "结果", en: "Outcome")[language], one.outcome[language]),
            SummaryItem(Localized(zh: "说明", en: "Statement")[language], one.statement),
        ]
        for (fact, value) in one.stated.sorted(by: { $0.key < $1.key }) {
            items.append(
                SummaryItem(
                    desk.names.fact(fact)[language],
                    ConditionWords.amount(value, desk.names.measure(fact))[language]))
        }
        return .summaryList(items)
    }

    private func marking(_ one: Nomination, _ list: ListFile, _ visit: Visit) -> HTML {
        let language = visit.language
        let fields = list.criteria.compactMap { criterion -> HTML? in
            guard case .marks(let points) = criterion.measure else { return nil }
            return .line(
                "mark-\(criterion.id)", criterion.name,
                value: one.marks[criterion.id].map { String($0) } ?? "", kind: .digits,
                hint: Localized(zh: "0 至 \(points)", en: "0 to \(points)"), language)
        }
        guard !fields.isEmpty else { return "" }
        return .panel(
            Localized(zh: "评分", en: "Marks")[language], id: "marks",
            content: .form(
                to: language.path("/list-nominations/\(one.id)"), token: visit.formToken,
                content: """
                    \(fields)
                    \(.line("reason", ListWords.reason, value: one.remark, language))
                    \(.submit(Localized(zh: "保存评分", en: "Keep marks"), language))
                    """))
    }

    private func leaving(_ one: Nomination, _ visit: Visit) -> HTML {
        .form(
            to: visit.language.path("/list-nominations/\(one.id)"), token: visit.formToken,
            content: """
                \(.hidden("action", "withdraw"))
                \(.submit(
                    Localized(zh: "撤回提名", en: "Withdraw"), .secondary, visit.language))
                """)
    }
}

extension Nomination.State {
    /// How pressing it looks.
    var tone: Tone {
        switch self {
        case .open: .warn
        case .proposed: .info
        case .listed: .success
        case .passedOver: .danger
        case .withdrawn: .neutral
        }
    }
}
