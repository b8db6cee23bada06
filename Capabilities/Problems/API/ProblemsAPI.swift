import Kernel
import Papers
import Web
import Wire

/// `/api/v1/problems`: firms raise and confirm, officers answer and hand over.
struct ProblemsAPI: Sendable {
    let desk: ProblemDesk

    private static let path = "/api/v1/problems"

    var routes: [Route] {
        let raise = Access.permission(ProblemsCapability.raise)
        let handle = Access.permission(ProblemsCapability.handle)
        return [
            Route(
                .get, Self.path, access: .signedIn,
                summary: Localized(zh: "本企业或本部门的问题", en: "Problems of one's firm or authority"),
                query: [
                    Route.Query(
                        "state",
                        Localized(
                            zh: "open、answered 或 closed", en: "open, answered or closed")),
                    Route.Query(
                        "after",
                        Localized(
                            zh: "从这一编号之后接着列", en: "number of the problem to go on after")),
                    Route.Query("limit", Localized(zh: "条数，最多 200", en: "rows, 200 at most")),
                ], handler: list),
            Route(
                .post, Self.path, access: raise,
                summary: Localized(zh: "提出问题、评议、求助或投诉", en: "Raises something")
            ) { visit in
                let made = try await desk.raise(
                    Self.raise(try ProblemsJSON.object(visit, nil)), by: try visit.person())
                return .json(
                    ProblemsJSON.problem(made, on: desk.clock.today).encoded, status: 201)
            },
            Route(
                .get, "/api/v1/problem-days.ics", access: .signedIn,
                summary: Localized(zh: "问题的到期日历", en: "Due days of problems as a calendar"),
                query: [Route.Query("lang", Localized(zh: "zh 或 en", en: "zh or en"))]
            ) { visit in
                let visitor = try visit.person()
                let named = visit.query["lang"].map { Language(rawValue: $0) } ?? visit.language
                guard let language = named else {
                    throw FilterFault(
                        "problems", "lang", label: Localized(zh: "语言", en: "Language"),
                        allowed: Language.allCases.map(\.rawValue))
                }
                let (pending, isCut) = try await desk.pending(for: visitor)
                let events = pending.compactMap {
                    Self.event($0, isOfficer: visitor.kind == .officer, language)
                }
                return CalendarFile(
                    maker: "Problems", events: events, now: desk.clock.now(), isCut: isCut,
                    language
                ).answer("problem-days")
            },
            Route(
                .get, Self.path + "/{number}", access: .signedIn,
                summary: Localized(zh: "一件问题", en: "A problem")
            ) { visit in
                .json(
                    ProblemsJSON.record(
                        try await desk.record(Self.number(visit), for: try visit.person()),
                        on: desk.clock.today
                    ).encoded)
            },
            action(
                "answer", handle, ["text", "cause"], Localized(zh: "答复", en: "Answers")
            ) { number, json, visitor in
                try await desk.answer(
                    number, json["text"]?.string ?? "", cause: json["cause"]?.string ?? "",
                    by: visitor)
            },
            action(
                "hand-over", handle, ["body", "reason"],
                Localized(zh: "转办", en: "Hands over to another body")
            ) { number, json, visitor in
                try await desk.hand(
                    number, to: json["body"]?.string ?? "", json["reason"]?.string ?? "",
                    by: visitor)
            },
            action(
                "confirmation", raise, [], Localized(zh: "确认已解决", en: "Confirms that it is settled")
            ) { number, _, visitor in try await desk.confirm(number, by: visitor) },
            action(
                "reopening", raise, ["reason"],
                Localized(zh: "要求继续办理", en: "Asks for another answer")
            ) { number, json, visitor in
                try await desk.reopen(number, json["reason"]?.string ?? "", by: visitor)
            },
        ] + papers
    }

    /// The answer on paper, for people and programs.
    private var papers: [Route] {
        ["/{language}/clearing", Self.path].map { path in
            Route(
                .get, path + "/{number}/pdf", access: .signedIn,
                summary: Localized(zh: "问题答复单（PDF）", en: "Answer to a problem as PDF"),
                rate: PaperDesk.rate
            ) { visit in
                try await desk.papers.answer(
                    try await desk.paper(Self.number(visit), for: try visit.person()), visit)
            }
        }
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let today = desk.clock.today
        let limit = visit.query["limit"].map { Int($0) ?? 0 } ?? ProblemDesk.most
        let state = visit.query["state"].map { Problem.State(rawValue: $0) }
        guard (1...ProblemDesk.most).contains(limit) else { throw ProblemsRefusal.page }
        if state == .some(nil) { throw ProblemsRefusal.state }
        let page = try await desk.page(
            for: try visit.person(), state ?? nil, after: visit.query["after"] ?? "", limit: limit)
        return .json(
            JSON.object([
                .init(
                    "problems",
                    .array(page.problems.map { ProblemsJSON.problem($0, on: today) })),
                .init("next", .optional(page.next)),
            ]).encoded)
    }

    /// The last day for the answer; for the firm also its own last day to say something to it.
    private static func event(
        _ one: Problem, isOfficer: Bool, _ language: Language
    ) -> CalendarFile.Event? {
        switch one.state {
        case .open:
            return CalendarFile.Event(
                id: one.number,
                summary: "\(one.number) \(one.title) – \(ProblemWords.answerBy[language])",
                day: one.due)
        case .answered:
            guard !isOfficer, let last = one.lapses else { return nil }
            return CalendarFile.Event(
                id: "\(one.number)-confirmation",
                summary: "\(one.number) \(one.title) – \(ProblemWords.confirmBy[language])",
                day: last)
        case .closed: return nil
        }
    }

    private func action(
        _ word: String, _ access: Access, _ known: [String], _ summary: Localized,
        _ act: @escaping @Sendable (String, JSON, Principal) async throws -> Problem
    ) -> Route {
        Route(.post, Self.path + "/{number}/" + word, access: access, summary: summary) { visit in
            let one = try await act(
                Self.number(visit), try ProblemsJSON.object(visit, known), try visit.person())
            return .json(ProblemsJSON.problem(one, on: desk.clock.today).encoded)
        }
    }

    private static func number(_ visit: Visit) -> String { visit.parameters["number"] ?? "" }

    private static let names = ["topic", "title", "text", "sender", "affected", "about"]

    /// - Parameter more: names that are read beside those of a problem.
    static func raise(_ json: JSON, _ more: [String] = []) -> ProblemDesk.Raise {
        // A number that is none, such as "five", must not count as one.
        let affected =
            json["affected"].map {
                $0 == .null ? 1 : Int(clamping: $0.integer ?? 0)
            } ?? 1
        return ProblemDesk.Raise(
            topic: json["topic"]?.string ?? "", title: json["title"]?.string ?? "",
            text: json["text"]?.string ?? "",
            sender: ProblemsJSON.text(json, "sender", else: "firm"), affected: affected,
            about: ProblemsJSON.text(json, "about"),
            unknown: json.others(than: names + more))
    }
}
