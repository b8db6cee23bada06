import Inspections
import Journal
import Kernel
import Parties
import Store
import Wire

/// Where lists and their inspections meet: a list that comes to inspection gets an order, a list
/// that ends otherwise ends it, and a list in which nothing was found goes on.
struct InspectionDesk: Sendable {
    /// What a list is among the cases that are inspected.
    static let kind = "list"

    let orders: InspectionOrders
    let officers: OfficerDesk

    var subscribers: [Subscriber] {
        [
            Subscriber(
                name: "declarations.inspections", kinds: [JournalKind.listMoved], batch: 256
            ) { entries, advance in
                try await officers.store.write { session in
                    try advance(session)
                    for entry in entries { try follow(entry, in: session) }
                }
            },
            Subscriber(
                name: "declarations.inspected", kinds: [InspectionsCapability.concluded],
                batch: 64
            ) { entries, advance in
                let released = try await officers.store.write { session in
                    try advance(session)
                    return try entries.count { try goOn($0, in: session) }
                }
                for _ in 0..<released { officers.watch.decided(.released) }
            },
        ]
    }

    /// Opens or ends an inspection, as the list has moved.
    private func follow(_ entry: Entry, in session: Session) throws {
        guard let number = entry.payload["status"]?.integer,
            let status = Status(rawValue: number)
        else { return }
        let preNo = entry.subject
        switch status {
        case .inspection:
            try orders.open(
                Self.kind, preNo, of: entry.tenant, by: entry.actor, in: session)
        case .released, .closed: try end(entry, .passed, in: session)
        case .rejected, .sentBack, .detainedClearance, .detainedSmuggling, .detainedLegal,
            .detainedOther:
            try end(
                entry, .refused(entry.payload["info"]?.string ?? status.name.zh), in: session)
        case .cancelled, .withdrawn: try end(entry, .dropped, in: session)
        default: return
        }
    }

    private func end(
        _ entry: Entry, _ ending: InspectionOrders.Ending, in session: Session
    ) throws {
        try orders.end(
            Self.kind, entry.subject, of: entry.tenant, as: ending, by: entry.actor, in: session)
    }

    /// Releases what was inspected and found in order.
    private func goOn(_ entry: Entry, in session: Session) throws -> Bool {
        guard entry.payload["case"]?.string == Self.kind,
            entry.payload["releases"]?.boolean == true,
            let preNo = entry.payload["number"]?.string
        else { return false }
        return try officers.releaseInspected(
            preNo, of: entry.tenant, by: entry.actor, in: session)
    }
}

extension Judge {
    /// What the inspection rate of a list hangs on. The record that counts is the seller's, whose
    /// goods they are; the declarant's where the seller is not in the register.
    func rateFacts(_ list: Inventory, _ record: InventoryShelf.Record) -> RateFacts {
        let isImport = record.type == .importInventory
        var countries = Array(Set(list.lines.map(\.country))).sorted()
        if !isImport, !countries.contains(list.country) { countries.append(list.country) }
        return RateFacts(
            kind: InspectionDesk.kind, subject: record.preNo, tenant: record.declarant,
            firm: register.find(code: list.seller)?.id ?? record.declarant,
            agent: record.declarant, district: record.district, isImport: isImport,
            mode: list.tradeMode, goods: list.lines.map(\.code), countries: countries)
    }

    /// The rate by which a list was drawn, from what was known then.
    func rate(
        of list: Inventory, _ record: InventoryShelf.Record, _ decision: Decision
    ) -> RateOutcome {
        let facts = rateFacts(list, record)
        return inspections.outcome(
            facts, decision.standing ?? inspections.standing(of: facts, on: decision.day),
            on: decision.day)
    }

    /// What is kept of a list that was judged; nil for one that no rule drew.
    func judged(_ assessed: Assessment) -> InspectionOrders.Judged? {
        let decision = assessed.decision
        guard let facts = assessed.rateFacts, let share = assessed.rateShare,
            let draw = decision.draw, let verdict = decision.verdict,
            let standing = decision.standing
        else { return nil }
        return InspectionOrders.Judged(
            facts: facts, standing: standing, day: decision.day, draw: draw, share: share,
            verdict: verdict.rawValue)
    }
}
