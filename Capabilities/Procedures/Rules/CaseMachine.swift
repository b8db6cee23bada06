import Kernel

/// What somebody does with an application.
enum CaseMove: Sendable, Hashable {
    case submit, mend, withdraw, appeal
    case take, release
    case act(String)
    /// Agrees to, or rejects, what another officer has proposed.
    case agree, dissent
    case resume
    /// The check of one body in a step of several.
    case part(String, CasePart.Verdict)
    /// Ends what was granted.
    case revoke
}

/// What a move brings about.
struct CaseChange: Sendable, Hashable {
    var file: Case
    var spans: [Span]
    var parts: [CasePart] = []
    /// The part that was decided just now.
    var part: String?
    /// What the officer entered, by field.
    var values: [String: String] = [:]
    /// Journal kind: `procedures.submitted`.
    var kind: String
    /// Whether the application has just been granted.
    var isGrant = false
    /// Whether it was decided just now, either way.
    var isDecision: Bool { kinds.contains(kind) }
    private var kinds: [String] {
        ["procedures.granted", "procedures.refused", "procedures.revoked"]
    }
}

/// Who may do what with an application, and what it then is. Pure: no clock but the moment given,
/// no storage.
struct CaseMachine: Sendable {
    static let longestReason = 500

    let service: ServiceFile
    let calendar: WorkingCalendar
    let now: Instant
    /// What works the application's values out; as of now where none is handed in.
    var rules: Computation?
    /// The refusal an appeal is about; nil where nothing was refused.
    var refusal: Refused?

    /// A refusal as it was handed out.
    struct Refused: Sendable, Hashable {
        let stay: Int
        let reason: String
        let at: Instant
        /// Officers who proposed it, agreed to it, or said no to a part it rests on.
        let deciders: Set<String>
    }

    func apply(
        _ move: CaseMove, reason: String, to file: Case, _ spans: [Span],
        _ parts: [CasePart] = [], by actor: Actor
    ) throws(ProceduresRefusal) -> CaseChange {
        guard reason.unicodeScalars.count <= Self.longestReason else {
            throw .reasonTooLong(limit: Self.longestReason)
        }
        var change = CaseChange(file: file, spans: spans, parts: parts, kind: "")
        change.file.version += 1
        switch move {
        case .submit, .mend, .withdraw, .appeal:
            guard actor.enterprise == file.tenant else { throw .noSuchCase(file.number) }
            try applicant(move, reason, &change, actor)
        case .take, .release, .act, .agree, .dissent, .resume:
            if file.state == .granted {
                try secondRevocation(move, reason, &change, actor)
                break
            }
            try officer(move, reason, &change, actor)
        case .part(let id, let verdict): try decidePart(id, verdict, reason, &change, actor)
        case .revoke: try revoke(reason, &change, actor)
        }
        return change
    }

    // MARK: The applicant

    private func applicant(
        _ move: CaseMove, _ reason: String, _ change: inout CaseChange, _ actor: Actor
    ) throws(ProceduresRefusal) {
        switch (move, change.file.state) {
        case (.submit, .draft):
            guard let first = service.steps.first else { throw .noSuchService(service.id) }
            change.file.submittedAt = now
            change.file.submittedBy = actor.id
            enter(first, &change)
            change.kind = "procedures.submitted"
        case (.mend, .returned):
            goOn(&change)
            change.kind = "procedures.completed"
        case (.withdraw, .draft):
            close(.withdrawn, &change)
            change.kind = "procedures.withdrawn"
        case (.withdraw, .open), (.withdraw, .returned), (.withdraw, .paused):
            if let refusal {
                stand(by: refusal, &change)
                break
            }
            guard service.mayWithdraw else { throw .notPossible(change.file.state) }
            close(.withdrawn, &change)
            change.file.reason = reason
            change.kind = "procedures.withdrawn"
        case (.appeal, .refused): try appeal(reason, &change)
        default: throw .notPossible(change.file.state)
        }
    }

