import Kernel

extension QuotaGoods {
    /// Sugar inside its quota, for pages that explain what may be wrong. Rates of 2026.
    public static let example = QuotaGoods(
        quota: "sugar", name: Localized(zh: "食糖", en: "Sugar"), isInside: true,
        rate: Localized(same: "15%"),
        other: Side(code: "1701140090", rate: Localized(same: "50%")),
        citation: Citation(document: "税委会公告2026年第1号"))
}
