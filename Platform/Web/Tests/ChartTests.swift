import Kernel
import Testing

@testable import Web

@Suite("Charts") struct ChartTests {
    @Test("An axis ends at a round number that is not below the most", arguments: [(0, 1), (1, 1), (3, 5), (96, 100), (101, 200), (Int.max, Int.max)])
    func axis(most: Int, end: Int) { #expect(HTML.axisEnd(most) == end) }

    @Test("A day is the darker, the more it has", arguments: [(0, 0), (-3, 0), (1, 1), (25, 1), (26, 2), (75, 3), (100, 4)])
    func heat(value: Int, step: Int) { #expect(HTML.heat(value, 100) == step) }

    @Test("Bands of a flow stay inside the drawing and begin where the ones above end")
    func flow() {
        let layout = FlowLayout([["a", "b"], ["c"]], [Flow("a", "c", 30), Flow("b", "c", 10), Flow("x", "c", 5)])
        #expect(layout.bands.count == 2, "a flow from nowhere is drawn")
        #expect(layout.bands[1].y2 == layout.bands[0].y2 + layout.bands[0].height)
        #expect(layout.nodes.allSatisfy { $0.y + $0.height <= FlowLayout.height })
    }

    @Test("Every chart says what it shows, and has its figures as a table", arguments: Language.allCases)
    func tables(language: Language) {
        for example in [
            ComponentGallery.barChart, ComponentGallery.stackedChart, ComponentGallery.percentileChart,
            ComponentGallery.calendarChart, ComponentGallery.bulletChart, ComponentGallery.flowChart,
            ComponentGallery.mapChart,
        ] {
            let text = example.make(language).text
            #expect(text.contains("role=\"img\"") && text.contains("<desc id="), "\(example.id)")
            #expect(text.contains("<table") && text.contains("<details>"), "\(example.id)")
        }
    }

    @Test("Figures that are none, one or huge are drawn and do not stop anything")
    func extremes() {
        #expect(HTML.calendarChart("a", description: "", id: "a", days: [], language: .zh).isEmpty)
        let one = HTML.percentileChart(
            "a", description: "", id: "a", unit: "ms", points: [PercentilePoint("1", p50: 0, p95: 0, p99: 0)],
            heading: "", language: .en)
        #expect(one.text.contains("<circle"))
        let huge = HTML.stackedChart(
            "a", description: "", id: "a", series: ["x", "y"], bars: [StackedBar("b", [Int.max / 2, Int.max / 4])],
            heading: "", language: .en)
        #expect(huge.text.contains("width=\"213\""))
        let years = HTML.calendarChart(
            "a", description: "", id: "a",
            days: [CalendarDay(Day(sinceEpoch: 0), 1), CalendarDay(Day(sinceEpoch: 20_000), 1)], language: .en)
        #expect(!years.isEmpty)
    }
}
