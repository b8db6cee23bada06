import ArgumentParser
import Declarations
import FoundationEssentials
import Kernel
import Logging
import Parties
import Procedures
import Store
import Wire

/// `tradewind bench procedures --cases N [--json]`.
struct ProceduresBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedures", abstract: "申请办理：每秒状态变化，持久 / Applications decided, durable",
        discussion: """
            在临时数据目录中把申请从开始办到决定，每次变化都在落盘后返回；结束后重新打开读回核对。
            Takes applications from their beginning to the decision in a temporary data folder;
            every change returns after its commit was flushed, and all are read back.
            """)

    @Option(help: "申请数 / applications")
    var cases = 4_000

    @Option(help: "同时办理数 / at the same time")
    var connections = 64

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.path
            + "/tradewind-bench-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var settings = HouseSettings()
        settings.data = folder
        let house = try await SingleWindow.open(
            settings, share: try Share.find(), logger: Logger(label: "bench"))
        let found = try await measure(house)
        house.store.close()
        let rate = found.nanoseconds == 0
            ? 0 : UInt64(found.transitions) * 1_000_000_000 / found.nanoseconds
        let figures = JSON.object([
            .init("cases", .integer(found.cases)),
            .init("transitions", .integer(found.transitions)),
            .init("transitions_per_second", .integer(Int64(rate))),
            .init("p50_us", .integer(found.p50)), .init("p99_us", .integer(found.p99)),
            .init("lost", .integer(found.lost)),
            .init("policy_search", try PolicySearchBench.figures()),
        ])
        print(json ? figures.encoded : text(found, rate))
        guard found.lost == 0 else { throw ExitCode.failure }
    }

    private func text(_ found: ProceduresLoad.Figures, _ rate: UInt64) -> String {
        "\(found.transitions) 次变化，每秒 \(rate)；p50 \(found.p50) µs，p99 \(found.p99) µs，"
            + "丢失 \(found.lost)"
            + "\n\(found.transitions) transitions, \(rate) a second; p50 \(found.p50) µs, "
            + "p99 \(found.p99) µs, lost \(found.lost)"
    }

    private func measure(_ house: SingleWindow) async throws -> ProceduresLoad.Figures {
        let entry = DemoEnrolment(house: house, actor: "bench")
        let first = Day(year: house.clock.today.year, month: 1, day: 1) ?? house.clock.today
        let tenants = try await entry.enrol(.six(), from: first).map(\.id)
        for case let procedures as ProceduresCapability in house.capabilities {
            return try await ProceduresLoad(procedures).run(
                cases: max(1, cases), connections: min(1_000, max(1, connections)),
                tenants: tenants)
        }
        throw ExitCode.failure
    }
}
