import Kernel

/// What no line of a past declaration can say: a day that is still to come, or more duty than even
/// the general rate asks for. Such a line would promise money nobody paid.
struct PastLinePlausible: Sendable {
    let book: TariffBook
    let today: Day

    /// Refuses a day that is still to come.
    func passed(_ day: Day, _ field: String) throws(LookupRefusal) {
        guard day > today else { return }
        throw .contradictory(
            field: field,
            Localized(
                zh: "\(day.text) 还没有到，不是已申报货物的日期。",
                en: "\(day.text) is still to come: this is no past declaration."),
            fix: Localized(
                zh: "填写报关单上的日期，最晚 \(today.text)。",
                en: "Give the day of the declaration, \(today.text) at the latest."))
    }

    /// Refuses a duty above what the general rate, the highest there is, comes to, with some room
    /// for the rate of exchange. Where the general rate is not held nothing is said.
    func duty(of line: PastLine) throws(LookupRefusal) {
        guard let paid = line.duty, !paid.isZero,
            let margin = book.thresholds.known(.dutyOverGeneral, on: line.declaredOn)?.value,
            let general = unclaimed(line, from: "701"), let highest = general.duty
        else { return }
        let most = max(highest, unclaimed(line, from: line.origin)?.duty ?? .zero)
        guard
            let bound = try? most.scaled(
                Int128(margin.raw) + 100 * Int128(Fixed.scale),
                over: 100 * Int128(Fixed.scale), places: 2),
            paid > bound
        else { return }
        let words = RateWords(book: book, day: line.declaredOn)
        let rate = words.told(general.rate)
        throw .contradictory(
            field: "duty",
            Localized(
                zh: "完税价格 \(line.value.grouped) 元，即使按普通税率 \(rate.zh)，关税也只有 "
                    + "\(most.grouped) 元，不会是 \(paid.grouped) 元。",
                en: "on a value of \(line.value.grouped) yuan even the general rate of \(rate.en) "
                    + "comes to a duty of \(most.grouped), not \(paid.grouped)."),
            fix: Localized(
                zh: "只填这一项缴纳的关税（元），不含增值税、消费税和反倾销税；核对小数点和完税价格。",
                en: "Give the customs duty of this line alone, in yuan, without VAT, consumption "
                    + "tax or anti-dumping duty; check the decimal point and the value."))
    }

    private func unclaimed(_ line: PastLine, from origin: String) -> BestRate.Candidate? {
        guard let origin = try? book.origin(origin) else { return nil }
        return try? book.bestRate(
            line.code, from: origin, on: line.declaredOn, value: line.value,
            quantities: line.quantities
        ).unclaimed
    }
}
