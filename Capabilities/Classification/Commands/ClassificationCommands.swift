public import ArgumentParser
import Kernel
public import Tariff

/// The commands of this room, for the house to put under its own words.
public enum ClassificationCommands {
    /// Below `tradewind tariff`.
    public static func ofTariff<House: TariffHouse>(
        _ house: House.Type
    ) -> [any ParsableCommand.Type] {
        [TariffClassifyCommand<House>.self, TariffTrainCommand<House>.self]
    }
    /// Below `tradewind bench`.
    public static let ofBench: [any ParsableCommand.Type] = [ClassificationBenchCommand.self]

    /// The tariff whose words are looked at: that which comes with the product, and what was loaded
    /// into the data folder where one is named, as the server of that folder has it. Which it is is
    /// said beside the answer.
    static func codes<House: TariffHouse>(
        _ share: Share, data: String?, in house: House.Type, _ language: Language
    ) async throws -> GoodsCodes {
        guard data != nil else { return try GoodsCodes.load(share) }
        return try await TariffBook.answering(share, data: data, in: house, language).codes
    }
}
