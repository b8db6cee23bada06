public import ArgumentParser

/// The commands of this room, for the house to put under its own words.
public enum ClassificationCommands {
    /// Below `tradewind tariff`.
    public static let ofTariff: [any ParsableCommand.Type] = [
        TariffClassifyCommand.self, TariffTrainCommand.self,
    ]
    /// Below `tradewind bench`.
    public static let ofBench: [any ParsableCommand.Type] = [ClassificationBenchCommand.self]
}
