import ArgumentParser
import Kernel
import Wire

/// `tradewind tariff compute retail code=2204210000 price=500`.
struct TariffComputeCommand<House: TariffHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "compute", abstract: "税费计算器 / Calculators",
            discussion: """
                不带参数列出全部计算器及所需数据 / Without arguments: every calculator and what it asks.
                """)
    }

    @Argument(help: "计算器及其数据，如 retail code=2204210000 price=500 / calculator, its values")
    var words: [String] = []

    @OptionGroup var place: TariffPlace

    func run() async throws {
        try await place.run {
            let book = try await place.book(House.self)
            let language = place.language
            guard let id = words.first else {
                return book.calculators.map { one in
                    "\(one.id)  \(one.title[language])\n    "
                        + one.inputs.map { "\($0.name)=\($0.label[language])" }
                        .joined(separator: "  ")
                }.joined(separator: "\n")
            }
            guard let calculator = book.calculators.first(where: { $0.id == id }) else {
                throw LookupRefusal.choice(
                    field: "calculator", id, allowed: book.calculators.map(\.id))
            }
            let names = calculator.inputs.map(\.name) + ["on"]
            let pairs: [(String, String?)] = try words.dropFirst().map { word in
                let parts = word.split(separator: "=", maxSplits: 1)
                let name = String(parts.first ?? "")
                // A slip of the pen is not passed over: what it meant would count as not given.
                guard names.contains(name) else {
                    throw LookupRefusal.fieldUnknown(name, allowed: names)
                }
                return (name, parts.count > 1 ? String(parts[1]) : "")
            }
            let query = place.query(pairs)
            try query.once()
            let result = try calculator.answer(query, book)
            if place.json { return try CalculatorResource.json(result, on: query.day).encoded }
            if place.csv { return TariffCSV.text(CalculatorResource.csv(result)) }
            return ([result.verdict[language]]
                + result.outputs.map {
                    "  \($0.label[language]): \($0.shown?[language] ?? $0.value)"
                } + (result.carriedOver.map { [$0[language]] } ?? []))
                .joined(separator: "\n")
        }
    }
}
