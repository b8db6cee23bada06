import Balances
import Journal
import Kernel
import Papers
import Parties
import Reference
import Store
import Web
import Wire

/// What moves an application: submitting, deciding, drawing on what was granted.
extension CaseDesk {
    /// Does what is asked. Submitting what is submitted already is answered with the application.
    func perform(_ act: Act, by principal: Principal) async throws -> Case {
        let actor = try await actor(principal)
        let now = clock.now()
        return try await store.write { session in
            let file = try find(act.number, for: actor, in: session)
            if act.move == .submit, file.state != .draft, file.submittedAt != nil { return file }
            if let version = act.version, version != file.version {
                throw ProceduresRefusal.movedOn(file.state)
            }
            guard let service = catalogue.edition(file.service, from: file.edition) else {
                throw ProceduresRefusal.noSuchService(file.service)
            }
            let machine = CaseMachine(service: service, calendar: calendar, now: now)
            var change = try machine.apply(
                act.move, reason: act.reason.trimmedBlanks, to: file,
                try SpanRows.all(of: file, in: session), by: actor)
            if act.move == .submit || act.move == .mend {
                try checkForm(file, service, in: session)
                change.file.answers =
                    FormCheck(service: service, facts: try facts(file, in: session))
                    .asked(file.answers)
            }
            try write(change, service, in: session)
            let entry = try note(change, service, act.reason.trimmedBlanks, actor, in: session)
            if change.isGrant { try fill(change.file, service, cause: entry, in: session) }
            if change.isDecision { try issue(change, service, in: session) }
            return change.file
        }
    }

    /// Takes a batch from what was granted. The same key again is answered with the batch it took.
    func draw(
        _ quantity: String, key: String, reference: String, from number: String,
        by principal: Principal
    ) async throws -> TransferOutcome {
        let now = clock.now()
        return try await store.write { session in
            guard let file = try CaseRows.find(number, of: principal.enterprise, in: session),
                let service = catalogue.edition(file.service, from: file.edition)
            else { throw ProceduresRefusal.noSuchCase(number) }
            guard file.state == .granted, let rule = service.grant.drawDown,
                let id = Self.account(of: file)
            else { throw ProceduresRefusal.notDrawable }
            guard rule.quota == nil else { throw ProceduresRefusal.byDeclaration }
            let transfer = "batch/\(number)/\(key)"
            let isKnown = try ledger.transfer(transfer, of: file.tenant, in: session) != nil
            if let last = file.validTo, now.day > last, !isKnown {
                throw ProceduresRefusal.licenceEnded(last)
            }
            guard let amount = try? Fixed(quantity), amount > .zero else {
                throw ProceduresRefusal.quantity
            }
            let account = try ledger.account(id, of: file.tenant, in: session)
            // The first line is the grant itself.
            if let most = rule.batches, account.lines > Int64(most), !isKnown {
                throw ProceduresRefusal.batchesUsedUp(most)
            }
            let cause = isKnown
                ? nil
                : try note(
                    "procedures.batch-drawn", file, by: principal.id,
                    [
                        .init("quantity", .text(amount.text)),
                        .init("reference", .text(reference)), .init("key", .text(key)),
                    ], in: session)
            let outcome = try ledger.transfer(
                TransferOrder(
                    id: transfer, tenant: file.tenant, debit: id, credit: id.contra,
                    amount: amount, at: now, cause: cause, reference: reference,
                    citation: service.grant.basis?.citation), in: session)
            return outcome
        }
    }

    /// Notes that clocks have run out, so that whoever follows the events is told; gives how many.
    @discardableResult
    func noteOverdue() async throws -> Int {
        let today = clock.today
        return try await Round(
            "procedures.clocks", store: store, clock: clock, report: report
        ).run { session, most in
            try CaseRows.overdue(on: today, limit: most, in: session)
        } each: { row, session in
            guard let file = try CaseRows.find(row.subject, of: row.tenant, in: session),
                file.state == .open,
                let service = catalogue.edition(file.service, from: file.edition),
                var span = try SpanRows.all(of: file, in: session).last, !span.isOverdueNoted
            else { return }
            span.isOverdueNoted = true
            try SpanRows.put(span, of: file, SpanRows.Result(), in: session)
            try note(
                "procedures.overdue", file, by: "clock",
                [
                    .init("step", .text(span.step)),
                    .init("escalates", .optional(service.step(span.step)?.escalates?.id)),
                ], in: session)
        }
    }

    private func checkForm(_ file: Case, _ service: ServiceFile, in session: Session) throws {
        try checkRole(service, of: file.tenant, on: clock.today)
        let faults = try faults(file, service, in: session)
        guard faults.isEmpty else { throw ProceduresRefusal.form(faults) }
    }

