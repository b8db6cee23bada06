internal import CSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection to a SQLite file. The durability rules are set and read back before anything
/// else happens: a build of SQLite that does not hold them stops the start.
final class SQLiteConnection: Connection {
    private var handle: OpaquePointer?
    let keys: KeySlot
    let presence: Presence
    /// The folder's lock is this process's: no other opening can be there.
    func isPresent(_ number: Int64) -> Bool { false }
    private var statements: [String: Prepared] = [:]
    /// The same statements by where their text lies in the program.
    private var known: [StatementPlace: Prepared] = [:]
    private(set) var writes = 0
    /// Holds the texts and blobs of the statement under way.
    private var bound = BoundBytes()
    private let writing: Bool
    /// Whether a transaction was begun and not ended by us.
    private var isInside = false
    /// What ended the transaction before we did. SQLite rolls back by itself when the disk fails;
    /// a statement after that would be a transaction of its own.
    private var lost: StoreFault?
    /// Pages of the write-ahead log after which it is moved into the file.
    private let mostPages: Int32
    /// Pages after which writing waits until the log is empty.
    private var insistAt: Int32
    /// Pages in the write-ahead log after the last commit, kept by the hook below.
    private let logPages: UnsafeMutablePointer<Int32>

    private final class Prepared {
        let pointer: OpaquePointer
        /// Place of each `$n` among SQLite's own parameter numbers.
        let places: [Int32]
        let columns: Int32
        let writes: Bool

        init(_ pointer: OpaquePointer, places: [Int32]) {
            self.pointer = pointer
            self.places = places
            columns = sqlite3_column_count(pointer)
            writes = sqlite3_stmt_readonly(pointer) == 0
        }
    }

    init(
        path: String, writing: Bool, options: Store.Options, keys: KeySlot, presence: Presence
    ) throws {
        (self.keys, self.presence) = (keys, presence)
        self.writing = writing
        let durable = options.durable
        let level = !durable ? "off" : options.flushesCommits ? "full" : "normal"
        // Far from where four times as many would not fit.
        mostPages = Int32(min(max(1, options.logPages), 1_000_000))
        insistAt = mostPages * 4
        logPages = .allocate(capacity: 1)
        logPages.initialize(to: 0)
        _ = SQLiteConnection.withoutStatistics
        let flags =
            writing
            ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
            : SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
        guard sqlite3_open_v2(path, &handle, flags, options.fileSystem) == SQLITE_OK else {
            throw fault()
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, 5000)
        if writing {
            try script("pragma journal_mode = wal")
            // Debian 12's SQLite resets the log wrongly when a second connection checkpoints:
            // only this connection does, on its own thread.
            sqlite3_wal_hook(
                handle,
                { context, _, _, pages in
                    context?.assumingMemoryBound(to: Int32.self).pointee = pages
                    return SQLITE_OK
                }, logPages)
        } else {
            try script("pragma query_only = 1")
        }
        try script(
            """
            pragma mmap_size = 0;
            pragma journal_size_limit = \(Int(mostPages) * 4 * 4120);
            pragma foreign_keys = 1;
            pragma temp_store = memory;
            pragma cache_size = \(writing ? -96_000 : -8_000);
            pragma synchronous = \(level)
            """)
        try expect("pragma journal_mode", .text("wal"))
        if writing {
            try expect("pragma synchronous", .integer(["off": 0, "normal": 1][level] ?? 2))
        }
    }

    /// Counting every allocation takes a lock each time, and nobody reads the counts.
    private static let withoutStatistics = tradewind_sqlite_without_statistics()

    private func expect(_ pragma: StaticString, _ wanted: Value) throws {
        let found = try run(.fixed(pragma), []).rows.first?.values.first
        guard found == wanted else {
            throw StoreFault.engine(
                code: "durability", message: "\(pragma) is \(String(describing: found))")
        }
    }

    var usable: Bool { handle != nil }
    var ending: StoreFault? {
        if let lost { return lost }
        guard sqlite3_get_autocommit(handle) != 0 else { return nil }
        return .engine(code: "disk", message: "the transaction has ended")
    }

