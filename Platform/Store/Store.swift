import FoundationEssentials
public import Kernel
public import Secrets
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The database, with one face over SQLite (embedded) and PostgreSQL.
///
/// `write` returns only after its changes are committed and flushed: what a caller then
/// acknowledges survives `kill -9` and a power cut. Requests that wait at the same time share one
/// commit; one that throws does not touch its neighbours.
public final class Store: Sendable {
    /// Where the data lies.
    public enum Place: Sendable, Hashable, Withheld {
        /// A folder of its own; made when missing.
        case folder(String)
        /// `postgres://user:password@host/database`, or a libpq connection string.
        case postgres(String)
    }

    public struct Options: Sendable {
        /// Connections for reading.
        public var readers = 2
        /// Requests of one commit, at most.
        public var batch = 128
        /// Requests that may wait for the writer; more are refused with `closed`.
        public var waiting = 4096
        /// False only in tests that do not test durability: no flush to disk.
        public var durable = true
        /// Schema to work in (PostgreSQL); nil for the connection's own.
        public var schema: String?
        /// Only looks at what is there: makes no tables, so that nothing can be written, and gives
        /// its queries all the time they need.
        public var examines = false
        /// Seconds to wait for a lock, such as another server's turn to write (PostgreSQL).
        package var lockSeconds = 10
        /// Seconds after which a transaction is ended whose server does not go on with it
        /// (PostgreSQL).
        package var idleSeconds = 60
        /// Seconds that `close` waits for PostgreSQL; what has no answer then gets none.
        package var closingSeconds = 20
        /// Pages of SQLite's log after which it is moved into the file.
        package var logPages = 8000
        /// False only to show that a test would see the loss of a commit that was not flushed
        /// (SQLite's `synchronous = normal`).
        package var flushesCommits = true
        /// Housekeeping before the answers are given instead of after: a simulation wants
        /// everything in one order.
        package var tidiesFirst = false
        /// Name of SQLite's file system; nil for the system's own. Only tests have another, which
        /// fails on purpose.
        package var fileSystem: String?
        /// What to do when the disk refuses a flush: the process must not go on.
        public var onFatal: @Sendable (String) -> Void = { _ in _exit(70) }

        public init() {}
    }

    public let place: Place
    private let writer: Lane
    private let reader: Lane
    private let figures = Mutex(Figures())
    private let guardFile: Int32
    private let finished: [Bell]
    private let closingSeconds: Int
    private let examines: Bool
    private let keys = KeySlot()
    let presence = Presence()

    /// What the writer has done since the start.
    public struct Figures: Sendable, Hashable {
        public var commits = 0
        public var requests = 0
        public var failures = 0
        /// Nanoseconds spent in commits.
        public var commitNanoseconds: UInt64 = 0
        public var largestBatch = 0
    }

    public var statistics: Figures { figures.withLock { $0 } }
    /// Whether the store is only looked at.
    var examining: Bool { examines }

    /// Takes keys for personal data without asking the database whether they are its own.
    package func use(_ vault: Vault) { keys.put(vault) }

    /// What encrypts personal data; throws before `unlock`.
    public func vault() throws(StoreFault) -> Vault { try keys.vault() }

    /// Requests waiting for the writer now.
    public var waiting: Int { writer.depth }

    /// Opens the store, or throws with what is wrong. SQLite: takes the folder's lock, so that a
    /// second process is refused.
    public init(_ place: Place, options: Options = Options()) throws {
        self.place = place
        closingSeconds = options.closingSeconds
        examines = options.examines
        guardFile = try Store.takeLock(place)
        writer = Lane(most: options.waiting)
        reader = Lane(most: options.waiting)
        let make = Store.maker(place, options, keys, presence)
        let held: Held
        let readers: [Held]
        do {
            held = Held(try make(true))
            if !options.examines {
                try held.connection.script(Store.ownTables(held.connection))
            }
            readers = try (0..<options.readers).map { _ in Held(try make(false)) }
        } catch {
            // Somebody who tries again in the same process must not find it locked.
            Store.giveBack(guardFile)
            throw error
        }
        finished = (0...options.readers).map { _ in Bell() }
        let (writer, reader, ended) = (self.writer, self.reader, finished)
        let record: @Sendable (Int, UInt64, Bool) -> Void = { [weak self] size, time, done in
            self?.note(size, time, done)
        }
        OwnThread.start {
            let loop = WriterLoop(
                lane: writer, connection: held.connection, make: make, options: options,
                record: record)
            loop.run()
            ended[0].ring()
        }
        for (index, held) in readers.enumerated() {
            OwnThread.start {
                readerLoop(lane: reader, connection: held.connection, make: make)
                ended[index + 1].ring()
            }
        }
    }

    private func note(_ size: Int, _ time: UInt64, _ done: Bool) {
        figures.withLock { figures in
            figures.commits += done ? 1 : 0
            figures.failures += done ? 0 : 1
            figures.requests += size
            figures.commitNanoseconds += time
            figures.largestBatch = max(figures.largestBatch, size)
        }
    }

