import Kernel
import Origin
import Reference
import Tariff

/// Where commands about origin find codes and rules: in the tables that come with the product, and
/// in a data folder where one is named.
enum OriginCodes: OriginHouse {
    static func tables(
        _ share: Share, data: String?, _ language: Language
    ) async throws -> OriginTables {
        let book = try await TariffBook.answering(
            share, data: data, in: OperatorDoor.self, language)
        return try OriginTables.load(share, goods: book.codes.forOrigin, rules: book.rules)
    }
}
