public import Kernel

extension WorkingCalendar {
    /// Reads `Reference/Data/working-days.csv`. Refuses a file that is missing or damaged, a day
    /// that stands in it twice for one notice and a worked day that is no weekend; names the line.
    public static func load(_ share: Share) throws(DataFault) -> WorkingCalendar {
        try share.once { () throws(DataFault) in try read(share) }
    }

    private static func read(_ share: Share) throws(DataFault) -> WorkingCalendar {
        var file = try DataFile("Reference/Data/working-days.csv", in: share)
        let day = try file.column("day")
        let kind = try file.column("kind")
        let zh = try file.column("occasion_zh")
        let en = try file.column("occasion_en")
        let year = try file.column("notice_year")
        let source = try file.column("source")
        var days: [AdjustedDay] = []
        var seen: Set<[Int]> = []
        while let row = try file.next() {
            guard let on = try row.day(day, "day") else { throw row.fault("day") }
            guard let adjustment = Adjustment(rawValue: row.text(kind)),
                adjustment == .off || on.isWeekend
            else { throw row.fault("kind") }
            guard let notice = Int(row.text(year)), (on.year...on.year + 1).contains(notice)
            else { throw row.fault("notice_year") }
            guard seen.insert([on.sinceEpoch, notice]).inserted else { throw row.fault("day") }
            days.append(
                AdjustedDay(
                    day: on, adjustment: adjustment,
                    occasion: Localized(
                        zh: try row.required(zh, "occasion_zh"),
                        en: try row.required(en, "occasion_en")),
                    noticeYear: notice,
                    citation: Citation(document: try row.required(source, "source"))))
        }
        return WorkingCalendar(days, lawful: try lawfulDays(share))
    }

    /// Reads `Reference/Data/statutory-holidays.csv`: those that have the same day every year.
    private static func lawfulDays(_ share: Share) throws(DataFault) -> [LawfulDay] {
        var file = try DataFile("Reference/Data/statutory-holidays.csv", in: share)
        let (month, day) = (try file.column("month"), try file.column("day"))
        let (first, last) = (try file.column("valid_from"), try file.column("valid_to"))
        var found: [LawfulDay] = []
        while let row = try file.next() {
            guard let inYear = Int(row.text(month)), (1...12).contains(inYear) else {
                throw row.fault("month")
            }
            guard let inMonth = Int(row.text(day)), (1...31).contains(inMonth) else {
                throw row.fault("day")
            }
            guard let from = try row.day(first, "valid_from") else {
                throw row.fault("valid_from")
            }
            found.append(
                LawfulDay(
                    month: inYear, day: inMonth, from: from, to: try row.day(last, "valid_to")))
        }
        return found
    }
}
