public import Kernel
import Web

/// What the service has been like, for everybody.
public struct ServicePage: Sendable {
    /// Also the words of the link to it.
    public static let title = Localized(zh: "服务水平", en: "Service level")

    let site: Site
    let history: ServiceHistory

    init(site: Site, history: ServiceHistory) {
        self.site = site
        self.history = history
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/service", access: .anyone, summary: ServicePage.title
            ) { visit in
                let view = ServiceView(
                    figures: try await history.figures(), language: visit.language)
                return site.page(
                    visit, title: ServicePage.title[visit.language], isWide: true,
                    content: .chartLook(site.assets) + view.html)
            }
        ]
    }
}

/// The page of the service level.
struct ServiceView: Sendable {
    let figures: ServiceHistory.Figures
    let language: Language

    private func word(_ zh: String, _ en: String) -> String {
        Localized(zh: zh, en: en)[language]
    }

    var html: HTML {
        """
        \(.heading(
            ServicePage.title[language],
            lede: word(
                "由系统自己逐分钟测得：可用率、每秒最多处理、用时分布和队列。"
                    + "自 \(figures.since.day.text) 起记录。",
                "Measured by the system itself, minute by minute: availability, most requests a"
                    + " second, how long they took, what waits. Recorded since"
                    + " \(figures.since.day.text).")))
        \(tiles)
        \(figures.components.map(panel))
        \(queues)
        <p class="hint">\(word(
            "不可用：没有服务器在运行，或一分钟内过半请求因系统故障失败。"
                + "用时从请求到齐算到应答写出，按分档上限计。",
            "Down: no server ran, or more than half of a minute's requests failed by a fault of"
                + " ours. Times run from the whole request to the answer, as the upper end of a"
                + " step."))</p>
        <p>\(.link(word("以 JSON 获取", "The same as JSON"), to: "/api/v1/service"))</p>
        """
    }

    private var tiles: HTML {
        .figureTiles(
            figures.components.map { component in
                Figure(
                    id: "service-\(component.component.rawValue)",
                    label: component.component.name[language],
                    value: ServiceView.percent(component.available),
                    note: word(
                        "近 \(ServiceHistory.days) 天可用率",
                        "available, last \(ServiceHistory.days) days"))
            }, language: language)
    }

    /// Whole milliseconds, rounded up: a scale in microseconds does not fit beside the chart.
    private static func milliseconds(_ microseconds: Int) -> Int { (microseconds + 999) / 1_000 }

    /// `99.987%`.
    static func percent(_ hundredThousandths: Int) -> String {
        let rest = String(hundredThousandths % 1_000)
        return "\(hundredThousandths / 1_000)."
            + String(repeating: "0", count: 3 - rest.utf8.count) + rest + "%"
    }

    private func panel(_ component: ServiceHistory.ComponentFigures) -> HTML {
        let name = component.component.name[language]
        let id = component.component.rawValue
        let times = component.hours.compactMap { at, measure -> PercentilePoint? in
            guard let p50 = measure.latencies.percentile(50),
                let p95 = measure.latencies.percentile(95),
                let p99 = measure.latencies.percentile(99)
            else { return nil }
            return PercentilePoint(
                String(at.text.dropFirst(11).prefix(5)), p50: ServiceView.milliseconds(p50),
                p95: ServiceView.milliseconds(p95), p99: ServiceView.milliseconds(p99))
        }
        return .panel(
            name, id: id,
            content: """
                \(.summaryList(
                    [
                        SummaryItem(
                            word("近一天请求", "Requests of the last day"),
                            grouped(component.lastDay.requests)),
                        SummaryItem(
                            word("其中系统故障", "of which failed by us"),
                            grouped(component.lastDay.failures)),
                        SummaryItem(
                            word("每秒最多", "Most in a second"), grouped(component.peak)),
                    ], isCompact: true))
                \(course(component, times))
                \(down(component))
                """)
    }

    /// One hour is no course yet: its figures are told in a sentence.
    private func course(
        _ component: ServiceHistory.ComponentFigures, _ times: [PercentilePoint]
    ) -> HTML {
        guard !times.isEmpty else {
            return .emptyState(
                word("近一天没有请求", "No requests in the last day"),
                hint: word("有请求之后这里显示用时分布。", "Once there are some, their times stand here."))
        }
        guard times.count > 1 else {
            return .emptyState(
                word("走势从下一小时起显示", "A course is shown from the next hour on"),
                hint: told(component))
        }
        return .percentileChart(
            word("近一天用时", "Times of the last day"), description: told(component),
            id: "times-\(component.component.rawValue)", unit: word("毫秒", "ms"), points: times,
            heading: word("时刻", "Hour"), language: language)
    }

    private func told(_ component: ServiceHistory.ComponentFigures) -> String {
        let latencies = component.lastDay.latencies
        let p50 = ServiceView.milliseconds(latencies.percentile(50) ?? 0)
        let p99 = ServiceView.milliseconds(latencies.percentile(99) ?? 0)
        return word(
            "近一天一半请求在 \(grouped(p50)) 毫秒以内，百分之九十九在 \(grouped(p99)) 毫秒以内。",
            "In the last day half of the requests took at most \(grouped(p50)) ms, 99 of 100 at"
                + " most \(grouped(p99)) ms.")
    }

    private func down(_ component: ServiceHistory.ComponentFigures) -> HTML {
        let bad = component.days.filter { $0.minutesDown > 0 }
        // A calendar of one week says no more than a sentence does.
        guard component.days.count > 7 || !bad.isEmpty else {
            return """
                <p class="hint">\(word(
                    "已记录 \(component.days.count) 天，没有不可用的时间；满一周后显示日历。",
                    "Days recorded: \(component.days.count), none with any minute down. The"
                        + " calendar follows after a week."))</p>
                """
        }
        return .calendarChart(
            word("每日不可用分钟", "Minutes down, by day"),
            description: bad.isEmpty
                ? word("没有不可用的日子。", "No day with any.")
                : word("有 \(bad.count) 天出现过不可用。", "On \(bad.count) days there were some."),
            id: "down-\(component.component.rawValue)",
            days: component.days.map { CalendarDay($0.day, $0.minutesDown) }, language: language)
    }

    private var queues: HTML {
        let last = figures.queues.last?.lengths ?? QueueLengths(waiting: 0, behind: 0)
        let course = figures.queues.count < 2
            ? "" : word("近一天走势", "course of the last day")
        return .panel(
            word("队列", "Queues"), id: "queues",
            content: .figureTiles(
                [
                    Figure(
                        id: "queue-waiting", label: word("等待写入", "Writes that wait"),
                        value: grouped(last.waiting), note: course,
                        trend: figures.queues.map(\.lengths.waiting)),
                    Figure(
                        id: "queue-behind", label: word("等待审单", "Entries the desk has not seen"),
                        value: grouped(last.behind), note: course,
                        trend: figures.queues.map(\.lengths.behind)),
                ], language: language))
    }
}
