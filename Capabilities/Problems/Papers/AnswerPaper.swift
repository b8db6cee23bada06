import Kernel
import Paper
import Papers
import Parties
import Policies
import Store
import Web
import Wire

/// What was said about a problem, and its answer, as it stands now.
struct AnswerPaper: Sendable {
    let record: ProblemDesk.Record
    let desk: ProblemDesk

    private var one: Problem { record.problem }

    /// Nil as long as nothing was answered.
    var draft: PaperDraft? {
        guard let answered = record.words.last(where: { $0.kind == .answered }) else { return nil }
        let paper = self
        let firm = desk.enterprises.enterprise(id: one.tenant)
        return PaperDraft(
            .problemAnswer, tenant: one.tenant, subject: one.number, isSnapshot: true,
            number: one.number, issuer: body, day: answered.at.day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "提出方", en: "Raised by"),
                    firm?.localizedName.zh ?? one.tenant, firm?.creditCode ?? "")
            ],
            data: .object([
                .init("number", .text(one.number)), .init("topic", .text(one.topic)),
                .init("title", .text(one.title)), .init("body", .text(one.body)),
                .init("state", .text(one.state.rawValue)), .init("round", .integer(one.round)),
                .init("cause", .text(one.cause)), .init("outcome", .text(one.outcome.rawValue)),
                .init(
                    "words",
                    .array(
                        record.words.map {
                            .object([
                                .init("kind", .text($0.kind.rawValue)),
                                .init("at", .text($0.at.iso)), .init("words", .text($0.words)),
                            ])
                        })),
            ]),
            blocks: { paper.blocks($0) })
    }

    private var body: Localized {
        desk.policies.body(one.body)?.name ?? Localized(same: one.body)
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        var blocks: [PaperBlock] = [
            .grid(
                [
                    PaperField(ProblemWords.number[language], one.number),
                    PaperField(ProblemWords.subject[language], one.title),
                    PaperField(
                        ProblemWords.topic[language],
                        desk.tables.name(ofTopic: one.topic)[language]),
                    PaperField(ProblemWords.body[language], body[language]),
                    PaperField(ProblemWords.due[language], one.due.text),
                    PaperField(
                        ProblemWords.state[language],
                        ProblemWords.name(one, on: desk.clock.today)[language]),
                    PaperField(
                        ProblemWords.cause[language],
                        desk.tables.name(ofCause: one.cause)[language]),
                ], columns: 2)
        ]
        for word in record.words {
            blocks += [
                .heading("\(ProblemWords.name(word.kind)[language]) \(word.at.text)"),
                .paragraph(word.words),
            ]
        }
        blocks += [
            .heading(Localized(zh: "期限怎么算", en: "How the term was counted")[language]),
            .steps(record.explanation, language),
            .seal([
                body[language], one.answeredAt?.day.text ?? "",
                Localized(zh: "电子签发", en: "issued electronically")[language],
            ]),
        ]
        return blocks
    }
}

extension ProblemDesk {
    /// The answer to a problem, for whoever may see it.
    func paper(_ number: String, for visitor: Principal) async throws -> PaperDraft {
        guard let draft = AnswerPaper(record: try await record(number, for: visitor), desk: self)
            .draft
        else { throw PapersRefusal.notIssued }
        return draft
    }

    /// What the answer to a problem would say now, for the verifier.
    func currentPaper(_ tenant: String, _ number: String) async throws -> PaperDraft? {
        let found = try await store.read { session -> (Problem, [ProblemWord])? in
            guard let one = try ProblemRows.find(number, in: session), one.tenant == tenant else {
                return nil
            }
            return (one, try ProblemRows.words(on: one, in: session))
        }
        return try found.flatMap { one, words in
            AnswerPaper(record: try record(one, words), desk: self).draft
        }
    }
}