    private func appeal(
        _ reason: String, _ change: inout CaseChange
    ) throws(ProceduresRefusal) {
        guard let rule = service.appeal, let step = service.step(rule.step),
            !change.spans.contains(where: { $0.step == rule.step })
        else { throw .noAppeal }
        guard let last = appealEnds(change.file, change.spans), now.day <= last else {
            throw .appealLate(days: rule.days, rule.basis.citation)
        }
        guard !reason.isEmpty else { throw .reasonMissing }
        // The reason of the refusal stays: it is what the appeal is about.
        change.file.closedAt = nil
        let refusedStep = change.file.step
        enter(step, &change)
        reopenParts(from: refusedStep, at: step, &change)
        change.kind = "procedures.appealed"
    }

    /// The appeal is taken back: the refusal stands as it was handed out.
    private func stand(by refusal: Refused, _ change: inout CaseChange) {
        close(.refused, &change)
        change.file.takenBy = nil
        change.file.step =
            change.spans.first { $0.number == refusal.stay }?.step ?? change.file.step
        change.file.closedAt = refusal.at
        change.file.reason = refusal.reason
        change.kind = "procedures.appeal-withdrawn"
    }

    /// Last day on which a refusal may be appealed against; nil when it cannot.
    func appealEnds(_ file: Case, _ spans: [Span]) -> Day? {
        guard file.state == .refused, let rule = service.appeal,
            !spans.contains(where: { $0.step == rule.step }), let closed = file.closedAt
        else { return nil }
        return calendar.ending(closed.day.adding(days: rule.days), .rollsForward).day
    }

    // MARK: The officer

    private func officer(
        _ move: CaseMove, _ reason: String, _ change: inout CaseChange, _ actor: Actor
    ) throws(ProceduresRefusal) {
        let file = change.file
        guard !isOwn(file, actor) else { throw .ownApplication }
        guard file.state == .open || file.state == .paused, let step = service.step(file.step)
        else { throw .notPossible(file.state) }
        guard maySit(actor, at: step, change.spans.last) else { throw .notYourDesk(step.body) }
        // What somebody has before them they may always put back.
        guard move == .release || !isOwnRefusal(actor) else { throw .ownRefusal }
        let isOthers = file.takenBy.map { $0 != actor.id } ?? false
        switch move {
        case .agree, .dissent: try second(move, reason, step, &change, actor)
        case .take:
            // What a colleague has taken may be taken over, with a reason that stays written down.
            guard !isOthers || !reason.isEmpty else { throw .takenByOther }
            change.file.takenBy = actor.id
            change.kind = "procedures.taken"
        case .release:
            guard file.takenBy == actor.id else { throw .takenByOther }
            change.file.takenBy = nil
            change.kind = "procedures.put-back"
        case .resume:
            guard file.state == .paused else { throw .notPossible(file.state) }
            goOn(&change)
            change.kind = "procedures.resumed"
        case .act(let id):
            if let proposal = file.proposal, step.action(id) != nil {
                throw .proposedAlready(isOwn: proposal.by == actor.id)
            }
            guard !isOthers else { throw .takenByOther }
            guard file.state == .open else { throw .notPossible(file.state) }
            guard let action = step.action(id) else { throw .noSuchAction(id, step) }
            guard !action.needsReason || !reason.isEmpty else { throw .reasonMissing }
            change.file.takenBy = actor.id
            if action.fourEyes {
                change.file.proposal = Proposal(
                    action: id, by: actor.id, reason: reason, at: now)
                change.kind = "procedures.proposed"
            } else {
                try carryOut(action, reason, &change)
            }
        case .submit, .mend, .withdraw, .appeal, .part, .revoke: throw .notPossible(file.state)
        }
    }

    /// Nobody decides an application of their own or of their enterprise.
    func isOwn(_ file: Case, _ actor: Actor) -> Bool {
        actor.id == file.createdBy || actor.id == file.submittedBy
            || (!actor.enterprise.isEmpty && actor.enterprise == file.tenant)
    }

    /// Whoever took part in a refusal takes no part in looking at it anew, whatever desk they sit
    /// at now.
    func isOwnRefusal(_ actor: Actor) -> Bool {
        refusal?.deciders.contains(actor.id) ?? false
    }

