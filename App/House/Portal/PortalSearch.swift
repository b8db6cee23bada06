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
        let scalars = typed.unicodeScalars.lazy.prefix(PortalSearch.longest * 10)
            .filter { $0.value >= 0x20 && $0.value != 0x7F }
        let text = String(String.UnicodeScalarView(scalars)).searched(longest: PortalSearch.longest)
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
        // Where something one can do surely fits, goods that may be meant are in its way: who asks
        // how a certificate of origin is had wants no suitcases that have a word of it.
        let isSure = groups.contains { group in
            ["portal.tasks", "procedures.services"].contains(group.finder.name)
                && group.found.contains { !$0.isGuess }
        }
        if isSure {
            groups.removeAll { $0.finder.name == "tariff.codes" && $0.found.allSatisfy(\.isGuess) }
        }
        return Outcome(text: text, groups: Self.ordered(groups, by: text), missing: missing)
    }

    /// Kinds in which the whole number was found come first, then tasks that are called so, then
    /// those whose names have the words
    /// as they were asked: what one can do before what is written about it. What only fits
    /// otherwise comes last; the order is kept within.
    private static func ordered(_ groups: [Group], by text: String) -> [Group] {
        let asked = text.lowercased()
        func place(_ group: Group) -> Int {
            if group.found.contains(where: \.isExact) { return 0 }
            if group.finder.name == "portal.tasks", group.found.contains(where: { !$0.isGuess }) {
                return 1
            }
            let isNamed = group.found.prefix(3).contains { found in
                [found.title.zh, found.title.en].contains { $0.lowercased().contains(asked) }
            }
            guard isNamed else { return 100 }
            return 2 + (leading.firstIndex(of: group.finder.name) ?? leading.count)
        }
        return groups.enumerated()
            .map { (place: place($0.element), number: $0.offset, group: $0.element) }
            .sorted { ($0.place, $0.number) < ($1.place, $1.number) }
            .map(\.group)
    }

    /// Of kinds that are named alike by a question, those people mostly mean.
    private static let leading = [
        "parties.enterprises", "procedures.services", "tariff.codes", "policies.documents",
        "entitlements.benefits", "lists.lists",
    ]
}
