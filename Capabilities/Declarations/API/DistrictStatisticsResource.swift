import Kernel
import Web
import Wire

/// Exports of a month in the officer's districts: post is among them, and counted by itself.
struct DistrictStatisticsResource: Sendable {
    let enquiries: Enquiries

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/statistics/exports/districts",
                access: .permission(DeclarationsPermission.examine),
                summary: Localized(zh: "关区出口清单月度汇总", en: "Export lists of a month by district")
            ) { visit in
                guard let officer = visit.principal else { throw DeclarationsRefusal.notFound }
                let month = visit.query["month"] ?? ""
                guard Day("\(month)-01") != nil else { throw MonthInput() }
                let found = try await enquiries.exportsByDistrict(in: month, for: officer)
                return .json(
                    JSON.object([
                        .init("month", .text(month)),
                        .init(
                            "districts",
                            .array(
                                found.map { one in
                                    .object([
                                        .init("district", .text(one.district)),
                                        .init(
                                            "lines",
                                            .array(
                                                one.lines.map(DistrictStatisticsResource.json))),
                                    ])
                                })),
                    ]).encoded)
            }
        ]
    }

    static func json(_ line: InventoryQueries.MonthLine) -> JSON {
        .object([
            .init("statisticsFlag", .text(line.flag)), .init("tradeMode", .text(line.tradeMode)),
            .init("byPost", .bool(line.transport == PostalSite.transport)),
            .init("lists", .integer(line.lists)),
            .init("valueYuan", .text(Fixed(raw: line.value * 1000).text)),
        ])
    }
}
