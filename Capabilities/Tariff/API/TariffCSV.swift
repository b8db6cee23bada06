import Kernel
import Web
import Wire

/// The tariff's answers as tables for a spreadsheet.
struct TariffCSV: Sendable {
    let book: TariffBook
    let day: Day
    let language: Language

    private var words: RateWords { RateWords(book: book, day: day) }

    func lines(_ lines: [TariffLine]) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "code", "name_zh", "name_en", "mfn", "provisional_pct", "general", "vat_pct",
            "consumption_tax", "unit1", "unit2", "rate_sources", "on", "valid_from", "source",
            "reference_only",
        ])
        for line in lines {
            let name = book.name(of: line, on: day)
            writer.write([
                line.code.text, name.zh, name.en, stated(line.duty), line.provisional?.text ?? "",
                line.general.map(stated) ?? "", line.vat?.text ?? "",
                LineView(book: book, line: line, day: day).consumption[language],
                line.unit1 ?? "", line.unit2 ?? "", sources(line), day.text, line.from.text,
                line.citation.text, yes(line.isReferenceOnly),
            ])
        }
        return TariffCSV.answer(writer.take())
    }

    /// Since when each rate holds and where it is written.
    private func sources(_ line: TariffLine) -> String {
        TariffLine.Part.allCases.filter(line.states).map { part in
            let source = line.source(of: part)
            return "\(part.rawValue) \(source.from.text) \(source.citation.text)"
        }.joined(separator: "; ")
    }

    func best(_ best: BestRate) -> Answer {
        var writer = CSVWriter(for: .spreadsheet)
        writer.write([
            "place", "kind", "title", "code", "rate", "proof", "duty_yuan", "consumption_yuan",
            "vat_yuan", "total_yuan", "saving_yuan", "note", "journey", "on",
            "source", "reference_only",
        ])
        for (index, one) in best.candidates.enumerated() {
            writer.write([
                String(index + 1), one.kind.rawValue, RateWords.title(one)[language],
                one.code.text, words.told(one.rate)[language],
                RateWords.proof(one.proof)[language], one.duty?.text ?? "",
                one.taxes?.consumption.text ?? "", one.taxes?.vat.text ?? "",
                one.taxes?.total.text ?? "", one.saving?.text ?? "",
                one.trouble.map { book.asked($0, on: day).message[language] } ?? "",
                journey(one), day.text, one.citation.text,
                yes(one.isReferenceOnly),
            ])
        }
        for other in best.passedOver {
            writer.write([
                "", other.kind.rawValue, RateWords.title(other.kind, other.agreement)[language],
                best.line.code.text, other.rate.map { words.told($0)[language] } ?? "", "", "", "",
                "", "", "", RateWords.reason(other)[language],
                other.journey.map { JourneyWords.told($0)[language] } ?? "", day.text,
                (other.agreement?.citation ?? best.line.source(of: .mfn).citation).text,
                other.isReferenceOnly.map(yes) ?? "",
            ])
        }
        return TariffCSV.answer(writer.take())
    }

    /// How the journey stands under an agreement and which papers show it.
    private func journey(_ one: BestRate.Candidate) -> String {
        let found = one.agreement.flatMap { agreement in
            one.journey ?? book.journey(agreement.agreement, nil, on: day)
        }
        return found.map { JourneyWords.sentence($0)[language] } ?? ""
    }

    /// The table as text, for a terminal.
    static func text(_ answer: Answer) -> String { answer.text }

    private func yes(_ isSo: Bool) -> String { isSo ? "true" : "false" }

    private func stated(_ rate: DutyRate) -> String { rate.isStated ? rate.notation : "" }

    static func answer(_ bytes: [UInt8], name: String? = nil) -> Answer {
        var answer = Answer(
            headers: [Answer.Header("content-type", "text/csv; charset=utf-8")], body: bytes)
        if let name {
            answer.headers.append(
                Answer.Header("content-disposition", "attachment; filename=\"\(name)\""))
        }
        return answer
    }
}
