public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Logging
import Plug
import Secrets
import Store
import Wire

/// `tradewind data-keys`: the keys that personal data is encrypted with.
public struct DataKeysCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "data-keys",
        abstract: "个人信息的数据密钥 / Keys that personal data is encrypted with",
        subcommands: [Rotate.self])

    public init() {}

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "换用新的主密钥并重新加密 / Take a new master key and encrypt everything anew",
            discussion: """
                须先停止所有服务器。中断后再次运行即可继续。密钥文件中保留旧密钥：旧备份仍要用它。
                Stop all servers first. Interrupted, it goes on when it is run again. The old key
                stays in the key file: older backups need it.
                """)

        @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
        var data: String?

        func run() async throws {
            let environment = ProcessInfo.processInfo.environment
            var settings = try HouseSettings(environment: environment)
            settings.data = data ?? settings.data
            do {
                try OperatorDoor.check(
                    settings, hasPepper: environment["TRADEWIND_PEPPER"]?.isEmpty == false)
                let house = try await SingleWindow.open(
                    settings, share: Share.find(), logger: Logging.start())
                defer { house.store.close() }
                try await house.rotateKeys(settings) { print($0) }
            } catch {
                throw StartFault(error, settings)
            }
        }
    }
}

extension SingleWindow {
    /// Adds a master key, unless an earlier rotation was interrupted, and encrypts under the newest
    /// whatever lies under older ones.
    ///
    /// - Parameter tell: takes a line for people.
    func rotateKeys(_ settings: HouseSettings, tell: (String) -> Void) async throws {
        let file = DataKeyFile(folder: settings.data)
        var keys = try file.read(makes: false)
        if try await store.knownKeys() == [keys.newest] {
            keys = keys.withNext()
            // The file first: nothing is written under a key that is nowhere kept.
            try file.replace(with: keys)
            try await store.unlock(with: keys, at: clock.now())
        }
        let newest = keys.newest
        for column in capabilities.flatMap(\.encrypted) {
            tell("\(column.name): \(try await store.encryptAnew(column))")
        }
        try await store.retireKeys(before: newest)
        let journal = journal
        _ = try await store.write { session in
            try journal.append(
                Draft(
                    "store.keys-rotated", actor: "operator", tenant: "",
                    subjectType: "data-key", subject: String(newest), inTimeline: false),
                in: session)
        }
        tell(
            """
            现用第 \(newest) 号主密钥。请把新的密钥文件另行保管；旧备份仍须旧密钥，请勿删去。
            Master key \(newest) is in use. Keep the new key file apart from the backups; older \
            backups need the older keys, which stay in it.
            """)
    }
}
