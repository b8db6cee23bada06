import Kernel
import Plug
import Web

/// `/{language}/saved-filters`: a person's named filters; where the form of a list leads to when
/// its filter is to be kept.
struct ShelfPages: Sendable {
    let parties: Parties
    let site: Site

    /// Under which name a list's form sends its own path.
    static let listField = "saved-list"

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/saved-filters", access: .signedIn, summary: ShelfWords.saved
            ) { visit in
                let list = visit.query[Self.listField]
                let pairs = visit.query.pairs.filter {
                    $0.name != Self.listField && !$0.value.isEmpty
                }
                let path = Address.path("/", query: pairs)
                return try await page(
                    visit, list: list, query: String(path.dropFirst(2)), name: "", nil)
            },
            Route(
                .post, "/{language}/saved-filters", access: .signedIn, summary: ShelfWords.save,
                handler: save),
            Route(
                .post, "/{language}/saved-filters/{id}/removal", access: .signedIn,
                summary: ShelfWords.remove
            ) { visit in
                _ = try visit.form()
                guard let person = visit.principal else { throw WebRefusal.signInNeeded }
                try await parties.shelf.remove(visit.parameters["id"] ?? "", of: person)
                return .see("/\(visit.language.rawValue)/saved-filters")
            },
        ]
    }

    private func save(_ visit: Visit) async throws -> Answer {
        guard let person = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        let (list, query) = (form["list"] ?? "", form["query"] ?? "")
        let name = trimmed(form["name"] ?? "")
        do {
            try await parties.shelf.save(name, list: list, query: query, of: person)
        } catch let refusal as ShelfRefusal {
            return try await page(visit, list: list, query: query, name: name, refusal)
        }
        let filter = SavedFilter(id: "", list: list, query: query, name: name)
        return .see("/\(visit.language.rawValue)\(filter.path)")
    }

    /// - Parameter list: what a new filter is of; nil when none is to be kept.
    private func page(
        _ visit: Visit, list: String?, query: String, name: String, _ refusal: ShelfRefusal?
    ) async throws -> Answer {
        guard let person = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let saved = try await parties.shelf.saved(of: person)
        let told = refusal.map { refusal in
            refusal.message[language] + (language == .zh ? "" : " ") + refusal.fix[language]
        }
        let errors = told.map { [FormError(field: list == nil ? nil : "name", $0)] } ?? []
        let title = list == nil ? ShelfWords.saved : ShelfWords.save
        var forms: [String: FormWords] = [:]
        for path in Set(list.map { [$0] } ?? saved.map(\.list)) {
            forms[path] = await ListForms.words?(path, language)
        }
        let (known, shown) = (forms, saved)
        return site.page(
            visit, title: title[language], status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors, language: language))
                \(.heading(title[language], lede: ShelfWords.lede[language]))
                \(list.map { form($0, query, name, told, known[$0], visit) })
                \(list == nil ? table(shown, known, visit) : nil)
                """)
    }

    private func form(
        _ list: String, _ query: String, _ name: String, _ told: String?, _ words: FormWords?,
        _ visit: Visit
    ) -> HTML {
        let language = visit.language
        return .form(
            to: "/\(language.rawValue)/saved-filters", token: visit.formToken,
            content: """
                \(.hidden("list", list))\(.hidden("query", query))
                \(.summaryList([
                    SummaryItem(ShelfWords.list[language], self.title(of: list)[language]),
                    SummaryItem(
                        ShelfWords.filters[language], self.words(query, words, language)),
                ]))
                \(.textInput(
                    Field("name", label: ShelfWords.name[language], error: told),
                    value: name, language: language))
                <p class="row">\(.button(ShelfWords.keep[language]))</p>
                """)
    }

    private func table(
        _ saved: [SavedFilter], _ forms: [String: FormWords], _ visit: Visit
    ) -> HTML {
        let language = visit.language
        return .table(
            caption: ShelfWords.saved[language],
            columns: [
                Column(
                    ShelfWords.name[language], isHeader: true,
                    html: { (filter: SavedFilter) in
                        .link(filter.name, to: "/\(language.rawValue)\(filter.path)")
                    }),
                Column(ShelfWords.list[language], text: { self.title(of: $0.list)[language] }),
                Column(
                    ShelfWords.filters[language],
                    text: { words($0.query, forms[$0.list], language) }),
                Column(
                    ShelfWords.remove[language],
                    html: { filter in
                        .form(
                            to: "/\(language.rawValue)/saved-filters/\(filter.id)/removal",
                            token: visit.formToken,
                            content: """
                                <button class="button button-secondary" type="submit">\
                                \(ShelfWords.remove, language)\
                                <span class="unseen"> \(filter.name)</span></button>
                                """)
                    }),
            ], rows: saved,
            empty: .emptyState(ShelfWords.none[language], hint: ShelfWords.noneHint[language]))
    }

    /// A filter as the form of its list tells it: names of fields and values as people read them.
    private func words(_ query: String, _ form: FormWords?, _ language: Language) -> String {
        guard !query.isEmpty, let asked = try? Form(encoded: query[...]) else {
            return ShelfWords.every[language]
        }
        let (colon, stop) = language == .zh ? ("：", "；") : (": ", "; ")
        return asked.pairs.map { pair in
            let name = form?.label(of: pair.name) ?? ShelfWords.filterNames[pair.name]?[language]
            let value = form?.meaning(of: pair.value, in: pair.name) ?? pair.value
            return (name ?? pair.name) + colon + value
        }.joined(separator: stop)
    }

    /// What a list is called in the navigation.
    func title(of list: String) -> Localized {
        site.navigation.filter { list == $0.path || list.hasPrefix($0.path + "/") }
            .max { $0.path.utf8.count < $1.path.utf8.count }?.title ?? Localized(same: list)
    }

    // MARK: On the first page

    private static let people: Set<Principal.Kind> = [.member, .officer, .administrator]

    var homeParts: [HomePart] {
        [
            HomePart(
                "parties.filters", ShelfWords.saved, tone: nil, more: "/saved-filters",
                kinds: Self.people, access: .signedIn, style: .named
            ) { person, limit in
                try await parties.shelf.saved(of: person).prefix(limit).map { filter in
                    HomePart.Row(
                        filter.name, kind: title(of: filter.list), state: ShelfWords.filter,
                        tone: .neutral, path: filter.path)
                }
            },
            HomePart(
                "parties.recent", ShelfWords.recent, tone: nil, more: "/saved-filters",
                kinds: Self.people, access: .signedIn, style: .named
            ) { person, limit in
                try await parties.shelf.recent(of: person, limit: limit).map { thing in
                    HomePart.Row(
                        thing.title, kind: title(of: thing.path), state: ShelfWords.opened,
                        tone: .neutral, path: thing.path, since: thing.openedAt,
                        titleIn: thing.language, titles: thing.titles)
                }
            },
        ]
    }

    /// Blanks at both ends belong to the hand that typed them.
    private func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
