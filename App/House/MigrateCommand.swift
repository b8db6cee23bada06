import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Store

/// `tradewind migrate`: brings the tables up to date and ends, for an installation whose server
/// works under an account that may make none.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "更新数据库表后退出 / Bring the tables up to date and end")

    @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
    var data: String?

    func run() async throws {
        let logger = try Logging.start()
        var settings = try HouseSettings(environment: ProcessInfo.processInfo.environment)
        settings.data = data ?? settings.data
        do {
            let house = try await SingleWindow.open(settings, share: Share.find(), logger: logger)
            house.store.close()
            print("数据库表已是最新 / the tables are up to date")
        } catch {
            throw StartFault(error, settings)
        }
    }
}
