/// What a read or write closure works with: one connection inside one transaction.
///
/// A session lives on the thread of its connection and only for the closure; it is not `Sendable`.
public final class Session {
    let connection: any Connection
    /// Whether each request of the transaction, and each attempt, has a savepoint to go back to.
    /// Without one, a failure that has written something has the whole transaction done again,
    /// with savepoints this time: failures are rare, and a savepoint copies every page it touches.
    let isolates: Bool
    /// Something failed that cannot be undone alone.
    private(set) var mustRepeat = false
    /// Counters taken in this transaction: written back once at its end.
    var counters: [String: Int64] = [:]
    /// What to do once the transaction is committed, each name once.
    var afterwards: [String: @Sendable () -> Void] = [:]

    init(connection: any Connection, isolates: Bool = true) {
        self.connection = connection
        self.isolates = isolates
    }

    /// Runs a statement and gives its rows. Parameters are written `$1`, `$2`, …
    public func rows(_ sql: StaticString, _ values: [Value] = []) throws -> [Row] {
        try connection.run(.fixed(sql), values).rows
    }

    /// The first row, or nil.
    public func first(_ sql: StaticString, _ values: [Value] = []) throws -> Row? {
        try connection.run(.fixed(sql), values).rows.first
    }

    /// Runs a statement for its effect; gives the number of rows it changed.
    @discardableResult
    public func execute(_ sql: StaticString, _ values: [Value] = []) throws -> Int {
        try connection.run(.fixed(sql), values).changes
    }

    /// Rows of a statement put together from fixed parts, for filters. Only literals go in.
    public func rows(_ statement: Statement) throws -> [Row] {
        try connection.run(.made(statement.text), statement.values).rows
    }

    /// The next number of a named counter, from 1. Numbers never repeat; a rolled-back request
    /// leaves a gap. The counter's row is locked until the end of the transaction, so numbers are
    /// committed in their order: a reader that has seen n will never find n-1 later.
    public func next(_ counter: String) throws -> Int64 {
        if let last = counters[counter] {
            counters[counter] = last + 1
            return last + 1
        }
        _ = try connection.run(
            .fixed("insert into store_counters (name, last) values ($1, 0) on conflict do nothing"),
            [.text(counter)])
        let row = try connection.run(
            .fixed("update store_counters set last = last + 1 where name = $1 returning last"),
            [.text(counter)]
        ).rows.first
        guard let row else { throw StoreFault.shape("counter \(counter)") }
        let value = try row.integer(0)
        counters[counter] = value
        return value
    }

    /// The last number of a counter that was committed; 0 before the first.
    public func last(_ counter: String) throws -> Int64 {
        try first("select last from store_counters where name = $1", [.text(counter)])?
            .integer(0) ?? 0
    }

    /// Runs part of a transaction so that its failure undoes only that part. Errors that lose the
    /// whole transaction (a full disk, a broken connection, a conflict) are thrown on all the same.
    public func attempt<Result>(_ body: () throws -> Result) throws -> Swift.Result<
        Result, any Error
    > {
        guard isolates else {
            return try undoing({ .failure($0) }) { .success(try body()) }
        }
        try connection.savepoint()
        do {
            let result = try body()
            try goOn()
            try connection.release()
            return .success(result)
        } catch {
            if losesTransaction(error) { throw error }
            try connection.rollbackToSavepoint()
            return .failure(error)
        }
    }

    /// Runs part of a transaction that has no savepoint. A failure that has written nothing is
    /// handed on; one that has leaves `MustRepeat`.
    func undoing<Result>(
        _ failed: (any Error) -> Result, _ body: () throws -> Result
    ) throws -> Result {
        let before = connection.writes
        do {
            let result = try body()
            // Whoever caught it on the way must not keep it from the writer: neither this, nor an
            // error of the engine that has ended the transaction for all who share it.
            if mustRepeat || connection.ending != nil { throw MustRepeat() }
            return result
        } catch {
            if mustRepeat { throw MustRepeat() }
            if losesTransaction(error) { throw error }
            guard connection.writes == before, connection.ending == nil else {
                mustRepeat = true
                throw MustRepeat()
            }
            return failed(error)
        }
    }

    /// Throws what has ended the transaction under way, if somebody caught it and went on.
    func goOn() throws {
        if let ending = connection.ending { throw ending }
    }

    /// Has something done after the commit, on the writer's thread: short work such as waking
    /// somebody. A second action of the same name is dropped.
    public func afterCommit(_ name: String, _ action: @escaping @Sendable () -> Void) {
        if afterwards[name] == nil { afterwards[name] = action }
    }

