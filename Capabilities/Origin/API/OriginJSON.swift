import Kernel
import Wire

/// How things of this room look to programs.
enum OriginJSON {
    static func agreement(_ agreement: Agreement) -> JSON {
        .object([
            .init("id", .text(agreement.id)), .init("name", agreement.name.json),
            .init("kind", .text(agreement.kind.rawValue)),
            .init("validFrom", .text(agreement.from.text)),
            .init("validTo", .optional(agreement.to?.text)),
            .init(
                "partners",
                .array(
                    agreement.partners.map {
                        .object([
                            .init("country", .text($0.iso3)), .init("iso2", .text($0.iso2)),
                            .init("from", .text($0.from.text)),
                            .init("to", .optional($0.to?.text)),
                        ])
                    })),
            .init("proofs", .array(agreement.proofs.map { .text($0.rawValue) })),
            .init("proofMonths", .integer(agreement.proofMonths)),
            .init("contentMethods", .array(agreement.contentMethods.map { .text($0.rawValue) })),
            .init("tolerancePercent", .optional(agreement.tolerance?.value.text)),
            .init("toleranceWeightPercent", .optional(agreement.tolerance?.weight?.text)),
            .init("cumulation", .text(agreement.cumulation.rawValue)),
            .init("consignment", .text(agreement.consignment.rawValue)),
            .init("waiverDollars", .optional(agreement.waiver?.text)),
            .init("citation", agreement.citation.json),
            .init("confidence", .text(agreement.confidence.rawValue)),
            .init("note", agreement.note.json),
        ])
    }

    static func finding(_ finding: RuleFinding, _ book: OriginRuleBook) -> JSON {
        switch finding {
        case .noList:
            return .object([
                .init("found", .bool(false)), .init("list", .null),
                .init("told", finding.told.json),
            ])
        case .notListed(let list):
            return .object([
                .init("found", .bool(false)), .init("list", self.list(list)),
                .init("told", finding.told.json),
            ])
        case .rule(let rule):
            return .object([
                .init("found", .bool(true)), .init("told", finding.told.json),
                .init("entry", .text(rule.entry)),
                .init("words", rule.words.json), .init("test", test(rule.test, book)),
                .init("testable", .bool(rule.test.isFullyTestable)),
                .init("list", list(rule.list)),
            ])
        }
    }

    private static func list(_ list: RuleList) -> JSON {
        .object([
            .init("validFrom", .text(list.from.text)), .init("edition", .integer(list.edition)),
            .init("coverage", .text(list.coverage.rawValue)),
            .init("citation", list.citation.json),
            .init("confidence", .text(list.confidence.rawValue)),
            .init("note", list.note.json),
        ])
    }

    private static func test(_ test: OriginTest, _ book: OriginRuleBook) -> JSON {
        func kind(_ name: String, _ more: [JSON.Member] = []) -> JSON {
            .object([.init("kind", .text(name))] + more)
        }
        switch test {
        case .wholly: return kind("WO")
        case .unread: return kind("words-only")
        case .content(let share): return kind("RVC", [.init("percent", .text(share.text))])
        case .process(let name):
            return kind(
                "process",
                [
                    .init("name", .text(name)),
                    .init("words", (book.process(name) ?? Localized(same: name)).json),
                ])
        case .change(let level, let except):
            return kind(
                level.rawValue,
                [
                    .init(
                        "except",
                        .array(
                            except.map {
                                .object([.init("from", .text($0.from)), .init("to", .text($0.to))])
                            }))
                ])
        case .all(let parts):
            return kind("all", [.init("of", .array(parts.map { self.test($0, book) }))])
        case .any(let parts):
            return kind("any", [.init("of", .array(parts.map { self.test($0, book) }))])
        }
    }

    static func verdict(_ verdict: OriginVerdict, _ book: OriginRuleBook) -> JSON {
        .object([
            .init("agreement", .text(verdict.agreement.id)),
            .init("name", verdict.agreement.name.json),
            .init("outcome", .text(verdict.outcome.rawValue)),
            .init("criterion", .optional(verdict.criterion?.rawValue)),
            .init("rule", finding(verdict.rule, book)),
            .init("remedies", .array(verdict.remedies.map(\.json))),
            .init(
                "countryOfOrigin",
                verdict.country.map {
                    .object([
                        .init("country", .text($0.country)),
                        .init("contributors", .array($0.contributors.map(JSON.text))),
                        .init("explanation", $0.explanation.json),
                    ])
                } ?? .null),
            .init("explanation", verdict.explanation.json),
        ])
    }
}
