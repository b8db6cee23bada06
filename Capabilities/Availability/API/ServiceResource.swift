import Kernel
import Web
import Wire

/// `/api/v1/service`: what the service has been like, from its own measurements.
struct ServiceResource: Sendable {
    let history: ServiceHistory

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/service", access: .anyone,
                summary: Localized(
                    zh: "可用率、容量、时延与队列", en: "Availability, capacity, latency and queues")
            ) { _ in .json(ServiceResource.json(try await history.figures()).encoded) }
        ]
    }

    private static func json(_ figures: ServiceHistory.Figures) -> JSON {
        .object([
            .init("since", .text(figures.since.iso)),
            .init("components", .array(figures.components.map(json))),
            .init(
                "queues",
                .array(
                    figures.queues.map { at, lengths in
                        .object([
                            .init("at", .text(at.iso)),
                            .init("waitingWrites", .integer(lengths.waiting)),
                            .init("deskLag", .integer(lengths.behind)),
                        ])
                    })),
        ])
    }

    private static func json(_ figures: ServiceHistory.ComponentFigures) -> JSON {
        .object([
            .init("component", .text(figures.component.rawValue)),
            .init("availablePer100000", .integer(figures.available)),
            .init("mostPerSecond", .integer(figures.peak)),
            .init("lastDay", json(figures.lastDay)),
            .init(
                "hours",
                .array(
                    figures.hours.map { at, measure in
                        .object([.init("at", .text(at.iso)), .init("measured", json(measure))])
                    })),
            .init(
                "days",
                .array(
                    figures.days.map { day in
                        .object([
                            .init("day", .text(day.day.text)),
                            .init("minutes", .integer(day.minutes)),
                            .init("minutesDown", .integer(day.minutesDown)),
                        ])
                    })),
        ])
    }

    private static func json(_ measure: Measure) -> JSON {
        func time(_ hundredths: Int) -> JSON {
            measure.latencies.percentile(hundredths).map { .integer($0) } ?? .null
        }
        return .object([
            .init("requests", .integer(measure.requests)),
            .init("failures", .integer(measure.failures)),
            .init("p50Microseconds", time(50)), .init("p95Microseconds", time(95)),
            .init("p99Microseconds", time(99)),
        ])
    }
}
