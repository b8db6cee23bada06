import Kernel
import Store

extension Parties {
    /// Notes that somebody was not let in. It costs a login nobody has as much as another: how long
    /// an answer takes must not tell which there are.
    func noteFailure(
        _ cause: SignInFailure.Cause, of user: User?, remote: String
    ) async throws {
        let now = clock.now()
        let kept = now.adding(milliseconds: -keptMilliseconds)
        let failure = SignInFailure(at: now, network: networkOnly(remote), cause: cause)
        let id = ids.next()
        try await store.write { session in
            let table = FailureTable(session: session)
            try table.remove(before: kept)
            try table.insert(failure, id: id, of: user)
        }
    }

    /// What failed with a person's login, latest first, as long as it is kept.
    func failedSignIns(of user: String) async throws -> [SignInFailure] {
        guard !user.isEmpty else { return [] }
        let since = clock.now().adding(milliseconds: -keptMilliseconds)
        return try await store.read { try FailureTable(session: $0).list(of: user, since: since) }
    }

    /// Of somebody of an enterprise.
    ///
    /// - Throws: `userNotFound`.
    func failedSignIns(of id: String, in enterprise: String) async throws -> [SignInFailure] {
        try await failedSignIns(of: try await person(id, of: enterprise).id)
    }

    private var keptMilliseconds: Int64 { Int64(value(.failuresKept)) * 86_400_000 }
}
