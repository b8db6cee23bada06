import Balances
import Journal
import Kernel
import Papers
import Reference
import Web
import Wire

/// An application on its page: where it stands, by when, who acts next, what was said, its papers.
struct CaseView {
    let record: CaseDesk.Record
    let machine: CaseMachine
    let actor: Actor
    let applicant: Localized
    let codes: CodeTables
    let units: UnitNames
    let token: String
    /// Key of the next batch, so that a form sent twice draws once.
    let newKey: String
    let language: Language

    var file: Case { record.file }
    var step: ServiceStep? { record.service.step(file.step) }
    var isOfficer: Bool { actor.enterprise.isEmpty }

    var html: HTML {
        let aside: HTML = """
            \(.panel(ProcedureWords.timeline[language], content: timeline))
            """
        return """
            \(.heading(
                record.service.name[language], caption: file.number,
                tag: .stateTag(file, language), lede: notice?[language],
                actions: [
                    .linkButton(
                        PapersTexts.pdf[language],
                        to: language.path("/applications/\(file.number)/pdf"), .secondary)
                ]))
            \(.columns(
                main: "\(facts)\(pool)\(parts)\(todo)\(computed)\(letters)\(batches)\(answers)",
                aside: aside))
            """
    }

    /// What the service says of a submitted application holds in its first step; from then on
    /// it is told who has it.
    private var notice: Localized? {
        switch file.state {
        case .open, .paused:
            if file.step == record.service.steps.first?.id || step == nil {
                record.service.notices["submitted"]
            } else {
                step.map { ProcedureWords.lies(at: $0) }
            }
        case .returned: record.service.notices["returned"]
        case .granted: record.service.notices["granted"]
        case .revoked: ProcedureWords.revocation
        case .refused: record.service.notices["refused"]
        case .replaced: ProcedureWords.replaced
        case .draft, .withdrawn: nil
        }
    }

    /// Whether a refusal is being looked at anew: until that is decided, it stands.
    private var isAppeal: Bool { file.state.isUnderWay && record.refusal != nil }

    private var facts: HTML {
        var items = [
            SummaryItem(ProcedureWords.applicant[language], applicant[language]),
            SummaryItem(ProcedureWords.submitted[language], file.submittedAt?.text ?? ""),
        ]
        if file.state.isUnderWay, let step {
            items.append(SummaryItem(ProcedureWords.step[language], step.name[language]))
            items.append(SummaryItem(ProcedureWords.body[language], step.body.name[language]))
        }
        if !file.reason.isEmpty {
            items.append(SummaryItem(ProcedureWords.reason[language], file.reason))
        }
        if file.state == .refused, let letter = record.letters.first {
            let state = machine.appealState(
                of: letter.span, file, record.spans, letters: Set(record.letters.map(\.span)))
            items.append(SummaryItem(ProcedureWords.remedy[language], state.words[language]))
        }
        if isAppeal, let grounds = record.appeal {
            items.append(SummaryItem(ProcedureWords.appealGrounds[language], grounds))
        }
        if let validTo = file.validTo, file.state != .revoked {
            items.append(SummaryItem(ProcedureWords.validTo[language], validTo.text))
        }
        var clock: HTML = ""
        if file.state.isUnderWay, let span = record.spans.last, let rule = step?.clock {
            clock = .explanation(
                ServiceClock(rule: rule, calendar: machine.calendar)
                    .explanation(span, at: machine.now), language: language, open: 0)
        }
        return .summaryList(items) + clock
    }

    // MARK: What can be done now

    private var todo: HTML {
        let forms = isOfficer ? partForms + officerForms + revokeForms : applicantForms
        return forms.isEmpty
            ? "" : .panel(ProcedureWords.todo[language], id: "todo", content: "\(forms)")
    }

    func form(
        _ word: Localized, _ action: String, _ style: ButtonStyle = .secondary,
        asksReason: Bool = false, decides: [String] = []
    ) -> HTML {
        // A part that is granted may need its reason.
        let reason = asksReason || !decides.isEmpty
            ? Field(
                "reason", label: "\(word[language]) – \(ProcedureWords.reason[language])",
                isRequired: asksReason, id: "reason-\(action)") : nil
        return .actionForm(
            file.number, version: file.version, word[language], action: action, style: style,
            reason: reason, boxes: boxes(decides, action), token: token, language)
    }

