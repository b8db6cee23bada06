import Kernel
import Web
import Wire

/// The tariff's answers as JSON.
struct TariffJSON: Sendable {
    let book: TariffBook
    let day: Day

    private var words: RateWords { RateWords(book: book, day: day) }

    static func number(_ number: Fixed?) -> JSON { number.map { .text($0.text) } ?? .null }

    static func refusal(_ refusal: any Refusal) -> JSON {
        .object([
            .init("code", .text(refusal.code)), .init("field", .optional(refusal.field)),
            .init("message", refusal.message.json), .init("fix", refusal.fix.json),
        ])
    }

    func rate(_ rate: DutyRate?) -> JSON {
        guard let rate else {
            return .object([
                .init("notation", .null), .init("basis", RateWords.notStated.json),
                .init("told", RateWords.notStated.json),
            ])
        }
        return .object([
            .init("notation", rate.isStated ? .text(rate.notation) : .null),
            .init("basis", RateWords.basis(rate).json),
            .init("told", words.told(rate).json),
        ])
    }

    /// A line in a list.
    func brief(_ line: TariffLine) -> JSON {
        .object([
            .init("code", .text(line.code.text)),
            .init("name", book.name(of: line, on: day).json),
            .init("under", .array(book.path(of: line, on: day).map { $0.name.json })),
            .init("mfn", rate(line.duty)),
            .init("provisionalPct", TariffJSON.number(line.provisional)),
            .init("vatPct", TariffJSON.number(line.vat)),
        ])
    }

    /// What a search has found.
    func found(_ found: FoundLines) -> JSON {
        .object([
            .init("on", .text(day.text)), .init("count", .integer(found.lines.count)),
            .init("carriedOver", book.carriedOver(to: day).map(\.json) ?? .null),
            .init("matchesAllWords", .bool(found.isWhole)),
            .init("unknownWords", .array(found.unknown.map { .text($0) })),
            .init("lines", .array(found.lines.map(brief))),
        ])
    }

    /// A chapter, heading, subheading or tariff line with what lies below it.
    func branch(_ branch: TariffBranch) -> JSON {
        .object([
            .init("code", .text(branch.code)), .init("name", branch.name.json),
            .init("on", .text(day.text)),
            .init("carriedOver", book.carriedOver(to: day).map(\.json) ?? .null),
            .init("notes", notes(branch.code)),
            .init(
                "children",
                .array(
                    branch.children.map {
                        .object([
                            .init("code", .text($0.code)),
                            .init("name", $0.name.json),
                        ])
                    })),
            .init("lines", .array(branch.lines.map(brief))),
        ])
    }

    private func exportDuty(_ line: TariffLine) -> JSON {
        let finding = book.exportDuty(of: line.code, on: day)
        var (state, duty, source): (String, ExportDuty?, String?) = ("not-held", nil, nil)
        switch finding {
        case .stated(let stated): (state, duty, source) = ("stated", stated, stated.citation.text)
        case .none(_, let citation): (state, source) = ("none", citation.text)
        case .notHeld: break
        }
        return .object([
            .init("state", .text(state)), .init("pct", TariffJSON.number(duty?.rate)),
            .init("provisionalPct", TariffJSON.number(duty?.provisional)),
            .init("partOnly", .bool(duty?.isPart ?? false)),
            .init("told", NotHeldWords.told(finding, on: day).json),
            .init("source", .optional(source)),
        ])
    }

    /// Legal notes; where none are held, that it is so.
    private func notes(_ digits: String) -> JSON {
        let notes = book.notes(on: digits, on: day)
        return .object([
            .init("held", .bool(notes != nil)),
            .init("told", notes == nil ? NotHeldWords.notes.json : .null),
            .init("list", .array((notes ?? []).map { note in
                .object([
                    .init("of", .text(note.place)), .init("text", note.text.json),
                    .init("source", .text(note.citation.text)),
                ])
            })),
        ])
    }

    /// The digits the English name is of; null where the Chinese one stands in its place.
    private func englishPlace(_ line: TariffLine) -> JSON {
        let digits = book.englishDigits(line, on: day)
        return digits == 0 ? .null : .text(String(line.code.text.prefix(digits)))
    }

