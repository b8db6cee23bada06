import Kernel
import Web
import Wire

/// `/api/v1/inspections`: for owners of goods and for officers.
struct InspectionsAPI: Sendable {
    let desk: OrderDesk

    /// Room for the largest video.
    static let bodyLimit = 21 * 1_048_576
    private static let path = "/api/v1/inspections"
    private let own = Access.permission(InspectionsCapability.attend)
    private let inspect = Access.permission(InspectionsCapability.inspect)

    var routes: [Route] {
        let one = Self.path + "/{number}"
        return [
            Route(
                .get, Self.path, access: .signedIn,
                summary: Localized(zh: "查验", en: "Inspections")
            ) { visit in
                let found = try await desk.list(for: try visit.person())
                return .json(
                    JSON.object([
                        .init("inspections", .array(found.map(InspectionsJSON.order)))
                    ]).encoded)
            },
            Route(
                .get, one, access: .signedIn,
                summary: Localized(zh: "一次查验", en: "One inspection")
            ) { visit in
                let record = try await desk.record(number(visit), for: try visit.person())
                return .json(InspectionsJSON.record(record).encoded)
            },
            Route(
                .post, one + "/attendance", access: own,
                summary: Localized(zh: "选择到场方式", en: "Says whether the owner comes")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                return answer(
                    try await desk.choose(
                        number(visit), json["attendance"]?.string ?? "", by: try visit.person()))
            },
            Route(
                .post, one + "/objection", access: own,
                summary: Localized(zh: "提出异议", en: "Objects to a result")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                return answer(
                    try await desk.object(
                        json["reason"]?.string ?? "", to: number(visit), by: try visit.person()))
            },
        ] + officers(one)
    }

    private func officers(_ one: String) -> [Route] {
        [
            Route(
                .post, one + "/media", access: inspect,
                summary: Localized(zh: "留存照片或视频", en: "Adds a photo or video"),
                bodyLimit: Self.bodyLimit
            ) { visit in
                let medium = try await desk.add(
                    visit.body, note: visit.query["note"] ?? "", to: number(visit),
                    by: try visit.person())
                return .json(InspectionsJSON.medium(medium).encoded, status: 201)
            },
            Route(
                .get, one + "/media/{id}", access: .signedIn,
                summary: Localized(zh: "取回影像", en: "A photo or video"), handler: fetch),
            Route(
                .post, one + "/result", access: inspect,
                summary: Localized(zh: "记录查验结果", en: "Records a result")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                return answer(
                    try await desk.record(
                        json["result"]?.string ?? "", findings: json["findings"]?.string ?? "",
                        releases: json["release"]?.boolean ?? false, of: number(visit),
                        by: try visit.person()))
            },
            Route(
                .post, one + "/release-on-check", access: inspect,
                summary: Localized(zh: "检查放行", en: "Releases on check")
            ) { visit in
                answer(try await desk.releaseOnCheck(number(visit), by: try visit.person()))
            },
            Route(
                .post, one + "/answer", access: inspect,
                summary: Localized(zh: "答复异议", en: "Answers an objection")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                return answer(
                    try await desk.answer(
                        json["answer"]?.string ?? "", to: number(visit), by: try visit.person()))
            },
        ]
    }

    private func number(_ visit: Visit) -> String { visit.parameters["number"] ?? "" }

    private func answer(_ order: Order) -> Answer {
        .json(InspectionsJSON.order(order).encoded)
    }

    private func fetch(_ visit: Visit) async throws -> Answer {
        let (medium, bytes) = try await desk.medium(
            visit.parameters["id"] ?? "", of: number(visit), for: try visit.person())
        return Answer(
            headers: [
                Answer.Header("content-type", medium.type.mediaType),
                // Never shown inside our own pages: it is somebody else's file.
                Answer.Header(
                    "content-disposition",
                    "attachment; filename=\"\(medium.id).\(medium.type.rawValue)\""),
                Answer.Header("cache-control", "private, no-store"),
            ], body: bytes)
    }
}

/// `/api/v1/monitoring-samples`: what is watched after a release on check.
struct SamplesAPI: Sendable {
    let desk: OrderDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/monitoring-samples",
                access: .permission(InspectionsCapability.inspect),
                summary: Localized(zh: "监测样品", en: "Samples")
            ) { visit in
                let found = try await desk.samples(for: try visit.person())
                return .json(
                    JSON.object([.init("samples", .array(found.map(InspectionsJSON.sample)))])
                        .encoded)
            },
            Route(
                .post, "/api/v1/monitoring-samples/{id}/result",
                access: .permission(InspectionsCapability.inspect),
                summary: Localized(zh: "记录监测结果", en: "Records what the laboratory found")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let sample = try await desk.decide(
                    sample: visit.parameters["id"] ?? "", json["result"]?.string ?? "",
                    laboratory: json["laboratory"]?.string ?? "",
                    report: json["report"]?.string ?? "", by: try visit.person())
                return .json(InspectionsJSON.sample(sample).encoded)
            },
        ]
    }
}

/// `/api/v1/inspection-statistics`: figures for everybody.
struct StatisticsAPI: Sendable {
    let desk: StatisticsDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/inspection-statistics", access: .anyone,
                summary: Localized(zh: "查验公示数据", en: "Published figures of inspections"),
                rate: Rate(60, perSeconds: 60)
            ) { _ in
                .json(InspectionsJSON.statistics(try await desk.figures()).encoded)
            },
            Route(
                .get, "/api/v1/inspection-statistics.csv", access: .anyone,
                summary: Localized(zh: "查验公示数据（CSV）", en: "The same as CSV"),
                rate: Rate(60, perSeconds: 60), handler: csv),
        ]
    }

    private func csv(_ visit: Visit) async throws -> Answer {
        let lines = try await desk.figures().outcomes.map { line in
            [
                line.month, line.district, line.level, line.direction, String(line.cases),
                String(line.inspected), String(line.found),
                String(Statistics.share(line.inspected, of: line.cases)),
            ].joined(separator: ",")
        }
        let head = "month,district,level,direction,cases,inspected,found,rate_per_10000"
        return Answer(
            ([head] + lines).joined(separator: "\r\n") + "\r\n", type: "text/csv; charset=utf-8")
    }
}
