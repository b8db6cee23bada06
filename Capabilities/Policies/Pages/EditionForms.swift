import Kernel
import Parties
import Web

extension EditionsPage {
    /// The form for a policy or a version of one.
    func proposalForm(_ form: Form, _ token: String, _ language: Language) -> HTML {
        func value(_ name: String) -> String { form[name] ?? "" }
        func line(_ name: String, _ label: Localized, kind: TextKind = .text, needs: Bool = true)
            -> HTML
        {
            .line(name, label, value: value(name), kind: kind, isRequired: needs, language)
        }
        func lines(_ name: String, _ label: Localized, needs: Bool = true) -> HTML {
            .lines(name, label, value: value(name), isRequired: needs, language)
        }
        let chosen = Set(form.all("topics"))
        return .form(
            to: language.path(Self.path), token: token,
            content: """
                \(.line(
                    "policy", Localized(zh: "政策编号", en: "Id of the policy"),
                    value: value("policy"),
                    hint: Localized(
                        zh: "已有的写原编号（地址栏中的），新的自定，如 p2027-3。",
                        en: "That of a policy that is there, or a new one: p2027-3."), language))
                \(line("document", PolicyWords.document))
                \(.select(
                    "kind", PolicyWords.kind,
                    PolicyVersion.Kind.allCases.map { ($0.rawValue, PolicyWords.name($0)) },
                    value: value("kind"), language))
                \(line("issuer-zh", Localized(zh: "发布机关（中文）", en: "Issued by (Chinese)")))
                \(line("issuer-en", Localized(zh: "发布机关（英文）", en: "Issued by (English)")))
                \(line("issued", PolicyWords.issued, kind: .day, needs: false))
                \(line("from", PolicyWords.from, kind: .day))
                \(line("to", PolicyWords.to, kind: .day, needs: false))
                \(line("title-zh", Localized(zh: "标题（中文）", en: "Title (Chinese)")))
                \(line("title-en", Localized(zh: "标题（英文）", en: "Title (English)")))
                \(lines("summary-zh", Localized(zh: "要点（中文）", en: "In short (Chinese)")))
                \(lines("summary-en", Localized(zh: "要点（英文）", en: "In short (English)")))
                \(line("replaces", Localized(zh: "代替的政策编号", en: "Id it takes the place of"),
                    needs: false))
                \(.choices(
                    Field("topics", label: PolicyWords.topics[language], isRequired: false),
                    choices: desk.register.topics.map { Choice($0.id, $0.name[language]) },
                    values: chosen, allowsSeveral: true, language: language))
                \((0..<3).map { articleFields($0, form, language) })
                \(.checkbox(
                    Field(
                        "major",
                        label: Localized(
                            zh: "重大措施，须公平竞争会审", en: "Major measure: joint review needed")[
                                language], isRequired: false, marksOptional: false),
                    isOn: form["major"] == "1", language: language))
                \(line("reason", PolicyWords.reason))
                \(.submit(Localized(zh: "提出", en: "Propose"), language))
                """)
    }

    private func articleFields(_ place: Int, _ form: Form, _ language: Language) -> HTML {
        func line(_ name: String, _ label: Localized) -> HTML {
            .line(
                "\(name)\(place)", label, value: form["\(name)\(place)"] ?? "", isRequired: false,
                language)
        }
        let title = Localized(zh: "条款 \(place + 1)", en: "Article \(place + 1)")
        return """
            <fieldset><legend>\(title, language)</legend>
            \(line("label", Localized(zh: "条款号", en: "Number of the article")))
            \(line("article-zh", Localized(zh: "条款标题（中文）", en: "Its title (Chinese)")))
            \(line("article-en", Localized(zh: "条款标题（英文）", en: "Its title (English)")))
            \(line("text-zh", Localized(zh: "条款要点（中文）", en: "In short (Chinese)")))
            \(line("text-en", Localized(zh: "条款要点（英文）", en: "In short (English)")))
            \(.select(
                "body\(place)", PolicyWords.bodies,
                desk.register.bodies.map { ($0.id, $0.name) },
                value: form["body\(place)"] ?? "", language))
            </fieldset>
            """
    }

