import Balances
import Kernel

/// A batch that was taken from what was granted, as whoever took it is told.
struct DrawnBatch: Sendable {
    /// Of the application.
    let number: String
    let quantity: Fixed
    let left: Fixed
    /// What it is for.
    let reference: String
    let account: AccountID
    let unit: BalanceUnit
    /// Last day on which it may be drawn on; nil where there is none.
    let validTo: Day?
    /// It was taken before, by the same key: nothing was taken now.
    var isRepeat = false

    /// What was taken, from which account, what is left, until when.
    func told(_ units: UnitNames) -> Localized {
        let (taken, rest) = (units.amount(quantity, of: unit), units.amount(left, of: unit))
        let why = reference.isEmpty
            ? Localized(same: "")
            : Localized(zh: "（凭证 \(reference)）", en: " (\(reference))")
        let zh = isRepeat ? "这一批先前已经使用，没有再次扣减：" : ""
        let en = isRepeat ? "This batch was drawn before, and nothing was taken again: " : ""
        let last = validTo.map { day in
            Localized(
                zh: "可用至 \(day.text)（含当日）",
                en: "to be used until \(day.text), that day included")
        } ?? Localized(zh: "没有截止日", en: "without a last day")
        return Localized(
            zh: "\(zh)从 \(number) 的账户 \(account.text) 使用 \(taken.zh)\(why.zh)，"
                + "尚余 \(rest.zh)，\(last.zh)。",
            en: "\(en)\(taken.en)\(why.en) taken from the account \(account.text) of "
                + "\(number); \(rest.en) left, \(last.en).")
    }
}
