public import Kernel

/// One bar made of parts.
public struct StackedBar: Sendable, Hashable {
    let label: String
    let parts: [Int]
    let shown: [String]
    let total: String

    /// - Parameters:
    ///   - parts: one for each series, in their order.
    ///   - shown: the same as people read them; digits when nil.
    ///   - total: all of it as people read it.
    public init(_ label: String, _ parts: [Int], shown: [String]? = nil, total: String? = nil) {
        self.label = label
        self.parts = parts
        self.shown = shown ?? parts.map(grouped)
        self.total = total ?? grouped(parts.reduce(0, +))
    }
}

extension HTML {
    /// Bars whose parts are series: what a whole is made of.
    ///
    /// - Parameters:
    ///   - series: names of the parts, at most five.
    ///   - description: what the bars say, in a sentence.
    ///   - heading: of the column that names the bars.
    public static func stackedChart(
        _ title: String, description: String, id: String, series: [String], bars: [StackedBar],
        heading: String, language: Language
    ) -> HTML {
        let most = bars.map { $0.parts.reduce(0, +) }.max() ?? 0
        let rows = bars.enumerated().map { index, bar -> HTML in
            let top = index * 36
            var sum = 0
            let parts = bar.parts.enumerated().map { place, value -> HTML in
                let from = scaled(sum, by: 320, over: most)
                sum += value
                let width = scaled(sum, by: 320, over: most) - from
                return """
                    <rect class="series-\(place % 5 + 1)" x="\(from)" y="\(top + 18)" \
                    width="\(width)" height="10"/>
                    """
            }
            return """
                <text x="0" y="\(top + 12)">\(bar.label)</text>\
                <text class="chart-value" x="320" y="\(top + 12)">\(bar.total)</text>\(parts)
                """
        }
        let total = Localized(zh: "合计", en: "Total")[language]
        return chartFrame(
            title, description: description, id: id, height: max(1, bars.count) * 36, key: series,
            drawing: "\(rows)",
            table: .table(
                caption: title,
                columns: [Column<StackedBar>(heading, isHeader: true, text: { $0.label })]
                    + series.enumerated().map { index, name in
                        Column<StackedBar>(
                            name, .number,
                            text: { $0.shown.indices.contains(index) ? $0.shown[index] : "" })
                    } + [Column<StackedBar>(total, .number, text: { $0.total })],
                rows: bars, narrow: .cards, empty: ""), language: language)
    }
}

extension ComponentGallery {
    static let stackedChart = Example(
        "stacked-chart", Localized(zh: "堆叠条形图", en: "Stacked bars")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .stackedChart(
            word("通关用时构成（分钟）", "Clearance time by step, in minutes"),
            description: word(
                "查验占直购进口用时的大半，保税进口主要是等待单证。",
                "Inspection is most of the time of direct imports; bonded ones wait for papers."),
            id: "stacked-clearance",
            series: [
                word("等待单证", "Waiting for papers"), word("审核", "Review"),
                word("查验", "Inspection"),
            ],
            bars: [
                StackedBar(word("直购进口 9610", "Direct import 9610"), [12, 8, 64]),
                StackedBar(word("保税进口 1210", "Bonded import 1210"), [31, 6, 9]),
                StackedBar(word("零售出口 9610", "Retail export 9610"), [2, 1, 0]),
            ], heading: word("业务", "Kind"), language: language)
    }
}