    /// Runs a closure in a reading transaction: it sees one moment of the data.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        try await enter(reader, body)
    }

    /// Runs a closure in a writing transaction and returns once it is durable. The closure may run
    /// more than once (a conflict between servers repeats it), so it must do nothing but read and
    /// write through its session.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        guard !examines else {
            throw StoreFault.engine(code: "examines", message: "opened only to be looked at")
        }
        return try await enter(writer, body)
    }

    private func enter<Result: Sendable>(
        _ lane: Lane, _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        let slot = Mutex<Result?>(nil)
        let box = Box(slot)
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            let job = Lane.Job(
                run: { session in
                    let result = try body(session)
                    box.slot.withLock { $0 = result }
                },
                finish: { error in
                    if let error {
                        continuation.resume(throwing: error)
                    } else {
                        continuation.resume()
                    }
                })
            do { try lane.add(job) } catch { continuation.resume(throwing: error) }
        }
        guard let result = box.slot.withLock({ $0 }) else { throw StoreFault.closed }
        return result
    }

    /// Finishes what is waiting and closes the connections. Blocks; call it at the end only. A
    /// PostgreSQL that does not answer is waited for twenty seconds; its threads then are left
    /// where they hang, and what waits behind them is told that the store is closed.
    public func close() {
        writer.close()
        for _ in finished.dropFirst() { reader.close() }
        switch place {
        case .folder:
            // The lock of the folder is given back below: nobody may write after that.
            for bell in finished { bell.wait() }
        case .postgres:
            let end = Stopwatch.nanoseconds() + UInt64(closingSeconds) * 1_000_000_000
            for bell in finished where !bell.wait(until: end) {
                writer.abandon()
                reader.abandon()
            }
        }
        Store.giveBack(guardFile)
    }

    /// Unlocks, then closes: a process that is just being started may share the file for a moment,
    /// and closing alone would leave the lock with it.
    private static func giveBack(_ lock: Int32) {
        guard lock >= 0 else { return }
        flock(lock, LOCK_UN)
        Glibc.close(lock)
    }

    private static func takeLock(_ place: Place) throws -> Int32 {
        guard case .folder(let folder) = place else { return -1 }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StoreFault.engine(code: "folder", message: "\(folder) cannot be made")
        }
        // Messages name people: nobody but the owner reads the database or its log.
        chmod(folder, 0o700)
        let path = folder + "/tradewind.lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreFault.engine(code: "folder", message: "cannot write in \(folder)")
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            Glibc.close(file)
            throw StoreFault.locked("another tradewind works in \(folder)")
        }
        return file
    }

    private static func maker(
        _ place: Place, _ options: Options, _ keys: KeySlot, _ presence: Presence
    )
        -> @Sendable (Bool) throws -> any Connection
    {
        switch place {
        case .folder(let folder):
            return { writing in
                try SQLiteConnection(
                    path: folder + "/tradewind.sqlite", writing: writing, options: options,
                    keys: keys, presence: presence)
            }
        case .postgres(let address):
            return { writing in
                try PostgresConnection(
                    address: address, options: options, writing: writing, keys: keys,
                    presence: presence)
            }
        }
    }

    private static func ownTables(_ connection: any Connection) -> String {
        guard connection is PostgresConnection else {
            return "begin; \(ownTables("strict", number: "integer", bytes: "blob")) commit;"
        }
        // Looked for first: an account that may only work in the tables may make none, not even
        // those that are there. store_turn holds nothing: servers that write take turns at its
        // lock.
        return """
            begin; select pg_advisory_xact_lock(\(migrationLock));
            do $tables$ begin
                if to_regclass('store_turn') is null or to_regclass('store_migrations') is null
                    or to_regclass('store_counters') is null or to_regclass('store_keys') is null
                then
                    create table if not exists store_turn (never bigint);
                    \(ownTables("", number: "bigint", bytes: "bytea"))
                end if;
            end $tables$;
            commit;
            """
    }

    private static func ownTables(_ suffix: String, number: String, bytes: String) -> String {
        """
        create table if not exists store_migrations (
            capability text not null, name text not null, checksum text not null,
            applied_at \(number) not null, primary key (capability, name)) \(suffix);
        create table if not exists store_counters (
            name text not null primary key, last \(number) not null) \(suffix);
        create table if not exists store_keys (
            number \(number) not null primary key, mark \(bytes) not null,
            known_at \(number) not null) \(suffix);
        """
    }
}

/// Carries a result from the lane's thread to the caller.
private final class Box<Result: Sendable>: Sendable {
    let slot: Mutex<Result?>
    init(_ slot: consuming Mutex<Result?>) { self.slot = slot }
}

/// Hands a connection to the thread that will own it.
///
/// `@unchecked Sendable`: made before the thread starts and touched by nobody else afterwards.
private final class Held: @unchecked Sendable {
    let connection: any Connection
    init(_ connection: any Connection) { self.connection = connection }
}
