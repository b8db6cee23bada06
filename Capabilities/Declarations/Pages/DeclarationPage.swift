import Kernel
import Papers
import Parties
import Reference
import Web

/// One declaration: where it stands, who acts next, its documents, what was found, the tax and how
/// it came about, receipts, story, and the message itself.
struct DeclarationPage: Sendable {
    var view: DeclarationView
    var viewer: Principal
    var formToken: String
    var now: Instant
    var codes: CodeTables
    /// Names of the enterprises it names, by code.
    var names: [String: Localized]
    /// What the officer just sent and could not be done.
    var attempt: DecisionForm.Attempt?
    /// What is decided already and waits for a second officer.
    var proposal: BatchDecision?

    var record: InventoryShelf.Record { view.current }

    func html(_ language: Language) -> HTML {
        let main: [HTML?] = [
            proposed(language), decisionForm(language), matching(language), beside(language),
            documents(language), goods(language), receipts(language), movements(language),
            followUps(language), tax(language),
        ]
        let aside = [facts(language), story(language)]
        return """
            \(attempt.map { $0.summary(language) })
            \(.heading(
                record.preNo, caption: "\(record.type.name[language]) · \(mode[language])",
                tag: record.tag(language), actions: papers(language)))
            \(.stages(DeclarationProgress(view: view).stages(language), language: language))
            \(nextStep(language))
            \(contents(language))
            \(.columns(main: "\(main.compactMap { $0 })", aside: "\(aside)"))
            \(message(language))
            \(viewer.may(DeclarationsPermission.reveal)
                ? RevealForm.html(
                    "/declarations/\(record.preNo)", token: formToken, language) : nil)
            """
    }

    /// What can be had on paper as it stands now.
    private func papers(_ language: Language) -> [HTML] {
        func link(_ part: String, _ title: Localized) -> HTML {
            .linkButton(
                "\(title[language]) (PDF)",
                to: language.address("/declarations/\(record.preNo)\(part)/pdf"), .secondary)
        }
        var links = [link("", Localized(zh: "清单", en: "List"))]
        if [.released, .closed].contains(record.status) {
            links.append(link("/release", PaperKind.release.title))
        }
        if record.status == .inspection {
            links.append(link("/inspection", PaperKind.inspection.title))
        }
        return links
    }

    /// Links to the parts: the page is long, and each comes for another one.
    private func contents(_ language: Language) -> HTML {
        var parts: [(String, Localized)] = [
            ("documents", Localized(zh: "随附单证", en: "Documents")),
            ("goods", Localized(zh: "商品", en: "Goods")),
        ]
        if !view.receipts.isEmpty {
            parts.append(("receipts", Localized(zh: "回执", en: "Receipts")))
        }
        if view.explanation != nil { parts.append(("tax", outcomeTitle)) }
        parts.append(("timeline", Localized(zh: "进展", en: "Timeline")))
        parts.append(("message", Localized(zh: "原始报文", en: "The message")))
        let links = parts.map { id, title -> HTML in
            "<li>\(.link(title[language], to: "#\(id)"))</li>"
        }
        return #"<ul class="jump">\#(links)</ul>"#
    }

    private var outcomeTitle: Localized {
        view.decision?.tax == nil || record.status == .rejected || record.status == .cancelled
            ? Localized(zh: "结论与依据", en: "Outcome and its basis")
            : Localized(zh: "税款与依据", en: "Tax and its basis")
    }

    private var mode: Localized {
        let name = codes[.tradeModes].name(of: record.tradeMode, on: now.day)
        return Localized(
            zh: "\(record.tradeMode) \(name?.zh ?? "")", en: "\(record.tradeMode) \(name?.en ?? "")"
        )
    }

    private func nextStep(_ language: Language) -> HTML {
        let step = view.next
        let since = Shown.minute(step.since)
        let span = Shown.span(from: step.since, to: now)[language]
        // 不足 1 分钟 goes without 已.
        let spent = span.hasPrefix("不足") ? span : "已 \(span)"
        let line =
            step.isOver
            ? Localized(zh: "\(since) 办结", en: "Since \(since)")[language]
            : Localized(zh: "自 \(since) 起，\(spent)", en: "Since \(since), for \(span)")[language]
        return .notice(
            step.what[language], step.tone,
            content: """
                <p>\(step.who[language])<span class="under">\(line)</span></p>
                \(mending(language))
                """)
    }

