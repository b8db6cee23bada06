import Kernel
import Reference
import Web

/// The list of goods declarations: narrowed and turned by what stands in its address.
struct EntriesPage: Sendable {
    let desk: EntryDesk
    let site: Site

    static let size = 50

    func show(_ visit: Visit) async throws -> Answer {
        let principal = try EntriesResource.person(visit)
        let language = visit.language
        let query = EntryFilterQuery(visit.query, desk, for: principal, limit: Self.size)
        let page = try await desk.entries(
            query.filter, after: query.after, limit: query.limit, for: principal)
        let isOfficer = principal.may(EntryDesk.decide)
        let path = EntryPages.path(language)
        let isNarrowed = !query.state.isEmpty || query.address("", after: nil) != ""
        let next = page.hasMore ? page.entries.last?.number : nil
        return site.page(
            visit, title: EntryTexts.title[language], status: query.faults.isEmpty ? 200 : 400,
            content: """
                \(FilterFault.summary(faults(query), language))
                \(.heading(
                    EntryTexts.title[language], lede: EntryTexts.lede[language],
                    actions: actions(isOfficer, language)))
                \(filters(query, principal, language))
                \(.table(
                    caption: EntryTexts.title[language], columns: columns(language),
                    rows: page.entries,
                    empty: .emptyState(
                        (isNarrowed
                            ? EntryTexts.noneFits
                            : isOfficer ? EntryTexts.noneOpen : EntryTexts.none)[language],
                        hint: EntryTexts.lede[language])))
                \(.pager(
                    previous: query.after == nil ? nil : query.address(path, after: nil),
                    next: next.map { query.address(path, after: $0) },
                    range: EntryTexts.shown(page.entries.count)[language], language: language))
                """)
    }

    /// What the address asks for that there is not, by the labels of the form.
    private func faults(_ query: EntryFilterQuery) -> [FilterFault] {
        query.faults.compactMap { fault in
            guard case .filter(let name, let allowed) = fault else { return nil }
            let labels = [
                "state": EntryTexts.state, "mode": EntryTexts.kind,
                "period": EntryTexts.acceptedIn, "district": EntryTexts.district,
            ]
            return FilterFault(
                "entries", name, label: labels[name] ?? Localized(same: name), allowed: allowed)
        }
    }

    private func actions(_ isOfficer: Bool, _ language: Language) -> [HTML] {
        let arrival: HTML = .link(
            EntryTexts.arrival[language], to: ArrivalPages.path(language))
        guard isOfficer else {
            return [
                .linkButton(EntryTexts.new[language], to: EntryFormPages.path(language)), arrival,
            ]
        }
        return [
            arrival,
            .link(EntryTexts.privileges[language], to: NotePages.privilegePath(language)),
        ]
    }

    private func filters(
        _ query: EntryFilterQuery, _ principal: Principal, _ language: Language
    ) -> HTML {
        func choose(
            _ name: String, _ label: Localized, _ choices: [Choice], _ value: String,
            _ none: Localized
        ) -> HTML {
            .selectInput(
                Field(name, label: label[language], isRequired: false, marksOptional: false),
                choices: choices, value: value, none: none[language], width: .full,
                language: language)
        }
        let isOfficer = principal.enterprise.isEmpty
        // What is shown without a choice is no choice of its own.
        let words = isOfficer
            ? [Choice(EntryFilter.all, EntryTexts.all[language])]
            : [Choice(EntryFilter.open, EntryTexts.open[language])]
        let states = EntryState.allCases.map { Choice($0.rawValue, $0.name[language]) }
        var fields = [
            choose(
                "state", EntryTexts.state, words + states, query.state,
                isOfficer ? EntryTexts.open : EntryTexts.all),
            choose(
                "mode", EntryTexts.kind,
                EntryFilter.Mode.allCases.map { Choice($0.rawValue, $0.name[language]) },
                query.filter.mode?.rawValue ?? "", EntryTexts.all),
            HTML.textInput(
                Field(
                    "period", label: EntryTexts.acceptedIn[language], isRequired: false,
                    marksOptional: false),
                value: query.filter.month?.text ?? "", width: .full, language: language),
        ]
        let day = desk.clock.today
        if isOfficer, principal.districts.count > 1 {
            fields.append(
                choose(
                    "district", EntryTexts.district,
                    principal.districts.sorted().map {
                        let name = desk.tables[.customsDistricts].name(of: $0, on: day)
                        return Choice($0, "\($0) \(name?[language] ?? "")")
                    }, query.filter.district ?? "", EntryTexts.all))
        } else if !isOfficer {
            fields.append(
                .textInput(
                    Field(
                        "district", label: EntryTexts.district[language], isRequired: false,
                        marksOptional: false), value: query.filter.district ?? "", .digits,
                    width: .full, language: language))
        }
        return .filterBar(
            path: EntryPages.path(language), fields: fields, language: language)
    }

    private func columns(_ language: Language) -> [Column<GoodsEntry>] {
        [
            Column(EntryTexts.number[language], .code, isHeader: true) { row -> HTML in
                .link(row.number, to: EntryPages.path(language, row.number))
            },
            Column(EntryTexts.own[language], .code) { $0.ownNumber },
            Column(EntryTexts.kind[language]) { Self.kind($0)[language] },
            Column(EntryTexts.state[language]) { row -> HTML in row.state.tag(language) },
            Column(EntryTexts.accepted[language], .time) { $0.acceptedOn.text },
            Column(EntryTexts.owed[language], .number) { $0.owed.grouped },
        ]
    }

    private static func kind(_ entry: GoodsEntry) -> Localized {
        var words = [entry.isTwoStep ? EntryTexts.twoStep : EntryTexts.ordinary]
        if entry.isAdvance { words.insert(EntryTexts.advance, at: 0) }
        if entry.taxation == .summary { words.append(entry.taxation.name) }
        return Localized(
            zh: words.map(\.zh).joined(separator: "、"),
            en: words.map(\.en).joined(separator: ", "))
    }
}
