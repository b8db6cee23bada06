import Journal
import Kernel
import Papers
import Parties
import Reference
import Web
import Wire

/// One document about lists: where it stands, what came of it, which lists it is about.
struct FollowUpPage: Sendable {
    /// A decision that could not be done, and why.
    struct Attempt: Sendable {
        var action: FollowUpOfficerDesk.Action?
        var reason = ""
        var field: String?
        var message: Localized
        var status = 422
    }

    var view: FollowUpView
    var formToken: String
    var now: Instant
    var codes: CodeTables
    var attempt: Attempt?
    /// Id of the visitor: nobody agrees to an own proposal.
    var visitor = ""
    /// Whether the visitor may ask for personal data, and the message has fields for it.
    var mayReveal = false

    private var record: FollowUpShelf.Record { view.record }

    func html(_ language: Language) -> HTML {
        let main: [HTML?] = [
            FollowUpProposalPart(
                preNo: record.preNo, proposal: view.proposal, visitor: visitor,
                error: attempt?.field == "declining" ? attempt?.message : nil,
                formToken: formToken
            ).html(language),
            decisionForm(language), stuck(language), missing(language),
            ReturnTaxPage.link(record, view.tax, language),
            FollowUpFacts(view: view).html(language),
            lists(language), values(language), receipts(language),
        ]
        let summary: HTML? = attempt.map {
            .errorSummary([FormError(field: $0.field, $0.message[language])], language: language)
        }
        return """
            \(summary)
            \(.heading(
                record.preNo, caption: "\(record.type.name[language]) · \(record.number)",
                tag: .tag(record.status.name[language], record.status.tone),
                actions: [.rejected, .concluded].contains(record.status)
                    ? [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: language.address("/follow-ups/\(record.preNo)/pdf"), .secondary)
                    ] : []))
            \(.columns(main: "\(main.compactMap { $0 })", aside: story(language)))
            \(.fold(
                Localized(zh: "原始报文", en: "The message")[language], id: "message",
                note: Localized(zh: "个人信息已遮蔽", en: "personal data masked")[language],
                content: .source(view.source, id: "line", language: language)))
            \(mayReveal
                ? RevealForm.html(
                    "/follow-ups/\(record.preNo)", token: formToken, language) : nil)
            """
    }

    private func decisionForm(_ language: Language) -> HTML? {
        guard !view.actions.isEmpty else { return nil }
        let error: (String) -> String? = { name in
            attempt?.field == name ? attempt?.message[language] : nil
        }
        return .panel(
            DecisionForm.title[language], id: "decision",
            content: .form(
                to: language.address("/follow-ups/\(record.preNo)/decision"), token: formToken,
                content: """
                    \(.hidden("version", String(record.version)))
                    \(.choices(
                        Field(
                            "action", label: Localized(zh: "处理结论", en: "Decision")[language],
                            error: error("action")),
                        choices: view.actions.map { Choice($0.rawValue, $0.name[language]) },
                        values: attempt?.action.map { [$0.rawValue] } ?? [], language: language))
                    \(.textArea(
                        Field(
                            "reason", label: Localized(zh: "理由", en: "Reason")[language],
                            hint: Localized(
                                zh: "不同意、挂起或移交时必填，会写入回执。",
                                en: "Needed to refuse, suspend or hand over; stands in the receipt."
                            )[language],
                            error: error("reason"), isRequired: false),
                        value: attempt?.reason ?? "", rows: 3, longest: Finding.mostOfReason,
                        language: language))
                    <p>\(.button(Localized(zh: "提交结论", en: "Submit the decision")[language]))</p>
                    """))
    }

    /// Which parts of a divided document are not there.
    private func missing(_ language: Language) -> HTML? {
        guard record.status == .declaring, !view.missingParts.isEmpty else { return nil }
        let there = view.there.map { String($0.part) }.joined(separator: ", ")
        return .notice(
            Localized(zh: "等待其余各份报文", en: "Waits for its other parts")[language], .warn,
            content: """
                <p>\(Localized(
                    zh: "共 \(record.parts) 份，已收第 \(there) 份。",
                    en: "\(record.parts) in all; here: \(there)."), language)</p>
                """)
    }

    /// What is the operator's to mend, so that nobody waits in vain for an answer or a part.
    private func stuck(_ language: Language) -> HTML? {
        view.stuckSince.map { since in
            .notice(
                Localized(
                    zh: "系统未能处理，待运维人员排除", en: "Held up by a fault of this system")[language],
                .warn,
                content: """
                    <p>\(Localized(
                        zh: "自 \(since.text) 起停留，不是报送内容的差错；运维人员在网关页面可见，排除后自动继续，无需重新报送。",
                        en: "Since \(since.text), and by nothing it says. The operator sees it and"
                            + " looks; it goes on by itself then, without being sent again."),
                        language)</p>
                    """)
        }
    }

    private func lists(_ language: Language) -> HTML? {
        guard !view.lists.isEmpty else { return nil }
        let title = Localized(zh: "相关清单", en: "Lists")[language]
        return .panel(
            title, id: "lists",
            content: .table(
                caption: title,
                columns: [
                    Column<InventoryShelf.Record>(
                        Localized(zh: "预录入编号", en: "E-Port number")[language], .code,
                        isHeader: true, html: { .link($0.preNo, to: $0.address(language)) }),
                    Column(
                        Localized(zh: "清单编号", en: "List number")[language], .code,
                        text: { $0.invtNo ?? "–" }),
                    Column(
                        Localized(zh: "状态", en: "Status")[language],
                        html: { $0.tag(language) }),
                ], rows: view.lists, empty: ""))
    }

