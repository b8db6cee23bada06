import Kernel
import Store
import Web

/// What waits for officers.
extension ListsDesk {
    struct Work: Sendable {
        /// Nominations that wait, by list.
        var waiting: [String: Int]
        /// Changes that wait for a second officer.
        var changes: [ListChange]
    }

    func work() async throws -> Work {
        try await store.read { session in
            Work(
                waiting: try NominationRows.waiting(in: session),
                changes: try ChangeRows.waiting(in: session))
        }
    }

    /// Standings on a register that end soon and are not followed by another: to be reviewed.
    func ending(_ list: ListFile) -> [Membership] {
        guard list.kind == .register, list.months != nil else { return [] }
        let last = today.adding(days: Self.notice)
        return members.members(of: list.id, on: today).filter { member in
            guard let to = member.to, to <= last else { return false }
            return !members.holds(member.tenant, on: list.id, day: to.adding(days: 1))
        }
    }
}
