import ArgumentParser
import Kernel
import Wire

/// `tradewind tariff agreements`.
struct TariffAgreementsCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "agreements",
            abstract: "载有哪些协定的税率 / Of which agreements the rates are held")
    }

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let day = try place.query().day
            try book.inEdition(day)
            let rows = AgreementRatesView.rows(book, on: day)
            if place.json { return JSON.array(rows.map(\.json)).encoded }
            if place.csv { return TariffCSV.text(TariffCSV.answer(AgreementRatesPage.csv(rows))) }
            return rows.map { row in
                "\(row.membership.agreement)  \(row.membership.name[place.language])  "
                    + row.told[place.language]
            }.joined(separator: "\n")
        }
    }
}
