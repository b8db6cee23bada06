import Kernel

/// An answer for the terminal, in the languages that are wanted.
enum ClassifyReport {
    static func text(_ answer: Classification, _ languages: [Language]) -> String {
        func told(_ words: Localized, _ separator: String = " / ") -> String {
            languages.map { words[$0] }.filter { !$0.isEmpty }.joined(separator: separator)
        }
        var lines = languages.map { answer.explanation.outcome[$0] } + [""]
        for candidate in answer.candidates {
            lines.append(
                "\(candidate.code)  \(percent(candidate.confidence))  "
                    + told(candidate.name, "  ") + ended(candidate, languages))
            if !candidate.words.isEmpty {
                lines.append("    ← " + candidate.words.map(\.word).joined(separator: " · "))
            }
            if let near = candidate.similar.first {
                lines.append("    ≈ \(near.text)  (\(near.code), \(near.origin.name))")
            }
        }
        for question in answer.questions {
            lines.append("? " + told(question.text))
            for option in question.options {
                lines.append("    \(option.code)  " + told(option.name, "  "))
            }
        }
        lines.append("")
        lines.append(
            told(Localized(zh: "仅供参考", en: "For reference only."), " ") + " "
                + told(answer.basis))
        return lines.joined(separator: "\n")
    }

    private static func ended(_ candidate: Candidate, _ languages: [Language]) -> String {
        guard !candidate.isInForce else { return "" }
        let now = candidate.successors.joined(separator: ", ")
        let words = Localized(zh: "已停用", en: "no longer in force")
        return "  [" + languages.map { words[$0] }.joined(separator: " ")
            + (now.isEmpty ? "" : " → \(now)") + "]"
    }
}
