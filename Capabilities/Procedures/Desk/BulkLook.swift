import Kernel
import Store

/// An application that was chosen with others: what may be done to it, and why not.
struct BulkLook: Sendable {
    let chosen: BulkDecision.Chosen
    /// Nil where there is no such application, or none this officer may see.
    var found: Found?
    /// What an officer could do now, with its name.
    var offers: [Offer] = []
    /// Why it is not done, whatever is chosen.
    var obstacle: ProceduresRefusal?
    /// Why a decision is not done although its step has it, by word.
    var refusals: [String: ProceduresRefusal] = [:]

    /// The application as it stands.
    struct Found: Sendable {
        let file: Case
        let service: ServiceFile
        let reading: ServiceClock.Reading?
    }

    /// A decision by the word that programs send.
    struct Offer: Sendable, Hashable {
        let word: String
        let name: Localized
        let needsReason: Bool
        /// A second officer has to agree.
        let fourEyes: Bool
        let isDanger: Bool
    }

    /// Nil where it can be done.
    func refusal(_ word: String) -> ProceduresRefusal? {
        if let obstacle { return obstacle }
        if offers.contains(where: { $0.word == word }) { return nil }
        return refusals[word] ?? .noSuchAction(word, actions: offers.map(\.word))
    }

    func needsReason(_ word: String) -> Bool {
        offers.first { $0.word == word }?.needsReason ?? false
    }

    /// As it stands in the order: what cannot be done is there with the reason.
    func line(_ word: String) -> BulkDecision.Line {
        BulkDecision.Line(
            number: chosen.number, tenant: found?.file.tenant ?? "",
            version: chosen.version ?? found?.file.version ?? 0,
            outcome: refusal(word).map { BulkDecision.Outcome($0) })
    }

    func fault(_ word: String, at place: Int) -> Fault {
        let refusal = refusal(word) ?? .noSuchCase(chosen.number)
        return Fault(
            code: refusal.code, path: "/applications/\(place)",
            message: Localized(
                zh: "\(chosen.number)：\(refusal.message.zh)",
                en: "\(chosen.number): \(refusal.message.en)"), fix: refusal.fix)
    }

    /// What can be done to at least one, in the order in which the steps name it.
    static func offers(_ looks: [BulkLook]) -> [Offer] {
        var found: [Offer] = []
        for look in looks where look.obstacle == nil {
            for offer in look.offers where !found.contains(where: { $0.word == offer.word }) {
                found.append(offer)
            }
        }
        return found
    }
}

extension CaseDesk {
    /// Looks at one for an officer, and tries what could be done without doing it. One that is not
    /// there keeps no other from being decided.
    func look(
        _ chosen: BulkDecision.Chosen, for actor: Actor, in session: Session
    ) throws -> BulkLook {
        let file: Case
        do {
            file = try find(chosen.number, for: actor, in: session)
        } catch let refusal as ProceduresRefusal {
            return BulkLook(chosen: chosen, obstacle: refusal)
        }
        guard let service = try editions.service(of: file, in: session) else {
            return BulkLook(
                chosen: chosen, obstacle: .editionLost(file.service, file.edition))
        }
        let spans = try SpanRows.all(of: file, in: session)
        let parts = try PartRows.all(of: file, in: session)
        let machine = CaseMachine(
            service: service, calendar: calendar, now: clock.now(),
            rules: try rules(of: file, service, in: session),
            refusal: try refusal(of: file, in: session))
        var look = BulkLook(
            chosen: chosen,
            found: BulkLook.Found(
                file: file, service: service,
                reading: spans.last.flatMap { machine.reading($0) }))
        if let version = chosen.version, version != file.version {
            look.obstacle = .movedOn(file.state)
            return look
        }
        var first: ProceduresRefusal?
        for offer in machine.offers(file, spans, parts, actor) {
            let move = CaseMove(word: offer.word)
            do {
                var change = try machine.apply(
                    move, reason: offer.needsReason ? "-" : "", to: file, spans, parts, by: actor)
                try enter(
                    Act(number: file.number, move: move, reason: "-"), &change, from: file,
                    service, in: session)
                look.offers.append(offer)
            } catch let refusal as ProceduresRefusal {
                look.refusals[offer.word] = refusal
                first = first ?? refusal
            }
        }
        if look.offers.isEmpty { look.obstacle = first ?? .notPossible(file.state) }
        return look
    }
}

extension CaseMachine {
    /// What officers do at the desk with an application that stands so; whether this one may is
    /// for `apply` to say.
    func offers(
        _ file: Case, _ spans: [Span], _ parts: [CasePart], _ actor: Actor
    ) -> [BulkLook.Offer] {
        func own(_ word: String, _ name: Localized, needsReason: Bool = false) -> BulkLook.Offer {
            BulkLook.Offer(
                word: word, name: name, needsReason: needsReason, fourEyes: false,
                isDanger: false)
        }
        let second = [
            own("agree", ProcedureWords.agree),
            own("dissent", ProcedureWords.dissent, needsReason: true),
        ]
        if file.proposal != nil { return second }
        if file.state == .paused { return [own("resume", ProcedureWords.resume)] }
        guard file.state == .open, let step = service.step(file.step) else { return [] }
        var offers = partOffers(parts, spans, actor)
        // Who only sits at the desk of a part does nothing with the step itself.
        guard offers.isEmpty || maySit(actor, at: step, spans.last) else { return offers }
        offers += step.actions.map { action in
            BulkLook.Offer(
                word: action.id, name: action.name, needsReason: action.needsReason,
                fourEyes: action.fourEyes, isDanger: action.effect == .refuse)
        }
        offers.append(
            file.takenBy == actor.id
                ? own("put-back", ProcedureWords.putBack) : own("take", ProcedureWords.take))
        return offers
    }

    private func partOffers(
        _ parts: [CasePart], _ spans: [Span], _ actor: Actor
    ) -> [BulkLook.Offer] {
        let stay = spans.last?.number
        return parts.filter { part in
            part.stay == stay && part.verdict == nil && maySit(actor, at: part)
        }.flatMap { part -> [BulkLook.Offer] in
            let name = rule(part)?.name ?? Localized(same: part.id)
            func offer(_ end: String, _ word: Localized, _ passes: Bool) -> BulkLook.Offer {
                BulkLook.Offer(
                    word: "\(part.id).\(end)",
                    name: Localized(
                        zh: "\(name.zh)：\(word.zh)", en: "\(name.en): \(word.en)"),
                    needsReason: !passes, fourEyes: false, isDanger: !passes)
            }
            return [
                offer("pass", ProcedureWords.passPart, true),
                offer("fail", ProcedureWords.failPart, false),
            ]
        }
    }
}