    func begin(writing: Bool) throws {
        // A refused flush stays, also when the request that met it said something else.
        if let lost, case .engine(code: "fsync", _) = lost { throw lost }
        _ = try run(.fixed(writing ? "begin immediate" : "begin"), [])
        lost = nil
        isInside = true
    }

    func commit() throws {
        if writing { FaultPoint.reach("store.before-commit") }
        _ = try run(.fixed("commit"), [])
        isInside = false
        if writing { FaultPoint.reach("store.after-commit") }
    }

    func rollback() {
        isInside = false
        if let handle, sqlite3_get_autocommit(handle) == 0 { _ = try? run(.fixed("rollback"), []) }
    }

    func savepoint() throws { _ = try run(.fixed("savepoint one"), []) }
    func release() throws { _ = try run(.fixed("release one"), []) }
    func rollbackToSavepoint() throws {
        _ = try run(.fixed("rollback to one"), [])
        _ = try run(.fixed("release one"), [])
    }

    /// Moves the log into the file once it has grown, so that reading stays fast and the file
    /// small.
    func tidy() throws {
        guard writing else { return }
        guard logPages.pointee > mostPages else {
            insistAt = mostPages * 4
            return
        }
        var left: Int32 = 0
        var moved: Int32 = 0
        try checkpoint(SQLITE_CHECKPOINT_PASSIVE, &left, &moved)
        if logPages.pointee > insistAt {
            try insist()
        } else {
            // A passive checkpoint that moved everything lets the next commit start the log
            // afresh.
            logPages.pointee = max(0, left - moved)
        }
    }

    /// Empties the log for good. Readers that always overlap keep it from starting afresh, though
    /// each of them is short: then writing waits for those that are there, a second at most.
    private func insist() throws {
        let pages = logPages.pointee
        var left: Int32 = 0
        var moved: Int32 = 0
        // In short turns: each looks anew at where readers are. One long turn would wait for a
        // place in the log that new readers have taken over meanwhile, and for ever.
        sqlite3_busy_timeout(handle, 50)
        defer { sqlite3_busy_timeout(handle, 5000) }
        for _ in 0..<20 where try checkpoint(SQLITE_CHECKPOINT_TRUNCATE, &left, &moved) {
            logPages.pointee = 0
            return
        }
        // Somebody reads for long. Asked after every commit, all would wait for that one.
        insistAt = min(pages, Int32.max / 2) * 2
    }

