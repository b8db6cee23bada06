import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// The second officer decides what the first has proposed.
extension ListsDesk {
    /// Confirms or rejects a change; never by whoever proposed it, never for days that are over.
    func decide(_ id: String, confirms: Bool, by officer: Principal) async throws -> ListChange {
        let hand = ListChange.Hand(id: officer.id, name: officer.name, at: clock.now())
        let done = try await store.write { session in
            guard var change = try ChangeRows.find(id, in: session) else {
                throw ListsRefusal.notFound
            }
            let list = try list(change.list)
            try keeper(list, officer)
            guard change.state == .proposed else { throw ListsRefusal.movedOn }
            if confirms {
                guard change.proposed.id != officer.id else { throw ListsRefusal.sameOfficer }
                guard change.kind == .exit ? today < change.from : today <= change.from else {
                    throw ListsRefusal.notInFuture
                }
                if change.kind == .exit {
                    try end(change, list, officer, session)
                } else {
                    try begin(change, list, officer, session)
                }
            } else {
                try reopen(change, session)
            }
            change.state = confirms ? .confirmed : .rejected
            change.decided = hand
            guard try ChangeRows.decide(id, change.state, by: hand, in: session) else {
                throw ListsRefusal.movedOn
            }
            try tell(
                confirms ? "lists.change-confirmed" : "lists.change-rejected", list.id, tenant: "",
                by: officer.id,
                [
                    .init("change", .text(id)), .init("kind", .text(change.kind.rawValue)),
                    .init("from", .text(change.from.text)),
                ], citation: list.bases.first, in: session)
            return change
        }
        await members.takeIn()
        return done
    }

    private func end(
        _ change: ListChange, _ list: ListFile, _ officer: Principal, _ session: Session
    ) throws {
        for line in change.lines {
            let ended = try MemberRows.end(
                line.membership, of: line.tenant, before: change.from,
                reason: Localized(same: change.reason).kept, document: change.document,
                change: try session.next("lists.changes"),
                in: session)
            guard ended else { throw ListsRefusal.movedOn }
            try tell(
                "lists.removed", list.id, tenant: line.tenant, by: officer.id,
                [
                    .init("item", .text(line.item)), .init("from", .text(change.from.text)),
                    .init("reason", .text(change.reason)),
                    .init("document", .text(change.document)),
                ], citation: list.bases.first, in: session)
        }
    }

    private func begin(
        _ change: ListChange, _ list: ListFile, _ officer: Principal, _ session: Session
    ) throws {
        var lasting = try MemberRows.lasting(list.id, on: change.from, in: session)
        for line in change.lines {
            let again = lasting.contains { $0.tenant == line.tenant && $0.item == line.item }
            guard !again else { throw ListsRefusal.alreadyListed(called(line.tenant)) }
            let member = Membership(
                id: ids.brief, tenant: line.tenant, list: list.id, item: line.item,
                from: change.from, to: change.to, edition: change.edition,
                reason: Localized(same: change.reason).kept, document: change.document,
                exitReason: "", exitDocument: "")
            try MemberRows.insert(
                member, change: try session.next("lists.changes"), in: session)
            lasting.append((member.id, member.tenant, member.item, member.from, member.to))
            try tell(
                "lists.listed", list.id, tenant: line.tenant, by: officer.id,
                [
                    .init("item", .text(line.item)), .init("from", .text(change.from.text)),
                    .init("to", .optional(change.to?.text)),
                    .init("edition", .text(change.edition)),
                    .init("reason", .text(change.reason)),
                    .init("document", .text(change.document)),
                ], citation: list.bases.first, in: session)
        }
        if let capacity = list.capacity, Set(lasting.map(\.tenant)).count > capacity {
            throw ListsRefusal.full(capacity, list.ground)
        }
        try conclude(change, list, officer, session)
    }

    /// The nominations a change was made of.
    private func held(_ change: ListChange, _ session: Session) throws -> [Nomination] {
        let taken = Set(change.lines.map(\.nomination))
        return try NominationRows.on(change.list, in: session).filter { one in
            one.state == .proposed
                && (taken.contains(one.id)
                    || (change.kind == .publication && one.edition == change.edition))
        }
    }

    private func reopen(_ change: ListChange, _ session: Session) throws {
        for var one in try held(change, session) {
            one.state = .open
            one.facts = ""
            one.outcome = Localized(same: "")
            guard try NominationRows.update(one, in: session) else { throw ListsRefusal.movedOn }
        }
    }

    /// Tells each nomination what came of it.
    private func conclude(
        _ change: ListChange, _ list: ListFile, _ officer: Principal, _ session: Session
    ) throws {
        let taken = Set(change.lines.map(\.nomination))
        for var one in try held(change, session) {
            one.state = taken.contains(one.id) ? .listed : .passedOver
            guard try NominationRows.update(one, in: session) else { throw ListsRefusal.movedOn }
            guard one.state == .passedOver else { continue }
            try tell(
                "lists.passed-over", list.id, tenant: one.tenant, by: officer.id,
                [
                    .init("nomination", .text(one.id)),
                    .init("edition", .text(change.edition)),
                    .init("reason", .text(one.outcome.zh)),
                ], citation: list.bases.first, in: session)
        }
    }
}
