import Journal
import Kernel
import Plug
import Store

/// Has the desk look again at lists that could not be decided: at the start, when the defect may
/// have been mended, and when an operator asks.
struct StuckDesk: Sendable {
    let store: Store
    let journal: Journal
    let followUps: FollowUpDesk
    let taxes: TaxDesk
    /// Told of background work that fails.
    var report: @Sendable (String, any Error) -> Void = { _, _ in }

    /// At most so many at a time; the rest come with the next round.
    private static let round = 500

    func all() async throws -> [StuckLists.Stuck] {
        try await store.read { session in
            try StuckLists.all(limit: StuckDesk.round, in: session)
        }
    }

    /// What the rounds of every room could not do.
    func failures() async throws -> [RoundFailures.Failure] {
        try await store.read { session in
            try RoundFailures.all(limit: StuckDesk.round, in: session)
        }
    }

    /// Gives how many lists and follow-ups are looked at again. What still fails is noted anew;
    /// parts whose others did not come in time are refused, bills that have become due collected;
    /// what other rooms' rounds could not do is tried in their next one.
    @discardableResult
    func lookAgain(by actor: String) async throws -> Int {
        if try await store.read({ try RoundFailures.hasAny(in: $0) }) {
            try await store.write { try RoundFailures.hurry(in: $0) }
        }
        try await followUps.refuseLate()
        try await followUps.refuseNotReturned()
        try await taxes.collect()
        guard try await !store.read({ try StuckLists.all(limit: 1, in: $0) }).isEmpty else {
            return 0
        }
        return try await store.write { session in
            let stuck = try StuckLists.all(limit: StuckDesk.round, in: session)
            for one in stuck {
                try StuckLists.forget(one.list, in: session)
                try journal.append(
                    Draft(
                        JournalKind.listAgain, actor: actor, tenant: one.list.declarant,
                        subjectType: "declaration", subject: one.list.preNo), in: session)
            }
            return stuck.count
        }
    }

    /// One look at the start. A store that does not answer then is tried by whoever starts again.
    var service: Service {
        Service(name: "declarations.look-again") {
            do {
                try await lookAgain(by: "declarations.desk")
            } catch {
                report("declarations.look-again", error)
            }
        }
    }
}