    private func values(_ language: Language) -> HTML {
        .fold(
            Localized(zh: "单证内容", en: "What it says")[language],
            content: .summaryList(
                view.values.map {
                    SummaryItem($0.title[language], html: .under("\($0.value)", $0.element))
                } + (view.seal.map { [$0.item(namesCertificate: true, language)] } ?? [])))
    }

    private func receipts(_ language: Language) -> HTML? {
        guard !view.receipts.isEmpty else { return nil }
        let words = ReceiptWords(codes: codes, day: now.day)
        let title = Localized(zh: "回执", en: "Receipts")[language]
        return .panel(
            title, id: "receipts",
            content: .table(
                caption: title,
                columns: [
                    Column<ReceiptBook.Receipt>(
                        Localized(zh: "状态", en: "Status")[language], isHeader: true,
                        html: { receipt in
                            guard let status = Status(rawValue: receipt.status) else {
                                return "<code>\(receipt.status)</code>"
                            }
                            return .under(
                                .tag(status.name[language], status.tone), String(receipt.status))
                        }),
                    Column(
                        Localized(zh: "说明", en: "What it says")[language],
                        html: {
                            words.html($0.info, answering: String(record.type.number), language)
                        }),
                    Column(
                        Localized(zh: "时间", en: "Time")[language], .time, text: { $0.at.text }),
                ], rows: view.receipts, empty: ""))
    }

    private func story(_ language: Language) -> HTML {
        .panel(
            Localized(zh: "进展", en: "Timeline")[language], id: "timeline",
            content: .timeline(
                view.timeline.reversed().map { entry in
                    let status = entry.payload["status"]?.integer.flatMap(Status.init(rawValue:))
                    let held = held(entry.kind)
                    let title = held ?? ReturnTax.title(of: entry) ?? status?.name
                        ?? Localized(zh: "状态变化", en: "Moved on")
                    return TimelineEntry(
                        time: entry.at.text, title: title[language], actor: "",
                        tone: held == nil ? status?.tone ?? .neutral : .warn,
                        citation: entry.citation.map { Citation(document: $0) })
                }, language: language))
    }
}

extension FollowUpPage {
    /// What an entry says that tells why it does not go on.
    private func held(_ kind: String) -> Localized? {
        switch kind {
        case JournalKind.followUpWaits:
            Localized(zh: "等待其余各份", en: "Waits for its other parts")
        case JournalKind.followUpStuck:
            Localized(zh: "系统未能处理", en: "Held up by a fault of this system")
        default: nil
        }
    }
}

extension DeclarationPages {
    var followUp: Route {
        Route(
            .get, "/{language}/follow-ups/{preNo}",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份后续单证", en: "One document about lists")
        ) { visit in
            try await followUpPage(of: visit.parameters["preNo"] ?? "", visit)
        }
    }

    var decideFollowUp: Route {
        Route(
            .post, "/{language}/follow-ups/{preNo}/decision",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "对后续单证作出结论", en: "Decide a document about lists")
        ) { visit in
            let form = try visit.form()
            let preNo = visit.parameters["preNo"] ?? ""
            let reason = form["reason"] ?? ""
            guard let action = form["action"].flatMap(FollowUpOfficerDesk.Action.init(rawValue:))
            else {
                return try await followUpPage(
                    of: preNo, visit,
                    after: FollowUpPage.Attempt(
                        reason: reason, field: "action",
                        message: Localized(zh: "请选择处理结论", en: "Choose a decision")))
            }
            do {
                try await followUpOfficers.decide(
                    preNo, action, reason: reason, version: form["version"].flatMap { Int64($0) },
                    by: visit.person())
            } catch let refusal as DeclarationsRefusal where refusal.status != 404 {
                return try await followUpPage(
                    of: preNo, visit,
                    after: FollowUpPage.Attempt(
                        action: action, reason: reason, field: refusal.field,
                        message: refusal.message, status: refusal.status))
            } catch let refusal as any Refusal where refusal.status != 404 {
                // What stands against it lies elsewhere, such as its taxes: says where.
                return try await followUpPage(
                    of: preNo, visit,
                    after: FollowUpPage.Attempt(
                        action: action, reason: reason, field: "action",
                        message: Localized(
                            zh: "\(refusal.message.zh)。\(refusal.fix.zh)。",
                            en: "\(refusal.message.en). \(refusal.fix.en)."),
                        status: refusal.status))
            }
            return .see(visit.language.address("/follow-ups/\(preNo)"))
        }
    }

    func followUpPage(
        of preNo: String, _ visit: Visit, after attempt: FollowUpPage.Attempt? = nil
    ) async throws -> Answer {
        let person = try visit.person()
        let view = try await enquiries.followUp(preNo, for: person)
        let page = FollowUpPage(
            view: view, formToken: visit.formToken, now: clock.now(), codes: codes,
            attempt: attempt, visitor: person.id,
            mayReveal: person.may(DeclarationsPermission.reveal)
                && ([view.values] + view.lines).contains { $0.contains(where: \.isPersonal) })
        let language = visit.language
        let above = person.kind == .officer ? WorklistPage.title : FollowUpsPage.title
        return site.page(
            visit, title: "\(preNo) – \(view.record.status.name[language])",
            trail: [
                Crumb(
                    above[language],
                    path: language.address(
                        person.kind == .officer ? "/worklist" : "/follow-ups"))
            ], isWide: true, status: attempt?.status ?? 200, content: page.html(language))
    }
}
