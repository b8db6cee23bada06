import ArgumentParser
import Classification
import Tariff

/// `tradewind tariff …`: look-ups of the tariff, and classification below the same word. Each room
/// brings its own subcommands; here they are put together.
struct TariffCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: TariffCommand<OperatorDoor>.configuration.commandName,
        abstract: TariffCommand<OperatorDoor>.configuration.abstract,
        subcommands: TariffCommand<OperatorDoor>.configuration.subcommands
            + ClassificationCommands.ofTariff(OperatorDoor.self))
}
