internal import CPQ
import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// One connection to PostgreSQL through libpq, on a thread of its own.
///
/// Transactions are serializable, and servers that write take turns: a lock is the first thing a
/// transaction asks for, before it sees a moment of the data that another is about to change. What
/// the single writer of the embedded store gives for nothing holds between several servers too.
final class PostgresConnection: Connection {
    private var handle: OpaquePointer?
    let keys: KeySlot
    let presence: Presence
    private var statements: [String: String] = [:]
    /// The same names by where the statement's text lies in the program.
    private var known: [StatementPlace: String] = [:]
    private(set) var writes = 0
    private let notices: UnsafeMutablePointer<Bool>
    /// Whether the transaction under way may write.
    private var isWriting = false
    /// What ended the transaction under way.
    private var lost: StoreFault?
    /// Longest wait for the outcome of a commit.
    private let commitDeadlineMilliseconds: Int32 = 5000

    init(
        address: String, options: Store.Options, writing: Bool, keys: KeySlot, presence: Presence
    ) throws {
        (self.keys, self.presence) = (keys, presence)
        notices = .allocate(capacity: 1)
        notices.initialize(to: false)
        handle = connect(address)
        guard let handle, PQstatus(handle) == CONNECTION_OK else {
            let message = handle.flatMap(PQerrorMessage).map { String(cString: $0) } ?? "no memory"
            throw StoreFault.engine(code: "connect", message: message)
        }
        // A cancelled wait for the standby answers success with this warning: the only sign.
        PQsetNoticeReceiver(
            handle,
            { context, result in
                guard let text = PQresultErrorField(result, Int32(UInt8(ascii: "M"))) else {
                    return
                }
                if contains(text, "synchronous replication") {
                    context?.assumingMemoryBound(to: Bool.self).pointee = true
                }
            }, notices)
        // The last line is for a server of ours that dies without a word, power and all: its
        // transaction ends, and with it its turn to write, as soon as the network is sure.
        try script(
            """
            set client_min_messages = warning;
            set statement_timeout = '\(options.examines ? 0 : 30)s';
            set lock_timeout = '\(options.lockSeconds)s';
            set idle_in_transaction_session_timeout = '\(options.idleSeconds)s';
            set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5;
            set tcp_keepalives_count = 3; set tcp_user_timeout = '25s';
            """)
        if let schema = options.schema { try script("set search_path to \"\(schema)\"") }
        if !options.examines {
            try script("select pg_advisory_lock_shared(\(presence.number))")
            if writing { try refuseReplica() }
        }
    }

    /// Whether a connection of that opening is there: each holds its lock as long as it lasts.
    func isPresent(_ number: Int64) throws -> Bool {
        let row = try run(
            .fixed("select pg_try_advisory_xact_lock($1)::int"), [.integer(number)]
        ).rows.first
        return try row?.integer(0) == 0
    }

    private func refuseReplica() throws {
        let row = try run(.fixed("select pg_is_in_recovery()::int"), []).rows.first
        guard try row?.integer(0) == 0 else {
            throw StoreFault.engine(code: "replica", message: "this server takes no writes")
        }
    }

    var usable: Bool { handle.map { PQstatus($0) == CONNECTION_OK } ?? false }

    var ending: StoreFault? {
        guard usable else { return gone() }
        guard PQtransactionStatus(handle) != PQTRANS_INTRANS else { return nil }
        return lost ?? .engine(code: "25P02", message: "the transaction has ended")
    }

    /// Begins, and to write waits for its turn. The turn is the lock of a table that holds nothing:
    /// it ends with the transaction, however that ends, and `idle_in_transaction_session_timeout`
    /// covers all of it. `lock table` is the one way to wait in a serializable transaction that
    /// does not yet fix what it sees: a `select` of an advisory lock sees first and waits then.
    func begin(writing: Bool) throws {
        lost = nil
        isWriting = writing
        try script(
            writing
                ? "begin isolation level serializable; lock table store_turn in exclusive mode"
                : "begin isolation level repeatable read read only")
    }

