import Kernel
import Web
import Wire

/// Every calculator for programs: its answer with all steps.
struct CalculatorResource: Sendable {
    let book: TariffBook
    let clock: Clock

    var routes: [Route] {
        book.calculators.map { calculator in
            Route(
                .get, "/api/v1/tariff/\(calculator.id)", access: .anyone,
                summary: calculator.title, query: calculator.queries
            ) { visit in
                let query = try TariffQuery(
                    visit, known: calculator.queries, today: clock.today)
                let result = try calculator.answer(query, book)
                if visit.wantsCSV { return CalculatorResource.csv(result) }
                return .json(try CalculatorResource.json(result, on: query.day).encoded)
            }
        }
    }

    static func json(_ result: Calculator.Result, on day: Day) -> JSON {
        .object([
            .init("on", .text(day.text)),
            .init("carriedOver", result.carriedOver.map(\.json) ?? .null),
            .init("verdict", result.verdict.json),
            .init(
                "figures",
                .object(result.outputs.map { .init($0.name, .text($0.value)) })),
            .init("explanation", result.explanation.json),
        ])
    }

    static func csv(_ result: Calculator.Result) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write(["figure", "name_zh", "name_en", "value"])
        for output in result.outputs {
            writer.write([output.name, output.label.zh, output.label.en, output.value])
        }
        if let told = result.carriedOver {
            writer.write(["carriedOver", "沿用上一年税率", "rates carried over", told.zh + " " + told.en])
        }
        return TariffCSV.answer(writer.take())
    }
}
