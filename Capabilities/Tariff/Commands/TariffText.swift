import Kernel

/// The tariff's answers as lines for a terminal.
struct TariffText: Sendable {
    let book: TariffBook
    let day: Day
    let language: Language

    func line(_ line: TariffLine) -> String {
        let words = RateWords(book: book, day: day)
        let view = LineView(book: book, line: line, day: day)
        func row(_ zh: String, _ en: String, _ value: String) -> String {
            "  \(Localized(zh: zh, en: en)[language]): \(value)"
        }
        func rate(_ part: TariffLine.Part, _ zh: String, _ en: String, _ value: String) -> String {
            guard line.states(part) else { return row(zh, en, value) }
            let source = line.source(of: part)
            return row(zh, en, "\(value)  (\(source.from.text), \(source.citation.text))")
        }
        let none = RateWords.notStated[language]
        var lines = [
            "\(line.code.text)  \(book.name(of: line, on: day)[language])  (\(day.text))",
            rate(.mfn, "最惠国税率", "most-favoured-nation", words.told(line.duty)[language]),
            rate(
                .provisional, "暂定税率", "provisional", line.provisional.map { $0.text + "%" } ?? "–"),
            rate(
                .general, "普通税率", "general",
                line.general.map { words.told($0)[language] } ?? none),
            rate(.vat, "增值税", "VAT", line.vat.map { $0.text + "%" } ?? none),
            rate(.consumption, "消费税", "consumption tax", view.consumption[language]),
            row(
                "法定单位", "units",
                view.units.map { "\($0.name[language]) (\($0.code))" }.joined(separator: " / ")),
        ]
        if let told = book.carriedOver(line, to: day) { lines.append("  " + told[language]) }
        for agreement in view.agreements {
            let told = (agreement.rate.map { words.told($0) } ?? agreement.note)?[language] ?? none
            let partners = agreement.partners.joined(separator: " ")
            let name = agreement.membership.agreement
            let since = agreement.from.map { "\($0.text), " } ?? ""
            let place = agreement.rate == nil ? "" : "  (\(since)\(agreement.citation.text))"
            lines.append(row(name, name, "\(told)\(place)  [\(partners)]"))
            if let found = agreement.told { lines.append("    " + found[language]) }
        }
        lines.append(
            row(
                "出口关税", "export duty",
                NotHeldWords.told(book.exportDuty(of: line.code, on: day), on: day)[language]))
        let notes = book.notes(on: line.code.text, on: day)
        lines.append(
            row(
                NotHeldWords.notesTitle.zh, "legal notes",
                notes.map { $0.map { $0.text[language] }.joined(separator: " / ") }
                    ?? NotHeldWords.notes[language]))
        lines.append(
            row("依据", "source", line.citations.map(\.text).joined(separator: "; ")))
        if line.isReferenceOnly { lines.append("  " + RateWords.referenceOnly[language]) }
        return lines.joined(separator: "\n")
    }

    func best(_ best: BestRate) -> String {
        let words = RateWords(book: book, day: day)
        var lines = [
            "\(best.line.code.text)  \(book.name(of: best.line, on: best.day)[language])",
            "\(best.origin.name[language])  \(day.text)  \(best.value.grouped) CNY",
        ]
        if let told = book.carriedOver(best.line, to: best.day) { lines.append(told[language]) }
        if !best.unheld.isEmpty {
            let names = best.unheld.map { $0.name[language] }
            lines.append(
                "\(BestRateWords.lowestHeld[language]) "
                    + "(\(RateWords.notStated[language]): \(names.joined(separator: ", ")))")
            if let lower = book.atMostLower(best) {
                lines.append(BestRateWords.atMostLower(lower, of: best.value)[language])
            }
        }
        for (index, one) in best.candidates.enumerated() {
            let begins = one.from ?? one.agreement.flatMap { agreement in
                book.agreements.since(agreement, one.code, on: best.day)
                    .map { max($0, agreement.from) }
            }
            let since = begins.map { "\($0.text), " } ?? ""
            lines.append(
                "\(index + 1). \(RateWords.title(one)[language]) "
                    + "\(words.told(one.rate)[language])  "
                    + "\(one.duty?.grouped ?? "–") / \(one.taxes?.total.grouped ?? "–")  "
                    + RateWords.proof(one.proof)[language]
                    + "  (\(since)\(one.citation.text))")
            if let trouble = one.trouble.map({ book.asked($0, on: best.day) }) {
                lines.append("   \(trouble.message[language]) \(trouble.fix[language])")
            }
            if let agreement = one.agreement,
                let needed = book.originNeeded(agreement.agreement, one.code, on: best.day)
            {
                lines.append("   " + needed.told[language])
            }
            if let agreement = one.agreement,
                let journey = one.journey ?? book.journey(agreement.agreement, nil, on: best.day)
            {
                lines.append("   " + JourneyWords.sentence(journey)[language])
            }
            if let told = one.agreement.flatMap({ book.scheduleTold($0, one.code, on: best.day) }) {
                lines.append("   " + told[language])
            }
            if let asked = BestRateWords.additional(one) { lines.append("   " + asked[language]) }
        }
        for other in best.passedOver {
            lines.append(
                "-  \(RateWords.title(other.kind, other.agreement)[language]) "
                    + "\(other.rate.map { words.told($0)[language] } ?? ""): "
                    + RateWords.reason(other)[language])
        }
        lines.append(BestRateWords.notLookedAt[language])
        if best.line.isReferenceOnly { lines.append(RateWords.referenceOnly[language]) }
        return lines.joined(separator: "\n")
    }
}