    /// Commits, with a deadline of our own: a commit that waits for a standby heeds no timeout of
    /// the server. Once it was sent, only an answer of the server tells that nothing was kept.
    func commit() throws {
        // Only what writes can be lost: a stop is counted in the same commits on both engines.
        if isWriting { FaultPoint.reach("store.before-commit") }
        notices.pointee = false
        guard PQsendQuery(handle, "commit") == 1 else { throw doubt("commit was not sent") }
        let deadline = Stopwatch.nanoseconds() + UInt64(commitDeadlineMilliseconds) * 1_000_000
        while PQconsumeInput(handle) == 1, PQisBusy(handle) == 1 {
            let now = Stopwatch.nanoseconds()
            guard now < deadline else { throw doubt("no answer to commit in time") }
            var waiting = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            poll(&waiting, 1, Int32((deadline - now) / 1_000_000) + 1)
        }
        // What arrived is read before the connection is looked at: an answer holds, though the
        // line broke after it.
        var answer: CommitAnswer?
        while let result = PQgetResult(handle) {
            // The first word counts: after a last one of the server libpq adds that the line broke.
            answer = answer ?? commitAnswer(result)
            PQclear(result)
        }
        switch answer {
        case .committed: break
        // A transaction that had failed answers COMMIT with ROLLBACK.
        case .rolledBack: throw lost ?? .engine(code: "25P02", message: "rolled back")
        case .failed(let fault): throw fault
        case nil: throw doubt("connection lost in commit")
        }
        if notices.pointee { throw StoreFault.inDoubt("the standby did not confirm") }
        if isWriting { FaultPoint.reach("store.after-commit") }
    }

    private enum CommitAnswer {
        case committed, rolledBack, failed(StoreFault)
    }

    /// Nil when it is not the server's word: libpq says so itself when the line breaks, and what
    /// stands between (class 08) knows no more than we do.
    private func commitAnswer(_ result: OpaquePointer) -> CommitAnswer? {
        if PQresultStatus(result) == PGRES_COMMAND_OK {
            let tag = PQcmdStatus(result).map { String(cString: $0) }
            return tag == "COMMIT" ? .committed : .rolledBack
        }
        let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
        guard let code, !code.isEmpty, !code.hasPrefix("08") else { return nil }
        return .failed(fault(result))
    }

    private func doubt(_ why: String) -> StoreFault {
        close()
        // A reader has nothing to be kept.
        return isWriting ? .inDoubt(why) : gone()
    }

    func rollback() {
        guard usable, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        try? script("rollback")
    }

    func savepoint() throws { try script("savepoint one") }
    func release() throws { try script("release savepoint one") }
    func rollbackToSavepoint() throws {
        try script("rollback to savepoint one; release savepoint one")
        lost = nil
    }

    func tidy() {}

    func close() {
        PQfinish(handle)
        handle = nil
        statements.removeAll()
        known.removeAll()
    }

    deinit {
        close()
        notices.deallocate()
    }

    func script(_ sql: String) throws {
        writes += 1
        guard let result = PQexec(handle, sql) else { throw gone() }
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
        else { throw fault(result) }
    }

