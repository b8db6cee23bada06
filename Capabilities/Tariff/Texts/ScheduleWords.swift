import Kernel

/// From which schedule a rate of an agreement was taken, and how the line and the year were found.
enum ScheduleWords {
    static let title = Localized(zh: "减让表、税目和年份", en: "Schedule, line and year")

    /// All that is to be told; nil for a loaded table written in the codes of the day.
    static func told(
        _ match: ScheduleMatch, _ members: [AgreementRates.Membership]
    ) -> Localized? {
        let parts = [line(match), year(match, members), changed(match)].compactMap { $0 }
        guard match.terms != nil || match.isOlder else { return nil }
        return Localized(
            zh: parts.map(\.zh).joined(), en: parts.map(\.en).joined(separator: " "))
    }

    /// From which schedule, of which edition, by which digits.
    private static func line(_ match: ScheduleMatch) -> Localized {
        let edition = Localized(
            zh: match.edition.map { "协调制度 \($0) 年版" } ?? "未载明版本的协调制度",
            en: match.edition.map { "the Harmonized System of \($0)" }
                ?? "an edition of the Harmonized System that is not stated")
        guard let terms = match.terms else {
            return Localized(
                zh: "税率取自导入的表，按\(edition.zh)编号；以相同的八位数字与今天的税目对应。",
                en: "The rate is of a loaded table, written in the codes of \(edition.en), and "
                    + "matched to the line of today by equal eight digits.")
        }
        return Localized(
            zh: "税率取自\(terms.citation.article.isEmpty ? terms.name : terms.citation.article)"
                + "（\(terms.name)），按\(edition.zh)编号；以相同的八位数字与今天的税目对应，"
                + "不是官方的转换表。",
            en: "The rate is of the schedule \(terms.name), written in the codes of \(edition.en), "
                + "and matched to the line of today by equal eight digits, not by an official "
                + "transposition.")
    }

    /// Which year of the schedule, and from when the years are counted.
    private static func year(
        _ match: ScheduleMatch, _ members: [AgreementRates.Membership]
    ) -> Localized? {
        guard let terms = match.terms, let year = match.year else { return nil }
        let from = terms.yearsFrom.text
        let later = members.filter { $0.from > terms.yearsFrom }
        let counted = Localized(
            zh: "按减让表第 \(year) 年的税率（自 \(from) 起算，每年 1 月 1 日进入下一年）",
            en: "It is the rate of year \(year) of the schedule, counted since \(from), each "
                + "further year from 1 January on")
        guard !later.isEmpty else {
            return Localized(zh: counted.zh + "。", en: counted.en + ".")
        }
        return Localized(
            zh: counted.zh + "；协定对 "
                + later.map { "\($0.partner) 自 \($0.from.text)" }.joined(separator: "、")
                + " 起才生效，年数仍一样起算。",
            en: counted.en + "; also for "
                + later.map { "\($0.partner), in force there since \($0.from.text)" }
                .joined(separator: ", ") + ".")
    }

    /// That the subheading is no longer what it was.
    private static func changed(_ match: ScheduleMatch) -> Localized? {
        guard !match.changed.isEmpty, let edition = match.edition else { return nil }
        let list = match.changed.prefix(8)
        let more = match.changed.count > list.count
        return Localized(
            zh: "该子目的范围自 \(edition) 年版以来有过调整（涉及旧编号 "
                + "\(list.joined(separator: "、"))\(more ? " 等" : "")），"
                + "使用前须与减让表原文核对该商品当时归入哪个税目。",
            en: "The scope of this subheading has changed since the edition of \(edition) (former "
                + "codes \(list.joined(separator: ", "))\(more ? " and others" : "")): compare "
                + "with the schedule itself under which line the goods were then.")
    }
}

extension TariffBook {
    /// How the rate of an agreement was found, in a few sentences; nil where nothing is to be told.
    func scheduleTold(
        _ membership: AgreementRates.Membership, _ code: GoodsCode, on day: Day
    ) -> Localized? {
        match(membership, code, on: day).flatMap { ScheduleWords.told($0, [membership]) }
    }

    /// How the rate of an agreement was found, as part of an explanation.
    func scheduleExplanation(
        _ membership: AgreementRates.Membership, _ code: GoodsCode, on day: Day
    ) -> Explanation? {
        guard let match = match(membership, code, on: day),
            let told = ScheduleWords.told(match, [membership])
        else { return nil }
        var inputs = [
            Explanation.Input(
                Localized(zh: "对应的八位税目", en: "Line matched, eight digits"),
                String(code.text.prefix(8)))
        ]
        if let edition = match.edition {
            inputs.append(
                .init(Localized(zh: "协调制度版本", en: "Edition of the HS"), String(edition)))
        }
        if let year = match.year, let terms = match.terms {
            inputs.append(
                .init(Localized(zh: "减让表第几年", en: "Year of the schedule"), String(year)))
            inputs.append(
                .init(Localized(zh: "年数起算", en: "Years counted since"), terms.yearsFrom.text))
            inputs.append(
                .init(
                    Localized(zh: "协定对该成员生效", en: "In force for the party since"),
                    membership.from.text))
        }
        return Explanation(
            rule: "tariff.rate-schedule", version: match.terms?.yearsFrom,
            title: ScheduleWords.title, inputs: inputs, outcome: told,
            citations: match.terms.map { [$0.citation, $0.notes] } ?? [])
    }
}
