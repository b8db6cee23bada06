import Kernel
import Web
import Wire

/// What a consignment owes, as JSON and as a table with a row for each line sent.
struct ConsignmentAnswer: Sendable {
    let book: TariffBook
    let consignment: Consignment
    let taxes: ConsignmentTaxes

    var json: JSON {
        let totals = taxes.totals
        return .object([
            .init("on", .text(consignment.day.text)),
            .init(
                "carriedOver",
                book.carriedOver(taxes.taxed.map(\.line), to: consignment.day).map(\.json)
                    ?? .null),
            .init("referenceOnly", .bool(taxes.taxed.contains(where: \.isReferenceOnly))),
            .init("terms", .text(consignment.terms.rawValue)),
            .init(
                "exchangeRates",
                .array(
                    book.exchangeRates(of: consignment)
                        .map { ExchangeView.json($0, book, consignment.currencyDay) })),
            .init("dutyYuan", TariffJSON.number(totals?[.duty])),
            .init("consumptionYuan", TariffJSON.number(totals?[.consumption])),
            .init("vatYuan", TariffJSON.number(totals?[.vat])),
            .init("totalYuan", TariffJSON.number(taxes.total)),
            .init("assumedInsuranceYuan", TariffJSON.number(taxes.assumedInsurance)),
            .init("refused", .integer(taxes.lines.count - taxes.taxed.count)),
            .init("lines", .array(taxes.lines.map(line))),
            .init(
                "explanation",
                book.explanation(of: taxes, consignment).json),
        ])
    }

    private func line(_ result: Result<ConsignmentTaxes.Line, ConsignmentFault>) -> JSON {
        switch result {
        case .failure(let fault):
            return .object([
                .init("line", .integer(fault.number)),
                .init("refused", TariffJSON.refusal(fault.refusal)),
            ])
        case .success(let line):
            let json = TariffJSON(book: book, day: consignment.day)
            return .object([
                .init("line", .integer(line.number)), .init("code", .text(line.line.code.text)),
                .init(
                    "carriedOver",
                    book.carriedOver(line.line, to: consignment.day).map(\.json) ?? .null),
                .init("valueYuan", .text(line.value.text)),
                .init("rate", json.rate(line.rate.rate)),
                .init("rateKind", .text(line.rate.kind.rawValue)),
                .init("dutyYuan", .text(line.levied(.duty).text)),
                .init("consumptionYuan", .text(line.levied(.consumption).text)),
                .init("vatYuan", .text(line.levied(.vat).text)),
                .init("totalYuan", .text(line.total.text)),
                .init(
                    "exempt",
                    .array(
                        ConsignmentTaxes.Tax.allCases.filter { line.exempt.contains($0) }
                            .map { .text($0.rawValue) })),
                .init("source", .text(line.rate.citation.text)),
                .init("referenceOnly", .bool(line.isReferenceOnly)),
                .init("remark", line.remark.map(\.json) ?? .null),
            ])
        }
    }

    func csv(_ language: Language) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        let words = RateWords(book: book, day: consignment.day)
        writer.write([
            "line", "code", "name", "origin", "value_yuan", "rate_kind", "rate", "duty_yuan",
            "consumption_yuan", "vat_yuan", "total_yuan", "refusal", "fix",
            "carried_over", "remark", "reference_only", "source", "price", "currency",
            "exchange_rate", "exchange_rate_source",
        ])
        for (index, result) in taxes.lines.enumerated() {
            switch result {
            case .success(let line):
                writer.write([
                    String(line.number), line.line.code.text,
                    book.name(of: line.line, on: consignment.day)[language],
                    line.origin?.code ?? "", line.value.text,
                    RateWords.title(line.rate)[language], words.told(line.rate.rate)[language],
                    line.levied(.duty).text, line.levied(.consumption).text,
                    line.levied(.vat).text, line.total.text, "", "",
                    book.carriedOver(line.line, to: consignment.day)?[language] ?? "",
                    [line.remark, line.exempted].compactMap { $0?[language] }
                        .joined(separator: " "),
                    line.isReferenceOnly ? "true" : "false", line.rate.citation.text,
                ] + paid(index, language))
            case .failure(let fault):
                let sent = consignment.lines[index]
                writer.write([
                    String(fault.number), sent.hs10, "", sent.origin ?? "", "", "", "", "", "", "",
                    "", fault.refusal.message[language], fault.refusal.fix[language], "",
                    "", "", "",
                ] + paid(index, language))
            }
        }
        return TariffCSV.answer(writer.take(), name: "tariff-taxes.csv")
    }

    /// The price as it was sent, its currency, and the rate by which it became yuan.
    private func paid(_ index: Int, _ language: Language) -> [String] {
        let price = consignment.lines[index].price
        let day = consignment.currencyDay
        let rate = book.exchange.rate(of: price.currency, on: day)
        let doubt = rate?.isDefault == true ? TariffBook.defaultExchange[language] : nil
        return [
            price.amount.text, book.letters(of: price.currency, on: day),
            rate.map { book.told($0, on: day)[language] } ?? "",
            doubt ?? rate?.citation.text ?? "",
        ]
    }
}
