import Kernel

/// An answer for the terminal.
enum ClassifyReport {
    static func text(_ answer: Classification) -> String {
        var lines = [
            "\(answer.explanation.outcome.zh)", "\(answer.explanation.outcome.en)", "",
        ]
        for candidate in answer.candidates {
            lines.append(
                "\(candidate.code)  \(percent(candidate.confidence))  \(candidate.name.zh)"
                    + (candidate.name.en.isEmpty ? "" : "  \(candidate.name.en)")
                    + ended(candidate))
            if !candidate.words.isEmpty {
                lines.append("    ← " + candidate.words.map(\.word).joined(separator: " · "))
            }
            if let near = candidate.similar.first {
                lines.append("    ≈ \(near.text)  (\(near.code), \(near.origin.name))")
            }
        }
        for question in answer.questions {
            lines.append("? \(question.text.zh) / \(question.text.en)")
            for option in question.options {
                lines.append("    \(option.code)  \(option.name.zh)  \(option.name.en)")
            }
        }
        lines.append("")
        lines.append("仅供参考 For reference only. \(answer.basis.zh) / \(answer.basis.en)")
        return lines.joined(separator: "\n")
    }

    private static func ended(_ candidate: Candidate) -> String {
        guard !candidate.isInForce else { return "" }
        let now = candidate.successors.joined(separator: ", ")
        return "  [已停用 no longer in force" + (now.isEmpty ? "" : " → \(now)") + "]"
    }
}
