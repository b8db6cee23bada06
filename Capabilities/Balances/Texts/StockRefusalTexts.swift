import Kernel

/// Of account books of special zones, and of what ends.
extension BalanceRefusal {
    static func bookOfAnotherWords(_ book: String) -> Words {
        (
            Localized(
                zh: "账册 \(book) 登记在另一家企业名下。",
                en: "The account book \(book) is another enterprise's."),
            Localized(
                zh: "核对账册号，或以该账册的企业办理。",
                en: "Check its number, or name the enterprise whose book it is.")
        )
    }

    static func noSuchStockWords(_ book: String, _ item: String) -> Words {
        (
            Localized(
                zh: "账册 \(book) 中没有以该单位计量的料号 \(item)。",
                en: "The account book \(book) has no item \(item) in that unit."),
            Localized(
                zh: "核对料号和计量单位；新料号先按核注清单登记入区。",
                en: "Check item and unit; book a new item in by its filing list first.")
        )
    }

    static func noSuchGuaranteeWords(_ reference: String) -> Words {
        (
            Localized(
                zh: "该企业没有编号为 \(reference) 的担保。",
                en: "The enterprise has no guarantee \(reference)."),
            Localized(
                zh: "核对保函或收据编号。", en: "Check the number of the letter or receipt.")
        )
    }
}
