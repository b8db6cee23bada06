public import Kernel

/// One bar.
public struct Bar: Sendable, Hashable {
    let label: String
    let value: Int
    let shown: String

    /// - Parameter shown: the value as people read it, with its unit; digits when nil.
    public init(_ label: String, _ value: Int, shown: String? = nil) {
        self.label = label
        self.value = value
        self.shown = shown ?? grouped(value)
    }
}

extension HTML {
    /// Bars in the order given, and the same figures as a table to unfold.
    ///
    /// The drawing has no fixed width: bars are percentages, so letters keep their size on a phone.
    ///
    /// - Parameters:
    ///   - description: what the bars say, in a sentence.
    ///   - headings: of the table: what is compared, and what is measured.
    public static func barChart(
        _ title: String, description: String, id: String, bars: [Bar],
        headings: (name: String, value: String), language: Language
    ) -> HTML {
        let most = bars.map(\.value).max() ?? 0
        let rows = bars.enumerated().map { index, bar -> HTML in
            let top = index * 44
            let width = scaled(bar.value, by: 1_000, over: most)
            return """
                <text x="0" y="\(top + 16)">\(bar.label)</text>\
                <text class="chart-value" x="100%" y="\(top + 16)">\(bar.shown)</text>\
                <rect class="chart-rail" x="0" y="\(top + 24)" width="100%" height="8"/>\
                <rect class="chart-bar" x="0" y="\(top + 24)" \
                width="\(width / 10).\(width % 10)%" height="8"/>
                """
        }
        return """
            <figure class="chart"><figcaption>\(title)</figcaption>
            <svg width="100%" height="\(max(1, bars.count) * 44)" role="img" \
            aria-labelledby="\(id)-title \(id)-told"><title id="\(id)-title">\(title)</title>\
            <desc id="\(id)-told">\(description)</desc>\(rows)</svg>
            <details><summary>\(Words.figures, language)</summary>
            \(.table(
                caption: title,
                columns: [
                    Column<Bar>(headings.name, isHeader: true, text: { $0.label }),
                    Column<Bar>(headings.value, .number, text: { $0.shown }),
                ], rows: bars, narrow: .cards, empty: ""))
            </details></figure>
            """
    }
}

extension ComponentGallery {
    static let barChart = Example("bar-chart", Localized(zh: "条形图", en: "Bar chart")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .barChart(
            word("各环节用时（中位数）", "Time by step, median"),
            description: word(
                "查验用时最长，为 2 小时 10 分；其余环节均在一分钟以内。",
                "Inspection takes longest, 2 h 10 min; every other step is done within a minute."),
            id: "chart-steps",
            bars: [
                Bar(word("查验", "Inspection"), 7_800, shown: word("2 小时 10 分", "2 h 10 min")),
                Bar(word("人工审核", "Review"), 2_460, shown: word("41 分", "41 min")),
                Bar(word("三单比对", "Matching"), 48, shown: word("48 秒", "48 s")),
                Bar(word("接收", "Receipt"), 1, shown: word("不足 1 秒", "under 1 s")),
            ], headings: (word("环节", "Step"), word("用时", "Time")), language: language)
    }
}
