import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The one thread that writes: takes what waits, does it in one transaction, answers all.
final class WriterLoop {
    private let lane: Lane
    private var connection: any Connection
    private let make: @Sendable (Bool) throws -> any Connection
    private let options: Store.Options
    private let record: @Sendable (Int, UInt64, Bool) -> Void
    /// The disk has refused a flush. What it holds is known again only after a restart, so nothing
    /// more is written, should the process go on at all.
    private var hasFailed = false

    /// After a transaction of so many requests the next ones are gathered, for so many
    /// microseconds (two milliseconds with what the clock adds), unless so many wait already.
    private static let many = 12
    private static let gathering: UInt32 = 1_900
    private static let enough = 64

    init(
        lane: Lane, connection: any Connection,
        make: @escaping @Sendable (Bool) throws -> any Connection, options: Store.Options,
        record: @escaping @Sendable (Int, UInt64, Bool) -> Void
    ) {
        self.lane = lane
        self.connection = connection
        self.make = make
        self.options = options
        self.record = record
    }

    func run() {
        var last = 0
        while true {
            // Who is busy does better with few large transactions than with many small ones: each
            // writes the pages it has touched and waits for the disk. Where few come, nobody waits.
            if last >= WriterLoop.many, lane.depth < WriterLoop.enough {
                usleep(WriterLoop.gathering)
            }
            let jobs = lane.take(upTo: options.batch)
            if jobs.isEmpty { break }
            last = jobs.count
            if hasFailed {
                for job in jobs { job.finish(StoreFault.closed) }
            } else {
                serve(jobs)
            }
        }
        connection.close()
    }

    private func serve(_ jobs: [Lane.Job]) {
        let started = Stopwatch.nanoseconds()
        var attempt = 0
        // Savepoints only when they turn out to be needed.
        var isolates = false
        while true {
            attempt += 1
            do {
                if !connection.usable { connection = try make(true) }
                let outcomes = try transact(jobs, isolates: isolates)
                record(jobs.count, Stopwatch.nanoseconds() - started, true)
                if options.tidiesFirst { tidy() }
                for (job, error) in zip(jobs, outcomes) { job.finish(error) }
                if !options.tidiesFirst { tidy() }
                return
            } catch is MustRepeat where !isolates {
                connection.rollback()
                isolates = true
            } catch {
                connection.rollback()
                if attempt < 5, isConflict(error) { continue }
                var told = error
                if case StoreFault.engine(code: "fsync", let message) = error {
                    fail(message)
                    // The log may hold the commit all the same, and the restart find it.
                    told = StoreFault.inDoubt(message)
                }
                record(jobs.count, Stopwatch.nanoseconds() - started, false)
                for job in jobs { job.finish(told) }
                return
            }
        }
    }

    private func fail(_ message: String) {
        hasFailed = true
        options.onFatal(message)
    }

    /// Housekeeping after the answers are given: they are durable already, whatever happens here.
    private func tidy() {
        do { try connection.tidy() } catch { fail("\(error)") }
    }

    /// Gives an error per job, nil where it was done; throws when nothing was committed.
    private func transact(_ jobs: [Lane.Job], isolates: Bool) throws -> [(any Error)?] {
        let session = Session(connection: connection, isolates: isolates)
        try connection.begin(writing: true)
        if jobs.count == 1, let error = try alone(jobs[0], session) {
            connection.rollback()
            return [error]
        }
        var outcomes: [(any Error)?] = jobs.count == 1 ? [nil] : []
        outcomes.reserveCapacity(jobs.count)
        for job in jobs where jobs.count > 1 {
            outcomes.append(isolates ? try apart(job, session) : try together(job, session))
        }
        try session.settleCounters()
        try connection.commit()
        for action in session.afterwards.values { action() }
        return outcomes
    }

    /// The only request of its transaction, which is all there is to undo; gives why it failed.
    private func alone(_ job: Lane.Job, _ session: Session) throws -> (any Error)? {
        var failure: (any Error)?
        do {
            try job.run(session)
            try session.goOn()
        } catch { failure = error }
        if session.mustRepeat { throw MustRepeat() }
        if let failure, losesTransaction(failure) { throw failure }
        return failure
    }

    /// One request without a savepoint of its own; throws `MustRepeat` when it needs one.
    private func together(_ job: Lane.Job, _ session: Session) throws -> (any Error)? {
        try session.undoing({ $0 }) {
            try job.run(session)
            return nil
        }
    }

    /// One request with a savepoint of its own.
    private func apart(_ job: Lane.Job, _ session: Session) throws -> (any Error)? {
        try connection.savepoint()
        do {
            try job.run(session)
            try session.goOn()
            try connection.release()
            return nil
        } catch {
            if losesTransaction(error) { throw error }
            try connection.rollbackToSavepoint()
            // Counters taken by the request are gone with its savepoint only in the database; in
            // memory they stay, which leaves a gap and never a repeat.
            return error
        }
    }
}

/// A reading thread: one request at a time, each in its own transaction.
func readerLoop(
    lane: Lane, connection first: any Connection,
    make: @Sendable (Bool) throws -> any Connection
) {
    var connection = first
    while true {
        let jobs = lane.take(upTo: 1)
        guard let job = jobs.first else { break }
        do {
            if !connection.usable { connection = try make(false) }
            try connection.begin(writing: false)
            try job.run(Session(connection: connection))
            try connection.commit()
            job.finish(nil)
        } catch {
            connection.rollback()
            job.finish(error)
        }
    }
    connection.close()
}
