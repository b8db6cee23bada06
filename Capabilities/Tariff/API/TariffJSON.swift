import Kernel
import Web
import Wire

/// The tariff's answers as JSON.
struct TariffJSON: Sendable {
    let book: TariffBook
    let day: Day

    private var words: RateWords { RateWords(book: book, day: day) }

    static func text(_ text: Localized) -> JSON {
        .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
    }

    static func number(_ number: Fixed?) -> JSON { number.map { .text($0.text) } ?? .null }

    static func explanation(_ explanation: Explanation) -> JSON {
        .object([
            .init("rule", .text(explanation.rule)),
            .init("version", .optional(explanation.version?.text)),
            .init("title", text(explanation.title)),
            .init(
                "inputs",
                .array(
                    explanation.inputs.map {
                        .object([.init("name", text($0.name)), .init("value", .text($0.value))])
                    })),
            .init("outcome", text(explanation.outcome)),
            .init("citations", .array(explanation.citations.map { .text($0.text) })),
            .init("children", .array(explanation.children.map(TariffJSON.explanation))),
        ])
    }

    static func refusal(_ refusal: any Refusal) -> JSON {
        .object([
            .init("code", .text(refusal.code)), .init("field", .optional(refusal.field)),
            .init("message", text(refusal.message)), .init("fix", text(refusal.fix)),
        ])
    }

    func rate(_ rate: DutyRate?) -> JSON {
        guard let rate else {
            return .object([
                .init("notation", .null), .init("basis", TariffJSON.text(RateWords.notStated)),
                .init("told", TariffJSON.text(RateWords.notStated)),
            ])
        }
        return .object([
            .init("notation", rate.isStated ? .text(rate.notation) : .null),
            .init("basis", TariffJSON.text(RateWords.basis(rate))),
            .init("told", TariffJSON.text(words.told(rate))),
        ])
    }

    /// A line in a list.
    func brief(_ line: TariffLine) -> JSON {
        .object([
            .init("code", .text(line.code.text)),
            .init("name", TariffJSON.text(book.name(of: line))),
            .init("under", .array(book.path(of: line).map { TariffJSON.text($0.name) })),
            .init("mfn", rate(line.duty)),
            .init("provisionalPct", TariffJSON.number(line.provisional)),
            .init("vatPct", TariffJSON.number(line.vat)),
        ])
    }

    /// What a search has found.
    func found(_ found: FoundLines) -> JSON {
        .object([
            .init("on", .text(day.text)), .init("count", .integer(found.lines.count)),
            .init("matchesAllWords", .bool(found.isWhole)),
            .init("unknownWords", .array(found.unknown.map { .text($0) })),
            .init("lines", .array(found.lines.map(brief))),
        ])
    }

    /// A chapter, heading, subheading or tariff line with what lies below it.
    func branch(_ branch: TariffBranch) -> JSON {
        .object([
            .init("code", .text(branch.code)), .init("name", TariffJSON.text(branch.name)),
            .init("on", .text(day.text)),
            .init(
                "children",
                .array(
                    branch.children.map {
                        .object([
                            .init("code", .text($0.code)),
                            .init("name", TariffJSON.text($0.name)),
                        ])
                    })),
            .init("lines", .array(branch.lines.map(brief))),
        ])
    }

    /// Everything known of ten digits on a day.
    func line(_ line: TariffLine) -> JSON {
        let view = LineView(book: book, line: line, day: day)
        return .object([
            .init("code", .text(line.code.text)), .init("on", .text(day.text)),
            .init("carriedOver", book.carriedOver(to: day).map(TariffJSON.text) ?? .null),
            .init("name", TariffJSON.text(book.name(of: line))),
            .init("scopeZh", .optional(line.scope.isEmpty ? nil : line.scope)),
            .init("units", .array(view.units.map { .object([
                .init("code", .text($0.code)), .init("name", TariffJSON.text($0.name)),
            ]) })),
            .init(
                "declarationElements", .array(view.elements.map { .text($0) })),
            .init("elementsAreOwn", .bool(line.elementsAreOwn)),
            .init("validFrom", .text(line.from.text)), .init("validTo", .optional(line.to?.text)),
            .init("source", .text(line.citation.text)),
            .init("referenceOnly", .bool(line.isReferenceOnly)),
            .init("mfn", rate(line.duty)), .init("general", rate(line.general)),
            .init("provisionalPct", TariffJSON.number(line.provisional)),
            .init("quota", .optional(line.quota?.rawValue)),
            .init("vatPct", TariffJSON.number(line.vat)),
            .init("consumptionTax", TariffJSON.text(view.consumption)),
            .init("retailCompositePct", TariffJSON.number(view.retailComposite)),
            .init("agreements", .array(view.agreements.map { agreement in
                .object([
                    .init("agreement", .text(agreement.membership.agreement)),
                    .init("name", TariffJSON.text(agreement.membership.name)),
                    .init("partners", .array(agreement.partners.map { .text($0) })),
                    .init("rate", agreement.rate.map { rate($0) } ?? .null),
                    .init("note", agreement.note.map(TariffJSON.text) ?? .null),
                    .init("years", .array(agreement.years.map { step in
                        .object([
                            .init("year", .integer(step.year)),
                            .init("pct", TariffJSON.number(step.rate)),
                        ])
                    })),
                    .init("source", .text(agreement.membership.citation.text)),
                ])
            })),
        ])
    }

