import Kernel

/// What must be secured while a preference is not yet earned: full taxes less those at the
/// preferential rate, consumption tax and VAT included, each tax to the fen. Both come from the
/// tariff of the day.
struct SecurityAmount {
    /// Customs value in yuan.
    let value: Fixed
    let full: ClaimTaxation.Owed
    let preferential: ClaimTaxation.Owed
    /// Where the rates are written.
    let rates: [Citation]

    private static let citations = [
        Citation(document: "海关事务担保条例", article: "第十四条"),
        Citation(document: "海关总署令第272号", article: "第十七条"),
    ]

    func compute() throws(NumberFault) -> (amount: Fixed, explanation: Explanation) {
        let amount = try full.total.subtracting(preferential.total)
        return (
            amount,
            Explanation(
                rule: "origin.security-amount",
                title: Localized(zh: "担保金额", en: "Amount secured"),
                inputs: [
                    .init(Localized(zh: "完税价格", en: "Customs value"), value.text),
                    Self.told(Localized(zh: "不享惠", en: "Without preference"), full),
                    Self.told(Localized(zh: "享惠", en: "With preference"), preferential),
                ], outcome: Localized(same: "CNY \(amount.grouped)"),
                citations: Self.citations + rates)
        )
    }

    private static func told(
        _ kind: Localized, _ owed: ClaimTaxation.Owed
    ) -> Explanation.Input {
        .init(
            Localized(
                zh: "\(kind.zh)（\(owed.rate.zh)）：关税 + 消费税 + 增值税",
                en: "\(kind.en) (\(owed.rate.en)): duty + consumption tax + VAT"),
            "\(owed.duty.text) + \(owed.consumption.text) + \(owed.vat.text)")
    }
}
