import Kernel
import Web

/// `/{language}/my-lists`: what each list is to one's own firm, and why; and the form by which a
/// firm puts itself forward.
struct OwnListsPages: Sendable {
    let desk: ListsDesk
    let site: Site

    var routes: [Route] {
        let access = Access.permission(ListsCapability.nominate)
        let form = "/{language}/lists/{list}/nominate"
        return [
            Route(
                .get, "/{language}/my-lists", access: access, summary: ListWords.own,
                handler: own),
            Route(.get, form, access: access, summary: ListWords.nominate) { visit in
                try ask(visit, Form(), nil)
            },
            Route(.post, form, access: access, summary: ListWords.nominate, handler: add),
        ]
    }

    private func own(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let standings = try await desk.own(try visit.person()).sorted {
            (weight($0), $0.list.row, $0.list.id) < (weight($1), $1.list.row, $1.list.id)
        }
        // How each is scored is a long text: what concerns the firm has it, others when asked for.
        let asked = visit.query["list"] ?? ""
        let parts = standings.map { standing -> HTML in
            let isOpen = weight(standing) < 2 || standing.list.id == asked
            return .fold(
                standing.list.name[language], note: note(standing)[language],
                isOpen: isOpen, content: detail(standing, isOpen, language))
        }
        return site.page(
            visit, title: ListWords.own[language],
            content: """
                \(.heading(ListWords.own[language], lede: ListWords.ownLede[language]))
                \(parts)
                """)
    }

    /// What concerns the firm stands first.
    private func weight(_ standing: ListsDesk.Standing) -> Int {
        if !standing.current.isEmpty { return 0 }
        return standing.nominations.isEmpty && standing.others.isEmpty ? 2 : 1
    }

    private func note(_ standing: ListsDesk.Standing) -> Localized {
        if let current = standing.current.first {
            let end = current.to?.text ?? "–"
            return Localized(
                zh: "在册：\(current.from.text) 至 \(end)",
                en: "On it from \(current.from.text) to \(end)")
        }
        if let last = standing.nominations.first { return ListWords.name(last.state) }
        return standing.score.isEligible
            ? Localized(zh: "未在册；必备条件符合", en: "Not on it; what must hold does")
            : Localized(zh: "未在册；缺少条件", en: "Not on it; something is missing")
    }

    private func detail(
        _ standing: ListsDesk.Standing, _ isWhole: Bool, _ language: Language
    ) -> HTML {
        let list = standing.list
        let history = standing.current + standing.others
        let missing = standing.score.missing.map { "<li>\($0, language)</li>" as HTML }
        let lacks: HTML = missing.isEmpty ? "" : "<ul>\(missing)</ul>"
        let nominations = standing.nominations.map { one -> HTML in
            """
            <li>\(.link(
                ListWords.nomination[language] + " " + one.edition,
                to: language.path("/list-nominations/\(one.id)")))
            \(ListWords.name(one.state), language) \(one.outcome, language)</li>
            """
        }
        let put: HTML = nominations.isEmpty ? "" : "<ul>\(nominations)</ul>"
        let way: HTML =
            list.nominators.contains(.firm)
            ? #"""
            <p class="row">\#(.linkButton(
                ListWords.nominate[language], to: language.path("/lists/\(list.id)/nominate"),
                .secondary))</p>
            """# : ""
        return """
            \(history.isEmpty ? "" : desk.table(history, list, language))
            \(put)\(lacks)
            \(isWhole ? .explanation(standing.score.explanation, language: language) : .link(
                Localized(zh: "看评分过程", en: "See how it is scored")[language],
                to: language.path("/my-lists?list=\(list.id)")))
            \(way)
            """
    }

    private func ask(_ visit: Visit, _ form: Form, _ refusal: ListsRefusal?) throws -> Answer {
        let language = visit.language
        let list = try desk.list(visit.parameters["list"] ?? "")
        guard list.nominators.contains(.firm) else { throw ListsRefusal.notNominator }
        return site.page(
            visit, title: ListWords.nominate[language],
            trail: [
                Crumb(list.name[language], path: language.path("/lists/\(list.id)"))
            ], status: refusal?.status ?? 200,
            content: """
                \(.trouble(refusal, language))
                \(.heading(
                    ListWords.nominate[language], caption: list.row, lede: list.name[language]))
                \(.form(
                    to: language.path("/lists/\(list.id)/nominate"), token: visit.formToken,
                    content: """
                        \(desk.fields(list, form, language))
                        \(.submit(ListWords.nominate, language))
                        """))
                """)
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        do {
            let one = try await desk.nominate(
                ListsDesk.request(form, visit.parameters["list"] ?? ""), by: try visit.person())
            return .see(visit.language.path("/list-nominations/\(one.id)"))
        } catch let refusal as ListsRefusal where refusal.status != 404 {
            return try ask(visit, form, refusal)
        }
    }
}

extension ListsDesk {
    /// What a nomination is asked for.
    ///
    /// - Parameter prefix: of the fields' ids, where the page has another form.
    func fields(
        _ list: ListFile, _ form: Form, prefix: String = "", _ language: Language
    ) -> HTML {
        func id(_ name: String) -> String? { prefix.isEmpty ? nil : prefix + name }
        var fields: [HTML] = []
        if list.kind == .edition {
            fields.append(
                .line(
                    "edition", ListWords.edition, value: form["edition"] ?? "", kind: .digits,
                    hint: Localized(
                        zh: "四位年份；留空为下一次公布", en: "the year; empty for the next one"),
                    isRequired: false, id: id("edition"), language))
        }
        if let items = list.items {
            fields.append(
                .line(
                    "item", items.label, value: form["item"] ?? "", kind: .digits,
                    id: id("item"), language))
        }
        for fact in catalogue.stated(list) {
            guard let kind = catalogue.facts[fact] else { continue }
            let unit =
                kind.isYesNo ? Localized(zh: "是填 1，否填 0", en: "1 for yes, 0 for no") : kind.unit
            fields.append(
                .line(
                    "stated-\(fact)", kind.name, value: form["stated-\(fact)"] ?? "",
                    kind: .digits, hint: unit, isRequired: false, id: id(fact), language))
        }
        fields.append(
            .line(
                "statement", Localized(zh: "说明", en: "Statement"),
                value: form["statement"] ?? "", isRequired: false, id: id("statement"), language))
        return "\(fields)"
    }

    /// A nomination as a form asks for it.
    static func request(_ form: Form, _ list: String) -> NominationRequest {
        var stated: [String: String] = [:]
        for pair in form.pairs where pair.name.hasPrefix("stated-") {
            stated[String(pair.name.dropFirst("stated-".count))] = pair.value
        }
        return NominationRequest(
            list: list, edition: form["edition"] ?? "", firm: form["firm"] ?? "",
            item: form["item"] ?? "", stated: stated, statement: form["statement"] ?? "")
    }
}
