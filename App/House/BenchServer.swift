import FoundationEssentials
import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The real server as a process of its own: `tradewind serve --port 0` on a data folder.
final class BenchServer {
    struct NotStarted: Error, Sendable, CustomStringConvertible {
        let description: String
    }

    let process: pid_t
    /// Where it listens.
    let port: Int
    private var ended: Int32?

    /// Starts it and waits for the line that says where it listens.
    ///
    /// - Parameters:
    ///   - log: file that takes its standard error; nil for this process's own.
    ///   - environment: in addition to this process's.
    init(
        binary: String, data: String, environment: [String: String] = [:], log: String? = nil
    ) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw NotStarted(description: "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        if let log {
            posix_spawn_file_actions_addopen(
                &actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        var values = ProcessInfo.processInfo.environment
        // The server must find what the caller prepared, wherever the caller's own data lie.
        for name in ["DATABASE_URL", "TRADEWIND_INBOX", "TRADEWIND_OUTBOX", "TRADEWIND_FAULT"] {
            values[name] = nil
        }
        // Its administrator has no phone.
        values["TRADEWIND_SECOND_FACTOR"] = "optional"
        values.merge(environment) { $1 }
        process = try BenchServer.spawn(
            [binary, "serve", "--data", data, "--port", "0"],
            values.map { "\($0.key)=\($0.value)" }, &actions)
        close(ends[1])
        guard let port = BenchServer.readPort(ends[0]) else {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
            throw NotStarted(description: "\(binary) serve ended with \(status) before listening")
        }
        self.port = port
    }

    deinit { if ended == nil { end(SIGKILL) } }

    private static func spawn(
        _ arguments: [String], _ environment: [String],
        _ actions: inout posix_spawn_file_actions_t
    ) throws -> pid_t {
        var process: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var values: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + values { free(word) } }
        let failure = posix_spawn(&process, arguments[0], &actions, nil, &words, &values)
        guard failure == 0 else {
            throw NotStarted(
                description: "\(arguments[0]): \(String(cString: strerror(failure)))")
        }
        return process
    }

    /// Port in the line `listening on http://127.0.0.1:N`; lines before it are passed over.
    private static func readPort(_ file: Int32) -> Int? {
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            text += chunk[0..<count]
            for line in text.split(separator: 0x0A).map({ String(decoding: $0, as: UTF8.self) })
            where line.hasPrefix("listening on ") && text.last == 0x0A {
                return line.split(separator: ":").last.flatMap { Int($0) }
            }
        }
    }

    /// Whether the process is still there.
    var isAlive: Bool {
        if ended != nil { return false }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return true }
        ended = status
        return false
    }

    /// Sends a signal and waits for the end; gives the wait status.
    @discardableResult
    func end(_ signal: Int32) -> Int32 {
        if let ended { return ended }
        kill(process, signal)
        return wait()
    }

    /// Waits until it ends by itself; gives the wait status.
    @discardableResult
    func wait() -> Int32 {
        if let ended { return ended }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        ended = status
        return status
    }

    /// Largest memory it has held, in mebibytes.
    var peakMemoryMiB: Int { (figure("VmHWM:", in: "status") ?? 0) / 1024 }

    /// Processor time it has used, in milliseconds.
    var processorMilliseconds: Int {
        guard let stat = text("stat"), let name = stat.lastIndex(of: ")") else { return 0 }
        let fields = stat[stat.index(after: name)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            return 0
        }
        return (user + system) * 1000 / max(1, sysconf(Int32(_SC_CLK_TCK)))
    }

    private func figure(_ name: String, in file: String) -> Int? {
        text(file)?.split(separator: "\n").first { $0.hasPrefix(name) }?
            .split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
            .flatMap { Int($0) }
    }

    private func text(_ file: String) -> String? {
        FileManager.default.contents(atPath: "/proc/\(process)/\(file)")
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
