public import Kernel
public import Store

/// Work that a clock makes due, gone over again and again: late parts, bills to collect, terms that
/// have run out. A few rows share a commit, so that nobody who writes waits long; a row that cannot
/// be done is undone, kept with its reason and passed over, and the others go on.
public struct Round: Sendable {
    /// Unique; names the rows that could not be done.
    public let name: String
    let store: Store
    let clock: Clock
    let report: @Sendable (String, any Error) -> Void

    /// - Parameter report: told of each row that cannot be done.
    public init(
        _ name: String, store: Store, clock: Clock,
        report: @escaping @Sendable (String, any Error) -> Void
    ) {
        self.name = name
        self.store = store
        self.clock = clock
        self.report = report
    }

    /// Rows looked for together.
    private static let batch = 500
    /// Rows of one commit.
    private static let chunk = 16

    /// Goes over everything that is due, once; gives how many rows were done.
    ///
    /// - Parameters:
    ///   - find: what is due, oldest first, at most so many. It reads keys only: a damaged row must
    ///     not hide the others.
    ///   - each: does one row. It looks again whether the row is due, for others write meanwhile.
    /// - Throws: what keeps the store from being read or written at all.
    @discardableResult
    public func run(
        find: @escaping @Sendable (Session, _ limit: Int) throws -> [DueRow],
        each: @escaping @Sendable (DueRow, Session) throws -> Void
    ) async throws -> Int {
        let now = clock.now()
        let (waiting, overdue) = try await store.read { [name] session in
            (
                try RoundFailures.waiting(of: name, at: now, in: session),
                try RoundFailures.overdue(of: name, at: now, in: session)
            )
        }
        var passed = Set(waiting)
        // Those that are found though they were gone over: more has to be asked for past them.
        var stale = passed.count
        var done = 0
        while !Task.isCancelled {
            let limit = Round.batch + stale
            let found = try await store.read { try find($0, limit) }
            let fresh = found.filter { !passed.contains($0) }
            stale = max(stale, found.count - fresh.count)
            guard !fresh.isEmpty else {
                guard found.count < limit else { continue }
                // Everything that is due was looked at: what failed and is not among it was mended
                // elsewhere.
                let mended = overdue.filter { !passed.contains($0) }
                if !mended.isEmpty {
                    try await store.write { [name] session in
                        try RoundFailures.drop(mended, of: name, at: now, in: session)
                    }
                }
                return done
            }
            for start in stride(from: 0, to: fresh.count, by: Round.chunk) {
                let rows = Array(fresh[start..<min(start + Round.chunk, fresh.count)])
                done += try await take(rows, each)
                passed.formUnion(rows)
            }
        }
        return done
    }

    private func take(
        _ rows: [DueRow], _ each: @escaping @Sendable (DueRow, Session) throws -> Void
    ) async throws -> Int {
        let failed: [(DueRow, any Error)] = try await store.write { [name, clock] session in
            var failed: [(DueRow, any Error)] = []
            for row in rows {
                switch try session.attempt({ try each(row, session) }) {
                case .success:
                    try RoundFailures.forget(row, of: name, in: session)
                case .failure(let error):
                    try RoundFailures.note(
                        row, of: name, trouble: "\(type(of: error))", at: clock.now(),
                        in: session)
                    failed.append((row, error))
                }
            }
            return failed
        }
        for (row, error) in failed { report("\(name) \(row.subject)", error) }
        return rows.count - failed.count
    }

    /// Has something done again and again until the task is cancelled. What keeps a turn from being
    /// taken is told, once until it changes, and the next turn tries again.
    public static func every(
        seconds: UInt64, _ name: String,
        report: @Sendable (String, any Error) -> Void,
        _ turn: @Sendable () async throws -> Void
    ) async {
        var told = ""
        while !Task.isCancelled {
            do {
                try await turn()
                told = ""
            } catch {
                if told != "\(error)", !(error is CancellationError) { report(name, error) }
                told = "\(error)"
            }
            try? await Task.sleep(nanoseconds: seconds * 1_000_000_000)
        }
    }
}
