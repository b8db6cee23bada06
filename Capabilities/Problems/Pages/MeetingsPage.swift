import Kernel
import Web

/// `/{language}/dialogues`: meetings with firms and associations, and what came of them.
struct MeetingsPage: Sendable {
    let desk: PublicDesk
    let site: Site

    private static let path = "/dialogues"

    var routes: [Route] {
        let handle = Access.permission(ProblemsCapability.handle)
        return [
            Route(
                .get, "/{language}\(Self.path)", access: .anyone, summary: ProblemWords.meetings
            ) { visit in try await list(visit) },
            Route(
                .post, "/{language}\(Self.path)", access: handle, summary: ProblemWords.meetings,
                handler: act),
        ]
    }

    private func act(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let officer = try visit.person()
        do {
            if let code = form["enterprise"] {
                _ = try await desk.note(
                    ProblemsPage.raise(form), at: form["meeting"] ?? "", of: code, by: officer)
            } else {
                _ = try await desk.hold(
                    PublicDesk.MeetingForm(
                        body: form["body"] ?? "", day: form["day"] ?? "",
                        title: form["subject"] ?? "", parties: form["parties"] ?? "",
                        notes: form["notes"] ?? ""), by: officer)
            }
        } catch let refusal as ProblemsRefusal {
            return try await list(visit, refusal, form)
        }
        return .see(visit.language.path(Self.path))
    }

    private func list(
        _ visit: Visit, _ refusal: ProblemsRefusal? = nil, _ form: Form = Form()
    ) async throws -> Answer {
        let language = visit.language
        let found = try await desk.meetings()
        let isOfficer = visit.principal?.may(ProblemsCapability.handle) ?? false
        // Both forms ask for a title: on the page the meeting's is its subject.
        let refusal = form["enterprise"] == nil ? refusal?.renaming("title", "subject") : refusal
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                ProblemWords.meetings[language],
                lede: Localized(
                    zh: "与龙头企业和行业协会定期对接，会上提出的问题转入问题清零，逐件答复。",
                    en: "Regular meetings with leading firms and associations; what they raise "
                        + "becomes a problem with a number and an answer.")[language]))
            \(table(found, language))
            \(isOfficer ? forms(found, form, refusal, visit.formToken, language) : "")
            """
        return site.page(
            visit, title: ProblemWords.meetings[language], status: refusal?.status ?? 200,
            content: content)
    }

    private func table(_ found: [PublicDesk.MeetingLine], _ language: Language) -> HTML {
        .table(
            caption: ProblemWords.meetings[language],
            columns: [
                Column(Localized(zh: "日期", en: "Day")[language], .time, isHeader: true) {
                    $0.meeting.day.text
                },
                Column(ProblemWords.subject[language]) { $0.meeting.title },
                Column(ProblemWords.body[language]) {
                    desk.problems.policies.name(ofBody: $0.meeting.body, language)
                },
                Column(Localized(zh: "参加方", en: "With")[language]) { $0.meeting.parties },
                Column(Localized(zh: "转入问题", en: "Raised")[language], .number) {
                    String($0.raised)
                },
                Column(Localized(zh: "已清零", en: "Closed")[language], .number) {
                    String($0.closed)
                },
                Column(Localized(zh: "下次最迟", en: "Next one by")[language], .time) {
                    $0.next.text
                },
            ], rows: found,
            empty: .emptyState(
                Localized(zh: "还没有对接会", en: "No meetings yet")[language],
                hint: Localized(zh: "由主管部门登记。", en: "Authorities enter them.")[language]))
    }

    private func forms(
        _ found: [PublicDesk.MeetingLine], _ form: Form, _ wrong: ProblemsRefusal?,
        _ token: String, _ language: Language
    ) -> HTML {
        let path = language.path(Self.path)
        func value(_ name: String) -> String { form[name] ?? "" }
        return """
            \(.panel(
                Localized(zh: "登记对接会", en: "Enter a meeting")[language], id: "hold",
                content: .form(
                    to: path, token: token,
                    content: """
                        \(.line(
                            "day", Localized(zh: "日期", en: "Day"), value: value("day"),
                            kind: .day, wrong: wrong, language))
                        \(.select(
                            "body", ProblemWords.body, desk.problems.policies.staffed,
                            value: value("body"), wrong: wrong, language))
                        \(.line(
                            "subject", ProblemWords.subject, value: value("subject"), wrong: wrong,
                            language))
                        \(.line(
                            "parties", Localized(zh: "参加方", en: "With"),
                            value: value("parties"), wrong: wrong, language))
                        \(.lines(
                            "notes", Localized(zh: "记录", en: "Notes"), value: value("notes"),
                            isRequired: false, wrong: wrong, language))
                        \(.submit(Localized(zh: "登记", en: "Enter"), language))
                        """)))
            \(.panel(
                Localized(zh: "会上问题转入清零", en: "Raise what was said")[language], id: "note",
                content: .form(
                    to: path, token: token,
                    content: """
                        \(.select(
                            "meeting", ProblemWords.meetings,
                            found.map { line in
                                let text = "\(line.meeting.day.text) \(line.meeting.title)"
                                return (line.meeting.id, Localized(same: text))
                            }, value: value("meeting"), wrong: wrong, language))
                        \(.line(
                            "enterprise",
                            Localized(zh: "企业代码", en: "Code of the enterprise"),
                            value: value("enterprise"), wrong: wrong, language))
                        \(.select(
                            "topic", ProblemWords.topic, desk.problems.choices([.problem]),
                            value: value("topic"), wrong: wrong, language))
                        \(.line(
                            "title", ProblemWords.subject, value: value("title"), wrong: wrong,
                            language))
                        \(.lines(
                            "text", ProblemWords.text, value: value("text"), wrong: wrong,
                            language))
                        \(.submit(Localized(zh: "转入", en: "Raise"), language))
                        """)))
            """
    }
}
