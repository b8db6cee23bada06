import ArgumentParser
import FoundationEssentials
import Kernel
import Parties
import Proofs

/// `tradewind log key`: the keys of the evidence log.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "存证日志的密钥 / Keys of the evidence log",
        subcommands: [LogKeyCommand.self])
}

/// `tradewind log key --data DIR [--new]`.
struct LogKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "显示公钥，或生成一把备用新钥 / Print the public keys, or make one more",
        discussion: """
            --new 只打印一行新的私钥，不写文件：把它作为新的一行加进 log-key 并重启，检查点即由新旧两把密钥签名；\
            核验方都有了新公钥后再删去旧行。
            --new prints the line of a new private key and writes nothing: add it to log-key as a
            further line and start again; checkpoints are then signed by both keys. Take the old
            line away once everybody who verifies has the new public key.
            """)

    @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
    var data: String?

    @Flag(help: "打印一行新私钥 / print the line of a new private key")
    var new = false

    func run() async throws {
        var settings = try HouseSettings(environment: ProcessInfo.processInfo.environment)
        settings.data = data ?? settings.data
        do {
            let pepper = try Pepper.find(folder: settings.data)
            let keys = try LogKeys.find(
                folder: settings.data, origin: settings.logOrigin,
                seed: pepper.key(for: "evidence log"))
            for line in new ? [try keys.another()] : keys.verifiers { print(line) }
        } catch {
            throw StartFault(error, settings)
        }
    }
}
