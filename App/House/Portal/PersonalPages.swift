import Kernel
import Logging
import Parties
import Web

/// What pages gain for a person who is signed in: the own filters on each list, and a note of what
/// was opened. Done around the routes, so that no room has to know of it.
struct PersonalPages: Sendable {
    let shelf: PersonalShelf
    let logger: Logger

    /// Pages of one thing each, that people come back to.
    static let things: Set<String> = [
        "/{language}/declarations/{preNo}", "/{language}/follow-ups/{preNo}",
        "/{language}/applications/{number}", "/{language}/entries/{number}",
        "/{language}/sheets/{id}", "/{language}/policies/{id}", "/{language}/tariff/codes/{code}",
        "/{language}/services/{id}", "/{language}/services/{service}",
        "/{language}/messages/{number}", "/{language}/origin/agreements/{id}",
        "/{language}/origin/proofs/{id}", "/{language}/lists/{list}",
        "/{language}/benefits/{benefit}",
        "/{language}/master-bills/{billNo}", "/{language}/worklist/batches/{id}",
    ]

    func around(_ route: Route) -> Route {
        guard route.method == .get, route.path.utf8.starts(with: "/{language}/".utf8) else {
            return route
        }
        let isThing = Self.things.contains(route.path)
        return Route(
            .get, route.path, access: route.access, summary: route.summary,
            bodyLimit: route.bodyLimit, rate: route.rate, query: route.query, takes: route.takes
        ) { visit in
            let answer = try await route.handler(visit)
            guard let person = visit.principal, PersonalShelf.serves(person),
                let path = Self.withoutLanguage(visit.path)
            else { return answer }
            if isThing, answer.status == 200, let title = Self.title(answer) {
                await note(path, title, visit, person, route)
            }
            guard OwnFilters.fit(answer) else { return answer }
            return await filled(answer, path, person, visit.language)
        }
    }

    /// The page of one's own filters, which tells them in the words of their lists' forms: the
    /// list is made for the same person and only its form is read.
    static func telling(_ route: Route, by lists: [Route]) -> Route {
        guard route.path == "/{language}/saved-filters" else { return route }
        return Route(
            route.method, route.path, access: route.access, summary: route.summary,
            bodyLimit: route.bodyLimit, rate: route.rate, query: route.query, takes: route.takes
        ) { visit in
            try await ListForms.$words.withValue({ path, language in
                await words(of: path, language, lists, visit)
            }) { try await route.handler(visit) }
        }
    }

    private static func words(
        of path: String, _ language: Language, _ lists: [Route], _ visit: Visit
    ) async -> FormWords? {
        let route = lists.first {
            $0.method == .get && $0.path.utf8.elementsEqual("/{language}\(path)".utf8)
                && $0.access.admits(visit.principal)
        }
        guard let route else { return nil }
        var asked = visit
        asked.method = .get
        asked.path = "/\(language.rawValue)\(path)"
        (asked.query, asked.body, asked.parameters) = (Form(), [], ["language": language.rawValue])
        let list = asked
        return try? await FormWords.noting { _ = try await route.handler(list) }
    }

    private func filled(
        _ answer: Answer, _ path: String, _ person: Principal, _ language: Language
    ) async -> Answer {
        var saved: [SavedFilter] = []
        do {
            saved = try await shelf.saved(of: person, list: path)
        } catch {
            // The list is what was asked for.
            logger.error("own filters could not be read", metadata: ["error": "\(error)"])
        }
        return OwnFilters.put(
            saved.map { ($0.name, "/\(language.rawValue)\($0.path)") }, of: path,
            all: "/\(language.rawValue)/saved-filters", into: answer, language)
    }

    /// A page is shown although it could not be noted. Its title in the other language only the
    /// page itself knows.
    private func note(
        _ path: String, _ title: String, _ visit: Visit, _ person: Principal, _ route: Route
    ) async {
        var asked = visit
        asked.language = visit.language.other
        asked.path = "/\(asked.language.rawValue)\(path)"
        let other = asked
        do {
            try await shelf.note(path: path, title: title, in: visit.language, by: person) {
                let answer = try await route.handler(other)
                return answer.status == 200 ? Self.title(answer) : nil
            }
        } catch {
            logger.error("what was opened was not noted", metadata: ["error": "\(error)"])
        }
    }

    /// `/zh/declarations/B…` is `/declarations/B…`.
    private static func withoutLanguage(_ path: String) -> String? {
        let rest = path.utf8.dropFirst(3)
        return rest.first == UInt8(ascii: "/") ? String(rest) : nil
    }

    /// What stands between the marks of the title, without the name of the site.
    private static func title(_ answer: Answer) -> String? {
        let head = String(decoding: answer.body.prefix(600), as: UTF8.self)
        guard let start = head.firstRange(of: "<title>"),
            let end = head.firstRange(of: "</title>"), start.upperBound < end.lowerBound
        else { return nil }
        var text = String(head[start.upperBound..<end.lowerBound])
        if let name = text.firstRange(of: " – ") { text = String(text[..<name.lowerBound]) }
        for (mark, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
            text = text.replacing(mark, with: sign)
        }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(120)))
    }
}
