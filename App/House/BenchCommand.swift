public import ArgumentParser
import Classification
import Wire

/// `tradewind bench …`: measures this machine with this build.
public struct BenchCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "在本机测量性能 / Measure this build on this machine",
        subcommands: [
            GatewayBenchCommand.self, TariffBenchCommand.self, LogBenchCommand.self,
            MessagesBenchCommand.self, ProceduresBenchCommand.self,
        ]
            + ClassificationCommands.ofBench)

    public init() {}
}

/// `tradewind bench gateway --messages N [--json]`.
struct GatewayBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "报文网关：收、验、配、税、判、持久 / Messages received, matched, taxed, decided, durable",
        discussion: """
            启动一个独立的服务进程，用完整的四单链（订单、支付、运单、清单）通过本机 HTTP 报送，直到全部清单作出决定，
            然后停机并从磁盘读回核对。底线为同样的字节由 libxml2 解析、每 64 条一次 FULL 提交写入 SQLite 的裸循环。
            Starts a server process, sends complete chains over loopback HTTP until every list is
            decided, stops it and reads everything back from disk. The floor is a bare loop: the
            same bytes parsed by libxml2 and inserted into SQLite with FULL in batches of 64.
            """)

    @Option(help: "计量的报文数 / messages measured")
    var messages = 20_000

    @Option(help: "事先存入的清单数 / lists stored beforehand")
    var stored = 0

    @Option(help: "同时连接数 / connections")
    var connections = 96

    @Option(help: "数据目录，默认临时目录 / data folder, a temporary one by default")
    var data: String?

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    func run() async throws {
        let bench = BenchGateway(
            messages: max(4, messages), stored: max(0, stored),
            connections: min(1000, max(1, connections)), folder: data)
        let figures = try await bench.run()
        print(json ? figures.json.encoded : figures.text)
        guard figures.lost == 0 else { throw ExitCode.failure }
    }
}
