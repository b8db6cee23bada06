import Kernel
import Tariff

/// What is said in place of a buyer's purchases of the year to whoever is not to know them.
enum BuyersYear {
    static let withheld = Localized(
        zh: "订购人本年度已用金额仅向申报企业、报送企业和海关显示。",
        en: "What the buyer used before this year is shown only to the declarant, the sender and"
            + " the customs.")
}

extension RetailImportLimitDecision {
    /// How the limits were kept, without the sums of the buyer's year.
    var withoutBuyersYear: Explanation {
        func yuan(_ zh: String, _ en: String, _ amount: Fixed) -> Explanation.Input {
            Explanation.Input(Localized(zh: zh, en: en), amount.grouped)
        }
        return Explanation(
            rule: explanation.rule, version: limits.from, title: explanation.title,
            inputs: [
                yuan("完税价格", "Customs value", value),
                yuan("单次交易限值", "Limit of an order", limits.value.order),
                yuan("个人年度交易限值", "Yearly limit", limits.value.year),
            ], outcome: BuyersYear.withheld, citations: explanation.citations)
    }
}

extension Explanation {
    /// The same tree with every step of another's rule replaced by that other one.
    func replacing(_ other: Explanation) -> Explanation {
        guard rule != other.rule else { return other }
        return Explanation(
            rule: rule, version: version, title: title, inputs: inputs, outcome: outcome,
            citations: citations, children: children.map { $0.replacing(other) })
    }
}