    func best(_ best: BestRate) -> JSON {
        .object([
            .init("code", .text(best.line.code.text)),
            .init("name", TariffJSON.text(book.name(of: best.line))),
            .init("origin", .object([
                .init("code", .text(best.origin.code)), .init("iso", .optional(best.origin.iso)),
                .init("name", TariffJSON.text(best.origin.name)),
            ])),
            .init("on", .text(best.day.text)), .init("valueYuan", .text(best.value.text)),
            .init("valueAssumed", .bool(best.isAssumed)),
            .init("carriedOver", book.carriedOver(to: best.day).map(TariffJSON.text) ?? .null),
            // False where an agreement that is open to the origin has no rate held here.
            .init("isLowestOfAll", .bool(best.unheld.isEmpty)),
            .init("notHeld", .array(best.unheld.map { .text($0.agreement) })),
            .init("candidates", .array(best.candidates.map(candidate))),
            .init("passedOver", .array(best.passedOver.map(passed))),
            .init("notLookedAt", TariffJSON.text(BestRateWords.notLookedAt)),
            .init("explanation", TariffJSON.explanation(book.explanation(of: best))),
        ])
    }

    private func candidate(_ candidate: BestRate.Candidate) -> JSON {
        let needed = candidate.agreement.flatMap {
            book.originNeeded($0.agreement, candidate.code, on: day)
        }
        return .object([
            .init("kind", .text(candidate.kind.rawValue)),
            .init("agreement", .optional(candidate.agreement?.agreement)),
            .init("title", TariffJSON.text(RateWords.title(candidate))),
            .init("code", .text(candidate.code.text)), .init("rate", rate(candidate.rate)),
            .init("proof", TariffJSON.text(RateWords.proof(candidate.proof))),
            .init("originRule", needed?.rule.map(TariffJSON.text) ?? .null),
            .init("proofs", .array((needed?.proofs ?? []).map(TariffJSON.text))),
            .init("dutyYuan", TariffJSON.number(candidate.duty)),
            .init("consumptionYuan", TariffJSON.number(candidate.taxes?.consumption)),
            .init("vatYuan", TariffJSON.number(candidate.taxes?.vat)),
            .init("totalYuan", TariffJSON.number(candidate.taxes?.total)),
            .init("savingYuan", TariffJSON.number(candidate.saving)),
            .init("trouble", candidate.trouble.map { TariffJSON.refusal($0) } ?? .null),
            .init("future", .array(candidate.future.map { step in
                .object([.init("year", .integer(step.year)), .init("pct", .text(step.rate.text))])
            })),
            .init("additionalRequirement", .optional(candidate.additionalRequirement?.text)),
            .init("source", .text(candidate.citation.text)),
            .init("referenceOnly", .bool(candidate.isReferenceOnly)),
        ])
    }

    private func passed(_ other: BestRate.PassedOver) -> JSON {
        .object([
            .init("kind", .text(other.kind.rawValue)),
            .init("agreement", .optional(other.agreement?.agreement)),
            .init("title", TariffJSON.text(RateWords.title(other.kind, other.agreement))),
            .init("rate", other.rate.map { rate($0) } ?? .null),
            .init("reason", .text(other.reason.rawValue)),
            .init("told", TariffJSON.text(RateWords.reason(other.reason))),
        ])
    }
}
