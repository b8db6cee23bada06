import ArgumentParser
import Classification

/// `tradewind tariff …`: what the tariff calls goods. Each room brings its own subcommands; here
/// they are put under one word.
struct TariffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariff", abstract: "税则与归类 / Tariff and classification",
        subcommands: ClassificationCommands.ofTariff)
}
