import Kernel
import Papers
import Parties
import Reference
import Store

/// Decisions as they are handed out.
extension CaseDesk {
    /// Hands out a decision; a later one in the same case takes the place of those before, and a
    /// revocation takes them back.
    func issue(
        _ change: CaseChange, _ service: ServiceFile, in session: Session
    ) throws {
        let file = change.file
        let enterprise = applicant(file.tenant)
        let isGranted = file.state == .granted
        let unit = service.grant.drawDown.map { file.answers[$0.unit] ?? "" } ?? ""
        let amount = service.grant.drawDown.flatMap { Self.granted(file, $0) }
        let quantity = amount?.text ?? ""
        // A refusal or a revocation has no term: that of the grant is over.
        let validTo = isGranted ? file.validTo : nil
        let isTold = isGranted && !quantity.isEmpty
        let unitName = codes[.units].name(of: unit, on: clock.today) ?? Localized(same: unit)
        let unitEnglish = amount == Fixed(1) ? unitName.en : unitName.en.englishPlural
        let span = change.spans.last?.number ?? 0
        let letter = DecisionLetter(
            tenant: file.tenant, number: file.number, span: span,
            code: papers.code(
                .decision, tenant: file.tenant,
                subject: DecisionLetter.subject(file.number, span)),
            outcome: file.state, issuedAt: clock.now(), validTo: validTo,
            content: DecisionLetter.Content(
                service: service.id, serviceName: service.name,
                title: title(file, service), text: text(file, service),
                applicant: applicantName(file.tenant),
                creditCode: enterprise?.creditCode ?? "",
                body: (file.state == .revoked
                    ? service.revoke?.body : service.step(file.step)?.body)?.name
                    ?? Localized(same: ""),
                reason: file.reason, bases: bases(file, service).map(\.citation.text),
                quantity: isTold ? "\(quantity) \(unitName.zh)" : "",
                quantityEnglish: isTold ? "\(quantity) \(unitEnglish)" : "",
                lines: isGranted ? try lines(change, service, in: session) : []))
        for old in try LetterRows.all(of: file.number, tenant: file.tenant, in: session) {
            let subject = DecisionLetter.subject(old.number, old.span)
            if file.state == .revoked {
                // What was granted is taken back: no other paper stands in its place.
                try papers.revoke(
                    .decision, tenant: file.tenant, subject: subject,
                    IssuedPaper.Revocation(by: letter.content.body, letter: letter.code),
                    in: session)
            } else {
                try papers.replace(
                    .decision, tenant: file.tenant, subject: subject, by: file.number,
                    in: session)
            }
        }
        try LetterRows.insert(letter, in: session)
        try papers.issue(letter.draft, in: session)
    }

    /// What a decision rests on: ending a grant has a basis of its own.
    func bases(_ file: Case, _ service: ServiceFile) -> [NamedCitation] {
        guard file.state == .revoked, let rule = service.revoke else { return service.bases }
        return [rule.basis]
    }

    private func title(_ file: Case, _ service: ServiceFile) -> Localized {
        switch file.state {
        case .granted: service.grant.title
        case .revoked: ProcedureWords.revocationTitle
        default: ProcedureWords.refusalTitle
        }
    }

    private func text(_ file: Case, _ service: ServiceFile) -> Localized {
        switch file.state {
        case .granted: service.grant.letter
        case .revoked: ProcedureWords.revocation
        default: service.notices["refused"] ?? service.name
        }
    }

    /// What the file says shall stand in the decision, and what each body has given.
    private func lines(
        _ change: CaseChange, _ service: ServiceFile, in session: Session
    ) throws -> [DecisionLetter.Line] {
        let offers =
            service.offers == nil
            ? [] : try OfferRows.all(of: service.id, since: nil, in: session)
        let machine = CaseMachine(service: service, calendar: calendar, now: clock.now())
        let facts = service.grant.shows.compactMap { name -> DecisionLetter.Line? in
            guard let (label, value) = shown(name, change.file.answers, service, offers) else {
                return nil
            }
            return DecisionLetter.Line(label: label, value: value)
        }
        let parts = change.parts.filter { $0.verdict == .passed }.compactMap { part in
            machine.rule(part).map { rule in
                let day = (part.span.endedAt ?? clock.now()).day.text
                let said = part.reason.isEmpty ? "" : " · \(part.reason)"
                return DecisionLetter.Line(
                    label: rule.name,
                    value: Localized(
                        zh: "\(rule.body.name.zh) \(day)\(said)",
                        en: "\(rule.body.name.en) \(day)\(said)"))
            }
        }
        return asked(change.file, service) + facts + parts
    }

    /// Where less is granted than was asked, both stand in the decision.
    private func asked(_ file: Case, _ service: ServiceFile) -> [DecisionLetter.Line] {
        guard let rule = service.grant.drawDown,
            let asked = try? Fixed(file.answers[service.asked(rule)] ?? ""),
            let granted = Self.granted(file, rule), granted < asked
        else { return [] }
        let code = file.answers[rule.unit] ?? ""
        let unit = codes[.units].name(of: code, on: clock.today) ?? Localized(same: code)
        let told = volume(file.answers, service)?.told(asked)
            ?? Localized(
                zh: "\(asked.text) \(unit.zh)",
                en: "\(asked.text) \(asked == Fixed(1) ? unit.en : unit.en.englishPlural)")
        return [DecisionLetter.Line(label: QuotaWords.asked, value: told)]
    }
}
