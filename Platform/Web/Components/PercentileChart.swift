public import Kernel

/// One moment of a course: half of all were at most `p50`, nineteen of twenty at most `p95`.
public struct PercentilePoint: Sendable, Hashable {
    let label: String
    let p50: Int
    let p95: Int
    let p99: Int

    public init(_ label: String, p50: Int, p95: Int, p99: Int) {
        self.label = label
        self.p50 = p50
        self.p95 = p95
        self.p99 = p99
    }
}

extension HTML {
    /// The course of a measure with its spread: three lines, told apart by their dashes as well.
    ///
    /// - Parameters:
    ///   - unit: of all figures.
    ///   - points: equally spaced, the latest last.
    ///   - heading: of the column that names the points.
    public static func percentileChart(
        _ title: String, description: String, id: String, unit: String,
        points: [PercentilePoint], heading: String, language: Language
    ) -> HTML {
        let end = axisEnd(points.map { max($0.p50, $0.p95, $0.p99) }.max() ?? 0)
        let grid = [0, 1, 2].map { step -> HTML in
            let y = 130 - step * 60
            return """
                <line class="chart-grid" x1="44" y1="\(y)" x2="318" y2="\(y)"/>\
                <text class="chart-axis" x="40" y="\(y + 4)">\(axis(end, step))</text>
                """
        }
        let lines: [HTML] = [
            line(points.map(\.p99), end, 3), line(points.map(\.p95), end, 2),
            line(points.map(\.p50), end, 1),
        ]
        let first: HTML? = points.first.map { "<text x=\"44\" y=\"148\">\($0.label)</text>" }
        let last: HTML? = points.count < 2
            ? nil
            : points.last.map {
                "<text class=\"chart-axis\" x=\"318\" y=\"148\">\($0.label)</text>"
            }
        return chartFrame(
            language == .zh ? "\(title)（\(unit)）" : "\(title) (\(unit))",
            description: description, id: id, height: 154, key: ["p50", "p95", "p99"],
            drawing: "\(grid)\(lines)\(first)\(last)",
            table: .table(
                caption: title,
                columns: [
                    Column<PercentilePoint>(heading, isHeader: true, text: { $0.label }),
                    Column<PercentilePoint>("p50", .number, text: { grouped($0.p50) }),
                    Column<PercentilePoint>("p95", .number, text: { grouped($0.p95) }),
                    Column<PercentilePoint>("p99", .number, text: { grouped($0.p99) }),
                ], rows: points, narrow: .scroll, empty: ""), language: language)
    }

    /// What stands at a line of the axis; half of one is not written.
    private static func axis(_ end: Int, _ step: Int) -> String {
        step == 1 && end % 2 == 1 ? "" : grouped(end / 2 * step + (step == 2 ? end % 2 : 0))
    }

    private static func line(_ values: [Int], _ end: Int, _ series: Int) -> HTML {
        let places = values.enumerated().map { index, value in
            let x = values.count < 2 ? 318 : 44 + index * 274 / (values.count - 1)
            return "\(x),\(130 - scaled(min(value, end), by: 120, over: end))"
        }
        guard places.count > 1 else {
            let dots = places.map { place -> HTML in
                let pair = place.split(separator: ",")
                return """
                    <circle class="series-\(series)" cx="\(pair[0])" cy="\(pair[1])" r="3"/>
                    """
            }
            return "\(dots)"
        }
        let all = places.joined(separator: " ")
        return "<polyline class=\"chart-line line-\(series)\" points=\"\(all)\"/>"
    }
}

extension ComponentGallery {
    static let percentileChart = Example(
        "percentile-chart", Localized(zh: "分位折线图", en: "Lines of percentiles")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let figures = [
            (8, 21, 38), (9, 24, 44), (8, 22, 40), (11, 35, 72), (14, 48, 96), (10, 27, 51),
            (9, 23, 42), (8, 20, 37),
        ]
        return .percentileChart(
            word("回执用时", "Time to the receipt"),
            description: word(
                "12 时最慢，百分之九十九在 96 毫秒以内；其余时段不超过 72 毫秒。",
                "Slowest at noon, 99 of 100 within 96 ms; within 72 ms at other times."),
            id: "percentile-receipts", unit: word("毫秒", "ms"),
            points: figures.enumerated().map { index, figure in
                PercentilePoint("\(index + 8):00", p50: figure.0, p95: figure.1, p99: figure.2)
            }, heading: word("时刻", "Hour"), language: language)
    }
}
