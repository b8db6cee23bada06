public import Kernel

/// What the tariff says of a code under a tariff quota on a day: which quota, on which side of it,
/// and what the goods owe on the other side.
public struct QuotaGoods: Sendable, Hashable {
    /// Short name of the quota: `wheat`.
    public let quota: String
    public let name: Localized
    /// Whether the code is that of goods inside the quota.
    public let isInside: Bool
    /// The rate of the code, in words.
    public let rate: Localized
    /// The code of the same goods on the other side, with its rate; nil where the table has none.
    public let other: Side?
    /// Where the quota is written.
    public let citation: Citation

    public struct Side: Sendable, Hashable {
        public let code: String
        public let rate: Localized
    }
}

extension TariffBook {
    /// The tariff quota a ten-digit code is under on a day; nil for goods without quota.
    public func quotaGoods(_ digits: String, on day: Day) -> QuotaGoods? {
        guard let line = codes.line(hs10: digits, on: day), let side = line.quota,
            let quota = quotas.quota(of: digits, on: day)
        else { return nil }
        let words = RateWords(book: self, day: day)
        let others = codes.lines(under: String(digits.prefix(8)), on: day)
            .filter { $0.quota != nil && $0.quota != side && $0.duty.isStated }
        // Where the outside has several rates, the highest is what can be owed at most.
        let other = others.max { ($0.duty.pct ?? .zero) < ($1.duty.pct ?? .zero) }
        return QuotaGoods(
            quota: quota.value.id, name: quota.value.name, isInside: side == .inQuota,
            rate: words.told(line.duty),
            other: other.map { QuotaGoods.Side(code: $0.code.text, rate: words.told($0.duty)) },
            citation: quota.citation)
    }

    /// What a tariff quota is called; nil when none of that name holds on a day.
    public func quotaName(_ quota: String, on day: Day) -> Localized? {
        quotas.quotas(on: day).first { $0.value.id.utf8.elementsEqual(quota.utf8) }?.value.name
    }

    /// A tariff quota in one year; nil when there is none of that name, or no such year.
    public func quotaYear(_ quota: String, _ year: Int) -> QuotaYear? {
        guard let first = Day("\(year)-01-01"),
            let found = quotas.quotas(on: first).first(where: {
                $0.value.id.utf8.elementsEqual(quota.utf8)
            }), let window = found.value.window(in: year - 1),
            let returnBy = Day("\(year)-\(found.value.returnBy)")
        else { return nil }
        return QuotaYear(
            name: found.value.name, tonnes: found.value.tonnes, citation: found.citation,
            opens: window.from, closes: window.to, windowCitation: found.value.windowCitation,
            returnBy: returnBy, returnCitation: found.value.returnCitation)
    }
}

/// How much may be imported inside a tariff quota in a year, and when one may apply for it.
public struct QuotaYear: Sendable, Hashable {
    public let name: Localized
    /// National volume in tonnes.
    public let tonnes: Fixed
    /// Where the volume is written.
    public let citation: Citation
    /// First and last day to apply, in the year before.
    public let opens: Day
    public let closes: Day
    /// Where the days to apply are written.
    public let windowCitation: Citation
    /// Last day to give back what will not be used, in the year itself.
    public let returnBy: Day
    /// Where that day is written.
    public let returnCitation: Citation
}
