import FoundationEssentials
import Kernel
import Parties
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Open files run out: the server loses nobody it serves and goes on when there are some again.
@Suite("Open files that run out", .serialized) struct ReliabilityOpenFilesScenarios {
    @Test("with a low limit the operator is served beside more connections than it has room for")
    func crowd() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start(binary: try limited(support, to: 100))
            let idle = (0..<150).compactMap { _ in connect(port: server.port) }
            defer { for file in idle { close(file) } }
            #expect(idle.count == 150)
            for _ in 0..<3 {
                let told = try ControlSocket.ask(
                    .user(.list(enterprise: nil)), folder: support.folder)
                #expect(told != nil)
            }
            #expect(server.isAlive)
            #expect(ended(server.end(SIGTERM)))
        }
    }

    @Test("the operator's socket outlives a while without any", .enabled(if: FileManager.default.isExecutableFile(atPath: prlimit)))
    func none() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start(logLevel: "warning")
            try setLimit(of: server, to: "10")
            // The first takes the place that was kept for it, the second finds none.
            let waiting = (0..<2).compactMap { _ in
                ControlSocket.connect(ControlSocket.path(in: support.folder))
            }
            defer { for file in waiting { close(file) } }
            let log = support.folder + "/server.log"
            let end = Stopwatch.nanoseconds() + 60_000_000_000
            while Stopwatch.nanoseconds() < end, server.isAlive,
                !text(log).contains("accepts nobody for now")
            {
                sched_yield()
            }
            #expect(text(log).contains("accepts nobody for now"))
            #expect(server.isAlive)
            try setLimit(of: server, to: "1000")
            let told = try ControlSocket.ask(.user(.list(enterprise: nil)), folder: support.folder)
            #expect(told != nil)
            #expect(server.isAlive)
            #expect(ended(server.end(SIGTERM)))
        }
    }

    private static let prlimit = "/usr/bin/prlimit"

    /// Whether a wait status says that a process ended by itself with 0.
    private func ended(_ status: Int32) -> Bool { status == 0 }

    private func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// A script that starts the program with a limit of open files, which it cannot raise.
    private func limited(_ support: SupportServer, to limit: Int) throws -> String {
        let path = support.folder + "/limited.sh"
        let script = "#!/bin/sh\nulimit -n \(limit)\nexec '\(SupportServer.binary)' \"$@\"\n"
        try Data(script.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return path
    }

    /// Lowers or raises what a running process may open; the most it may raise it to stays.
    private func setLimit(of server: BenchServer, to limit: String) throws {
        let words = [Self.prlimit, "--pid", "\(server.process)", "--nofile=\(limit):"]
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for word in arguments { free(word) } }
        let environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        try #require(
            posix_spawn(&process, words[0], nil, nil, arguments, environment) == 0)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        try #require(status == 0)
    }

    private func connect(port: Int) -> Int32? {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard done == 0 else {
            close(file)
            return nil
        }
        return file
    }
}
