public import Kernel

/// A number worth a glance, with its name and its recent course.
public struct Figure: Sendable {
    let id: String
    let label: String
    let value: String
    let unit: String
    let note: String
    let trend: [Int]

    /// - Parameters:
    ///   - id: names it on the page.
    ///   - note: what it is measured against.
    ///   - trend: equally spaced values, the latest last; drawn when there are two or more.
    public init(
        id: String, label: String, value: String, unit: String = "", note: String = "",
        trend: [Int] = []
    ) {
        self.id = id
        self.label = label
        self.value = value
        self.unit = unit
        self.note = note
        self.trend = trend
    }
}

extension HTML {
    /// Figures side by side.
    public static func figureTiles(_ figures: [Figure], language: Language) -> HTML {
        let tiles = figures.map { figure -> HTML in
            let unit: HTML? =
                figure.unit.isEmpty ? nil : #" <span class="tile-unit">\#(figure.unit)</span>"#
            let note: HTML? =
                figure.note.isEmpty ? nil : #"<dd class="tile-note">\#(figure.note)</dd>"#
            let line: HTML? =
                figure.trend.count < 2
                ? nil : #"<dd class="tile-trend">\#(sparkline(figure, language: language))</dd>"#
            return """
                <div class="tile"><dt>\(figure.label)</dt>\
                <dd class="tile-value">\(figure.value)\(unit)</dd>\(note)\(line)</div>

                """
        }
        return """
            <dl class="tiles">
            \(tiles)</dl>
            """
    }

    /// The course of a figure as a small line; its title and description say the same in words.
    static func sparkline(_ figure: Figure, language: Language) -> HTML {
        guard let least = figure.trend.min(), let most = figure.trend.max(),
            let first = figure.trend.first, let last = figure.trend.last
        else { return "" }
        let points = figure.trend.enumerated().map { index, value in
            let x = index * 120 / max(1, figure.trend.count - 1)
            let y = 26 - (most == least ? 12 : scaled(value - least, by: 24, over: most - least))
            return "\(x),\(y)"
        }
        let told = Localized(
            zh: "由 \(grouped(first)) 到 \(grouped(last))，最低 \(grouped(least))，最高 \(grouped(most))",
            en: """
                from \(grouped(first)) to \(grouped(last)), lowest \(grouped(least)), \
                highest \(grouped(most))
                """)
        return """
            <svg class="sparkline" viewBox="0 0 120 28" preserveAspectRatio="none" role="img" \
            aria-labelledby="\(figure.id)-title \(figure.id)-told">\
            <title id="\(figure.id)-title">\(figure.label) \(Words.trend, language)</title>\
            <desc id="\(figure.id)-told">\(told, language)</desc>\
            <polyline points="\(points.joined(separator: " "))"/></svg>
            """
    }

    /// `value × factor ÷ whole` without leaving the range of Int on the way.
    static func scaled(_ value: Int, by factor: Int, over whole: Int) -> Int {
        guard whole > 0, value > 0 else { return 0 }
        let product = Int128(value) * Int128(factor) / Int128(whole)
        return Int(clamping: product)
    }
}

extension ComponentGallery {
    static let figureTiles = Example("figures", Localized(zh: "指标", en: "Figures")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .figureTiles(
            [
                Figure(
                    id: "figure-rate", label: word("每秒接收", "Received a second"), value: "3,512",
                    unit: word("份", "messages"), note: word("近 5 分钟", "last 5 minutes"),
                    trend: [2_900, 3_050, 3_010, 3_240, 3_180, 3_420, 3_390, 3_512]),
                Figure(
                    id: "figure-p99", label: word("回执用时 P99", "Receipt, p99"), value: "38",
                    unit: word("毫秒", "ms"), note: word("目标 50", "goal 50"),
                    trend: [31, 35, 33, 44, 52, 41, 39, 38]),
                Figure(
                    id: "figure-queue", label: word("待处理", "Waiting"), value: "12",
                    trend: [3, 4, 9, 31, 25, 17, 14, 12]),
                Figure(
                    id: "figure-refused", label: word("今日退单", "Refused today"), value: "7",
                    unit: word("单", "lists"), note: word("占 0.4%", "0.4% of all")),
            ], language: language)
    }
}