    func run(_ sql: StatementText, _ values: [Value]) throws -> Outcome {
        let name = try prepare(sql)
        let count = values.count
        var pointers = [UnsafePointer<CChar>?](repeating: nil, count: count)
        var lengths = [Int32](repeating: 0, count: count)
        var formats = [Int32](repeating: 0, count: count)
        // One buffer for all parameters, each followed by a zero; pointers are set once it is
        // complete and does not move any more.
        var buffer: [UInt8] = []
        var offsets = [Int](repeating: -1, count: count)
        for (index, value) in values.enumerated() {
            if case .null = value { continue }
            offsets[index] = buffer.count
            switch value {
            case .null: break
            case .integer(let number): buffer.append(contentsOf: String(number).utf8)
            case .text(let text): buffer.append(contentsOf: try Value.bindable(text))
            case .blob(let bytes):
                buffer.append(contentsOf: bytes)
                formats[index] = 1
            }
            lengths[index] = Int32(buffer.count - offsets[index])
            buffer.append(0)
        }
        let result = buffer.withUnsafeBufferPointer { raw -> OpaquePointer? in
            raw.withMemoryRebound(to: CChar.self) { characters in
                for index in 0..<count where offsets[index] >= 0 {
                    pointers[index] = characters.baseAddress.map { $0 + offsets[index] }
                }
                return PQexecPrepared(handle, name, Int32(count), pointers, lengths, formats, 0)
            }
        }
        guard let result else { throw gone() }
        defer { PQclear(result) }
        if !isSelection(result) { writes += 1 }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK: return Outcome(rows: [], changes: changes(result))
        case PGRES_TUPLES_OK:
            return Outcome(rows: try rows(result), changes: changes(result))
        default: throw fault(result)
        }
    }

    private func prepare(_ sql: StatementText) throws -> String {
        let place = sql.place
        if let place, let name = known[place] { return name }
        let name = try prepare(sql.text)
        if let place { known[place] = name }
        return name
    }

    private func prepare(_ sql: String) throws -> String {
        if let known = statements[sql] { return known }
        let name = "s\(statements.count)"
        guard let result = PQprepare(handle, name, sql, 0, nil) else { throw gone() }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw fault(result) }
        statements[sql] = name
        return name
    }

    private func isSelection(_ result: OpaquePointer) -> Bool {
        PQcmdStatus(result).map { strncmp($0, "SELECT", 6) == 0 } ?? false
    }

    private func changes(_ result: OpaquePointer) -> Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    private func rows(_ result: OpaquePointer) throws -> [Row] {
        let columns = PQnfields(result)
        let types = (0..<columns).map { PQftype(result, $0) }
        var rows: [Row] = []
        for row in 0..<PQntuples(result) {
            var values: [Value] = []
            values.reserveCapacity(Int(columns))
            for column in 0..<columns {
                values.append(try value(result, row, column, types[Int(column)]))
            }
            rows.append(Row(values: values, keys: keys))
        }
        return rows
    }

    private func value(_ result: OpaquePointer, _ row: Int32, _ column: Int32, _ type: Oid) throws
        -> Value
    {
        guard PQgetisnull(result, row, column) == 0,
            let start = PQgetvalue(result, row, column)
        else { return .null }
        let count = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        switch type {
        case 20, 21, 23, 1700:
            // Sums of integers come as numeric; only whole ones are in use here.
            guard let number = Int64(String(decoding: bytes, as: UTF8.self)) else {
                throw StoreFault.shape("a number that is not a 64-bit integer")
            }
            return .integer(number)
        case 17: return .blob(unhex(bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// `\x0A1B…` to bytes.
    private func unhex(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        guard text.count >= 2 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: (text.count - 2) / 2) { buffer, count in
            for index in stride(from: 2, to: text.count - 1, by: 2) {
                buffer[count] = nibble(text[index]) << 4 | nibble(text[index + 1])
                count += 1
            }
        }
    }

    private func nibble(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }

    private func gone() -> StoreFault {
        .engine(code: "gone", message: "the connection to the database broke")
    }

    private func fault(_ result: OpaquePointer) -> StoreFault {
        let code =
            PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message =
            PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
            ?? "the connection to the database broke"
        let fault: StoreFault =
            switch code {
            case "23505": .duplicate(message)
            case "53100", "53200": .full
            case "": gone()
            default: .engine(code: code, message: message)
            }
        // What follows only says that the transaction has ended.
        if lost == nil { lost = fault }
        return fault
    }
}

/// Connects in bounded time, and learns in bounded time that the other side is dead, unless the
/// address says otherwise: what it names comes later and holds.
private func connect(_ address: String) -> OpaquePointer? {
    let settings = [
        ("connect_timeout", "10"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
        ("keepalives_count", "3"), ("tcp_user_timeout", "25000"), ("dbname", address),
    ]
    let texts = settings.map { (strdup($0.0), strdup($0.1)) }
    defer { for text in texts { free(text.0); free(text.1) } }
    let names = texts.map { UnsafePointer<CChar>($0.0) } + [nil]
    let values = texts.map { UnsafePointer<CChar>($0.1) } + [nil]
    return PQconnectdbParams(names, values, 1)
}

private func contains(_ text: UnsafePointer<CChar>, _ part: StaticString) -> Bool {
    strstr(text, UnsafeRawPointer(part.utf8Start).assumingMemoryBound(to: CChar.self)) != nil
}