    /// The body of the step, or the one it escalates to once the clock has run out.
    func maySit(_ actor: Actor, at step: ServiceStep, _ span: Span?) -> Bool {
        if actor.bodies.contains(step.body.id) { return true }
        guard let body = step.escalates, actor.bodies.contains(body.id), let span,
            let reading = reading(span)
        else { return false }
        return reading.isOverdue
    }

    private func second(
        _ move: CaseMove, _ reason: String, _ step: ServiceStep, _ change: inout CaseChange,
        _ actor: Actor
    ) throws(ProceduresRefusal) {
        guard let proposal = change.file.proposal, let action = step.action(proposal.action)
        else { throw .notPossible(change.file.state) }
        guard proposal.by != actor.id else { throw .sameOfficer }
        change.file.proposal = nil
        if move == .agree {
            try carryOut(action, proposal.reason, &change)
        } else {
            guard !reason.isEmpty else { throw .reasonMissing }
            change.file.reason = reason
            change.kind = "procedures.dissented"
        }
    }

    func carryOut(
        _ action: StepAction, _ reason: String, _ change: inout CaseChange
    ) throws(ProceduresRefusal) {
        try checkParts(action, change)
        change.file.reason = reason
        switch action.effect {
        case .advance(let to):
            guard let step = service.step(to) else { throw .notPossible(change.file.state) }
            enter(step, &change)
            change.kind = "procedures.advanced"
        case .sendBack:
            stand(.returned, isApplicants: true, &change)
            change.kind = "procedures.returned"
        case .pause:
            stand(.paused, isApplicants: false, &change)
            change.kind = "procedures.paused"
        case .grant:
            close(.granted, &change)
            change.file.validTo = validTo(change.file)
            change.kind = "procedures.granted"
            change.isGrant = true
        case .refuse:
            close(.refused, &change)
            change.kind = "procedures.refused"
        }
    }

    /// Its last day: by its term, and not beyond what it rests on.
    private func validTo(_ file: Case) -> Day? {
        let end = service.grant.notAfter.flatMap { file.answers[$0] }.flatMap { Day($0) }
        return [term(file), end].compactMap { $0 }.min()
    }

    private func term(_ file: Case) -> Day? {
        switch service.grant.validity {
        case .open: nil
        case .months(let months): now.day.adding(months: months)
        case .field(let field): file.answers[field].flatMap { Day($0) }
        case .yearEnd(let field): Day("\(file.answers[field] ?? String(now.day.year))-12-31")
        }
    }

    // MARK: Steps and clocks

    func reading(_ span: Span) -> ServiceClock.Reading? {
        service.step(span.step)?.clock.map {
            ServiceClock(rule: $0, calendar: calendar).reading(span, at: now)
        }
    }

    func enter(_ step: ServiceStep, _ change: inout CaseChange) {
        endSpan(&change)
        change.file.state = .open
        change.file.step = step.id
        change.file.takenBy = nil
        change.file.proposal = nil
        change.spans.append(
            Span(
                number: change.spans.count + 1, step: step.id, body: step.body.id, beganAt: now,
                endedAt: nil, pauses: [], isOverdueNoted: false))
        beginParts(step, &change)
    }

    func stand(_ state: CaseState, isApplicants: Bool, _ change: inout CaseChange) {
        change.file.state = state
        guard !change.spans.isEmpty else { return }
        change.spans[change.spans.count - 1].pauses.append(
            Span.Pause(from: now, to: nil, isApplicants: isApplicants))
        pauseParts(isApplicants: isApplicants, &change)
    }

    func goOn(_ change: inout CaseChange) {
        change.file.state = .open
        endPause(&change)
        goOnWithParts(&change)
    }

    private func endPause(_ change: inout CaseChange) {
        guard let last = change.spans.indices.last, change.spans[last].isPaused else { return }
        change.spans[last].pauses[change.spans[last].pauses.count - 1].to = now
    }

    func endSpan(_ change: inout CaseChange) {
        endPause(&change)
        guard let last = change.spans.indices.last else { return }
        change.spans[last].endedAt = now
        endParts(&change)
    }

    func close(_ state: CaseState, _ change: inout CaseChange) {
        endSpan(&change)
        change.file.state = state
        change.file.closedAt = now
        change.file.proposal = nil
    }
}
