import Kernel
import Synchronization
import Testing
import Web

@testable import Availability

@Suite("Measures of the service") struct MeasureTests {
    @Test("A percentile is at most a fifth above what was measured, and survives being stored")
    func percentiles() {
        var latencies = Latencies()
        #expect(latencies.percentile(50) == nil)
        for microseconds in 1...1_000 { latencies.count(microseconds: microseconds * 10) }
        for (hundredths, exact) in [(50, 5_000), (95, 9_500), (99, 9_900)] {
            let found = latencies.percentile(hundredths) ?? 0
            #expect(found >= exact && found <= exact * 6 / 5, "p\(hundredths): \(found)")
        }
        #expect(Latencies(text: latencies.text) == latencies)
        #expect(Latencies(text: "x 1 1:2:3 999:1 2:7").counts == [2: 7])
        latencies.count(microseconds: Int.max)
        #expect(latencies.percentile(100) == Latencies.ends.last)
    }

    struct Span: Sendable {
        let runs: [[Int64]]
        let down: Int64
    }

    static let spans: [Span] = [
        Span(runs: [], down: 100), Span(runs: [[0, 100]], down: 0),
        Span(runs: [[0, 40], [60, 100]], down: 20),
        Span(runs: [[50, 70], [10, 55]], down: 40), Span(runs: [[0, 10], [0, 200]], down: 0),
        Span(runs: [[200, 300]], down: 100),
    ]

    @Test("What no run covers is downtime", arguments: spans)
    func downtime(span: Span) {
        let runs = span.runs.map {
            ServerRun(from: Instant(milliseconds: $0[0]), to: Instant(milliseconds: $0[1]))
        }
        let down = Downtime.milliseconds(
            runs, from: Instant(milliseconds: 0), to: Instant(milliseconds: 100))
        #expect(down == span.down)
    }

    @Test("A minute is given once it has passed, and bad when most of it failed")
    func minutes() {
        let time = Mutex<Int64>(60_000)
        let meter = ServiceMeter(
            clock: Clock { Instant(milliseconds: time.withLock { $0 }) })
        for status in [200, 500, 503] {
            meter.count(
                RequestMeasure(route: "/api/v1/ceb", status: status, nanoseconds: 1_000_000))
        }
        meter.count(RequestMeasure(route: "/{language}/x", status: 200, nanoseconds: 1))
        meter.count(RequestMeasure(route: "/assets/{version}/{name}", status: 200, nanoseconds: 1))
        #expect(meter.taken().isEmpty, "the minute has not passed")
        time.withLock { $0 = 120_000 }
        let taken = meter.taken()
        #expect(taken.map(\.minute) == [1])
        let gateway = taken.first?.measures[.gateway]
        #expect(gateway?.requests == 3 && gateway?.failures == 2 && gateway?.badMinutes == 1)
        #expect(gateway?.peak == 3 && gateway?.latencies.percentile(99) == 1_128)
        #expect(taken.first?.measures[.pages]?.badMinutes == 0)
        #expect(taken.first?.measures.count == 2, "what is no service is not counted")
        #expect(meter.taken().isEmpty, "each is given once")
    }

    static let routes: [(String, String?)] = [
        ("/api/v1/ceb", "gateway"), ("/api/v1/sheets", "api"), ("/{language}/service", "pages"),
        ("/api/v1/sandbox/ceb", nil), ("/api/v1/sandbox", nil), ("/api/v1/sandboxes", "api"),
        ("-", nil), ("/assets/{version}/{name}", nil),
    ]

    @Test("Routes belong to components", arguments: routes)
    func components(route: String, component: String?) {
        #expect(ServiceComponent(route: route)?.rawValue == component)
    }
}
