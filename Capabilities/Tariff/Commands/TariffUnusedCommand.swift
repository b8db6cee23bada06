import ArgumentParser
import Kernel
import Plug
import Wire

/// `tradewind tariff unused FILE`.
struct TariffUnusedCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unused", abstract: "少享优惠排查 / Lower rates that were not used",
            discussion: """
                列 / columns: \(PastLinesFile.columns.map { "\($0.name) \($0.zh)" }
                    .joined(separator: ", "))
                """)
    }

    @Argument(help: "报关单表体 CSV，- 为标准输入 / lines of declarations, - for standard input")
    var file: String

    @OptionGroup var place: TariffPlace

    func run() async throws {
        guard let bytes = CommandInput.bytes(file) else {
            throw CommandRefusal(EditionRefusal.noFile(file), place.language)
        }
        try await place.run {
            let book = try await place.book(House.self)
            let lines = try PastLinesFile(book: book, today: Clock.system.today).read(bytes)
            let answer = UnusedAnswer(
                book: book,
                report: UnusedPreferences(book: book, today: try place.query().day)
                    .look(at: lines))
            if place.json { return answer.json.encoded }
            return place.csv
                ? TariffCSV.text(answer.csv(place.language)) : answer.text(place.language)
        }
    }
}
