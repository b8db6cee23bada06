import Kernel
import Papers
import Web

/// `/{language}/clearing`: those of one's firm or authority, each with what can be done now.
struct ProblemsPage: Sendable {
    let desk: ProblemDesk
    let site: Site

    private static let path = "/clearing"
    /// Problems on a page.
    private static let length = 100

    var routes: [Route] {
        let summary = ProblemWords.title
        return [
            Route(.get, "/{language}\(Self.path)", access: .signedIn, summary: summary) { visit in
                try await list(visit)
            },
            Route(
                .post, "/{language}\(Self.path)",
                access: .permission(ProblemsCapability.raise), summary: summary
            ) { visit in
                let form = try visit.form()
                do {
                    let made = try await desk.raise(Self.raise(form), by: try visit.person())
                    return .see(visit.language.path(Self.path + "/\(made.number)"))
                } catch let refusal as ProblemsRefusal {
                    return try await list(visit, refusal, form)
                }
            },
            Route(
                .get, "/{language}\(Self.path)/{number}", access: .signedIn, summary: summary
            ) { visit in try await show(visit) },
            Route(
                .post, "/{language}\(Self.path)/{number}", access: .signedIn, summary: summary,
                handler: act),
        ]
    }

    static func raise(_ form: Form) -> ProblemDesk.Raise {
        ProblemDesk.Raise(
            topic: form["topic"] ?? "", title: form["title"] ?? "", text: form["text"] ?? "",
            sender: form["sender"] ?? "firm", affected: Int(form["affected"] ?? "1") ?? 0,
            about: form["about"] ?? "")
    }

