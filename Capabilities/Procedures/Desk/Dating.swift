import Kernel
import Store

/// As of when an application is judged: a later rule changes nothing for who has submitted, nor
/// does the time an officer and the applicant need.
extension CaseDesk {
    /// The answer that says on which day everything was worked out.
    static let computedOn = "computed-on"
    /// The answer that says which offer the application was submitted for: it stays chosen when
    /// the offer is closed while the application is under way.
    static let chosenOffer = "chosen-offer"

    /// The day of submission, or today while it is being written.
    func day(of file: Case) -> Day { file.submittedAt?.day ?? clock.today }

    /// What works an application's values out, with what was known on its day.
    func rules(
        of file: Case, _ service: ServiceFile, in session: Session
    ) throws -> Computation {
        Computation(
            service: service, today: day(of: file),
            previous: try previous(file, service, in: session),
            offerDay: try chosen(file, service, in: session)?.day, firm: look(file, service))
    }

    /// The applicant as of the day of an application, or the day its service names.
    func look(_ file: Case, _ service: ServiceFile) -> FirmLook? {
        let named = service.firmOn.flatMap { file.answers[$0] }.flatMap { Day($0) }
        return standings.map {
            FirmLook(standings: $0, firm: file.tenant, day: named ?? day(of: file))
        }
    }

    /// The offer an application names, open or closed.
    func chosen(_ file: Case, _ service: ServiceFile, in session: Session) throws -> Offer? {
        guard let rule = service.offers, let id = file.answers[rule.field], !id.isEmpty,
            let offer = try OfferRows.find(id, in: session),
            offer.service.utf8.elementsEqual(service.id.utf8)
        else { return nil }
        return offer
    }

    /// What was worked out for the enterprise before this application; kept with it once it was
    /// submitted.
    func previous(
        _ file: Case, _ service: ServiceFile, in session: Session
    ) throws -> [String: String] {
        guard service.computed.contains(where: \.isPrevious) else { return [:] }
        guard file.submittedAt != nil else {
            return try CaseRows.lastGranted(
                service.id, of: file.tenant, but: file.number, in: session)
        }
        return service.computed.reduce(into: [:]) { known, rule in
            if case .previous(let name) = rule.way { known[name] = file.answers[rule.id] }
        }
    }
}

extension ComputedRule {
    var isPrevious: Bool {
        if case .previous = way { return true }
        return false
    }
}
