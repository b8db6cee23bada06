import Kernel
import Web
import Wire

/// Which trade mode a deal takes; no account is needed.
struct ModesResource: Sendable {
    let rule: ModeRule
    let clock: Clock

    var route: Route {
        Route(
            .post, "/api/v1/modes/decide", access: .anyone,
            summary: Localized(zh: "判定监管方式", en: "Decide the trade mode of a deal")
        ) { visit in
            guard let json = try? JSON(visit.body), case .object = json else {
                throw DealRefusal(field: "direction", allowed: DealInput.names)
            }
            let facts = try DealInput(json: json).facts(today: clock.today, rule.settings)
            return .json(ModesResource.json(rule.decide(facts)).encoded)
        }
    }

    static func json(_ outcome: ModeRule.Outcome) -> JSON {
        .object([
            .init("mode", .text(outcome.row.code)),
            .init("name", outcome.name.json),
            .init("why", outcome.row.title.json),
            .init(
                "unavailable",
                .array(
                    outcome.unavailable.map {
                        .object([
                            .init("mode", .text($0.code)),
                            .init("reason", .text("MODE_NOT_AVAILABLE")),
                        ])
                    })),
            .init(
                "documents",
                .array(
                    outcome.papers.map {
                        .object([
                            .init("needed", .text($0.needed.rawValue)),
                            .init("name", $0.dated.value.json),
                            .init("message", .optional($0.message.isEmpty ? nil : $0.message)),
                            .init("citation", .text($0.dated.citation.text)),
                        ])
                    })),
            .init(
                "simplifications",
                .array(
                    outcome.simplifications.map {
                        .object([
                            .init("what", $0.what.json),
                            .init("citation", .text($0.citation.text)),
                        ])
                    })),
            .init("explanation", outcome.explanation.json),
        ])
    }
}
