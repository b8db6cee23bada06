import Kernel
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
                summary: Localized(zh: "本企业或本部门的问题", en: "Problems of one's firm or authority")
            ) { visit in
                let today = desk.clock.today
                let found = try await desk.list(for: try person(visit))
                return .json(
                    JSON.object([
                        .init(
                            "problems",
                            .array(found.map { ProblemsJSON.problem($0, on: today) }))
                    ]).encoded)
            },
            Route(
                .post, Self.path, access: raise,
                summary: Localized(zh: "提出问题、评议、求助或投诉", en: "Raises something")
            ) { visit in
                let made = try await desk.raise(
                    Self.raise(try ProblemsJSON.object(visit)), by: try person(visit))
                return .json(
                    ProblemsJSON.problem(made, on: desk.clock.today).encoded, status: 201)
            },
            Route(
                .get, "/api/v1/problem-days.ics", access: .signedIn,
                summary: Localized(zh: "问题的到期日历", en: "Due days of problems as a calendar")
            ) { visit in
                let visitor = try person(visit)
                let events = try await desk.list(for: visitor).compactMap {
                    Self.event($0, isOfficer: visitor.kind == .officer, visit.language)
                }
                return CalendarFile(
                    maker: "Problems", events: events, now: desk.clock.now()
                ).answer("problem-days")
            },
            Route(
                .get, Self.path + "/{number}", access: .signedIn,
                summary: Localized(zh: "一件问题", en: "A problem")
            ) { visit in
                .json(
                    ProblemsJSON.record(
                        try await desk.record(Self.number(visit), for: try person(visit)),
                        on: desk.clock.today
                    ).encoded)
            },
            action(
                "answer", handle, Localized(zh: "答复", en: "Answers")
            ) { number, json, visitor in
                try await desk.answer(
                    number, json["text"]?.string ?? "", cause: json["cause"]?.string ?? "",
                    by: visitor)
            },
            action(
                "hand-over", handle, Localized(zh: "转办", en: "Hands over to another body")
            ) { number, json, visitor in
                try await desk.hand(
                    number, to: json["body"]?.string ?? "", json["reason"]?.string ?? "",
                    by: visitor)
            },
            action(
                "confirmation", raise, Localized(zh: "确认已解决", en: "Confirms that it is settled")
            ) { number, _, visitor in try await desk.confirm(number, by: visitor) },
            action(
                "reopening", raise, Localized(zh: "要求继续办理", en: "Asks for another answer")
            ) { number, json, visitor in
                try await desk.reopen(number, json["reason"]?.string ?? "", by: visitor)
            },
        ]
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
        _ word: String, _ access: Access, _ summary: Localized,
        _ act: @escaping @Sendable (String, JSON, Principal) async throws -> Problem
    ) -> Route {
        Route(.post, Self.path + "/{number}/" + word, access: access, summary: summary) { visit in
            let one = try await act(
                Self.number(visit), try ProblemsJSON.object(visit), try person(visit))
            return .json(ProblemsJSON.problem(one, on: desk.clock.today).encoded)
        }
    }

    private static func number(_ visit: Visit) -> String { visit.parameters["number"] ?? "" }

    static func raise(_ json: JSON) -> ProblemDesk.Raise {
        ProblemDesk.Raise(
            topic: json["topic"]?.string ?? "", title: json["title"]?.string ?? "",
            text: json["text"]?.string ?? "", sender: json["sender"]?.string ?? "firm",
            affected: Int(clamping: json["affected"]?.integer ?? 1),
            about: json["about"]?.string ?? "")
    }
}