    /// One version: what it says, what others say of it, its decision.
    func show(_ visit: Visit, _ refusal: PoliciesRefusal? = nil) async throws -> Answer {
        let language = visit.language
        let record = try await desk.record(visit.parameters["id"] ?? "")
        let edition = record.edition
        let officer = try visit.person()
        // Whoever confirms reads every article in full.
        let part = LongList(edition.content.articles, by: 10, visit.query)
        let content: HTML = """
            \(.trouble(refusal, language))
            \(.heading(
                edition.content.title[language], caption: edition.content.document,
                tag: .tag(
                    PolicyWords.name(edition.state)[language],
                    edition.state == .confirmed ? .success : .info),
                lede: edition.content.summary[language]))
            \(.summaryList([
                SummaryItem(
                    Localized(zh: "政策编号", en: "Id of the policy")[language], edition.policy),
                SummaryItem(
                    PolicyWords.kind[language], PolicyWords.name(edition.content.kind)[language]),
                SummaryItem(
                    Localized(zh: "其他名称", en: "Also cited as")[language],
                    edition.content.aliases.joined(separator: "；")),
                SummaryItem(
                    Localized(zh: "代替", en: "Takes the place of")[language],
                    edition.content.replaces.joined(separator: "；")),
                SummaryItem(
                    PolicyWords.topics[language],
                    desk.register.names(ofTopics: edition.content.topics, language)),
                SummaryItem(PolicyWords.from[language], edition.content.from.text),
                SummaryItem(PolicyWords.to[language], edition.content.to?.text ?? ""),
                SummaryItem(PolicyWords.issuer[language], edition.content.issuer[language]),
                SummaryItem(PolicyWords.reason[language], edition.reason),
                SummaryItem(
                    Localized(zh: "提出", en: "Proposed by")[language], edition.proposed.name),
                SummaryItem(
                    Localized(zh: "确认", en: "Decided by")[language],
                    edition.decided?.name ?? ""),
            ]))
            \(edition.isMajor || !record.consent.owners.isEmpty
                ? review(record, officer, visit.formToken, language) : "")
            \(.panel(
                PolicyWords.articles[language], id: "articles",
                content: .table(
                    caption: PolicyWords.articles[language],
                    columns: [
                        Column(PolicyWords.article[language], isHeader: true) {
                            "\($0.label) \($0.title[language])"
                        },
                        Column(Localized(zh: "要点", en: "In short")[language]) {
                            $0.text[language]
                        },
                    ], rows: part.items, empty: "<p>–</p>")))
            \(part.pager(language.path(Self.path + "/\(edition.id)"), visit.query, language))
            \(edition.state == .proposed && edition.authority == officer.authority
                ? decision(edition, visit.formToken, language) : "")
            """
        return site.page(
            visit, title: edition.content.document,
            trail: [Crumb(PolicyWords.publish[language], path: language.path(Self.path))],
            status: refusal?.status ?? 200, content: content)
    }

    private func decision(
        _ edition: PolicyEdition, _ token: String, _ language: Language
    ) -> HTML {
        .panel(
            Localized(zh: "确认", en: "Decision")[language], id: "decision",
            content: .form(
                to: language.path(Self.path + "/\(edition.id)"), token: token,
                content: """
                    <p class="row">\(.button(
                        Localized(zh: "确认发布", en: "Publish")[language], name: "action",
                        value: "confirm"))\(.button(
                        Localized(zh: "否决", en: "Reject")[language], .secondary, name: "action",
                        value: "reject"))</p>
                    """))
    }

    private func review(
        _ record: PublishDesk.Record, _ officer: Principal, _ token: String,
        _ language: Language
    ) -> HTML {
        let form: HTML =
            record.asks(officer.authority)
            ? .form(
                to: language.path(Self.path + "/\(record.edition.id)"), token: token,
                content: """
                    \(.lines("text", Localized(zh: "本部门意见", en: "Opinion of your authority"),
                        language))
                    <p class="row">\(.button(
                        Localized(zh: "同意", en: "Agree")[language], name: "action",
                        value: "agree"))\(.button(
                        Localized(zh: "不同意", en: "Object")[language], .secondary, name: "action",
                        value: "object"))</p>
                    """) : ""
        return .panel(
            PolicyWords.opinions[language], id: "review",
            content: """
                \(record.edition.isMajor
                    ? .explanation(record.review.explanation, language: language) : "")
                \(record.consent.owners.isEmpty
                    ? "" : .explanation(record.consent.explanation, language: language))
                \(.table(
                    caption: PolicyWords.opinions[language],
                    columns: [
                        Column(
                            Localized(zh: "部门", en: "Authority")[language], isHeader: true
                        ) { one in
                            desk.authorities.find(one.authority, on: one.at.day)?.name[language]
                                ?? one.authority
                        },
                        Column(Localized(zh: "意见", en: "Opinion")[language]) {
                            $0.agrees
                                ? Localized(zh: "同意", en: "Agrees")[language]
                                : Localized(zh: "不同意", en: "Objects")[language]
                        },
                        Column(Localized(zh: "说明", en: "In words")[language]) { $0.text },
                        Column(Localized(zh: "时间", en: "When")[language], .time) { $0.at.text },
                    ], rows: record.opinions, empty: "<p>–</p>"))
                \(form)
                """)
    }
}