    /// Writes a change with its spans and its place at the desk.
    func write(_ change: CaseChange, _ service: ServiceFile, in session: Session) throws {
        let file = change.file
        let machine = CaseMachine(service: service, calendar: calendar, now: clock.now())
        var place = CaseRows.Place()
        if file.state == .open || file.state == .paused, let step = service.step(file.step) {
            place.body = step.body.id
            place.escalates = step.escalates?.id ?? ""
            place.due = change.spans.last.flatMap { machine.reading($0)?.due }
        }
        guard try CaseRows.update(file, place, in: session) else {
            throw ProceduresRefusal.movedOn(file.state)
        }
        for span in change.spans.suffix(2) {
            var result = SpanRows.Result()
            if span.endedAt != nil, let reading = machine.reading(span) {
                result = SpanRows.Result(used: reading.used, isKept: !reading.isOverdue)
            }
            try SpanRows.put(span, of: file, result, in: session)
        }
    }

    private func note(
        _ change: CaseChange, _ service: ServiceFile, _ reason: String, _ actor: Actor,
        in session: Session
    ) throws -> Int64 {
        let step = service.step(change.file.step)
        var payload: [JSON.Member] = [
            .init("service", .text(service.id)), .init("state", .text(change.file.state.rawValue)),
            .init("step", .text(change.file.step)), .init("body", .optional(step?.body.id)),
            .init("reason", .text(reason)), .init("actor", .text(actor.name)),
            .init("officer", .bool(actor.enterprise.isEmpty)),
        ]
        if change.file.state == .open, let span = change.spans.last,
            let due = CaseMachine(service: service, calendar: calendar, now: clock.now())
                .reading(span)?.due
        {
            payload.append(.init("due", .text(due.text)))
        }
        let basis =
            change.isDecision ? service.bases.first?.citation : step?.clock?.basis.citation
        return try note(
            change.kind, change.file, by: actor.id, payload, citation: basis?.text, in: session)
    }

    @discardableResult
    func note(
        _ kind: String, _ file: Case, by actor: String, _ payload: [JSON.Member] = [],
        citation: String? = nil, in session: Session
    ) throws -> Int64 {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: file.tenant, subjectType: "application",
                subject: file.number, payload: .object(payload), citation: citation), in: session)
    }

    /// Opens the account of what is drawn on in batches and puts the granted quantity on it.
    private func fill(
        _ file: Case, _ service: ServiceFile, cause: Int64, in session: Session
    ) throws {
        guard let rule = service.grant.drawDown else { return }
        guard let id = Self.account(of: file),
            let amount = try? Fixed(file.answers[rule.quantity] ?? ""), amount > .zero,
            let unit = BalanceUnit(code: "unit-" + (file.answers[rule.unit] ?? ""))
        else { throw ProceduresRefusal.quantity }
        let now = clock.now()
        try ledger.open(
            AccountPlan(
                id: id, unit: unit,
                label: Localized(
                    zh: "\(service.grant.title.zh) \(file.number)",
                    en: "\(service.grant.title.en) \(file.number)")),
            for: file.tenant, at: now, in: session)
        try ledger.transfer(
            TransferOrder(
                id: "grant/\(file.number)", tenant: file.tenant, debit: id.contra, credit: id,
                amount: amount, at: now, cause: cause, reference: file.number,
                citation: service.grant.basis?.citation ?? service.bases.first?.citation),
            in: session)
    }

    private func issue(
        _ change: CaseChange, _ service: ServiceFile, in session: Session
    ) throws {
        let file = change.file
        let enterprise = applicant(file.tenant)
        let isGranted = file.state == .granted
        let unit = service.grant.drawDown.map { file.answers[$0.unit] ?? "" } ?? ""
        let quantity = service.grant.drawDown.map { file.answers[$0.quantity] ?? "" } ?? ""
        let unitName = codes[.units].name(of: unit, on: clock.today)?.zh ?? ""
        let span = change.spans.last?.number ?? 0
        let letter = DecisionLetter(
            tenant: file.tenant, number: file.number, span: span,
            code: papers.code(
                .decision, tenant: file.tenant,
                subject: DecisionLetter.subject(file.number, span)),
            outcome: file.state, issuedAt: clock.now(), validTo: file.validTo,
            content: DecisionLetter.Content(
                service: service.id, serviceName: service.name,
                title: isGranted ? service.grant.title : ProcedureWords.refusalTitle,
                text: isGranted
                    ? service.grant.letter : service.notices["refused"] ?? service.name,
                applicant: applicantName(file.tenant),
                creditCode: enterprise?.creditCode ?? "",
                body: service.step(file.step)?.body.name ?? Localized(same: ""),
                reason: file.reason, bases: service.bases.map(\.citation.text),
                quantity: isGranted && !quantity.isEmpty ? "\(quantity) \(unitName)" : ""))
        // A later decision in the same case takes the place of those before.
        for old in try LetterRows.all(of: file.number, tenant: file.tenant, in: session) {
            try papers.replace(
                .decision, tenant: file.tenant,
                subject: DecisionLetter.subject(old.number, old.span), by: file.number,
                in: session)
        }
        try LetterRows.insert(letter, in: session)
        try papers.issue(letter.draft, in: session)
    }
}
