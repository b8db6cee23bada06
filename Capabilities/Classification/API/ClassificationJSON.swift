import Kernel
import Wire

/// Classifications as programs read them; the command prints the same.
enum ClassificationJSON {
    static func object(_ answer: Classification) -> JSON {
        .object([
            .init("text", .text(answer.text)), .init("day", .text(answer.day.text)),
            .init("verdict", .text(answer.verdict.rawValue)),
            .init("message", both(answer.explanation.outcome)),
            .init("candidates", .array(answer.candidates.map(candidate))),
            .init(
                "differences",
                .array(
                    answer.differences.map {
                        .object([.init("one", step($0.one)), .init("other", step($0.other))])
                    })),
            .init("questions", .array(answer.questions.map(question))),
            .init("basis", both(answer.basis)),
            .init("explanation", explanation(answer.explanation)),
        ])
    }

    private static func candidate(_ candidate: Candidate) -> JSON {
        .object([
            .init("code", .text(candidate.code)),
            .init("confidence", thousandths(candidate.confidence)),
            .init("name", both(candidate.name)),
            .init("inForce", .bool(candidate.isInForce)),
            .init("successors", .array(candidate.successors.map { .text($0) })),
            .init("path", .array(candidate.path.map(step))),
            .init("lines", .array(candidate.lines.map(step))),
            .init(
                "words",
                .array(
                    candidate.words.map {
                        .object([
                            .init("word", .text($0.word)), .init("share", thousandths($0.share)),
                        ])
                    })),
            .init("similar", .array(candidate.similar.map(similar))),
        ])
    }

    private static func similar(_ similar: Candidate.Similar) -> JSON {
        .object([
            .init("text", .text(similar.text)), .init("code", .text(similar.code)),
            .init("origin", .text(similar.origin.name)), .init("source", .text(similar.source)),
            .init("likeness", thousandths(similar.likeness)),
        ])
    }

    private static func question(_ question: DecidingQuestion) -> JSON {
        .object([
            .init("text", both(question.text)),
            .init(
                "options",
                .array(
                    question.options.map {
                        .object([.init("code", .text($0.code)), .init("name", both($0.name))])
                    })),
        ])
    }

    static func step(_ step: Candidate.Step) -> JSON {
        .object([.init("code", .text(step.code)), .init("name", both(step.name))])
    }

    static func both(_ text: Localized) -> JSON {
        .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
    }

    /// 873 is `0.873`.
    static func thousandths(_ value: Int) -> JSON {
        let digits = String(value % 1000)
        let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
        return .number("\(value / 1000).\(zeros)\(digits)")
    }

    private static func explanation(_ tree: Explanation) -> JSON {
        .object([
            .init("rule", .text(tree.rule)), .init("version", .optional(tree.version?.text)),
            .init("title", both(tree.title)),
            .init(
                "inputs",
                .array(
                    tree.inputs.map {
                        .object([.init("name", both($0.name)), .init("value", .text($0.value))])
                    })),
            .init("outcome", both(tree.outcome)),
            .init("citations", .array(tree.citations.map { .text($0.text) })),
            .init("children", .array(tree.children.map(explanation))),
        ])
    }
}

extension KnownText.Origin {
    /// Name in API and files.
    var name: String {
        switch self {
        case .wording: "wording"
        case .synonym: "everyday-words"
        case .open: "open-set"
        case .trained: "training"
        case .confirmed: "confirmed"
        }
    }
}
