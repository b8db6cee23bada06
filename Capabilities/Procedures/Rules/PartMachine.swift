import Kernel

/// Several bodies within a step, grants that end early, and what is done without an officer.
extension CaseMachine {
    // MARK: Parts

    /// The parts of the stay a case is in.
    func current(_ change: CaseChange) -> [CasePart] {
        let stay = change.spans.last?.number
        return change.parts.filter { $0.stay == stay }
    }

    func rule(_ part: CasePart) -> PartRule? { home(part)?.rule }

    /// The step whose file asks for a part, which on appeal is not the one it is looked at in.
    private func home(_ part: CasePart) -> (step: ServiceStep, rule: PartRule)? {
        service.steps.lazy.flatMap { step in
            step.parts.map { (step: step, rule: $0) }
        }.first { "\($0.step.id)/\($0.rule.id)" == part.span.step }
    }

    func reading(_ part: CasePart) -> ServiceClock.Reading? {
        rule(part)?.clock.map {
            ServiceClock(rule: $0, calendar: calendar).reading(part.span, at: now)
        }
    }

    /// The body of the part, or the step's supervising one once the part is late.
    func maySit(_ actor: Actor, at part: CasePart) -> Bool {
        if actor.bodies.contains(part.span.body) { return true }
        guard let body = self.home(part)?.step.escalates, actor.bodies.contains(body.id)
        else { return false }
        return reading(part)?.isOverdue ?? false
    }

    func decidePart(
        _ id: String, _ verdict: CasePart.Verdict, _ reason: String, _ change: inout CaseChange,
        _ actor: Actor
    ) throws(ProceduresRefusal) {
        let file = change.file
        guard !isOwn(file, actor) else { throw .ownApplication }
        guard file.state == .open, let step = service.step(file.step) else {
            throw .notPossible(file.state)
        }
        let stay = change.spans.last?.number
        guard let place = change.parts.firstIndex(where: { $0.stay == stay && $0.id == id }),
            let rule = self.rule(change.parts[place])
        else { throw .noSuchAction(id, step) }
        guard maySit(actor, at: change.parts[place]) else {
            throw .notYourDesk(rule.body)
        }
        guard !isOwnRefusal(actor) else { throw .ownRefusal }
        guard change.parts[place].verdict == nil else { throw .partDecided(rule.name) }
        guard verdict == .passed || !reason.isEmpty else { throw .reasonMissing }
        change.parts[place].verdict = verdict
        change.parts[place].reason = reason
        change.parts[place].decidedBy = actor.id
        change.parts[place].span.endedAt = now
        change.kind = verdict == .passed ? "procedures.part-passed" : "procedures.part-failed"
        change.part = id
    }

    /// Nothing goes on while a body has not answered, nor with a check that was not passed.
    func checkParts(_ action: StepAction, _ change: CaseChange) throws(ProceduresRefusal) {
        switch action.effect {
        case .advance, .grant: break
        case .sendBack, .pause, .refuse: return
        }
        // What an appeal has opened again may still be asked for where the file leads on to.
        let parts = current(change).filter { part in
            guard case .advance(let to) = action.effect, let home = self.home(part)?.step,
                home.id != change.file.step
            else { return true }
            return service.grants(from: to, without: home.id)
        }
        let waiting = parts.filter { $0.verdict == nil }.compactMap { rule($0)?.name }
        guard waiting.isEmpty else { throw .partsWait(waiting) }
        let failed = parts.filter { $0.verdict == .failed }.compactMap { rule($0)?.name }
        guard failed.isEmpty else { throw .partsFailed(failed) }
    }

    func beginParts(_ step: ServiceStep, _ change: inout CaseChange) {
        guard !step.parts.isEmpty, let stay = change.spans.last?.number else { return }
        let rules = rules ?? Computation(service: service, today: now.day)
        let answers = change.file.answers
        for part in step.parts where part.when.map({ rules.holds($0, answers) ?? true }) ?? true {
            let place = "\(step.id)/\(part.id)"
            // After an appeal nobody is asked again what was passed before it.
            if isOnAppeal(change),
                change.parts.last(where: { $0.span.step == place })?.verdict == .passed
            {
                continue
            }
            if change.parts.contains(where: { $0.stay == stay && $0.id == part.id }) { continue }
            change.parts.append(
                CasePart(
                    stay: stay, id: part.id, verdict: nil, reason: "", decidedBy: nil,
                    span: Span(
                        number: stay, step: place, body: part.body.id,
                        beganAt: now, endedAt: nil, pauses: [], isOverdueNoted: false)))
        }
    }

    private func isOnAppeal(_ change: CaseChange) -> Bool {
        guard let rule = service.appeal else { return false }
        return change.spans.contains { $0.step == rule.step }
    }

    /// What other bodies still owe while an appeal is looked at: a check that every grant goes
    /// through and that was not passed is open again, so that no grant on appeal leaves it out.
    func reopenParts(
        from refused: String, at review: ServiceStep, _ change: inout CaseChange
    ) {
        for step in service.shared(from: refused)
        where step.id != review.id && service.grants(from: review.id, without: step.id) {
            beginParts(step, &change)
        }
    }

