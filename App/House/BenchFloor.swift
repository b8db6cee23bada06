import FoundationEssentials
import Kernel
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Runs `tradewind-floor` on the same bytes.
enum BenchFloor {
    /// Messages a second of the bare loop; nil when the program is not there.
    static func measure(_ messages: [[UInt8]]) throws -> Int? {
        let binary = BenchGateway.ownBinary
        guard let slash = binary.lastIndex(of: "/") else { return nil }
        let program = String(binary[...slash]) + "tradewind-floor"
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let base = FileManager.default.temporaryDirectory.path + "/tradewind-floor-\(getpid())"
        defer {
            for end in [".in", ".out", ".db", ".db-wal", ".db-shm"] { unlink(base + end) }
        }
        // Each message after its length in eight bytes, little end first.
        var input: [UInt8] = []
        input.reserveCapacity(messages.reduce(0) { $0 + $1.count + 8 })
        for message in messages {
            withUnsafeBytes(of: UInt64(message.count).littleEndian) { input.append(contentsOf: $0) }
            input += message
        }
        guard FileManager.default.createFile(atPath: base + ".in", contents: Data(input)) else {
            return nil
        }
        guard try run([program, base + ".in", base + ".db"], output: base + ".out") == 0,
            let text = FileManager.default.contents(atPath: base + ".out"),
            let json = try? JSON([UInt8](text).filter { $0 != 0x0A })
        else { return nil }
        return json["per_second"]?.integer.map { Int($0) }
    }

    static func run(_ arguments: [String], output: String) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var process: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        let failure = posix_spawn(&process, arguments[0], &actions, nil, &words, environ)
        guard failure == 0 else { return failure }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
