import Balances
import Kernel
import Store

/// Calls with a budget and dates with places: what there is of each is an account of the ledger, so
/// that no interleaving of officers and applicants gives more.
extension CaseDesk {
    /// Whose the accounts of calls and dates are: no enterprise's.
    static let calls = "@calls"
    /// The customs' number of the unit in which places are counted (个).
    private static let pieces = "007"

    /// Takes so much of an offer for an application.
    func take(
        _ amount: Fixed, of id: String, _ rule: OfferRule, for file: Case,
        _ service: ServiceFile, cause: Int64, in session: Session
    ) throws {
        guard let offer = try OfferRows.find(id, in: session) else {
            throw ProceduresRefusal.noSuchOffer(id)
        }
        var transfer = ""
        if let capacity = offer.capacity {
            guard let allowance = Self.allowance(offer, rule, service, capacity) else {
                throw ProceduresRefusal.noSuchOffer(id)
            }
            // An application that was sent back takes anew.
            transfer = "offer/\(file.number)/\(file.version)"
            do {
                try ledger.draw(
                    amount, from: allowance, of: Self.calls, id: transfer, at: clock.now(),
                    cause: cause, reference: file.number, citation: allowance.citation,
                    in: session)
            } catch BalanceRefusal.insufficient(_, _, _, _, let left, _) {
                throw ProceduresRefusal.offerFull(
                    rule.unit ?? rule.name, left: left,
                    budget: rule.isMoney ? allowance.citation : nil)
            }
        }
        try OfferRows.take(amount, of: id, for: file, by: transfer, in: session)
    }

    /// Gives back what an application has taken, all of it and once.
    func release(offerOf file: Case, cause: Int64, in session: Session) throws {
        guard let transfer = try OfferRows.release(file, in: session), !transfer.isEmpty else {
            return
        }
        try ledger.reverse(
            ReversalOrder(
                id: transfer + "/back", tenant: Self.calls, reverses: transfer, at: clock.now(),
                cause: cause, reference: file.number), in: session)
    }

    private static func allowance(
        _ offer: Offer, _ rule: OfferRule, _ service: ServiceFile, _ limit: Fixed
    ) -> Allowance? {
        AccountID("offer-" + offer.id.lowercased()).map { account in
            Allowance(
                plan: AccountPlan(
                    id: account, unit: rule.isMoney ? .money(.cny) : .quantity(pieces),
                    label: Localized(
                        zh: "\(service.name.zh) \(offer.title.zh)",
                        en: "\(service.name.en) \(offer.title.en)")),
                limit: limit,
                citation: service.bases.first?.citation ?? Citation(document: service.name.zh))
        }
    }
}
