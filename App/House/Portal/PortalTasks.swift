import Kernel
import Plug
import Web

/// Finds what one can do here by the words people have for it: those of the navigation, and those
/// of a table (`Data/task-words.tsv`).
struct PortalTasks: Sendable {
    /// A page and what it is called in everyday words.
    struct Named: Sendable {
        let path: String
        /// Nil where the navigation has its name.
        let title: Localized?
        let access: Access
        /// Chinese, of which one stands in the question.
        let chinese: [String]
        /// English, the words of each; all of one stand in the question.
        let english: [[String]]
    }

    let site: Site
    let named: [Named]

    static func load(_ share: Share, _ site: Site) throws -> PortalTasks {
        let path = "App/House/Data/task-words.tsv"
        let named = try share.once {
            try TabTable(share, path, columns: 6).rows.map { row in
                Named(
                    path: row[0], title: row[1].isEmpty ? nil : Localized(zh: row[1], en: row[2]),
                    access: row[3] == "own" ? .ownAccount : .anyone,
                    chinese: row[4].split(separator: "|").map { $0.lowercased() },
                    english: row[5].split(separator: "|").map { Self.words(String($0)) })
            }
        }
        return PortalTasks(site: site, named: named)
    }

    var finder: Finder {
        Finder("portal.tasks", Localized(zh: "事项", en: "Tasks")) { find($0) }
    }

    /// What fits, best first. What fits by its sentence alone is a guess: cotton stands in that of
    /// quotas, and who asks for cotton may mean the good.
    func find(_ question: Finder.Question) -> [Finder.Found] {
        let asked = Asked(question.text)
        var rated: [(found: Finder.Found, weight: Int)] = []
        for item in site.items(for: question.person) {
            let words = named.first { $0.path == item.path }.map(asked.weight) ?? 0
            let weight = max(words, asked.weight(title: item.title, note: item.note))
            rated.append((found(item.title, item.note, item.path, weight), weight))
        }
        let shown = Set(rated.map(\.found.path))
        for one in named where !shown.contains(one.path) {
            let weight = asked.weight(one)
            if let title = one.title {
                guard one.access.admits(question.person) || question.person == nil else { continue }
                let note = one.access.admits(question.person) ? nil : Self.afterSignIn
                rated.append((found(title, note, one.path, weight), weight))
            } else if question.person == nil,
                let item = site.navigation.first(where: { $0.path == one.path })
            {
                rated.append((found(item.title, Self.afterSignIn, one.path, weight), weight))
            }
        }
        return rated.enumerated().filter { $0.element.weight > 0 }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .prefix(question.limit).map(\.element.found)
    }

    private func found(
        _ title: Localized, _ note: Localized?, _ path: String, _ weight: Int
    ) -> Finder.Found {
        Finder.Found(title, note: note, path: path, isGuess: weight < Asked.sure)
    }

    private static let afterSignIn = Localized(zh: "登录后办理。", en: "After signing in.")

    /// Words of letters and digits, small, one for one thing and for several.
    fileprivate static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.compactMap { word in
            guard !idle.contains(String(word)) else { return nil }
            let isPlural = word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss")
                && !word.hasSuffix("us")
            return String(isPlural ? word.dropLast() : word)
        }
    }

    private static let idle: Set<String> = [
        "a", "an", "and", "are", "by", "can", "do", "for", "from", "get", "i", "in", "is", "it",
        "me", "of", "on", "or", "please", "the", "to", "what", "where", "with", "want", "need",
    ]
}

/// A question, as tasks are looked for by it.
private struct Asked {
    /// Small, without what only asks: 怎么, 我要.
    let text: String
    let words: Set<String>
    private let whole: String

    /// From here on a task is what was asked for.
    static let sure = 60

    init(_ typed: String) {
        whole = typed.lowercased()
        var rest = whole
        for idle in ["请问", "怎么样", "怎么", "如何", "怎样", "我要", "我想", "在哪里", "在哪", "？", "?"] {
            rest = rest.split(separator: idle, omittingEmptySubsequences: true).joined()
        }
        text = rest.trimmedBlanks
        words = Set(PortalTasks.words(typed))
    }

    /// By the table: its words are the question, or stand in it.
    func weight(_ named: PortalTasks.Named) -> Int {
        if named.chinese.contains(where: { $0 == whole || $0 == text }) { return 100 }
        if named.english.contains(where: { Set($0) == words }) { return 100 }
        let inChinese = named.chinese.filter { $0.unicodeScalars.count > 2 && whole.contains($0) }
        if let most = inChinese.map(\.unicodeScalars.count).max() { return 70 + min(20, most) }
        let inEnglish = named.english.filter { $0.count > 1 && words.isSuperset(of: $0) }
        if let most = inEnglish.map(\.count).max() { return 70 + min(20, most) }
        return 0
    }

    /// By the navigation: a task's name, or the sentence under it.
    func weight(title: Localized, note: Localized?) -> Int {
        guard !text.isEmpty else { return 0 }
        let isChinese = text.utf8.contains { $0 >= 0x80 }
        if isChinese {
            if title.zh.contains(text) {
                return text.unicodeScalars.count > 1 || title.zh == text ? 65 : 40
            }
            return note?.zh.contains(text) == true ? 30 : 0
        }
        guard !words.isEmpty else { return 0 }
        let named = Set(PortalTasks.words(title.en))
        // One English word may be a good's as well: paper, list.
        if named.isSuperset(of: words) { return words.count > 1 || named == words ? 65 : 40 }
        if title.zh.lowercased().contains(text) { return 40 }
        let told = named.union(PortalTasks.words(note?.en ?? ""))
        return told.isSuperset(of: words) ? 30 : 0
    }
}
