import ArgumentParser
import FoundationEssentials
import Kernel
import Proofs
import Store
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `tradewind bench log --entries N [--json]`.
struct LogBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "存证日志：追加、证明、核验 / Evidence log: appended, proven, checked",
        discussion: """
            把记录追加进一个独立的嵌入式存储（每批一次 FULL 提交），为每条出具证明文件，再逐条离线核验。
            Appends records to an embedded store of its own (one FULL commit a batch), makes a proof
            file for each, and checks each as its holder would.
            """)

    @Option(help: "条目数 / entries")
    var entries = 100_000

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/tradewind-log-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try Store(.folder(folder))
        defer { store.close() }
        let share = try Share.find()
        try await store.migrate(
            [try ProofsCapability.migrations(of: share)], at: Clock.system.now())
        let figures = try await LogMeasure(store: store, count: max(1, entries)).run()
        let rows: [(String, Int)] = [
            ("entries", figures.count),
            ("append_per_second", figures.rate(figures.appending)),
            ("append_with_proof_per_second", figures.rate(figures.appending + figures.proving)),
            ("verify_per_second", figures.rate(figures.verifying)),
            ("bytes_per_proof", figures.bytesOfProof), ("commits", store.statistics.commits),
        ]
        print(
            json
                ? JSON.object(rows.map { .init($0.0, .integer($0.1)) }).encoded
                : rows.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))
    }
}
