import Kernel
import Papers
import Plug
import Web

/// `/{language}/identity-cases`: what the rules found about borrowed identities and what persons
/// report, for officers.
struct IdentityPages: Sendable {
    let site: Site
    let desk: IdentityDesk

    static let title = Localized(zh: "身份核查", en: "Identity cases")
    static let note = Localized(
        zh: "疑似冒用他人身份的订单和本人申诉，核查后作出结论。",
        en: "Signs of borrowed identities and reports of their owners.")
    private static let access = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/identity-cases", access: Self.access, summary: Self.title,
                handler: list),
            Route(
                .get, "/{language}/identity-cases/{number}", access: Self.access,
                summary: Self.title
            ) { visit in try await page(visit, nil) },
            Route(
                .post, "/{language}/identity-cases/{number}", access: Self.access,
                summary: Localized(zh: "作出身份核查结论", en: "Decide an identity case"),
                handler: decide),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let officer = try visit.person()
        let open = try await desk.cases(isOpen: true, limit: 200, for: officer)
        let decided = try await desk.cases(isOpen: false, limit: 50, for: officer)
        return site.page(
            visit, title: Self.title[language], isWide: true,
            content: """
                \(.heading(Self.title[language], lede: Self.note[language]))
                \(.table(
                    caption: Localized(zh: "待核查", en: "To be looked into")[language],
                    showsCaption: true, columns: columns(language), rows: open,
                    empty: .emptyState(
                        Localized(zh: "没有待核查的案件", en: "No open cases")[language],
                        hint: Localized(
                            zh: "规则发现疑点或消费者申诉后在此列出。",
                            en: "They appear when a rule finds something or a person reports.")[
                                language])))
                \(.table(
                    caption: Localized(zh: "已有结论", en: "Decided")[language],
                    showsCaption: true, columns: columns(language), rows: decided, empty: ""))
                """)
    }

    private func columns(_ language: Language) -> [Column<IdentityCase>] {
        [
            Column(
                Localized(zh: "案件", en: "Case")[language], .code, isHeader: true,
                html: {
                    .link($0.number, to: language.address("/identity-cases/\($0.number)"))
                }),
            Column(Localized(zh: "来源", en: "From")[language]) { $0.kind.name[language] },
            Column(Localized(zh: "清单", en: "List")[language], .code) { $0.preNo },
            Column(Localized(zh: "时间", en: "Time")[language], .time) { $0.at.text },
            Column(
                Localized(zh: "状态", en: "State")[language],
                html: { .tag($0.state.name[language], $0.state.tone) }),
        ]
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let number = visit.parameters["number"] ?? ""
        do {
            guard let outcome = form["outcome"].flatMap(IdentityDesk.Outcome.init(rawValue:))
            else { throw IdentityRefusal.outcome }
            _ = try await desk.decide(
                number, outcome, reason: form["reason"] ?? "", by: try visit.person())
        } catch let refusal as IdentityRefusal where refusal != .noSuchCase {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/identity-cases/\(number)"))
    }

    private func page(_ visit: Visit, _ refusal: IdentityRefusal?) async throws -> Answer {
        let language = visit.language
        let view = try await desk.view(
            visit.parameters["number"] ?? "", for: try visit.person())
        let one = view.one
        let errors = refusal.map {
            [FormError(field: $0.field, "\($0.message[language]) \($0.fix[language])")]
        }
        var items = [
            SummaryItem(
                Localized(zh: "清单", en: "List")[language],
                html: .link(one.preNo, to: language.address("/declarations/\(one.preNo)"))),
            SummaryItem(
                Localized(zh: "清单状态", en: "The list stands at")[language],
                view.status?.name[language] ?? ""),
            SummaryItem(
                Localized(zh: "来源", en: "From")[language], one.kind.name[language]),
            SummaryItem(Localized(zh: "时间", en: "Time")[language], one.at.text),
        ]
        if one.state != .open {
            items.append(
                SummaryItem(Localized(zh: "理由", en: "Reason")[language], one.reason))
        }
        return site.page(
            visit, title: one.number,
            trail: [Crumb(Self.title[language], path: language.address("/identity-cases"))],
            status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors ?? [], language: language))
                \(.heading(
                    one.number, caption: Self.title[language],
                    tag: .tag(one.state.name[language], one.state.tone),
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: language.address("/identity-cases/\(one.number)/pdf"),
                            .secondary)
                    ]))
                \(.summaryList(items))
                \(.explanation(view.explanation, language: language))
                \(one.state == .open ? form(visit, view) : "")
                """)
    }

    private func form(_ visit: Visit, _ view: IdentityDesk.View) -> HTML {
        let language = visit.language
        let blocked = view.marks.filter(\.isBlocked).map { $0.name[language] }
        let separator = language == .zh ? "、" : ", "
        return .panel(
            Localized(zh: "结论", en: "Decision")[language],
            content: .form(
                to: language.address("/identity-cases/\(view.one.number)"),
                token: visit.formToken,
                content: """
                    \(.choices(
                        Field("outcome", label: Localized(zh: "结论", en: "Outcome")[language]),
                        choices: [
                            Choice(
                                "cleared", IdentityCase.State.cleared.name[language],
                                hint: Localized(
                                    zh: "已查看的电话、地址等不再重复计数；清单由审核台继续处理。",
                                    en: "What was looked at is not counted again; the list goes on"
                                        + " from the worklist.")[language]),
                            Choice(
                                "misused", IdentityCase.State.misused.name[language],
                                hint: Localized(
                                    zh: "该身份再用下列各项申报的一律退单：\(blocked.joined(separator: separator))；"
                                        + "已放行的，额度退还本人。",
                                    en: "The identity is refused with: "
                                        + blocked.joined(separator: separator)
                                        + "; of a released list the amount is given back.")[
                                            language]),
                        ], values: [], language: language))
                    \(.textArea(
                        Field("reason", label: Localized(zh: "理由", en: "Reason")[language]),
                        rows: 3, longest: 200, language: language))
                    <p class="row">\(.button(Localized(zh: "提交结论", en: "Decide")[language]))</p>
                    """))
    }
}

extension IdentityCase.State {
    var tone: Tone {
        switch self {
        case .open: .warn
        case .cleared: .success
        case .misused: .danger
        }
    }
}

extension IdentityDesk {
    /// What waits for an officer.
    var homePart: HomePart {
        HomePart(
            "declarations.identity", IdentityPages.title, tone: .warn, more: "/identity-cases",
            kinds: [.officer], access: .permission(DeclarationsPermission.examine)
        ) { officer, limit in
            try await cases(isOpen: true, limit: limit, for: officer).map { one in
                HomePart.Row(
                    one.number, kind: one.kind.name, state: one.state.name, tone: one.state.tone,
                    path: "/identity-cases/\(one.number)", since: one.at)
            }
        }
    }
}
