import Kernel

/// A question that finds other codes than before.
struct SearchTouched: Sendable, Hashable {
    let question: String
    /// The first codes found, before and after.
    let before: [String]
    let after: [String]
}

extension EditionTrial {
    /// Most questions that are tried.
    private static let most = 12
    /// Most codes of each that are told.
    private static let shown = 3

    /// Which searches find something else, of those for the words and names that change; tried
    /// for the first of them.
    func searches(_ report: EditionReport) -> [SearchTouched] {
        let changes = report.changes.lazy.filter { $0.what != .same && $0.what != .dropped }
        var questions: [String] = []
        for change in changes where questions.count < EditionTrial.most {
            let asked: [String?] = switch kind {
            case .searchWords: [change.subject]
            case .names:
                [book, trial].map { $0.codes.name(of: change.subject, on: day)?.zh }
            case .codes where change.what == .new || change.tellsName:
                [book, trial].map { $0.codes.line(hs10: change.subject, on: day)?.name.zh }
            default: []
            }
            for text in asked.compactMap({ $0 }).map(EditionTrial.firstPhrase)
            where !text.isEmpty && !questions.contains(text) {
                questions.append(text)
            }
        }
        return questions.prefix(EditionTrial.most).compactMap { question in
            let (before, after) = (found(question, book), found(question, trial))
            return before == after
                ? nil : SearchTouched(question: question, before: before, after: after)
        }
    }

    private func found(_ question: String, _ book: TariffBook) -> [String] {
        book.find(question, on: day, limit: EditionTrial.shown).map(\.code.text)
    }

    /// What people would ask for: the name up to where it is narrowed down.
    private static func firstPhrase(_ name: String) -> String {
        let stops: Set<Unicode.Scalar> = ["，", "；", "、", "（", ",", ";", "(", ":", "："]
        let phrase = name.unicodeScalars.prefix { !stops.contains($0) }.prefix(24)
        return String(String.UnicodeScalarView(phrase)).trimmedBlanks
    }
}

extension EditionReport.Change {
    /// Whether the Chinese name is among what changes.
    fileprivate var tellsName: Bool { details.contains { $0.utf8.starts(with: "name_zh".utf8) } }
}