    private func list(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let today = desk.clock.today
        let after = visit.query["after"] ?? ""
        let page = try await desk.queue(for: visitor, after: after, limit: Self.length)
        let found = page.problems
        let more =
            after.isEmpty && page.next == nil
            ? nil
            : HTML.pager(
                previous: after.isEmpty ? nil : language.path(Self.path),
                next: page.next.map {
                    language.path(Self.path) + "?" + Form([Form.Pair("after", $0)]).encoded
                }, range: "", language: language)
        let isOfficer = visitor.kind == .officer
        let title = isOfficer ? ProblemWords.desk : ProblemWords.title
        let form: HTML =
            visitor.may(ProblemsCapability.raise)
            ? .panel(
                Localized(zh: "提出问题或投诉", en: "Raise a problem or complaint")[language],
                id: "raise", content: raiseForm(form, refusal, visit.formToken, language)) : ""
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                title[language],
                lede: Localized(
                    zh: "每一件都有编号、责任单位和期限；没有答复不办结，由企业确认。",
                    en: "Each has a number, a responsible body and a term; nothing is closed "
                        + "unanswered, and the firm confirms.")[language],
                actions: [
                    .linkButton(
                        ProblemWords.board[language], to: language.path("/problem-board"),
                        .secondary),
                    .linkButton(
                        ProblemWords.calendar[language],
                        to: "/api/v1/problem-days.ics?lang=\(language.rawValue)", .secondary),
                ]))
            \(.table(
                caption: title[language],
                columns: [
                    Column(
                        ProblemWords.number[language], .code, isHeader: true,
                        html: { .link($0.number, to: language.path(Self.path + "/\($0.number)")) }),
                    Column(ProblemWords.subject[language]) { $0.title },
                    Column(ProblemWords.topic[language]) {
                        desk.tables.name(ofTopic: $0.topic)[language]
                    },
                    Column(ProblemWords.body[language]) {
                        desk.policies.name(ofBody: $0.body, language)
                    },
                    Column(ProblemWords.due[language], .time) { $0.due.text },
                    Column(
                        ProblemWords.state[language],
                        html: { Self.tag($0, on: today, language) }),
                ], rows: found,
                empty: .emptyState(
                    Localized(zh: "没有问题", en: "No problems")[language],
                    hint: Localized(zh: "提出后在这里跟踪。", en: "What is raised is followed here.")[
                        language])))
            \(more)
            \(form)
            """
        return site.page(
            visit, title: title[language], status: refusal?.status ?? 200, content: content)
    }

    static func tag(_ one: Problem, on day: Day, _ language: Language) -> HTML {
        let tone: Tone =
            switch one.state {
            case .open: one.isOverdue(on: day) ? .danger : .warn
            case .answered: .info
            case .closed: .success
            }
        return .tag(ProblemWords.name(one, on: day)[language], tone)
    }

    private func raiseForm(
        _ form: Form, _ wrong: ProblemsRefusal?, _ token: String, _ language: Language
    ) -> HTML {
        .form(
            to: language.path(Self.path), token: token,
            content: """
                \(.select(
                    "topic", ProblemWords.topic, desk.choices([.problem, .complaint]),
                    value: form["topic"] ?? "", wrong: wrong, language))
                \(.line(
                    "title", ProblemWords.subject, value: form["title"] ?? "", wrong: wrong,
                    language))
                \(.lines(
                    "text", ProblemWords.text, value: form["text"] ?? "", wrong: wrong, language))
                \(.select(
                    "sender", Localized(zh: "提出方", en: "Raised by"),
                    [
                        ("firm", Localized(zh: "企业", en: "A firm")),
                        ("association", Localized(zh: "行业协会", en: "An association")),
                    ], value: form["sender"] ?? "firm", wrong: wrong, language))
                \(.line(
                    "affected", ProblemWords.affected, value: form["affected"] ?? "1",
                    kind: .digits, wrong: wrong, language))
                \(.submit(Localized(zh: "提交", en: "Raise"), language))
                """)
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let visitor = try visit.person()
        let form = try visit.form()
        let number = visit.parameters["number"] ?? ""
        let needed =
            ["confirm", "reopen"].contains(form["action"])
            ? ProblemsCapability.raise : ProblemsCapability.handle
        guard visitor.may(needed) else { throw WebRefusal.notPermitted(needed) }
        do {
            switch form["action"] {
            case "confirm": _ = try await desk.confirm(number, by: visitor)
            case "reopen":
                _ = try await desk.reopen(number, form["reason"] ?? "", by: visitor)
            case "answer":
                _ = try await desk.answer(
                    number, form["text"] ?? "", cause: form["cause"] ?? "", by: visitor)
            case "hand":
                _ = try await desk.hand(
                    number, to: form["body"] ?? "", form["reason"] ?? "", by: visitor)
            default: throw ProblemsRefusal.notReadable
            }
        } catch let refusal as ProblemsRefusal where refusal.status != 404 {
            return try await show(visit, refusal)
        }
        // Handed to another authority, it is no longer there to be seen.
        return .see(
            visit.language.path(
                form["action"] == "hand" ? Self.path : Self.path + "/\(number)"))
    }

    private func show(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil
    ) async throws -> Answer {
        let language = visit.language
        let visitor = try visit.person()
        let record = try await desk.record(visit.parameters["number"] ?? "", for: visitor)
        let one = record.problem
        let today = desk.clock.today
        let entries = record.words.map { word in
            TimelineEntry(
                time: word.at.text, title: ProblemWords.name(word.kind)[language],
                actor: word.actor, detail: "<p>\(word.words)</p>")
        }
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                one.title, caption: one.number, tag: Self.tag(one, on: today, language),
                actions: one.answeredAt == nil
                    ? []
                    : [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: language.path(Self.path + "/\(one.number)/pdf"), .secondary)
                    ]))
            \(.summaryList([
                SummaryItem(
                    ProblemWords.topic[language], desk.tables.name(ofTopic: one.topic)[language]),
                SummaryItem(
                    ProblemWords.body[language], desk.policies.name(ofBody: one.body, language)),
                SummaryItem(ProblemWords.affected[language], String(one.affected)),
                SummaryItem(ProblemWords.due[language], one.due.text),
                SummaryItem(
                    Localized(zh: "督办", en: "Escalated")[language],
                    one.escalatedAt?.text ?? "–"),
                SummaryItem(
                    ProblemWords.cause[language], desk.tables.name(ofCause: one.cause)[language]),
                SummaryItem(
                    Localized(zh: "最迟确认", en: "To be confirmed until")[language],
                    one.lapses?.text ?? "–"),
            ]))
            \(.panel(
                Localized(zh: "经过", en: "What was said")[language], id: "words",
                content: .timeline(entries, language: language)))
            \(.explanation(record.explanation, language: language, open: 0))
            \(forms(one, visitor, visit.formToken, language))
            """
        return site.page(
            visit, title: one.number,
            trail: [Crumb(ProblemWords.title[language], path: language.path(Self.path))],
            status: refusal?.status ?? 200, content: content)
    }

    /// What the visitor can do now.
    private func forms(
        _ one: Problem, _ visitor: Principal, _ token: String, _ language: Language
    ) -> HTML {
        let path = language.path(Self.path + "/\(one.number)")
        func form(_ title: Localized, _ id: String, _ content: HTML) -> HTML {
            .panel(
                title[language], id: id,
                content: .form(to: path, token: token, content: content))
        }
        if visitor.kind == .officer, one.state == .open {
            return """
                \(form(ProblemWords.answer, "answer", """
                    \(.lines("text", ProblemWords.answer, language))
                    \(.select(
                        "cause", ProblemWords.cause,
                        desk.tables.causes.map { ($0.id, $0.name) }, language))
                    <p class="row">\(.button(
                        ProblemWords.answer[language], name: "action", value: "answer"))</p>
                    """))
                \(form(Localized(zh: "转办", en: "Hand over"), "hand", """
                    \(.select("body", ProblemWords.body, desk.policies.staffed, language))
                    \(.line("reason", ProblemWords.reason, language))
                    <p class="row">\(.button(
                        Localized(zh: "转办", en: "Hand over")[language], .secondary,
                        name: "action", value: "hand"))</p>
                    """))
                """
        }
        if visitor.kind != .officer, one.state == .answered {
            return """
                \(form(Localized(zh: "已解决", en: "It is settled"), "confirm", """
                    <p class="row">\(.button(
                        Localized(zh: "确认已解决", en: "Confirm")[language], name: "action",
                        value: "confirm"))</p>
                    """))
                \(form(Localized(zh: "没有解决", en: "It is not settled"), "reopen", """
                    \(.lines("reason", ProblemWords.reason, language))
                    <p class="row">\(.button(
                        Localized(zh: "要求继续办理", en: "Ask for another answer")[language],
                        .secondary, name: "action", value: "reopen"))</p>
                    """))
                """
        }
        return ""
    }
}