    /// Since when each rate of the line holds and where it is written.
    private func sources(_ line: TariffLine) -> JSON {
        .array(TariffLine.Part.allCases.filter(line.states).map { part in
            let source = line.source(of: part)
            return .object([
                .init("kind", .text(part.rawValue)), .init("from", .text(source.from.text)),
                .init("source", .text(source.citation.text)),
                .init("referenceOnly", .bool(source.isReferenceOnly)),
            ])
        })
    }

    /// Everything known of ten digits on a day.
    func line(_ line: TariffLine) -> JSON {
        let view = LineView(book: book, line: line, day: day)
        return .object([
            .init("code", .text(line.code.text)), .init("on", .text(day.text)),
            .init("carriedOver", book.carriedOver(line, to: day).map(\.json) ?? .null),
            .init("name", book.name(of: line, on: day).json),
            .init("englishNameOf", englishPlace(line)),
            .init("scopeZh", .optional(line.scope.isEmpty ? nil : line.scope)),
            .init("units", .array(view.units.map { .object([
                .init("code", .text($0.code)), .init("name", $0.name.json),
            ]) })),
            .init(
                "declarationElements", .array(view.elements.map { .text($0) })),
            .init("elementsAreOwn", .bool(line.elementsAreOwn)),
            .init("validFrom", .text(line.from.text)), .init("validTo", .optional(line.to?.text)),
            .init("source", .text(line.citation.text)),
            .init("referenceOnly", .bool(line.isReferenceOnly)),
            .init("rateSources", sources(line)),
            .init("mfn", rate(line.duty)), .init("general", rate(line.general)),
            .init("provisionalPct", TariffJSON.number(line.provisional)),
            .init("quota", .optional(line.quota?.rawValue)),
            .init("exportDuty", exportDuty(line)), .init("notes", notes(line.code.text)),
            .init("vatPct", TariffJSON.number(line.vat)),
            .init("consumptionTax", view.consumption.json),
            .init("retailCompositePct", TariffJSON.number(view.retailComposite)),
            .init("agreements", .array(view.agreements.map { agreement in
                .object([
                    .init("agreement", .text(agreement.membership.agreement)),
                    .init("name", agreement.membership.name.json),
                    .init("partners", .array(agreement.partners.map { .text($0) })),
                    .init("rate", agreement.rate.map { rate($0) } ?? .null),
                    .init("note", agreement.note.map(\.json) ?? .null),
                    .init("years", .array(agreement.years.map { step in
                        .object([
                            .init("year", .integer(step.year)),
                            .init("pct", TariffJSON.number(step.rate)),
                        ])
                    })),
                    .init("from", .optional(agreement.from?.text)),
                    .init("schedule", schedule(agreement.match, agreement.members)),
                    .init("source", .text(agreement.citation.text)),
                ])
            })),
        ])
    }

    func best(_ best: BestRate) -> JSON {
        .object([
            .init("code", .text(best.line.code.text)),
            .init("name", book.name(of: best.line, on: best.day).json),
            .init("origin", .object([
                .init("code", .text(best.origin.code)), .init("iso", .optional(best.origin.iso)),
                .init("name", best.origin.name.json),
            ])),
            .init("on", .text(best.day.text)), .init("valueYuan", .text(best.value.text)),
            .init("valueAssumed", .bool(best.isAssumed)),
            .init(
                "exchangeRate",
                best.given.flatMap { book.exchange.rate(of: $0.currency, on: best.day) }
                    .map { ExchangeView.json($0, book, best.day) } ?? .null),
            .init("route", .optional(best.route?.text)),
            .init(
                "carriedOver",
                book.carriedOver(best.line, to: best.day).map(\.json) ?? .null),
            // False where an agreement that is open to the origin has no rate held here.
            .init("isLowestOfAll", .bool(best.unheld.isEmpty)),
            .init("notHeld", .array(best.unheld.map { .text($0.agreement) })),
            .init("atMostLowerYuan", TariffJSON.number(book.atMostLower(best))),
            .init("candidates", .array(best.candidates.map(candidate))),
            .init("passedOver", .array(best.passedOver.map(passed))),
            .init("notLookedAt", BestRateWords.notLookedAt.json),
            .init("explanation", book.explanation(of: best).json),
        ])
    }

