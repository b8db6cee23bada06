import FoundationEssentials
import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Work waiting for a thread of its own: database calls block and must not sit on the threads that
/// serve everybody.
final class Lane: Sendable {
    private struct State {
        var waiting: [Job] = []
        var closed = false
    }

    /// One request. `run` happens on the lane's thread inside a transaction; `finish` after the
    /// commit or the failure.
    struct Job: Sendable {
        let run: @Sendable (Session) throws -> Void
        let finish: @Sendable ((any Error)?) -> Void
    }

    private let state = Mutex(State())
    private let bell: Bell = Bell()
    private let most: Int

    /// - Parameter most: requests that may wait; more are refused at once.
    init(most: Int) { self.most = most }

    func add(_ job: Job) throws {
        let taken = state.withLock { state in
            guard !state.closed, state.waiting.count < most else { return false }
            state.waiting.append(job)
            return true
        }
        guard taken else { throw StoreFault.closed }
        bell.ring()
    }

    /// Waits for work and takes up to `count` of it; empty once the lane is closed and drained.
    func take(upTo count: Int) -> [Job] {
        while true {
            let (jobs, closed) = state.withLock { state in
                if state.waiting.count <= count {
                    // All of them, without moving one.
                    let jobs = state.waiting
                    state.waiting = []
                    return (jobs, state.closed)
                }
                let jobs = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(count)
                return (jobs, state.closed)
            }
            if !jobs.isEmpty || closed { return jobs }
            bell.wait()
        }
    }

    var depth: Int { state.withLock { $0.waiting.count } }

    func close() {
        state.withLock { $0.closed = true }
        bell.ring()
    }

    /// Tells all who still wait that nobody will come.
    func abandon() {
        let jobs = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in jobs { job.finish(StoreFault.closed) }
    }
}

/// Lets one thread sleep until another rings. A ring before the wait is not lost.
///
/// `@unchecked Sendable`: the semaphore is made for use from any thread and its address does not
/// change for the life of the object.
final class Bell: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    func ring() { sem_post(semaphore) }

    func wait() {
        while sem_wait(semaphore) != 0 && errno == EINTR {}
    }

    /// Waits for a ring until a moment of `Stopwatch`; says whether it came.
    func wait(until end: UInt64) -> Bool {
        while sem_trywait(semaphore) != 0 {
            let now = Stopwatch.nanoseconds()
            guard now < end else { return false }
            // In short turns, because the semaphore's own deadline heeds the wall clock, which may
            // be set meanwhile.
            var moment = timespec()
            clock_gettime(CLOCK_REALTIME, &moment)
            let ends = moment.tv_nsec + Int(min(end - now, 100_000_000))
            moment.tv_sec += ends / 1_000_000_000
            moment.tv_nsec = ends % 1_000_000_000
            if sem_timedwait(semaphore, &moment) == 0 { return true }
        }
        return true
    }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }
}
