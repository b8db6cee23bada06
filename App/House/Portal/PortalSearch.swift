import Kernel
import Logging
import Plug
import Web

/// Searches everything that one person may see, all kinds at once.
struct PortalSearch: Sendable {
    let finders: [Finder]
    let logger: Logger

    /// What was found of one kind.
    struct Group: Sendable {
        let finder: Finder
        let found: [Finder.Found]
    }

    struct Outcome: Sendable {
        let text: String
        let groups: [Group]
        /// Kinds that could not be searched just now.
        let missing: [Localized]

        /// The one thing that was asked for by its whole number, where there is one.
        var only: Finder.Found? {
            let exact = groups.flatMap(\.found).filter(\.isExact)
            return exact.count == 1 ? exact.first : nil
        }
    }

    /// Longer questions are no numbers and no names.
    static let longest = 100

    func search(_ typed: String, by person: Principal?, limit: Int) async -> Outcome {
        // Nobody types control characters; the database takes no zero.
        let scalars = typed.halfWidth.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let text = String(String.UnicodeScalarView(scalars.prefix(PortalSearch.longest))).halfWidth
        guard !text.isEmpty else { return Outcome(text: "", groups: [], missing: []) }
        let question = Finder.Question(text: text, person: person, limit: limit)
        var groups: [Group] = []
        var missing: [Localized] = []
        for finder in finders where finder.access.admits(person) {
            do {
                let found = try await finder.find(question)
                guard !found.isEmpty else { continue }
                groups.append(Group(finder: finder, found: Array(found.prefix(limit))))
            } catch {
                // One kind that cannot be searched must not hide the others.
                logger.error(
                    "a kind of things could not be searched",
                    metadata: ["finder": "\(finder.name)", "error": "\(error)"])
                missing.append(finder.title)
            }
        }
        // Kinds in which the whole number was found come first; the order is kept otherwise.
        let exact = groups.filter { $0.found.contains(where: \.isExact) }
        let others = groups.filter { !$0.found.contains(where: \.isExact) }
        return Outcome(text: text, groups: exact + others, missing: missing)
    }

    /// The tasks of the navigation, by their words.
    static func tasks(_ site: Site) -> Finder {
        Finder("portal.tasks", Localized(zh: "事项", en: "Tasks")) { question in
            let asked = question.text.lowercased()
            return site.items(for: question.person).filter { item in
                [item.title.zh, item.title.en, item.note?.zh ?? "", item.note?.en ?? ""]
                    .contains { $0.lowercased().contains(asked) }
            }.prefix(question.limit).map {
                Finder.Found($0.title, note: $0.note, path: $0.path)
            }
        }
    }
}
