import ArgumentParser
import Declarations
import Entitlements
import FoundationEssentials
import Kernel
import Lists
import Logging
import Parties
import Procedures
import Store
import Wire

/// `tradewind bench procedures --cases N --firms N [--json]`.
struct ProceduresBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedures",
        abstract: "申请办理、惠企计算 / Applications decided, benefits evaluated",
        discussion: """
            在临时数据目录中把申请从开始办到决定，每次变化都在落盘后返回；结束后重新打开读回核对。
            Takes applications from their beginning to the decision in a temporary data folder;
            every change returns after its commit was flushed, and all are read back. Then every
            benefit is evaluated for so many firms, and explained for single ones.
            """)

    @Option(help: "申请数 / applications")
    var cases = 4_000

    @Option(help: "同时办理数 / at the same time")
    var connections = 64

    @Option(help: "参与惠企计算的企业数 / firms whose benefits are evaluated")
    var firms = 100_000

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
        let benefits = try await evaluate(house)
        house.store.close()
        let rate = found.nanoseconds == 0
            ? 0 : UInt64(found.transitions) * 1_000_000_000 / found.nanoseconds
        let figures = JSON.object([
            .init("cases", .integer(found.cases)),
            .init("transitions", .integer(found.transitions)),
            .init("transitions_per_second", .integer(Int64(rate))),
            .init("p50_us", .integer(found.p50)), .init("p99_us", .integer(found.p99)),
            .init("lost", .integer(found.lost)),
            .init("firms", .integer(benefits.firms)),
            .init("benefits", .integer(benefits.benefits)),
            .init("entitlements_held", .integer(benefits.held)),
            .init("entitlements_ms", .integer(Int64(benefits.nanoseconds / 1_000_000))),
            .init("one_firm_p50_us", .integer(benefits.p50)),
            .init("one_firm_p99_us", .integer(benefits.p99)),
            .init("policy_search", try PolicySearchBench.figures()),
        ])
        print(json ? figures.encoded : text(found, rate) + "\n" + text(benefits))
        guard found.lost == 0 else { throw ExitCode.failure }
    }

    private func text(_ found: ProceduresLoad.Figures, _ rate: UInt64) -> String {
        "\(found.transitions) 次变化，每秒 \(rate)；p50 \(found.p50) µs，p99 \(found.p99) µs，"
            + "丢失 \(found.lost)"
            + "\n\(found.transitions) transitions, \(rate) a second; p50 \(found.p50) µs, "
            + "p99 \(found.p99) µs, lost \(found.lost)"
    }

    private func text(_ found: EntitlementsLoad.Figures) -> String {
        let milliseconds = found.nanoseconds / 1_000_000
        return "\(found.firms) 家企业 × \(found.benefits) 项政策：\(milliseconds) ms；"
            + "单家含说明 p50 \(found.p50) µs，p99 \(found.p99) µs"
            + "\n\(found.firms) firms, \(found.benefits) benefits: \(milliseconds) ms; one firm "
            + "explained p50 \(found.p50) µs, p99 \(found.p99) µs"
    }

    /// Enters firms, puts them on lists, and says what each may have.
    private func evaluate(_ house: SingleWindow) async throws -> EntitlementsLoad.Figures {
        let first = Day(year: house.clock.today.year, month: 1, day: 1) ?? house.clock.today
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<64 {
                group.addTask { [firms] in
                    for number in stride(from: lane, to: firms, by: 64) {
                        let digits = String(number + 1_000_000)
                        _ = try await house.parties.enrol(
                            Enrolment(
                                name: "测试企业\(number)", platformCode: "BENCH\(digits)",
                                roles: [
                                    RoleGrant(
                                        number % 2 == 0 ? .platform : .seller, from: first)
                                ]), by: "bench")
                    }
                }
            }
            try await group.waitForAll()
        }
        let all = house.parties.register.all.map(\.id)
        for case let lists as ListsCapability in house.capabilities {
            try await ListsLoad(lists).fill(all, from: first)
        }
        for case let entitlements as EntitlementsCapability in house.capabilities {
            return EntitlementsLoad(entitlements).run()
        }
        throw ExitCode.failure
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
