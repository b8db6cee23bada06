import ArgumentParser
import Classification
import Tariff

/// `tradewind tariff …`: look-ups of the tariff, and classification below the same word. Each room
/// brings its own subcommands; here they are put together.
struct TariffCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: TariffCommand.configuration.commandName,
        abstract: TariffCommand.configuration.abstract,
        subcommands: TariffCommand.configuration.subcommands + ClassificationCommands.ofTariff)
}
