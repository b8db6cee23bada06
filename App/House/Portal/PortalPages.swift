import Kernel
import Parties
import Plug
import Web

/// The pages that belong to no single room: the first page, the tasks of a section, the search.
struct PortalPages: Sendable {
    let home: PortalHome
    let search: PortalSearch
    let register: EnterpriseRegister
    let clock: Clock
    let site: Site

    /// Most things of one kind on the page of the search.
    static let found = 10

    var routes: [Route] {
        [
            Route(.get, "/", access: .anyone, summary: PortalWords.home) { visit in
                .see("/\(visit.language.rawValue)")
            },
            Route(.get, "/{language}", access: .anyone, summary: PortalWords.home, handler: first),
            Route(
                .get, "/{language}/tasks/{section}", access: .anyone, summary: PortalWords.section,
                handler: section),
            Route(
                .get, "/{language}/search", access: .anyone, summary: PortalWords.search,
                rate: PortalAPI.rate, handler: results),
        ]
    }

    // MARK: The first page

    private func first(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let content: HTML
        if let person = visit.principal {
            content = mine(
                await home.gather(for: person), person, PortalHomeView(now: clock.now()), language)
        } else {
            content = stranger(visit)
        }
        return site.page(visit, title: PortalWords.home[language], content: content)
    }

    private func mine(
        _ outcome: PortalHome.Outcome, _ person: Principal, _ view: PortalHomeView,
        _ language: Language
    ) -> HTML {
        let firm = register.enterprise(id: person.enterprise)
        let enterprise = firm?.localizedName[language]
        let needs = outcome.shown.filter { $0.part.tone != nil }
        let recent = outcome.shown.filter { $0.part.tone == nil }
        let calm: HTML? =
            needs.isEmpty && outcome.missing.isEmpty
            ? .notice(PortalWords.calm[language], .success) : nil
        // A bank does not declare: its business here is money.
        let isBank = firm.map { $0.roles(on: clock.today) == [.bank] } ?? false
        let sections = isBank ? [SiteSection.money] : PortalPages.sections(of: person.kind)
        let tasks = sections.lazy
            .map { site.items(for: person, in: $0) }.first { !$0.isEmpty } ?? []
        return """
            \(.heading(
                PortalWords.needs[language],
                caption: [enterprise, person.name].compactMap { $0 }.joined(separator: " · ")))
            \(missing(outcome.missing, language))
            \(calm)
            \(needs.map { view.panel($0, language) })
            \(.taskLinks(tasks.map { link($0, language) }))
            \(recent.map { view.panel($0, language) })
            """
    }

    /// Where a person's first tasks are looked for: officers decide, operators watch.
    private static func sections(of kind: Principal.Kind) -> [SiteSection] {
        let own: [SiteSection] =
            switch kind {
            case .officer: [.office]
            case .administrator: [.operate, .office]
            default: []
            }
        return own
            + SiteSection.allCases.filter {
                !own.contains($0) && (own.isEmpty || $0 != .lookUp)
            }
    }

    private func stranger(_ visit: Visit) -> HTML {
        let language = visit.language
        let items = site.items(for: nil)
        let parts = SiteSection.allCases.compactMap { section -> HTML? in
            let inside = items.filter { $0.section == section }
            guard !inside.isEmpty else { return nil }
            return .panel(
                section.title[language],
                content: section == .lookUp
                    ? grouped(inside, language) : .taskLinks(inside.map { link($0, language) }))
        }
        let curl = """
            curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/xml" \\
                 --data-binary @CEB311.xml \(visit.origin)/api/v1/ceb
            """
        return """
            \(.heading(
                PortalWords.promise[language], lede: PortalWords.promiseMore[language],
                actions: [
                    .linkButton(
                        PortalWords.signIn[language], to: "/\(language.rawValue)\(site.signIn)"),
                    .linkButton(
                        PortalWords.signUp[language], to: "/\(language.rawValue)/sign-up",
                        .secondary),
                ]))
            \(parts)
            \(.panel(
                PortalWords.program[language],
                content: """
                    <p>\(PortalWords.programLede, language)</p>
                    \(.codeBlock(curl, label: PortalWords.commandLine[language]))
                    """))
            """
    }

    private func grouped(_ items: [Site.Item], _ language: Language) -> HTML {
        let parts = LookUpGroup.allCases.compactMap { group -> HTML? in
            let inside = items.filter { LookUpGroup(path: $0.path) == group }
            guard !inside.isEmpty else { return nil }
            return """
                <h3>\(group.title, language)</h3>
                \(.taskLinks(inside.map { link($0, language) }))
                """
        }
        return "\(parts)"
    }

    private func link(_ item: Site.Item, _ language: Language) -> TaskLink {
        TaskLink(
            item.title[language], note: item.note?[language] ?? "",
            path: "/\(language.rawValue)\(item.path)")
    }

    private func missing(_ titles: [Localized], _ language: Language) -> HTML? {
        guard !titles.isEmpty else { return nil }
        let words = titles.map { $0[language] }.joined(separator: language == .zh ? "、" : ", ")
        return .notice(PortalWords.missing[language] + words, .warn)
    }

    // MARK: A section

    private func section(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        guard let section = SiteSection(rawValue: visit.parameters["section"] ?? "") else {
            throw WebRefusal.notFound
        }
        let items = site.items(for: visit.principal, in: section)
        guard !items.isEmpty else {
            // What is in it needs an account, or another one.
            guard visit.principal == nil else { throw WebRefusal.notFound }
            return .see(
                Address.path(
                    "/\(language.rawValue)\(site.signIn)", query: [.init("to", visit.path)]))
        }
        return site.page(
            visit, title: section.title[language],
            content: """
                \(.heading(section.title[language], lede: PortalWords.section[language]))
                \(.taskLinks(items.map { link($0, language) }))
                """)
    }

    // MARK: The search

    private func results(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let outcome = await search.search(
            visit.query["q"] ?? "", by: visit.principal, limit: PortalPages.found)
        // Who pastes a whole number wants that thing, not a list with one line.
        if let only = outcome.only, visit.query["list"] == nil {
            return .see("/\(language.rawValue)\(only.path)")
        }
        let field = Field(
            "q", label: PortalWords.question[language], isRequired: false, marksOptional: false)
        return site.page(
            visit, title: PortalWords.search[language],
            content: """
                \(.heading(PortalWords.search[language], lede: PortalWords.searchLede[language]))
                \(.filterBar(
                    path: "/\(language.rawValue)/search",
                    fields: [
                        .textInput(
                            field, value: outcome.text, .search, width: .full, language: language)
                    ], language: language))
                \(missing(outcome.missing, language))
                \(PortalSearchView(isStranger: visit.principal == nil).html(outcome, language))
                """)
    }
}
