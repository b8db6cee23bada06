import Kernel
import Web
import Wire

/// Declarations: one's own, an officer's worklist, a decision, a month's figures.
struct DeclarationsResource: Sendable {
    let enquiries: Enquiries
    let batches: BatchDesk

    var routes: [Route] { [list, one, worklist, decide, statistics] }

    private var list: Route {
        Route(
            .get, "/api/v1/declarations", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "本企业的清单", en: "Own declarations"), query: QueryNames.lists
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let filter = try InventoryQueries.Filter(visit.query)
            let limit = try Int(visit.whole("limit", from: 1, to: 200, else: 50))
            let records = try await enquiries.list(filter, limit: limit, for: principal)
            return .json(
                JSON.object([
                    .init("declarations", .array(records.map(DeclarationsResource.json))),
                    .init("before", .optional(records.count == limit ? records.last?.preNo : nil)),
                ]).encoded)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/declarations/{preNo}",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份清单", en: "One declaration")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let view = try await enquiries.declaration(
                visit.parameters["preNo"] ?? "", for: principal)
            return .json(DeclarationsResource.json(view).encoded)
        }
    }

    private var worklist: Route {
        Route(
            .get, "/api/v1/worklist", access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "待办清单", en: "Worklist of an officer"),
            query: DeclarationsResource.worklistQuery
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let limit = try Int(visit.whole("limit", from: 1, to: 200, else: 50))
            var faults: [FilterInput] = []
            let filter = visit.query.worklistFilter(
                of: principal.districts.sorted(), &faults)
            if let fault = faults.first { throw fault }
            let number = filter.number
            let records =
                if let number {
                    try await enquiries.find(number, limit: limit, for: principal)
                } else {
                    try await enquiries.worklist(filter, limit: limit, for: principal)
                }
            let load = try await enquiries.load(for: principal)
            let followUps =
                number == nil
                ? try await enquiries.followUpWorklist(limit: limit, for: principal) : []
            return .json(
                JSON.object([
                    .init("declarations", .array(records.map(DeclarationsResource.json))),
                    .init("followUps", .array(followUps.map(FollowUpsResource.json))),
                    .init("load", DeclarationsResource.json(load.steps)),
                    .init("decidedToday", DeclarationsResource.json(load.today)),
                ]).encoded)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/declarations/{preNo}/decisions",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "审核或查验处理", en: "Decide a review or an inspection")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            guard let json = try? JSON(visit.body),
                let action = json["action"]?.string.flatMap(OfficerDesk.Action.init(rawValue:)),
                let version = json["version"]?.integer
            else { throw DecisionInput() }
            let outcome = try await batches.decide(
                visit.parameters["preNo"] ?? "", action, reason: json["reason"]?.string ?? "",
                version: version, by: principal)
            switch outcome {
            case .decided(let status):
                return .json(
                    JSON.object([
                        .init("status", .integer(status.rawValue)),
                        .init("name", status.name.json),
                    ]).encoded)
            case .proposed(let batch):
                return .json(
                    JSON.object([.init("batch", BatchResource.json(batch))]).encoded, status: 202)
            }
        }
    }

    private var statistics: Route {
        Route(
            .get, "/api/v1/statistics/exports",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "出口清单月度汇总", en: "Export lists of a month")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let month = visit.query["month"] ?? ""
            guard Day("\(month)-01") != nil else { throw MonthInput() }
            let lines = try await enquiries.exports(in: month, for: principal)
            let summary = try await enquiries.summaries(in: month, for: principal)
            return .json(
                JSON.object([
                    .init("month", .text(month)),
                    .init(
                        "lines",
                        .array(
                            lines.map { line in
                                DistrictStatisticsResource.json(line)
                            })),
                    .init(
                        "summary",
                        .object([
                            .init("notLeft", .integer(summary.notLeft)),
                            .init("toSummarise", .integer(summary.toSummarise)),
                            .init("summarised", .integer(summary.summarised)),
                            .init("dueDay", .optional(summary.dueDay?.text)),
                            .init("isOverdue", .bool(summary.isOverdue)),
                        ])),
                ]).encoded)
        }
    }
}

/// What an officer sent is no decision.
struct DecisionInput: Refusal {
    var code: String { "declarations.decision-input" }
    var field: String? { "action" }
    var message: Localized {
        Localized(
            zh: "请求体须为 JSON，含可用的 action 和所见的 version",
            en: "The body must be JSON with a known action and the version that was seen")
    }
    var fix: Localized {
        let names = OfficerDesk.Action.allCases.map(\.rawValue).joined(separator: ", ")
        return Localized(
            zh: "例如 {\"action\":\"release\",\"version\":3}；可用：\(names)",
            en: "For example {\"action\":\"release\",\"version\":3}; known: \(names)")
    }
}

/// The month asked for is none.
struct MonthInput: Refusal {
    var code: String { "declarations.month" }
    var field: String? { "month" }
    var message: Localized { Localized(zh: "月份格式不正确", en: "This is not a month") }
    var fix: Localized { Localized(zh: "例如 month=2026-11", en: "For example month=2026-11") }
}