    /// Whoever sent a list that is over begins anew from what it said.
    private func mending(_ language: Language) -> HTML? {
        guard record.status.isOver, viewer.enterprise == record.sender,
            viewer.may(DeclarationsPermission.lodge)
        else { return nil }
        return .form(
            to: language.address("/declarations/\(record.preNo)/draft"), token: formToken,
            content: """
                <p class="row">\(.button(
                    Localized(zh: "照此更正重报", en: "Mend and send again")[language]))</p>
                """)
    }

    private func decisionForm(_ language: Language) -> HTML? {
        guard !view.actions.isEmpty else { return nil }
        let form = DecisionForm(
            preNo: record.preNo, version: record.version, actions: view.actions,
            proposed: view.proposed, attempt: attempt)
        let content = form.html(token: formToken, language)
        // While a proposal waits nothing else is to be decided without a thought.
        guard proposal == nil else {
            return .fold(
                Localized(zh: "另作处理", en: "Decide otherwise")[language], id: "decision",
                isOpen: attempt != nil, content: content)
        }
        return .panel(DecisionForm.title[language], id: "decision", content: content)
    }

    private func proposed(_ language: Language) -> HTML? {
        proposal.map { batch in
            BatchActs(batch: batch, viewer: viewer.id, formToken: formToken)
                .proposal(now: now, language)
        }
    }

    private func matching(_ language: Language) -> HTML {
        let title = Localized(zh: "单证比对与校验", en: "Match and checks")[language]
        guard let decision = view.decision else {
            return .panel(
                title, id: "matching",
                content: """
                    <p>\(Localized(
                        zh: "单证到齐后自动比对，通常在一秒内完成。",
                        en: "Runs by itself once all documents are there, usually within a second."
                    ), language)</p>
                    """)
        }
        guard !decision.findings.isEmpty else {
            return .panel(
                title, id: "matching",
                tag: .tag(Localized(zh: "一致", en: "Agrees")[language], .success),
                content: """
                    <p>\(agreement, language)</p>
                    """)
        }
        let faults = decision.findings.map { finding in
            Fault(
                code: finding.code.isEmpty ? "100" : finding.code, path: finding.element,
                message: finding.message, fix: finding.fix)
        }
        let count = decision.findings.count
        let verdict =
            decision.officersReason == nil
            ? Localized(zh: "\(count) 项不符", en: "\(count) to mend")
            : Localized(zh: "人工退单", en: "Rejected by an officer")
        return .panel(
            title, id: "matching", tag: .tag(verdict[language], .danger),
            content: .faultList(
                faults, id: "finding", language: language,
                pageOfCode: { language.address("/problems/\($0)") }))
    }

    private var agreement: Localized {
        record.type.isImport
            ? Localized(
                zh: "订单、支付凭证、运单与清单逐项相符，额度与担保充足。",
                en: "Order, payment, waybill and list agree; quota and guarantee suffice.")
            : Localized(
                zh: "订单、收款单、运单与清单逐项相符。",
                en: "Order, receipt of payment, waybill and list agree.")
    }

    /// For officers: a firm knows what it sent.
    private func beside(_ language: Language) -> HTML? {
        viewer.kind == .officer ? DocumentsBeside(view).html(codes, on: now.day, language) : nil
    }

    private func tax(_ language: Language) -> HTML? {
        guard let explanation = view.outcome else { return nil }
        // What was found stands above already; of figures the first step is shown with them.
        let depth = view.decision?.findings.isEmpty == false ? 1 : 2
        // What was computed for a list that came back is not due.
        let isDue = record.status.comesIn
        let sums: HTML? = isDue ? view.decision?.tax.map { taxTable($0, language) } : nil
        return .panel(
            outcomeTitle[language], id: "tax",
            content: """
                \(sums)
                \(.explanation(explanation, language: language, open: depth))
                """)
    }

    private func taxTable(_ tax: Decision.Tax, _ language: Language) -> HTML {
        func figure(_ zh: String, _ en: String, _ amount: Fixed) -> SummaryItem {
            SummaryItem(Localized(zh: zh, en: en)[language], "¥" + amount.grouped)
        }
        return .summaryList(
            [
                figure("完税价格", "Dutiable value", tax.value),
                figure("关税", "Customs duty", tax.duty),
                figure("消费税", "Consumption tax", tax.consumption),
                figure("增值税", "Value-added tax", tax.vat),
                SummaryItem(
                    Localized(zh: "应缴合计", en: "Tax due")[language],
                    html: "<strong>¥\(tax.total.grouped)</strong>"),
            ], isCompact: true)
    }

    private var words: ReceiptWords {
        ReceiptWords(codes: codes, day: now.day, findings: view.decision?.findings ?? [])
    }

