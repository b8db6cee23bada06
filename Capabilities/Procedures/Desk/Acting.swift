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
    ///
    /// - Parameter also: done in the same transaction, with the application as it then is.
    func perform(
        _ act: Act, by principal: Principal,
        also: @escaping @Sendable (Case, Session) throws -> Void = { _, _ in }
    ) async throws -> Case {
        let actor = try await actor(principal)
        let now = clock.now()
        let (done, told) = try await store.write { session -> (Case, ProceduresRefusal?) in
            var file = try find(act.number, for: actor, in: session)
            // What was submitted is not submitted again; what was taken back cannot be.
            if act.move == .submit, file.state != .draft, file.state != .withdrawn,
                file.submittedAt != nil
            {
                return (file, nil)
            }
            if let version = act.version, version != file.version {
                throw ProceduresRefusal.movedOn(file.state)
            }
            if act.move == .submit, file.state == .draft,
                let changed = try takeTodaysText(&file, by: actor, in: session)
            {
                return (file, changed)
            }
            guard let service = try editions.service(of: file, in: session) else {
                throw ProceduresRefusal.noSuchService(file.service)
            }
            var rules = try rules(of: file, service, in: session)
            let machine = CaseMachine(
                service: service, calendar: calendar, now: now, rules: rules,
                refusal: try refusal(of: file, in: session))
            let reason = act.reason.trimmedText
            var change = try machine.apply(
                act.move, reason: reason, to: file, try SpanRows.all(of: file, in: session),
                try PartRows.all(of: file, in: session), by: actor)
            try enter(act, &change, from: file, service, in: session)
            try allot(act, change.file, service, in: session)
            if act.move == .submit || act.move == .mend {
                rules = try complete(&change, file, service, in: session)
            }
            try carry(change, service, reason, actor, in: session)
            // Each step does at most one thing of itself: what goes round is no more than all.
            for _ in service.steps {
                guard
                    let next = try machine.automatic(
                        change.file, change.spans, change.parts, rules)
                else { break }
                change = next
                try carry(change, service, "", .rule, in: session)
            }
            try also(change.file, session)
            return (change.file, nil)
        }
        if let told { throw told }
        if done.state == .granted || done.state == .revoked { await standings?.takeIn() }
        return done
    }

    /// Judges the form, keeps what is asked and what is worked out of it. What is completed is
    /// judged as of the day it was submitted: being sent back must not cost a term.
    private func complete(
        _ change: inout CaseChange, _ file: Case, _ service: ServiceFile, in session: Session
    ) throws -> Computation {
        let day = day(of: file)
        if file.submittedAt == nil, catalogue.current(service.id, on: day) == nil {
            throw ProceduresRefusal.serviceEnded(service.name, service.basis)
        }
        try checkRole(service, of: file.tenant, on: day)
        let check = FormCheck(service: service, facts: try facts(file, service, in: session))
        let documents = try DocumentRows.all(of: file, in: session).map(\.field)
        let faults = check.faults(file.answers, documents: Set(documents))
        guard faults.isEmpty else {
            throw ProceduresRefusal.form(faults, .paper(service.basis))
        }
        var asked = check.asked(file.answers)
        for name in service.firmNames {
            // Where the file names the day, it is that day's whenever the form is mended.
            let kept = service.firmOn == nil ? file.answers[name] : nil
            asked[name] = kept ?? look(file, service)?.text(name)
        }
        // What officers have entered before they sent it back stays.
        for one in service.decided { asked[one.field.id] = file.answers[one.field.id] }
        let rules = check.computation(asked)
        change.file.answers = rules.completed(asked)
        if !service.computed.isEmpty {
            change.file.answers[Self.computedOn] = day.text
        }
        if let volume = volume(asked, service) {
            change.file.answers[Self.quotaUnit] = volume.unit
        }
        if let field = service.offers?.field {
            change.file.answers[Self.chosenOffer] = asked[field]
        }
        return rules
    }

    /// Writes a change and everything that follows from it.
    func carry(
        _ change: CaseChange, _ service: ServiceFile, _ reason: String, _ actor: Actor,
        in session: Session
    ) throws {
        try write(change, service, in: session)
        let entry = try note(change, service, reason, actor, in: session)
        try settle(change, service, cause: entry, in: session)
        try replaceEarlier(change, service, actor, cause: entry, in: session)
        try list(change, service, actor, in: session)
        try record(change, service, actor, in: session)
        try settleYear(change, service, cause: entry, in: session)
        if change.isGrant { try fill(change.file, service, cause: entry, in: session) }
        if change.isDecision { try issue(change, service, in: session) }
    }

    /// Takes a batch from what was granted. The same key again is answered with the batch it took.
    func draw(
        _ quantity: String, key: String, reference: String, from number: String,
        by principal: Principal
    ) async throws -> (outcome: TransferOutcome, batch: DrawnBatch) {
        let now = clock.now()
        return try await store.write { session in
            guard let file = try CaseRows.find(number, of: principal.enterprise, in: session),
                let service = try editions.service(of: file, in: session)
            else { throw ProceduresRefusal.noSuchCase(number) }
            guard file.state == .granted, let rule = service.grant.drawDown,
                let id = Self.account(of: file)
            else { throw ProceduresRefusal.notDrawable }
            guard rule.quota == nil else {
                throw ProceduresRefusal.byDeclaration(service.basis)
            }
            let transfer = Self.batch(key, of: number)
            let isKnown = try ledger.transfer(transfer, of: file.tenant, in: session) != nil
            if let last = file.validTo, now.day > last, !isKnown {
                throw ProceduresRefusal.licenceEnded(last, service.grantBasis)
            }
            let amount = try drawn(quantity, rule, service)
            let account = try ledger.account(id, of: file.tenant, in: session)
            // The first line is the grant itself.
            if let most = rule.batches, account.lines > Int64(most), !isKnown {
                throw ProceduresRefusal.batchesUsedUp(most, service.grantBasis)
            }
            let cause =
                isKnown
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
                    citation: service.grantBasis), in: session)
            let batch = DrawnBatch(
                number: number, quantity: outcome.transfer.amount,
                left: outcome.transfer.debitBalance ?? .zero,
                reference: outcome.transfer.reference, account: id, unit: account.unit,
                validTo: file.validTo, isRepeat: outcome.isRepeat)
            return (outcome, batch)
        }
    }

    /// By what the ledger knows a batch.
    static func batch(_ key: String, of number: String) -> String { "batch/\(number)/\(key)" }

    /// A quantity to be taken from what was granted: whole where whole ones were granted.
    func drawn(
        _ quantity: String, _ rule: DrawDownRule, _ service: ServiceFile
    ) throws -> Fixed {
        guard let amount = try? Fixed(quantity), amount > .zero else {
            throw ProceduresRefusal.quantity
        }
        guard !service.isWhole(rule) || amount.raw % Fixed.scale == 0 else {
            throw ProceduresRefusal.quantityWhole
        }
        return amount
    }

    /// Notes that clocks have run out, so that whoever follows the events is told; gives how many.
    @discardableResult
    func noteOverdue() async throws -> Int {
        let now = clock.now()
        return try await Round(
            "procedures.clocks", store: store, clock: clock, report: report
        ).run { session, most in
            try CaseRows.overdue(at: now, limit: most, in: session)
        } each: { row, session in
            guard let file = try CaseRows.find(row.subject, of: row.tenant, in: session),
                file.state == .open,
                let service = try editions.service(of: file, in: session)
            else { return }
            let machine = CaseMachine(service: service, calendar: calendar, now: now)
            let spans = try SpanRows.all(of: file, in: session)
            if var span = spans.last, span.endedAt == nil, !span.isOverdueNoted,
                machine.reading(span)?.isOverdue ?? false
            {
                span.isOverdueNoted = true
                try SpanRows.put(span, of: file, SpanRows.Result(), in: session)
                try noteLate(file, service, step: span.step, in: session)
            }
            for var part in try PartRows.all(of: file, in: session)
            where part.span.endedAt == nil && !part.span.isOverdueNoted
                && machine.reading(part)?.isOverdue ?? false
            {
                part.span.isOverdueNoted = true
                try PartRows.put(part, of: file, partPlace(part, machine), in: session)
                try noteLate(file, service, step: part.span.step, in: session)
            }
        }
    }

    private func noteLate(
        _ file: Case, _ service: ServiceFile, step: String, in session: Session
    ) throws {
        try note(
            "procedures.overdue", file, by: "clock",
            [
                .init("step", .text(step)),
                .init("escalates", .optional(service.step(file.step)?.escalates?.id)),
            ], in: session)
    }

    private func partPlace(_ part: CasePart, _ machine: CaseMachine) -> PartRows.Place {
        guard let reading = machine.reading(part) else { return PartRows.Place() }
        let hasEnded = part.span.endedAt != nil
        return PartRows.Place(
            due: hasEnded ? nil : reading.end, used: hasEnded ? reading.used : nil,
            isKept: hasEnded ? !reading.isOverdue : nil)
    }

    /// Writes a change with its spans and its place at the desk.
    func write(_ change: CaseChange, _ service: ServiceFile, in session: Session) throws {
        let file = change.file
        let machine = CaseMachine(service: service, calendar: calendar, now: clock.now())
        var place = CaseRows.Place()
        if file.state == .granted, file.proposal != nil, let rule = service.revoke {
            place.body = rule.body.id
        } else if file.state == .open || file.state == .paused, let step = service.step(file.step) {
            place.body = step.body.id
            place.escalates = step.escalates?.id ?? ""
            place.due = change.spans.last.flatMap { machine.reading($0)?.end }
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
        let first = (change.spans.last?.number ?? 0) - 1
        for part in change.parts where part.stay >= first {
            try PartRows.put(part, of: file, partPlace(part, machine), in: session)
        }
    }

    private func note(
        _ change: CaseChange, _ service: ServiceFile, _ reason: String, _ actor: Actor,
        in session: Session
    ) throws -> Int64 {
        let step = service.step(change.file.step)
        // What is done after a grant is about ending it.
        let isAfterGrant = change.file.state == .granted && !change.isGrant
        let rule = change.file.state == .revoked || isAfterGrant ? service.revoke : nil
        // Whoever sent it on is the body of the step it came from.
        let from =
            change.kind == "procedures.advanced"
            ? change.spans.dropLast().last.flatMap { service.step($0.step)?.body } : nil
        var payload: [JSON.Member] = [
            .init("service", .text(service.id)), .init("state", .text(change.file.state.rawValue)),
            .init("step", .text(change.file.step)),
            .init("body", .optional((rule?.body ?? from ?? step?.body)?.id)),
            .init("reason", .text(reason)), .init("actor", .text(actor.name)),
            .init("officer", .bool(actor.enterprise.isEmpty)),
        ]
        if change.isGrant,
            let amount = service.grant.drawDown.flatMap({ Self.granted(change.file, $0) })
        {
            payload.append(.init("quantity", .text(amount.text)))
        }
        if let part = change.part { payload.append(.init("part", .text(part))) }
        if !change.values.isEmpty {
            payload.append(
                .init(
                    "values",
                    .object(
                        change.values.sorted { $0.key < $1.key }
                            .map { .init($0.key, .text($0.value)) })))
        }
        if change.file.state == .open, let span = change.spans.last,
            let due = CaseMachine(service: service, calendar: calendar, now: clock.now())
                .reading(span)?.due
        {
            payload.append(.init("due", .text(due.text)))
        }
        let basis =
            change.isDecision
            ? bases(change.file, service).first?.citation
            : (rule?.basis ?? step?.clock?.basis)?.citation
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
            let amount = Self.granted(file, rule), amount > .zero,
            let unit = BalanceUnit(code: "unit-" + (file.answers[rule.unit] ?? ""))
        else { throw ProceduresRefusal.quantity }
        let now = clock.now()
        try drawNational(amount, for: file, service, cause: cause, in: session)
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
}