    func pauseParts(isApplicants: Bool, _ change: inout CaseChange) {
        each(&change) { part in
            guard part.verdict != .passed else { return }
            // What was not passed is looked at anew after the applicant has mended it.
            if isApplicants, part.verdict == .failed {
                part.span.pauses.append(
                    Span.Pause(
                        from: part.span.endedAt ?? now, to: nil, isApplicants: true))
                part.verdict = nil
                part.span.endedAt = nil
            } else if part.verdict == nil {
                part.span.pauses.append(
                    Span.Pause(from: now, to: nil, isApplicants: isApplicants))
            }
        }
    }

    func goOnWithParts(_ change: inout CaseChange) {
        each(&change) { part in
            guard part.span.isPaused, part.span.endedAt == nil else { return }
            part.span.pauses[part.span.pauses.count - 1].to = now
        }
    }

    func endParts(_ change: inout CaseChange) {
        goOnWithParts(&change)
        each(&change) { part in
            if part.span.endedAt == nil { part.span.endedAt = now }
        }
    }

    private func each(_ change: inout CaseChange, _ body: (inout CasePart) -> Void) {
        let stay = change.spans.last?.number
        for place in change.parts.indices where change.parts[place].stay == stay {
            body(&change.parts[place])
        }
    }

    // MARK: Revoking

    /// Whether somebody may end what was granted.
    func mayRevoke(_ actor: Actor, _ file: Case) -> Bool {
        guard file.state == .granted, let rule = service.revoke else { return false }
        return actor.bodies.contains(rule.body.id) && !isOwn(file, actor)
    }

    func revoke(
        _ reason: String, _ change: inout CaseChange, _ actor: Actor
    ) throws(ProceduresRefusal) {
        guard !isOwn(change.file, actor) else { throw .ownApplication }
        guard change.file.state == .granted, change.file.proposal == nil,
            let rule = service.revoke
        else { throw .notPossible(change.file.state) }
        guard actor.bodies.contains(rule.body.id) else { throw .notYourDesk(rule.body) }
        guard !reason.isEmpty else { throw .reasonMissing }
        guard !rule.fourEyes else {
            change.file.proposal = Proposal(
                action: "revoke", by: actor.id, reason: reason, at: now)
            change.kind = "procedures.proposed"
            return
        }
        end(rule, reason, &change)
    }

    /// What a second officer says of a revocation that another has proposed; until then what was
    /// granted stands.
    func secondRevocation(
        _ move: CaseMove, _ reason: String, _ change: inout CaseChange, _ actor: Actor
    ) throws(ProceduresRefusal) {
        guard !isOwn(change.file, actor) else { throw .ownApplication }
        guard move == .agree || move == .dissent, let proposal = change.file.proposal,
            let rule = service.revoke
        else { throw .notPossible(change.file.state) }
        guard actor.bodies.contains(rule.body.id) else { throw .notYourDesk(rule.body) }
        guard proposal.by != actor.id else { throw .sameOfficer }
        guard move == .agree || !reason.isEmpty else { throw .reasonMissing }
        change.file.proposal = nil
        if move == .agree {
            end(rule, proposal.reason, &change)
        } else {
            change.kind = "procedures.dissented"
        }
    }

    /// The grant ends because what it needs holds no longer; a revocation that was proposed is
    /// settled by it.
    func lapse(_ file: Case, _ spans: [Span], _ parts: [CasePart], _ rule: RevokeRule)
        -> CaseChange?
    {
        guard file.state == .granted, let lapses = rule.lapses else { return nil }
        var change = CaseChange(file: file, spans: spans, parts: parts, kind: "")
        change.file.version += 1
        change.file.proposal = nil
        end(rule, lapses.reason.both, &change)
        return change
    }

    private func end(_ rule: RevokeRule, _ reason: String, _ change: inout CaseChange) {
        change.file.state = .revoked
        change.file.closedAt = now
        change.file.reason = reason
        change.kind = "procedures.revoked"
        // A letter belongs to a stay: the revocation is one of its own that ends at once.
        change.spans.append(
            Span(
                number: change.spans.count + 1, step: "revoke", body: rule.body.id, beganAt: now,
                endedAt: now, pauses: [], isOverdueNoted: true))
    }

    // MARK: Without an officer

    /// What happens of itself now that a step was entered; nil when somebody has to act.
    func automatic(_ file: Case, _ spans: [Span], _ parts: [CasePart], _ rules: Computation)
        throws(ProceduresRefusal) -> CaseChange?
    {
        guard file.state == .open, let step = service.step(file.step),
            let rule = step.automatic, let action = step.action(rule.action),
            rule.when.map({ rules.holds($0, file.answers) == true }) ?? true
        else { return nil }
        var change = CaseChange(file: file, spans: spans, parts: parts, kind: "")
        // It waits until every body has answered: each answer is a move after which this is asked.
        guard (try? checkParts(action, change)) != nil else { return nil }
        change.file.version += 1
        try carryOut(action, "", &change)
        return change
    }
}
