import Kernel

/// What must be secured while a preference is not yet earned: full taxes less those at the
/// preferential rate, VAT included, each tax to the fen.
struct SecurityAmount {
    /// Customs value in yuan.
    let value: Fixed
    /// Per cent without the preference.
    let full: Fixed
    /// Per cent with it.
    let preferential: Fixed
    /// VAT in per cent.
    let vat: Fixed

    private static let citations = [
        Citation(document: "海关事务担保条例", article: "第十四条"),
        Citation(document: "海关总署令第272号", article: "第十七条"),
    ]

    func compute() throws(NumberFault) -> (amount: Fixed, explanation: Explanation) {
        let (fullDuty, fullVAT) = try taxes(full)
        let (duty, tax) = try taxes(preferential)
        let amount = try fullDuty.subtracting(duty).adding(try fullVAT.subtracting(tax))
        return (
            amount,
            Explanation(
                rule: "origin.security-amount",
                title: Localized(zh: "担保金额", en: "Amount secured"),
                inputs: [
                    .init(Localized(zh: "完税价格", en: "Customs value"), value.text),
                    .init(
                        Localized(zh: "不享惠的关税与增值税", en: "Duty and VAT without preference"),
                        "\(fullDuty.text) + \(fullVAT.text)"),
                    .init(
                        Localized(zh: "享惠的关税与增值税", en: "Duty and VAT with preference"),
                        "\(duty.text) + \(tax.text)"),
                ], outcome: Localized(same: "CNY \(amount.grouped)"), citations: Self.citations)
        )
    }

    private func taxes(_ rate: Fixed) throws(NumberFault) -> (duty: Fixed, vat: Fixed) {
        let hundred = Int128(Fixed(100).raw)
        let duty = try value.scaled(Int128(rate.raw), over: hundred, places: 2)
        let base = try value.adding(duty)
        return (duty, try base.scaled(Int128(vat.raw), over: hundred, places: 2))
    }
}
