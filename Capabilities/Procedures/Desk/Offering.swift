import Journal
import Kernel
import Store
import Web
import Wire

/// What bodies offer to be chosen: dates, places, calls, entries of a catalogue.
extension CaseDesk {
    /// An offer as somebody asked for it to be made.
    struct OfferRequest: Sendable {
        var service = ""
        var titleZh = ""
        var titleEn = ""
        var note = ""
        var opens = ""
        var closes = ""
        var day = ""
        var hours = ""
        var capacity = ""
    }

    /// Offers of a service that can be applied for today or later, the soonest first.
    func offers(of service: String) async throws -> [Offer] {
        let today = clock.today
        return try await store.read { session in
            try OfferRows.all(of: service, since: today, in: session)
        }
    }

    /// Services whose offers an officer keeps.
    func keeps(_ principal: Principal) async throws -> [ServiceFile] {
        let actor = try await actor(principal)
        return catalogue.current(on: clock.today).filter { service in
            service.offers.map { actor.bodies.contains($0.body.id) } ?? false
        }
    }

    func offer(_ request: OfferRequest, by principal: Principal) async throws -> Offer {
        let (service, rule) = try await kept(request.service, by: principal)
        let today = clock.today
        var faults: [Fault] = []
        let title = request.titleZh.trimmedText
        if title.isEmpty || title.unicodeScalars.count > 100 {
            faults.append(OfferFault.title.at("title-zh"))
        }
        let opens = request.opens.isEmpty ? today : Day(request.opens)
        let closes = Day(request.closes)
        let day = request.day.isEmpty ? nil : Day(request.day)
        if opens == nil { faults.append(OfferFault.day.at("opens")) }
        if closes == nil { faults.append(OfferFault.day.at("closes")) }
        if !request.day.isEmpty, day == nil { faults.append(OfferFault.day.at("day")) }
        if let closes, closes < (opens ?? today) || closes < today {
            faults.append(OfferFault.period.at("closes"))
        }
        let capacity = try? Fixed(request.capacity)
        if rule.unit != nil || !request.capacity.isEmpty, (capacity ?? .zero) <= .zero {
            faults.append(OfferFault.capacity.at("capacity"))
        } else if rule.takes == nil, !rule.isMoney, let capacity, capacity.raw % Fixed.scale != 0 {
            faults.append(OfferFault.whole.at("capacity"))
        }
        for (name, text, most) in [
            ("title-en", request.titleEn, 200), ("note", request.note, 500),
            ("hours", request.hours, 60),
        ] where text.unicodeScalars.count > most {
            faults.append(OfferFault.long(most).at(name))
        }
        guard faults.isEmpty, let opens, let closes else {
            throw ProceduresRefusal.offer(faults)
        }
        let english = request.titleEn.trimmedText
        let now = clock.now()
        return try await store.write { session in
            let row = service.row.filter { $0 != "-" }
            let running = try session.next("procedures-offers-\(row)")
            let offer = Offer(
                id: "\(row)-K\(running)", service: service.id,
                title: Localized(zh: title, en: english.isEmpty ? title : english),
                note: request.note.trimmedText, opens: opens, closes: closes, day: day,
                hours: request.hours.trimmedText, capacity: capacity, taken: .zero,
                isClosed: false)
            try OfferRows.insert(offer, by: principal.id, at: now, in: session)
            try noteOffer("procedures.offer-made", offer, by: principal.id, in: session)
            return offer
        }
    }

    /// Nothing new can be applied for; what was taken stays taken.
    func closeOffer(_ id: String, by principal: Principal) async throws -> Offer {
        let found = try await store.read { try OfferRows.find(id, in: $0) }
        guard let found else { throw ProceduresRefusal.noSuchOffer(id) }
        _ = try await kept(found.service, by: principal)
        return try await store.write { session in
            guard try OfferRows.close(id, in: session),
                let offer = try OfferRows.find(id, in: session)
            else { throw ProceduresRefusal.noSuchOffer(id) }
            try noteOffer("procedures.offer-closed", offer, by: principal.id, in: session)
            return offer
        }
    }

    private func kept(
        _ id: String, by principal: Principal
    ) async throws -> (ServiceFile, OfferRule) {
        guard let service = catalogue.current(id, on: clock.today), let rule = service.offers
        else { throw ProceduresRefusal.noSuchService(id) }
        let actor = try await actor(principal)
        guard actor.bodies.contains(rule.body.id) else {
            throw ProceduresRefusal.notYourDesk(rule.body)
        }
        return (service, rule)
    }

    private func noteOffer(
        _ kind: String, _ offer: Offer, by actor: String, in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: actor, tenant: "", subjectType: "offer", subject: offer.id,
                payload: .object([
                    .init("service", .text(offer.service)), .init("title", .text(offer.title.zh)),
                    .init("closes", .text(offer.closes.text)),
                    .init("capacity", .optional(offer.capacity?.text)),
                ])), in: session)
    }
}