    private var applicantForms: [HTML] {
        var forms: [HTML] = []
        if file.state == .returned {
            forms.append(
                """
                <p class="row">\(.linkButton(
                    ProcedureWords.edit[language],
                    to: language.path("/applications/\(file.number)/form")))</p>
                """)
        }
        if isAppeal {
            forms.append(
                form(ProcedureWords.withdrawAppeal, "withdraw", .danger, asksReason: true))
        } else if file.state.isUnderWay, record.service.mayWithdraw {
            forms.append(form(ProcedureWords.withdraw, "withdraw", .danger, asksReason: true))
        }
        if let last = machine.appealEnds(file, record.spans), machine.now.day <= last {
            forms.append(form(ProcedureWords.appeal, "appeal", asksReason: true))
        }
        return forms
    }

    private var officerForms: [HTML] {
        guard let step, file.state == .open || file.state == .paused,
            machine.maySit(actor, at: step, record.spans.last)
        else { return [] }
        if machine.isOwnRefusal(actor) { return ownRefusalForms }
        if file.state == .paused { return [form(ProcedureWords.resume, "resume", .primary)] }
        if let proposal = file.proposal {
            let action = step.action(proposal.action)?.name[language] ?? proposal.action
            return proposalForms(action, proposal)
        }
        // Nobody decides an own application: buttons that only refuse would be no help.
        guard !machine.isOwn(file, actor) else { return [] }
        var forms: [HTML] = []
        if file.takenBy == nil {
            forms.append(form(ProcedureWords.take, "take"))
        } else if file.takenBy == actor.id {
            forms.append(form(ProcedureWords.putBack, "put-back"))
        } else {
            return [form(ProcedureWords.takeOver, "take", asksReason: true)]
        }
        // What carries the application on is what is mostly done.
        let main = step.actions.first { $0.effect.carriesOn }?.id
        for action in step.actions {
            let style: ButtonStyle = action.effect == .refuse
                ? .danger : action.id == main ? .primary : .secondary
            forms.append(
                form(
                    action.name, action.id, style,
                    asksReason: action.needsReason, decides: action.decides))
        }
        return forms
    }

    /// Who refused it reads why the appeal is not theirs, and may only give it back.
    private var ownRefusalForms: [HTML] {
        let words = ProceduresRefusal.ownRefusal
        let told: HTML = .notice(
            words.message[language], .info, content: "<p>\(words.fix, language)</p>")
        return file.takenBy == actor.id
            ? [told, form(ProcedureWords.putBack, "put-back")] : [told]
    }

    // MARK: What there is

    private var letters: HTML {
        guard !record.letters.isEmpty else { return "" }
        let items = record.letters.map { letter -> HTML in
            """
            <li>\(.link(
                "\(letter.content.title[language]) \(letter.issuedAt.day.text)",
                to: language.path("/applications/\(file.number)/letters/\(letter.span)"))) \
            <code>\(PaperCode.grouped(letter.code))</code></li>
            """
        }
        return .panel(ProcedureWords.letter[language], content: "<ul>\(items)</ul>")
    }

    private var batches: HTML {
        guard let account = record.account else { return "" }
        let drawn = record.batches.filter { $0.amount < .zero }
        let table: HTML = .table(
            caption: ProcedureWords.batches[language],
            columns: [
                Column(ProcedureWords.reference[language], isHeader: true) { line in
                    CaseDesk.isGivenBack(line, of: file.number)
                        ? QuotaWords.givenBack[language] : line.reference
                },
                Column(ProcedureWords.quantity[language], .number) {
                    Fixed(raw: -$0.amount.raw).text
                },
                Column(ProcedureWords.left[language], .number) { line in
                    units.amount(line.balance, of: account.unit)[language]
                },
                Column(ProcedureWords.submitted[language], .time) { $0.at.text },
            ], rows: drawn, empty: "")
        let byHand = record.service.grant.drawDown?.quota == nil
        let hasEnded = file.validTo.map { $0 < machine.now.day } ?? false
        let draw: HTML =
            isOfficer || !byHand || hasEnded
            ? ""
            : .form(
                to: language.path("/applications/\(file.number)/batches"), token: token,
                content: """
                    \(.hidden("key", newKey))
                    \(.textInput(
                        Field("quantity", label: ProcedureWords.quantity[language]),
                        language: language))
                    \(.textInput(
                        Field("reference", label: ProcedureWords.reference[language]),
                        width: .full, language: language))
                    <p class="row">\(.button(ProcedureWords.draw[language], .secondary))</p>
                    """)
        return .panel(
            ProcedureWords.batches[language], id: "batches",
            content: """
                \(.summaryList([
                    SummaryItem(
                        ProcedureWords.left[language],
                        units.amount(account.balance, of: account.unit)[language])
                ]))
                \(table)\(draw)\(giveBack)
                """)
    }

