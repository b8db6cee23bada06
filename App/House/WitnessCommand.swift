import ArgumentParser
import FoundationEssentials
import Kernel
import Logging
import Proofs
import ServiceLifecycle
import Store
import Web

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `tradewind witness --log KEY`: cosigns checkpoints of other logs, each only if it continues the
/// one before.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "为别家的存证日志作见证 / Witness the evidence log of somebody else",
        discussion: """
            按 C2SP tlog-witness：POST /api/v1/witness/add-checkpoint 会签，\
            GET /api/v1/witness/<日志名的 SHA-256>/checkpoint 读取。\
            见证方应由日志运营方以外的机构运行。
            C2SP tlog-witness: cosigns at POST /api/v1/witness/add-checkpoint, shows what it has
            cosigned at GET /api/v1/witness/<SHA-256 of the log's name>/checkpoint. Run it where
            the operator of the log has no hand in it.
            """)

    @Option(name: .customLong("log"), help: "所见证日志的公钥 / key of a log it watches, repeatable")
    var logs: [String]

    @Option(help: "见证方名称，仅首次启动时用 / name of the witness, for its first start")
    var name = "localhost/witness"

    @Option(help: "数据目录 / data folder")
    var data = "./var-witness"

    @Option(help: "监听地址 / address to listen on")
    var host = "127.0.0.1"

    @Option(help: "端口，0 为任意 / port, 0 for any")
    var port = 8490

    func run() async throws {
        signal(SIGPIPE, SIG_IGN)
        let logger = try Logging.start()
        var settings = HouseSettings()
        settings.data = data
        settings.host = host
        settings.port = try HouseSettings.port(port, named: "--port") ?? port
        do {
            let store = try Store(settings.place)
            let house = try await WitnessHouse(
                store: store, folder: data, name: name, logs: logs, logger: logger)
            let shown = (host, house.key, house.name)
            try await house.serve(settings, logger) { port in
                print("listening on http://\(shown.0):\(port)")
                // The line by which the operator of a log asks this witness.
                print(
                    "witness \(shown.2) \(shown.1) "
                        + "http://\(shown.0):\(port)\(WitnessResource.prefix)")
                fflush(nil)
            }
            store.close()
        } catch let refusal as any Refusal {
            throw ValidationError("\(refusal.message.zh)\n\(refusal.message.en)")
        } catch {
            throw StartFault(error, settings)
        }
    }
}
