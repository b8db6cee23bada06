import Kernel
import Web
import Wire

/// Exchange rates of a day, as data.
struct ExchangeView: Sendable {
    let book: TariffBook
    let day: Day

    var rates: [ExchangeRate] { book.exchange.rates(on: day) }

    static func json(_ rate: ExchangeRate, _ book: TariffBook, _ day: Day) -> JSON {
        .object([
            .init("currency", .text(book.letters(of: rate.currency, on: day))),
            .init("currencyCode", .text(rate.currency.code)),
            .init("units", .text(rate.units.text)), .init("yuan", .text(rate.cny.text)),
            .init("from", .text(rate.from.text)), .init("to", .optional(rate.to?.text)),
            .init("source", .text(rate.citation.text)),
            .init("isDefault", .bool(rate.isDefault)),
        ])
    }

    var json: JSON {
        .object([
            .init("on", .text(day.text)),
            .init("rates", .array(rates.map { ExchangeView.json($0, book, day) })),
        ])
    }

    var csv: Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "currency", "currency_code", "units", "cny", "valid_from", "valid_to", "source",
            "default_setting",
        ])
        for rate in rates {
            writer.write([
                book.letters(of: rate.currency, on: day), rate.currency.code, rate.units.text,
                rate.cny.text, rate.from.text, rate.to?.text ?? "", rate.citation.text,
                rate.isDefault ? "true" : "false",
            ])
        }
        return TariffCSV.answer(writer.take(), name: "exchange-rates.csv")
    }
}