    private var answers: HTML {
        let items = record.service.fields.compactMap { field -> SummaryItem? in
            guard let answer = file.answers[field.id] else { return nil }
            return SummaryItem(field.label[language], shown(answer, field))
        }
        let papers = record.documents.map { document in
            SummaryItem(
                record.service.documents.first { $0.id == document.field }?.name[language]
                    ?? document.field,
                html: .link(
                    document.name,
                    to: "/api/v1/applications/\(file.number)/documents/\(document.id)"))
        }
        return .panel(
            ProcedureWords.form[language], content: .summaryList(items + decidedItems + papers))
    }

    private func shown(_ answer: String, _ field: FormField) -> String {
        if field.kind == .offer {
            return record.offers.first { $0.id == answer }?.title[language] ?? answer
        }
        if case .code(let name) = field.kind, let table = CodeTable(rawValue: name),
            let meaning = codes[table].name(of: answer, on: machine.now.day)
        {
            return "\(answer) \(meaning[language])"
        }
        return field.shown(answer)[language]
    }

    /// How much was drawn or given back, with its unit, and for what.
    private func moved(_ entry: Entry) -> String? {
        let kinds = ["procedures.batch-drawn", "procedures.quota-returned"]
        guard kinds.contains(entry.kind), let account = record.account,
            let quantity = entry.payload["quantity"]?.string
        else { return nil }
        let reference = entry.payload["reference"]?.string ?? ""
        let amount =
            (try? Fixed(quantity)).map { units.amount($0, of: account.unit)[language] }
            ?? "\(quantity) \(units.name(of: account.unit)[language])"
        guard !reference.isEmpty else { return amount }
        return language == .zh ? "\(amount)（\(reference)）" : "\(amount) (\(reference))"
    }

    private var timeline: HTML {
        let entries = record.timeline.reversed().map { entry in
            let reason = entry.payload["reason"]?.string ?? ""
            // Who of the body acted is known to the body; the applicant hears the body.
            let isByOfficer = entry.payload["officer"]?.boolean ?? false
            let name = entry.payload["actor"]?.string ?? ""
            let body = entry.payload["body"]?.string
            let part = entry.payload["part"]?.string.flatMap { id in
                record.service.steps.lazy.flatMap(\.parts).first { $0.id == id }
            }
            let bodyName =
                part?.body.name[language]
                ?? record.service.steps.first { $0.body.id == body }?.body.name[language]
            let isRule = entry.actor == Actor.rule.id
            let who =
                isRule
                ? ProcedureWords.byRule[language]
                : isByOfficer && !isOfficer ? bodyName ?? "" : name
            // Where it went on to, named as the steps are.
            let next = entry.kind == "procedures.advanced"
                ? entry.payload["step"]?.string.flatMap { record.service.step($0)?.name } : nil
            return TimelineEntry(
                time: entry.at.text,
                title: [
                    ProcedureWords.event(entry.kind)[language],
                    (part?.name ?? next)?[language] ?? moved(entry),
                ].compactMap { $0 }.joined(separator: language == .zh ? "：" : ": "),
                actor: who, detail: reason.isEmpty ? nil : "<p>\(reason)</p>")
        }
        var ahead: [TimelineEntry] = []
        if file.state == .open, let step, let span = record.spans.last,
            let reading = machine.reading(span)
        {
            ahead = [
                TimelineEntry(
                    time: ProcedureWords.clock(reading)[language], title: step.name[language],
                    actor: step.body.name[language], tone: reading.isOverdue ? .danger : .warn,
                    isAhead: true, citation: step.clock?.basis.citation)
            ]
        }
        return .timeline(ahead + entries, language: language)
    }
}
