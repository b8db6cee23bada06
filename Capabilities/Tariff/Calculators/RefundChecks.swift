import Kernel

extension TariffBook {
    /// Refuses rates that no invoice and no refund can have on the day: above the standard rate.
    func plausible(_ pct: Fixed, _ field: String, on day: Day) throws {
        let most = try thresholds.amount(.standardVAT, on: day)
        guard pct > most.value else { return }
        let name = LookupRefusal.name(field)
        throw LookupRefusal.contradictory(
            field: field,
            Localized(
                zh: "\(name.zh)的值 \(pct.text)% 高于 \(day.text) 的增值税基本税率 "
                    + "\(most.value.text)%（\(most.citation.text)），没有这样的税率。",
                en: "\(pct.text)% for \(name.en) is above the standard VAT rate of "
                    + "\(day.text), \(most.value.text)% (\(most.citation.text)): there is no such "
                    + "rate."),
            fix: Localized(
                zh: "填写 0 至 \(most.value.text) 的税率，例如 \(most.value.text)。",
                en: "Give a rate from 0 to \(most.value.text), such as \(most.value.text)."))
    }

    /// Refuses a producer's refund rate above the rate of the goods: of the tax that is credited no
    /// more than itself can be given back. A trader's invoice may state a lower levy rate.
    func plausible(refund: Fixed, vat: Fixed, isOwn: Bool) throws {
        guard refund > vat else { return }
        throw LookupRefusal.contradictory(
            field: isOwn ? "refund" : "vat",
            Localized(
                zh: "退税率 \(refund.text)% 高于征税率 \(vat.text)%：所退不能多于所征。",
                en: "A refund rate of \(refund.text)% is above the VAT rate of \(vat.text)%: no "
                    + "more can be given back than is levied."),
            fix: Localized(
                zh: "核对两个税率；退税率不高于该商品的征税率。",
                en: "Check both rates; that of the refund is not above that of the goods."))
    }

    /// What the flag of a rate of zero says, where one was given.
    ///
    /// - Throws: a flag that is none, that stands beside a rate other than zero, or that is not
    ///   what the library says.
    func zeroFlag(_ query: TariffQuery, _ rate: Fixed, _ held: RefundRate.Mark?) throws
        -> RefundRate.Mark?
    {
        guard let text = query["flag"] else { return nil }
        guard ["1", "2"].contains(text) else {
            throw LookupRefusal.choice(field: "flag", text, allowed: ["1", "2"])
        }
        let flag: RefundRate.Mark = text == "2" ? .exempt : .taxed
        let isAgainst = held.map { $0 != .none && $0 != flag } ?? false
        guard !rate.isZero || isAgainst else { return flag }
        throw LookupRefusal.contradictory(
            field: "flag",
            rate.isZero
                ? Localized(
                    zh: "零税率标记与退税率文库所载不同。",
                    en: "The flag of the rate of zero is not that of the library.")
                : Localized(
                    zh: "退税率为 \(rate.text)%，零税率标记只用于退税率为零的商品。",
                    en: "The refund rate is \(rate.text)%; the flag is for goods whose rate is "
                        + "zero."),
            fix: Localized(
                zh: "不填零税率标记，或核对退税率。",
                en: "Leave the flag out, or check the refund rate."))
    }
}