    private func candidate(_ candidate: BestRate.Candidate) -> JSON {
        let needed = candidate.agreement.flatMap {
            book.originNeeded($0.agreement, candidate.code, on: day)
        }
        return .object([
            .init("kind", .text(candidate.kind.rawValue)),
            .init("agreement", .optional(candidate.agreement?.agreement)),
            .init("title", RateWords.title(candidate).json),
            .init("code", .text(candidate.code.text)), .init("rate", rate(candidate.rate)),
            .init("proof", RateWords.proof(candidate.proof).json),
            .init("originRule", needed?.rule.map(\.json) ?? .null),
            .init("originRuleTold", needed.map(\.told.json) ?? .null),
            .init("proofs", .array((needed?.proofs ?? []).map(\.json))),
            .init("journey", journey(candidate.agreement.flatMap { agreement in
                candidate.journey ?? book.journey(agreement.agreement, nil, on: day)
            })),
            .init("dutyYuan", TariffJSON.number(candidate.duty)),
            .init("consumptionYuan", TariffJSON.number(candidate.taxes?.consumption)),
            .init("vatYuan", TariffJSON.number(candidate.taxes?.vat)),
            .init("totalYuan", TariffJSON.number(candidate.taxes?.total)),
            .init("savingYuan", TariffJSON.number(candidate.saving)),
            .init(
                "trouble",
                candidate.trouble.map { TariffJSON.refusal(book.asked($0, on: day)) } ?? .null),
            .init("future", .array(candidate.future.map { step in
                .object([.init("year", .integer(step.year)), .init("pct", .text(step.rate.text))])
            })),
            .init(
                "additionalRequirement", .optional(candidate.additionalRequirement?.citation.text)),
            .init(
                "additionalSharePct", .optional(candidate.additionalRequirement?.value.pct.text)),
            .init("schedule", schedule(candidate.agreement.flatMap { agreement in
                book.match(agreement, candidate.code, on: day)
            }, candidate.agreement.map { [$0] } ?? [])),
            .init("from", .optional(candidate.from?.text)),
            .init("source", .text(candidate.citation.text)),
            .init("referenceOnly", .bool(candidate.isReferenceOnly)),
        ])
    }

    /// How the journey stands, and which papers show it; null where nothing is claimed.
    private func journey(_ one: JourneyFinding?) -> JSON {
        guard let one else { return .null }
        return .object([
            .init("outcome", .text(one.outcome.rawValue)),
            .init("told", JourneyWords.told(one).json),
            .init("mend", JourneyWords.mend(one).map(\.json) ?? .null),
            .init("papers", .array(JourneyWords.papers(one).map(\.json))),
            .init("source", JourneyWords.source(one).json),
        ])
    }

    private func passed(_ other: BestRate.PassedOver) -> JSON {
        .object([
            .init("kind", .text(other.kind.rawValue)),
            .init("agreement", .optional(other.agreement?.agreement)),
            .init("title", RateWords.title(other.kind, other.agreement).json),
            .init("rate", other.rate.map { rate($0) } ?? .null),
            .init("reason", .text(other.reason.rawValue)),
            .init("told", RateWords.reason(other).json),
            .init("journey", journey(other.journey)),
        ])
    }

    /// In which schedule the rate of an agreement was found, of which edition and year; null for
    /// what is no rate of a schedule, or of one written in the codes of the day.
    private func schedule(
        _ match: ScheduleMatch?, _ members: [AgreementRates.Membership]
    ) -> JSON {
        guard let match, let told = ScheduleWords.told(match, members) else { return .null }
        return .object([
            .init("name", .optional(match.terms?.name)),
            .init("hsEdition", match.edition.map { .integer($0) } ?? .null),
            .init("matchedBy", .text("hs8")),
            .init("year", match.year.map { .integer($0) } ?? .null),
            .init("yearsFrom", .optional(match.terms?.yearsFrom.text)),
            .init("changedSince", .array(match.changed.map { .text($0) })),
            .init("told", told.json),
            .init("source", .optional(match.terms?.notes.text)),
        ])
    }
}
