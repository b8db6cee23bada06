import Kernel
import Web
import Wire

/// `/{language}/developers/{family}`: the operations of a family, each with what it takes, answers
/// and refuses.
struct DeveloperFamilyPage: Sendable {
    let family: APIFamily
    let operations: [APIDocument.Operation]
    let document: APIDocument
    let site: Site

    func answer(_ visit: Visit) -> Answer {
        let language = visit.language
        let groups = operations.map { operation -> HTML in
            .fold(
                operation.title, id: operation.id, note: operation.route.summary[language],
                content: one(operation, language))
        }
        let title = family.name[language]
        return site.page(
            visit, title: title,
            trail: [
                Crumb(
                    DeveloperWords.title[language], path: "/\(language.rawValue)/developers")
            ],
            content: """
                \(.heading(title, lede: family.lede[language]))
                \(.panel(
                    DeveloperWords.example[language], id: "example",
                    content: """
                        \(.codeBlock(
                            family.command(document.bodies),
                            label: DeveloperWords.example[language]))
                        \(needed(language))
                        """))
                \(.panel(
                    DeveloperWords.families[language], id: "operations",
                    content: "\(groups)"))
                \(answers(language).shapes(of: operations))
                """)
    }

    /// What the key of the example has to be allowed; nil where it needs none, or nothing beyond
    /// being one.
    private func needed(_ language: Language) -> HTML? {
        let path = family.address.split(separator: "?").first.map(String.init)
        guard
            let asked = operations.first(where: {
                $0.route.path == path && $0.route.method.rawValue == family.method
            }), family.caller == .key, case .permission(let permission) = asked.route.access
        else { return nil }
        return "<p>\(DeveloperWords.keyNeeds, language)<code>\(permission.name)</code></p>"
    }

    private func one(_ operation: APIDocument.Operation, _ language: Language) -> HTML {
        let route = operation.route
        var facts: [HTML] = [
            "<li>\(DeveloperWords.who, language)\(who(route.access, language))</li>\n",
            """
            <li>\(DeveloperWords.answers, language)\(types(operation)); \
            \(refusals(operation).map(String.init).joined(separator: ", "))</li>

            """,
        ]
        if let rate = route.rate {
            facts.append("<li>\(DeveloperWords.limit, language)\(words(rate, language))</li>\n")
        }
        return """
            <ul>\(facts)</ul>
            \(parameters(operation, language))\(body(operation, language))
            \(answers(language).fold(operation))
            """
    }

    private func answers(_ language: Language) -> DeveloperAnswers {
        DeveloperAnswers(document: document, language: language)
    }

    private func types(_ operation: APIDocument.Operation) -> HTML {
        let types = document.answers[operation.title]?.types ?? []
        return types.isEmpty ? "204" : "<code>\(types.joined(separator: ", "))</code>"
    }

    private func who(_ access: Access, _ language: Language) -> HTML {
        switch access {
        case .anyone: "\(DeveloperWords.anyone, language)"
        case .signedIn, .ownAccount: "\(DeveloperWords.signedIn, language)"
        case .permission(let permission): "<code>\(permission.name)</code>"
        }
    }

    private func words(_ rate: Rate, _ language: Language) -> String {
        let seconds = rate.milliseconds / 1000
        return Localized(zh: "\(seconds) 秒 \(rate.burst) 次", en: "\(rate.burst) in \(seconds) s")[
            language]
    }

    /// Which refusals there may be, by what the route says of itself.
    private func refusals(_ operation: APIDocument.Operation) -> [Int] {
        var found = [400]
        switch operation.route.access {
        case .anyone: break
        case .signedIn, .ownAccount: found.append(401)
        case .permission: found += [401, 403]
        }
        if !operation.parameters.isEmpty { found.append(404) }
        if operation.changes { found += [409, 413] }
        return found + [422, 429, 503]
    }

    private func parameters(
        _ operation: APIDocument.Operation, _ language: Language
    ) -> HTML {
        let lines =
            operation.parameters.map { name in
                line(
                    name, DeveloperWords.inPath, true,
                    document.glossary[name, .init(operation)] ?? DeveloperWords.part, language)
            }
            + operation.route.query.map {
                line($0.name, place($0.kind), $0.isRequired, $0.about, language)
            }
        guard !lines.isEmpty else { return "" }
        return "<p>\(DeveloperWords.parameters, language)</p><ul>\(lines)</ul>"
    }

    private func place(_ kind: Route.Query.Kind) -> Localized {
        let word =
            switch kind {
            case .text: "string"
            case .integer: "integer"
            case .day: "date"
            }
        let query = DeveloperWords.inQuery
        return Localized(zh: "\(query.zh) · \(word)", en: "\(query.en) · \(word)")
    }

    private func body(_ operation: APIDocument.Operation, _ language: Language) -> HTML {
        guard operation.changes, operation.route.method != .delete else { return "" }
        switch document.bodies[operation.title] {
        case .empty, nil: return "<p>\(DeveloperWords.noBody, language)</p>"
        case .file(let types):
            return """
                <p>\(DeveloperWords.file, language)<code>\(types.joined(separator: ", "))</code></p>
                """
        case .members(let members):
            let lines = members.map { member in
                line(
                    member.path == ["*"] ? DeveloperWords.anyField[language] : member.name,
                    Localized(same: kind(member)), member.isNeeded, member.about, language)
            }
            let example = document.bodies[operation.title]?.example
            let shown: HTML? = example.flatMap { json in
                json.members.isEmpty
                    ? nil : .codeBlock(json.encoded, label: DeveloperWords.example[language])
            }
            return """
                <p>\(DeveloperWords.body, language) <code>application/json</code></p>
                <ul>\(lines)</ul>\(shown)
                """
        }
    }

    private func kind(_ member: APIBodies.Member) -> String {
        guard member.choices.isEmpty else { return member.choices.joined(separator: " | ") }
        return switch member.kind {
        case .text: "string"
        case .date: "date"
        case .objects: "[object]"
        case .texts: "[string]"
        case .integer, .number, .boolean, .object: member.kind.rawValue
        }
    }

    private func line(
        _ name: String, _ kind: Localized, _ isNeeded: Bool, _ about: Localized,
        _ language: Language
    ) -> HTML {
        let needed: HTML = isNeeded ? " · \(DeveloperWords.needed, language)" : ""
        return """
            <li><code>\(name)</code> · \(kind, language)\(needed) · \(about, language)</li>

            """
    }
}