    @discardableResult
    private func checkpoint(_ mode: Int32, _ left: inout Int32, _ moved: inout Int32) throws
        -> Bool
    {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, &left, &moved)
        // What a checkpoint could not flush may be lost: as after any refused flush, stop.
        if Extended.fsync.contains(code) {
            throw StoreFault.engine(code: "fsync", message: "checkpoint")
        }
        return code == SQLITE_OK
    }

    func close() {
        for prepared in statements.values { sqlite3_finalize(prepared.pointer) }
        statements.removeAll()
        known.removeAll()
        if writing, let handle {
            sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        }
        sqlite3_close_v2(handle)
        handle = nil
    }

    deinit {
        close()
        logPages.deallocate()
    }

    func script(_ sql: String) throws {
        writes += 1
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw fault() }
    }

    func run(_ sql: StatementText, _ values: [Value]) throws -> Outcome {
        if isInside, let lost { throw lost }
        let prepared = try prepare(sql)
        let statement = prepared.pointer
        // Before anything else touches the bytes that are bound.
        defer { sqlite3_reset(statement) }
        // A value too few would silently take the one of the statement's last use.
        guard values.count == prepared.places.count else {
            throw StoreFault.engine(
                code: "parameters", message: "\(values.count) values for \(sql.text)")
        }
        try bind(values, to: prepared)
        if prepared.writes { writes += 1 }
        var outcome = Outcome()
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_ROW {
                var row: [Value] = []
                row.reserveCapacity(Int(prepared.columns))
                for index in 0..<prepared.columns { row.append(column(statement, index)) }
                outcome.rows.append(Row(values: row, keys: keys))
            } else if code == SQLITE_DONE {
                break
            } else {
                throw fault()
            }
        }
        if prepared.writes { outcome.changes = Int(sqlite3_changes(handle)) }
        return outcome
    }

    private func prepare(_ sql: StatementText) throws -> Prepared {
        let place = sql.place
        if let place, let prepared = known[place] { return prepared }
        let prepared = try prepare(sql.text)
        if let place { known[place] = prepared }
        return prepared
    }

    private func prepare(_ sql: String) throws -> Prepared {
        if let prepared = statements[sql] { return prepared }
        var pointer: OpaquePointer?
        guard
            sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
                == SQLITE_OK, let pointer
        else { throw fault() }
        let count = sqlite3_bind_parameter_count(pointer)
        var places = [Int32](repeating: 0, count: Int(count))
        if count > 0 {
            for number in 1...count {
                let place = sqlite3_bind_parameter_index(pointer, "$\(number)")
                guard place > 0 else {
                    sqlite3_finalize(pointer)
                    throw StoreFault.engine(code: "parameters", message: "$\(number) not in \(sql)")
                }
                places[Int(number) - 1] = place
            }
        }
        let made = Prepared(pointer, places: places)
        statements[sql] = made
        return made
    }

    /// Binds all values. SQLite is told that texts and blobs stay where they are (no destructor):
    /// they lie in `bound`, which nothing changes before the statement is reset, and a statement
    /// gets all of its values anew before it is stepped again.
    private func bind(_ values: [Value], to prepared: Prepared) throws(StoreFault) {
        let statement = prepared.pointer
        try bound.makeRoom(for: values)
        for (index, value) in values.enumerated() {
            let place = prepared.places[index]
            switch value {
            case .null: sqlite3_bind_null(statement, place)
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .text(let text):
                let bytes = bound.put(text)
                _ = sqlite3_bind_text64(
                    statement, place, bytes.start.assumingMemoryBound(to: CChar.self),
                    UInt64(bytes.count), nil, UInt8(SQLITE_UTF8))
            case .blob(let blob):
                let bytes = bound.put(blob)
                _ = sqlite3_bind_blob64(
                    statement, place, bytes.start, UInt64(bytes.count), nil)
            }
        }
    }

    private func column(_ statement: OpaquePointer, _ index: Int32) -> Value {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(statement, index))
            guard let start = sqlite3_column_text(statement, index) else { return .text("") }
            let bytes = UnsafeBufferPointer(start: start, count: count)
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, index))
            guard let start = sqlite3_column_blob(statement, index) else { return .blob([]) }
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }

    private func fault() -> StoreFault {
        let code = sqlite3_extended_errcode(handle)
        let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        let fault = kind(of: code, message)
        if isInside, lost == nil,
            sqlite3_get_autocommit(handle) != 0 || Extended.fsync.contains(code)
        {
            lost = fault
        }
        return fault
    }

    private func kind(of code: Int32, _ message: String) -> StoreFault {
        switch code & 0xFF {
        case SQLITE_FULL: return .full
        case SQLITE_BUSY, SQLITE_LOCKED: return .locked(message)
        case SQLITE_IOERR:
            if Extended.fsync.contains(code) { return .engine(code: "fsync", message: message) }
            // A quota, a limit of the file's size, no room for the index of the log.
            let noRoom = [ENOSPC, EDQUOT, EFBIG].contains(sqlite3_system_errno(handle))
            return noRoom ? .full : .engine(code: "disk", message: message)
        default: break
        }
        if Extended.unique.contains(code) { return .duplicate(message) }
        return .engine(code: "sqlite-\(code)", message: message)
    }
}

/// Extended result codes: computed by macros in SQLite's header, which Swift does not import.
private enum Extended {
    /// SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.
    static let unique = [SQLITE_CONSTRAINT | (6 << 8), SQLITE_CONSTRAINT | (8 << 8)]
    /// SQLITE_IOERR_FSYNC and SQLITE_IOERR_DIR_FSYNC.
    static let fsync = [SQLITE_IOERR | (4 << 8), SQLITE_IOERR | (5 << 8)]
}