    /// Writes the counters' last values; the writer calls it before the commit.
    func settleCounters() throws {
        for (name, last) in counters {
            // An upsert: the savepoint that first made the row may have been rolled back.
            _ = try connection.run(
                .fixed(
                    """
                    insert into store_counters (name, last) values ($1, $2)
                    on conflict (name) do update set last = excluded.last
                    """),
                [.text(name), .integer(last)])
        }
        counters.removeAll(keepingCapacity: true)
    }
}

/// The transaction is to be done again, with a savepoint for each of its parts.
struct MustRepeat: Error {}

/// The text of a statement. One that stands in the program is known again by its place in memory,
/// which costs less than comparing hundreds of letters.
enum StatementText {
    case fixed(StaticString)
    case made(String)

    var text: String {
        switch self {
        case .fixed(let text): text.description
        case .made(let text): text
        }
    }

    /// Where the text lies, if it lies in the program.
    var place: StatementPlace? {
        guard case .fixed(let text) = self, text.hasPointerRepresentation else { return nil }
        return StatementPlace(
            start: UInt(bitPattern: text.utf8Start), count: text.utf8CodeUnitCount)
    }
}

struct StatementPlace: Hashable {
    let start: UInt
    let count: Int
}

/// A statement put together from literals and parameters: no text from outside can enter it.
public struct Statement: Sendable {
    public private(set) var text: String
    public private(set) var values: [Value] = []

    public init(_ text: StaticString, _ values: [Value] = []) {
        self.text = text.description
        self.values = values
    }

    /// Appends a part; every `?` in it stands for the next of its values.
    public mutating func append(_ part: StaticString, _ more: [Value] = []) {
        var index = values.count
        text += " "
        for scalar in part.description.unicodeScalars {
            if scalar == "?" {
                index += 1
                text += "$\(index)"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        values += more
    }
}

/// Whether an error means that the whole transaction is lost, not one request of it.
func losesTransaction(_ error: any Error) -> Bool {
    guard let fault = error as? StoreFault else { return false }
    switch fault {
    case .full, .inDoubt, .locked, .closed: return true
    case .engine(let code, _):
        return code == "fsync" || code == "disk" || code == "gone" || isConflict(error)
    case .duplicate, .migration, .shape, .zeroCharacter: return false
    }
}

/// Whether the same transaction may succeed when it is done again.
func isConflict(_ error: any Error) -> Bool {
    if case StoreFault.engine(let code, _)? = error as? StoreFault {
        return code == "40001" || code == "40P01"
    }
    return false
}

/// What one engine's connection can do. Used on one thread at a time.
protocol Connection: AnyObject {
    func run(_ sql: StatementText, _ values: [Value]) throws -> Outcome
    /// Counts statements that may have written something.
    var writes: Int { get }
    /// What ended the transaction under way, nil while it can go on. PostgreSQL ends it with the
    /// first statement that fails, SQLite when the disk does.
    var ending: StoreFault? { get }
    /// What encrypts personal data.
    var keys: KeySlot { get }
    /// Which opening of the store it belongs to.
    var presence: Presence { get }
    /// Whether another opening is still there.
    func isPresent(_ number: Int64) throws -> Bool
    /// Several statements without parameters: migrations.
    func script(_ sql: String) throws
    func begin(writing: Bool) throws
    func commit() throws
    func rollback()
    func savepoint() throws
    func release() throws
    func rollbackToSavepoint() throws
    /// After a commit: housekeeping such as a checkpoint. Throws only what must stop the process.
    func tidy() throws
    func close()
    /// False once the connection is broken and must be made anew.
    var usable: Bool { get }
}

struct Outcome {
    var rows: [Row] = []
    var changes = 0
}

extension Session {
    /// What SQLite finds wrong with its file; empty for a sound one, and on PostgreSQL, which
    /// verifies its pages itself (`data_checksums`, `pg_amcheck`).
    public func integrity() throws -> [String] {
        guard connection is SQLiteConnection else { return [] }
        return try connection.run(.fixed("pragma integrity_check"), []).rows.map { try $0.text(0) }
            .filter { $0 != "ok" }
    }

    /// Makes an empty schema for one test. The name must be letters and digits.
    package func makeSchema(_ name: String) throws {
        guard name.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) })
        else { throw StoreFault.shape(name) }
        try connection.script("create schema \(name)")
    }

    /// Removes a schema made by `makeSchema`.
    package func dropSchema(_ name: String) throws {
        guard name.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) })
        else { throw StoreFault.shape(name) }
        try connection.script("drop schema \(name) cascade")
    }
}
