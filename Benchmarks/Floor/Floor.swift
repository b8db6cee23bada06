import CSQLite
import CXML2
import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The floor of the gateway benchmark: the least work that makes a message durable. One thread, one
/// loop: libxml2 builds the tree of every message, SQLite stores its bytes under a key with
/// `synchronous=FULL`, 64 to a commit. No HTTP, no rules, no receipts.
///
///     tradewind-floor MESSAGES DATABASE
///
/// MESSAGES holds each message after its length in eight bytes, little end first. Prints one line
/// of JSON.
@main struct Floor {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let messages = read(arguments[1]) else {
            say("usage: tradewind-floor MESSAGES DATABASE\n", to: 2)
            exit(64)
        }
        guard let store = FloorStore(arguments[2]) else {
            say("tradewind-floor: the database cannot be opened\n", to: 2)
            exit(74)
        }
        xmlInitParser()
        let started = Stopwatch.nanoseconds()
        var kept = 0
        for (index, message) in messages.enumerated() {
            guard parse(message) else {
                say("tradewind-floor: message \(index) cannot be parsed\n", to: 2)
                exit(65)
            }
            if index % 64 == 0 { store.begin() }
            store.insert(index, message)
            kept += 1
            if index % 64 == 63 || index == messages.count - 1 { store.commit() }
        }
        let elapsed = Stopwatch.nanoseconds() - started
        let rate = elapsed == 0 ? 0 : UInt64(kept) * 1_000_000_000 / elapsed
        say(
            "{\"messages\":\(kept),\"nanoseconds\":\(elapsed),\"per_second\":\(rate)}\n", to: 1)
    }

    private static func read(_ path: String) -> [[UInt8]]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        var messages: [[UInt8]] = []
        var length: UInt64 = 0
        while fread(&length, 8, 1, file) == 1 {
            guard length <= 1 << 26 else { return nil }
            var message = [UInt8](repeating: 0, count: Int(UInt64(littleEndian: length)))
            guard fread(&message, 1, message.count, file) == message.count else { return nil }
            messages.append(message)
        }
        return messages
    }

    private static func parse(_ message: [UInt8]) -> Bool {
        message.withUnsafeBytes { raw in
            let start = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
            guard
                let tree = xmlReadMemory(
                    start, Int32(raw.count), nil, nil, Int32(XML_PARSE_NONET.rawValue))
            else { return false }
            xmlFreeDoc(tree)
            return true
        }
    }
}

private func say(_ text: String, to file: Int32) {
    Array(text.utf8).withUnsafeBytes { _ = write(file, $0.baseAddress, $0.count) }
}

/// One table, one prepared statement.
private final class FloorStore {
    private var handle: OpaquePointer?
    private var statement: OpaquePointer?

    init?(_ path: String) {
        guard sqlite3_open(path, &handle) == SQLITE_OK else { return nil }
        let set = """
            pragma journal_mode = wal; pragma synchronous = full;
            create table messages (id integer not null primary key, body blob not null) strict;
            """
        guard sqlite3_exec(handle, set, nil, nil, nil) == SQLITE_OK,
            sqlite3_prepare_v2(
                handle, "insert into messages (id, body) values (?, ?)", -1, &statement, nil)
                == SQLITE_OK
        else { return nil }
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close(handle)
    }

    func begin() { run("begin immediate") }
    func commit() { run("commit") }

    func insert(_ id: Int, _ body: [UInt8]) {
        body.withUnsafeBytes { raw in
            sqlite3_bind_int64(statement, 1, Int64(id))
            // The bytes stay where they are until the step is done, so SQLite need not copy them.
            sqlite3_bind_blob(statement, 2, raw.baseAddress, Int32(raw.count), nil)
            check(sqlite3_step(statement) == SQLITE_DONE)
            sqlite3_reset(statement)
        }
    }

    private func run(_ sql: String) {
        check(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    }

    /// A floor that does not store is no floor.
    private func check(_ done: Bool) {
        guard done else {
            say("tradewind-floor: \(String(cString: sqlite3_errmsg(handle)))\n", to: 2)
            exit(74)
        }
    }
}