    private func receipts(_ language: Language) -> HTML? {
        guard !view.receipts.isEmpty else { return nil }
        let words = words
        let message = String(record.type.rawValue.dropFirst(3))
        var columns = [
            Column<ReceiptBook.Receipt>(
                Localized(zh: "状态", en: "Status")[language], isHeader: true,
                html: { status($0.status, language) }),
            Column(
                Localized(zh: "说明", en: "What it says")[language],
                html: { words.html($0.info, answering: message, language) }),
            Column(
                Localized(zh: "时间", en: "Time")[language], .time,
                text: { $0.at.text }),
        ]
        if view.hasReceiptMessages {
            columns.append(
                Column(
                    Localized(zh: "报文", en: "Message")[language],
                    html: { .link("XML", to: "/api/v1/receipts/\($0.sequence)") }))
        }
        return .panel(
            Localized(zh: "回执", en: "Receipts")[language], id: "receipts",
            content: .table(
                caption: Localized(zh: "回执", en: "Receipts")[language], columns: columns,
                rows: view.receipts, empty: ""))
    }

    private func movements(_ language: Language) -> HTML? {
        guard !view.movements.isEmpty else { return nil }
        let title = Localized(zh: "货物动态", en: "Where the goods have been")[language]
        return .panel(
            title, id: "movements",
            content: .table(
                caption: title,
                columns: [
                    Column<Movement>(
                        Localized(zh: "动态", en: "What")[language], isHeader: true,
                        text: { $0.what[language] }),
                    Column(
                        Localized(zh: "地点或运输工具", en: "Where or how")[language],
                        text: { $0.by }),
                    Column(
                        Localized(zh: "时间", en: "Time")[language], .time, text: { $0.at.text }),
                ], rows: view.movements, empty: ""))
    }

    private func followUps(_ language: Language) -> HTML? {
        guard !view.followUps.isEmpty else { return nil }
        return .panel(
            FollowUpsPage.title[language], id: "follow-ups",
            content: FollowUpTable.html(view.followUps, caption: FollowUpsPage.title, language))
    }

    private func status(_ number: Int64, _ language: Language) -> HTML {
        guard let status = Status(rawValue: number) else {
            return "<code>\(number)</code>"
        }
        return .under(.tag(status.name[language], status.tone), String(number))
    }

    private func story(_ language: Language) -> HTML {
        let story = DeclarationStory(
            entries: view.timeline, receipts: view.receipts, viewer: viewer,
            words: words, type: record.type)
        return .panel(
            Localized(zh: "进展", en: "Timeline")[language], id: "timeline",
            content: .timeline(
                story.ahead(view.next, language)
                    + story.entries(language), language: language))
    }

    private func message(_ language: Language) -> HTML {
        .fold(
            Localized(zh: "原始报文", en: "The message")[language], id: "message",
            note: Localized(zh: "个人信息已遮蔽", en: "personal data masked")[language],
            content: .source(view.source, id: "line", language: language))
    }
}

extension DeclarationPages {
    var declaration: Route {
        Route(
            .get, "/{language}/declarations/{preNo}",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份申报的进展与详情", en: "One declaration")
        ) { visit in
            try await page(of: visit.parameters["preNo"] ?? "", visit)
        }
    }

    /// The page of a list.
    ///
    /// - Parameter attempt: what could not be decided; its status becomes the answer's.
    func page(of preNo: String, _ visit: Visit, after attempt: DecisionForm.Attempt? = nil)
        async throws -> Answer
    {
        let person = try visit.person()
        var view = try await enquiries.declaration(preNo, for: person)
        view.office = codes[.customsDistricts].name(of: view.record.district, on: clock.today)
        let page = DeclarationPage(
            view: view, viewer: person, formToken: visit.formToken, now: clock.now(),
            codes: codes, names: names(in: view.list), attempt: attempt,
            proposal: try await batches.proposal(about: preNo, for: person))
        let language = visit.language
        let isOfficer = person.kind == .officer
        let above = isOfficer ? WorklistPage.title : ListsPage.title
        return site.page(
            visit, title: "\(view.record.preNo) – \(view.record.status.name[language])",
            trail: [
                Crumb(
                    above[language],
                    path: language.address(isOfficer ? "/worklist" : "/declarations"))
            ],
            flash: DecisionForm.done(visit.query["done"], view.record.status, language),
            isWide: true, status: attempt?.status ?? 200, content: page.html(language))
    }

    private func names(in list: Inventory) -> [String: Localized] {
        var names: [String: Localized] = [:]
        for code in [
            list.platform, list.seller, list.logistics, list.declarant, list.guarantor, list.owner,
        ] where !code.isEmpty {
            names[code] = register.find(code: code)?.localizedName
        }
        return names
    }
}
