public import Store

/// Somebody who reacts to entries: matching, webhooks, statistics.
///
/// Exactly once in effect: the reaction and the checkpoint are one transaction.
public struct Subscriber: Sendable {
    /// Unique; names the checkpoint.
    public let name: String
    /// Kinds of entries it wants; others are passed over.
    public let kinds: Set<String>
    /// Entries of one step, at most.
    public let batch: Int
    /// Reacts. It must call `advance` in the transaction that holds its effects; it may first read
    /// and compute outside of it. Called again with the same entries if it throws.
    public let react:
        @Sendable (_ entries: [Entry], _ advance: @escaping @Sendable (Session) throws -> Void)
            async throws -> Void

    public init(
        name: String, kinds: Set<String>, batch: Int = 256,
        react: @escaping @Sendable (
            [Entry], @escaping @Sendable (Session) throws -> Void
        ) async throws -> Void
    ) {
        self.name = name
        self.kinds = kinds
        self.batch = batch
        self.react = react
    }
}

extension Journal {
    /// Entries that a subscriber passes over before that is noted. Until then only this process
    /// knows it, and after a restart they are passed over once more.
    private static let passedUnnoted: Int64 = 4096

    /// Runs one subscriber until the task is cancelled. A reaction that throws is tried again after
    /// a pause that grows to half a minute; `report` is told.
    public func run(
        _ subscriber: Subscriber, on store: Store,
        report: @escaping @Sendable (String, any Error) -> Void
    ) async {
        var pause: UInt64 = 50_000_000
        var passed: Int64 = 0
        while !Task.isCancelled {
            let seen = signal.count(of: subscriber.kinds)
            do {
                let step = try await step(subscriber, on: store, passed: &passed)
                pause = 50_000_000
                // What came since `seen` ends the waiting at once.
                if step != .toBeContinued { await wait(past: seen, of: subscriber.kinds) }
            } catch is CancellationError {
                return
            } catch {
                report(subscriber.name, error)
                try? await Task.sleep(nanoseconds: pause)
                pause = min(pause * 2, 30_000_000_000)
            }
        }
    }

    /// Works off everything there is: for tests, and before a stop.
    public func drain(_ subscriber: Subscriber, on store: Store) async throws {
        var passed: Int64 = 0
        while try await step(subscriber, on: store, passed: &passed) != .nothing {}
    }

    /// How far a subscriber has come; entries after it that it does not want may have been passed
    /// over already.
    public func checkpoint(of subscriber: String, in session: Session) throws -> Int64 {
        try session.first(
            "select sequence from journal_checkpoints where subscriber = $1", [.text(subscriber)]
        )?.integer(0) ?? 0
    }

    private enum Step {
        /// There was nothing to do, everything there was is done, or there is more.
        case nothing, toTheEnd, toBeContinued
    }

    /// One step.
    ///
    /// - Parameter passed: up to where nothing is wanted, as far as this process knows.
    private func step(
        _ subscriber: Subscriber, on store: Store, passed: inout Int64
    ) async throws -> Step {
        let known = passed
        let (noted, found) = try await store.read { session in
            let noted = try checkpoint(of: subscriber.name, in: session)
            return (
                noted,
                try wanted(
                    subscriber.kinds, after: max(noted, known), limit: subscriber.batch,
                    in: session)
            )
        }
        guard let last = found.last else { return .nothing }
        let advance: @Sendable (Session) throws -> Void = { session in
            // Another server may have done this step meanwhile: then nothing of it is kept.
            guard try checkpoint(of: subscriber.name, in: session) == noted else {
                throw StepTaken()
            }
            try session.execute(
                """
                insert into journal_checkpoints (subscriber, sequence) values ($1, $2)
                on conflict (subscriber) do update set sequence = excluded.sequence
                """, [.text(subscriber.name), .integer(last)])
        }
        do {
            if !found.entries.isEmpty {
                try await subscriber.react(found.entries, advance)
            } else if last - noted >= Journal.passedUnnoted {
                try await store.write(advance)
            }
        } catch is StepTaken {
            return .toBeContinued
        }
        passed = last
        return found.isEnd ? .toTheEnd : .toBeContinued
    }

    /// Waits for the next commit of this server that holds such an entry, or half a second: another
    /// server may have written.
    private func wait(past seen: UInt64, of kinds: Set<String>) async {
        let signal = signal
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait(past: seen, of: kinds) }
            group.addTask { try? await Task.sleep(nanoseconds: 500_000_000) }
            await group.next()
            group.cancelAll()
        }
    }
}

/// The step was taken by somebody else.
private struct StepTaken: Error {}
