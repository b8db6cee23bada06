import Kernel
import Wire

/// Classifications as programs read them; the command prints the same.
enum ClassificationJSON {
    static func object(_ answer: Classification) -> JSON {
        .object([
            .init("text", .text(answer.text)), .init("day", .text(answer.day.text)),
            .init("verdict", .text(answer.verdict.rawValue)),
            .init("message", answer.explanation.outcome.json),
            .init("candidates", .array(answer.candidates.map(candidate))),
            .init(
                "differences",
                .array(
                    answer.differences.map {
                        .object([.init("one", step($0.one)), .init("other", step($0.other))])
                    })),
            .init("questions", .array(answer.questions.map(question))),
            .init("basis", answer.basis.json),
            .init("explanation", answer.explanation.json),
        ])
    }

    private static func candidate(_ candidate: Candidate) -> JSON {
        .object([
            .init("code", .text(candidate.code)),
            .init("confidence", thousandths(candidate.confidence)),
            .init("name", candidate.name.json),
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
            .init("text", question.text.json),
            .init(
                "options",
                .array(
                    question.options.map {
                        .object([.init("code", .text($0.code)), .init("name", $0.name.json)])
                    })),
        ])
    }

    static func step(_ step: Candidate.Step) -> JSON {
        .object([.init("code", .text(step.code)), .init("name", step.name.json)])
    }

    /// 873 is `0.873`.
    static func thousandths(_ value: Int) -> JSON {
        let digits = String(value % 1000)
        let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
        return .number("\(value / 1000).\(zeros)\(digits)")
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
