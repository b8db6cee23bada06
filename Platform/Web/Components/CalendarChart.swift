public import Kernel

/// What was counted on a day.
public struct CalendarDay: Sendable, Hashable {
    let day: Day
    let value: Int

    public init(_ day: Day, _ value: Int) {
        self.day = day
        self.value = value
    }
}

extension HTML {
    /// Days as a calendar, a week a column beginning with Monday: the darker, the more. Days
    /// without a figure are left out.
    ///
    /// - Parameter days: at most a year; in any order, each once.
    public static func calendarChart(
        _ title: String, description: String, id: String, days: [CalendarDay], language: Language
    ) -> HTML {
        let days = days.sorted { $0.day < $1.day }
        guard let first = days.first?.day, let last = days.last?.day else { return "" }
        let start = first.sinceEpoch - weekday(first)
        let weeks = min((last.sinceEpoch - start) / 7 + 1, 54)
        let size = min(16, 300 / weeks)
        let most = days.map(\.value).max() ?? 0
        var cells: [HTML] = []
        var rows: [[Int?]] = Array(repeating: Array(repeating: nil, count: 7), count: weeks)
        for day in days {
            let week = (day.day.sinceEpoch - start) / 7
            guard rows.indices.contains(week) else { continue }
            rows[week][weekday(day.day)] = day.value
            cells.append(
                """
                <rect class="heat-\(heat(day.value, most))" x="\(20 + week * size)" \
                y="\(weekday(day.day) * size)" width="\(size - 1)" height="\(size - 1)"/>
                """)
        }
        let names = Localized(
            zh: "一 二 三 四 五 六 日", en: "Mon Tue Wed Thu Fri Sat Sun")[language].split(separator: " ")
        let marks = [0, 2, 4].map { place -> HTML in
            let mark = String(names[place].prefix(1))
            return "<text x=\"0\" y=\"\(place * size + size - 2)\">\(mark)</text>"
        }
        let columns: [Column<(Int, [Int?])>] =
            [
                Column(
                    Localized(zh: "周一", en: "Week of")[language], .time, isHeader: true,
                    text: { Day(sinceEpoch: start + $0.0 * 7).text })
            ]
            + names.enumerated().map { place, name in
                Column(String(name), .number, text: { $0.1[place].map(grouped) ?? "" })
            }
        return chartFrame(
            title, description: description, id: id, height: size * 7,
            drawing: "\(marks)\(cells)",
            table: .table(
                caption: title, columns: columns, rows: Array(rows.enumerated().map { ($0, $1) }),
                narrow: .scroll, empty: ""), language: language)
    }

    /// 0 for Monday. The first day of 1970 was a Thursday.
    private static func weekday(_ day: Day) -> Int { ((day.sinceEpoch + 3) % 7 + 7) % 7 }

    /// None, and four steps up to the most.
    static func heat(_ value: Int, _ most: Int) -> Int {
        value <= 0 ? 0 : 1 + min(3, scaled(value - 1, by: 4, over: max(most, 1)))
    }
}

extension ComponentGallery {
    static let calendarChart = Example(
        "calendar-chart", Localized(zh: "日历热图", en: "Calendar heat map")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let first = Day(year: 2026, month: 9, day: 1) ?? Day(sinceEpoch: 0)
        return .calendarChart(
            word("每日申报量", "Declarations a day"),
            description: word(
                "9 月至 11 月，11 月 11 日最多，为 1,840 份；周末较少。",
                "September to November: most on 11 November, 1,840; fewer at weekends."),
            id: "calendar-volume",
            days: (0..<82).map { offset in
                let day = first.adding(days: offset)
                let isPeak = day.month == 11 && day.day == 11
                return CalendarDay(
                    day, isPeak ? 1_840 : offset % 7 > 3 && offset % 7 < 6 ? 120 : 300 + offset * 7)
            }, language: language)
    }
}
