import Declarations
import FoundationEssentials
import Kernel
import Store
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A disk that is full is not a reason to lose anything or to die.
@Suite("A full disk (R3)", .serialized) struct ReliabilityDiskScenarios {
    @Test(
        "R3: a full disk is said with 503, nothing acknowledged is lost, and work goes on when there is room",
        .enabled(
            if: SupportDisk.isPossible,
            "a small file system of one's own can only be mounted by root"))
    func fullDisk() async throws {
        let disk = try SupportDisk(mebibytes: 24)
        defer { disk.remove() }
        let support = try await SupportServer(in: disk.path + "/data")
        let journal = try await onSupportThread { try fill(disk, support) }
        try await ReliabilityCrashScenarios.expectKept(journal, in: support)
    }

    private func fill(_ disk: SupportDisk, _ support: SupportServer) throws -> SupportJournal {
        var journal = SupportJournal()
        let server = try support.start()
        let samples = support.samples("FULL")
        for round in 0..<SupportSizes.fullDisks {
            let first = 1 + round * 1000
            // Some work, then the disk fills up while more comes in.
            let before = try (first..<first + 10).flatMap {
                try samples.messages(of: samples.chain($0, .direct))
            }
            journal.note(before, support.load(before, on: server))
            try disk.fill(leaving: 96 * 1024)
            let during = try (first + 10..<first + 110).flatMap {
                try samples.messages(of: samples.chain($0, .direct))
            }
            let outcome = support.load(during, on: server)
            journal.note(during, outcome)
            #expect(outcome.statuses.contains { $0 != 200 }, "the disk did not fill up")
            #expect(server.isAlive)
            let reply = try BenchConnection(port: server.port).send(
                "GET", "/api/v1/receipts?limit=1",
                headers: [("authorization", "Bearer \(support.world.key(of: support.world.cast.platform))")])
            #expect(reply.status == 200, "reading goes on")
            disk.empty()
            let after = try (first + 200..<first + 205).flatMap {
                try samples.messages(of: samples.chain($0, .direct))
            }
            // The writer may still be rolling back when the space returns.
            for message in after {
                var status = 0
                for _ in 0..<100 where status != 200 {
                    status = try support.post(message.bytes, as: message.sender, on: server).status
                    if status != 200 { pause(milliseconds: 50) }
                }
                #expect(status == 200, "writes again")
            }
        }
        #expect(journal.refusals.allSatisfy { $0.status == 503 })
        #expect(journal.unanswered.isEmpty)
        ReliabilityCrashScenarios.verify(journal.acknowledged[...], support, server)
        server.end(SIGTERM)
        return journal
    }
}

/// A file system of a few mebibytes in memory.
struct SupportDisk {
    let path: String

    struct NotMounted: Error, CustomStringConvertible {
        let description: String
    }

    /// Whether this process may mount one: tried once.
    static let isPossible: Bool = {
        guard geteuid() == 0, let disk = try? SupportDisk(mebibytes: 1) else { return false }
        disk.remove()
        return true
    }()

    init(mebibytes: Int) throws {
        path = FileManager.default.temporaryDirectory.path
            + "/tradewind-disk-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let status = SupportDisk.run(
            "/bin/mount", "-t", "tmpfs", "-o", "size=\(mebibytes)m", "tmpfs", path)
        guard status == 0 else {
            rmdir(path)
            throw NotMounted(description: "mount ended with \(status)")
        }
    }

    private var filler: String { path + "/filler" }

    /// Takes all space but so many bytes.
    func fill(leaving bytes: Int) throws {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { throw NotMounted(description: path) }
        let free = Int(facts.f_bavail) * Int(facts.f_frsize)
        let file = open(filler, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        defer { close(file) }
        let block = [UInt8](repeating: 0, count: 64 * 1024)
        var left = max(0, free - bytes)
        while left > 0 {
            let count = write(file, block, min(left, block.count))
            guard count > 0 else { return }
            left -= count
        }
    }

    func empty() { unlink(filler) }

    func remove() {
        _ = SupportDisk.run("/bin/umount", "-l", path)
        rmdir(path)
    }

    private static func run(_ arguments: String...) -> Int32 {
        var process: pid_t = 0
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        guard posix_spawn(&process, arguments[0], nil, nil, &words, nil) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status
    }
}
