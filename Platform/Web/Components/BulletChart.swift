public import Kernel

/// A measure against its goal.
public struct Bullet: Sendable, Hashable {
    let label: String
    let value: Int
    let goal: Int
    let end: Int
    let shown: String
    let goalShown: String

    /// - Parameters:
    ///   - end: where the scale ends.
    ///   - shown: the value as people read it, with its unit; `goalShown` the goal.
    public init(
        _ label: String, _ value: Int, goal: Int, end: Int, shown: String, goalShown: String
    ) {
        self.label = label
        self.value = value
        self.goal = goal
        self.end = end
        self.shown = shown
        self.goalShown = goalShown
    }
}

extension HTML {
    /// Measures against their goals: a bar in a rail, the goal a stroke across it.
    ///
    /// - Parameter headings: of the columns: what is measured, the value, the goal.
    public static func bulletChart(
        _ title: String, description: String, id: String, bullets: [Bullet],
        headings: (name: String, value: String, goal: String), language: Language
    ) -> HTML {
        let rows = bullets.enumerated().map { index, bullet -> HTML in
            let top = index * 44
            let end = max(bullet.end, 1)
            let width = scaled(min(bullet.value, end), by: 320, over: end)
            let goal = min(318, scaled(bullet.goal, by: 320, over: end))
            return """
                <text x="0" y="\(top + 12)">\(bullet.label)</text>\
                <text class="chart-value" x="320" y="\(top + 12)">\(bullet.shown) / \
                \(bullet.goalShown)</text>\
                <rect class="chart-rail" x="0" y="\(top + 20)" width="320" height="14"/>\
                <rect class="chart-bar" x="0" y="\(top + 24)" width="\(width)" height="6"/>\
                <rect class="chart-goal" x="\(goal)" y="\(top + 18)" width="2" height="18"/>
                """
        }
        return chartFrame(
            title, description: description, id: id, height: max(1, bullets.count) * 44,
            drawing: "\(rows)",
            table: .table(
                caption: title,
                columns: [
                    Column<Bullet>(headings.name, isHeader: true, text: { $0.label }),
                    Column<Bullet>(headings.value, .number, text: { $0.shown }),
                    Column<Bullet>(headings.goal, .number, text: { $0.goalShown }),
                ], rows: bullets, narrow: .cards, empty: ""), language: language)
    }
}

extension ComponentGallery {
    static let bulletChart = Example(
        "bullet-chart", Localized(zh: "子弹图", en: "Bullet chart")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .bulletChart(
            word("对照目标", "Against the goals"),
            description: word(
                "当日放行率高于目标，查验率低于上限，平均办结时间还差两小时。",
                "Released the same day: above the goal. Inspections: below the limit. Cases take"
                    + " two hours longer than they should."),
            id: "bullet-goals",
            bullets: [
                Bullet(
                    word("当日放行", "Released the same day"), 982, goal: 950, end: 1_000,
                    shown: "98.2%", goalShown: "95%"),
                Bullet(
                    word("查验率", "Inspected"), 17, goal: 30, end: 50, shown: "1.7%",
                    goalShown: "3%"),
                Bullet(
                    word("办结用时", "Time of a case"), 26, goal: 24, end: 48,
                    shown: word("26 小时", "26 h"), goalShown: word("24 小时", "24 h")),
            ],
            headings: (word("指标", "Measure"), word("现值", "Now"), word("目标", "Goal")),
            language: language)
    }
}
