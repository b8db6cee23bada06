import Kernel
import Parties
import Store
import Wire

/// Firms that go off a list of themselves, because they are no longer what it needs.
extension ListsDesk {
    /// Looks at everybody on the lists of today and ends from tomorrow on the standing of who does
    /// not meet a lasting criterion; gives how many.
    @discardableResult
    func endUnfit() async throws -> Int {
        let tomorrow = today.adding(days: 1)
        var ended = 0
        var failed: (any Error)?
        for list in catalogue.current(on: today) where list.criteria.contains(where: \.isLasting) {
            for member in members.members(of: list.id, on: today) {
                guard !Task.isCancelled else { return ended }
                guard member.to.map({ tomorrow <= $0 }) ?? true,
                    let firm = firms.enterprise(id: member.tenant),
                    let broken = StandingRule.broken(
                        list, views.view(of: firm, on: today, item: member.item))
                else { continue }
                do {
                    if try await end(member, list, broken, before: tomorrow) { ended += 1 }
                } catch {
                    // One that cannot be ended holds up no other.
                    failed = failed ?? error
                }
            }
        }
        if ended > 0 { try await members.refresh() }
        if let failed { throw failed }
        return ended
    }

    private func end(
        _ member: Membership, _ list: ListFile, _ broken: ListFile.Criterion, before day: Day
    ) async throws -> Bool {
        let reason = RuleReason.broken(broken.name)
        let document = broken.basis.text
        return try await store.write { session in
            let isEnded = try MemberRows.end(
                member.id, of: member.tenant, before: day, reason: reason.kept, document: document,
                change: try session.next("lists.changes"), in: session)
            guard isEnded else { return false }
            try tell(
                "lists.removed", list.id, tenant: member.tenant, by: "rule",
                [
                    .init("item", .text(member.item)), .init("from", .text(day.text)),
                    .init("reason", .text(reason.inOne)), .init("document", .text(document)),
                    .init("stays", .bool(false)),
                ], citation: broken.basis, in: session)
            return true
        }
    }
}
