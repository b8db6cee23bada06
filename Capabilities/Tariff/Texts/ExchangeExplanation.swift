public import Kernel

extension TariffBook {
    /// How an amount in another currency became yuan: the amount, the rate, since when it holds and
    /// where it is written. Nil for yuan, and where there is no rate.
    public func conversion(
        _ title: Localized, _ money: Money, on day: Day
    ) -> Explanation? {
        guard money.currency != .cny, let rate = exchange.rate(of: money.currency, on: day),
            let yuan = try? rate.yuan(money.amount)
        else { return nil }
        let sum = "\(money.amount.grouped) × \(rate.cny.text)"
            + (rate.units == Fixed(1) ? "" : " ÷ \(rate.units.text)") + " = \(yuan.grouped)"
        let doubt = rate.isDefault ? TariffBook.defaultExchange : Localized(same: "")
        return Explanation(
            rule: "tariff.exchange-rate", version: rate.from, title: title,
            inputs: [
                input(
                    "原币金额", "Amount",
                    "\(letters(of: money.currency, on: day)) \(money.amount.grouped)"),
                .init(Localized(zh: "汇率", en: "Exchange rate"), told(rate, on: day)),
            ],
            outcome: Localized(
                zh: "\(sum) 元。\(doubt.zh)",
                en: "\(sum) yuan." + (doubt.en.isEmpty ? "" : " \(doubt.en)")),
            citations: [
                rate.citation, Citation(document: "海关总署令第272号", article: "第十三条、第十四条"),
            ])
    }

    /// `1 USD = 7.0827 元`.
    func told(_ rate: ExchangeRate, on day: Day) -> Localized {
        let part = "\(rate.units.text) \(letters(of: rate.currency, on: day)) = \(rate.cny.text)"
        return Localized(zh: "\(part) 元", en: "\(part) yuan")
    }

    static let defaultExchange = Localized(
        zh: "该汇率是本系统的默认设置，不是公布的汇率，折算结果仅供参考。",
        en: "This rate is a default setting of this system, not a published one: what is "
            + "converted by it is for reference only.")

    /// The rates by which the amounts of a consignment became yuan, each once.
    func exchangeRates(of consignment: Consignment) -> [ExchangeRate] {
        let amounts = consignment.lines.map(\.price)
            + [consignment.freight, consignment.insurance].compactMap(\.self)
        return Set(amounts.map(\.currency)).filter { $0 != .cny }
            .sorted { $0.code < $1.code }
            .compactMap { exchange.rate(of: $0, on: consignment.currencyDay) }
    }
}
