import Kernel
import Web
import Wire

/// Documents about lists: one's own, one of them, an officer's decision.
struct FollowUpsResource: Sendable {
    let enquiries: Enquiries
    let officers: FollowUpOfficerDesk

    var routes: [Route] { [list, one, decide, decline] }

    private var list: Route {
        Route(
            .get, "/api/v1/follow-ups", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "本企业报送的后续单证", en: "Own documents about lists"),
            query: [QueryNames.before, QueryNames.few]
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let limit = try Int(visit.whole("limit", from: 1, to: 200, else: 50))
            let records = try await enquiries.followUps(
                before: visit.query.filter("before"), limit: limit, for: principal)
            return .json(
                JSON.object([
                    .init("followUps", .array(records.map(FollowUpsResource.json))),
                    .init("before", .optional(records.count == limit ? records.last?.preNo : nil)),
                ]).encoded)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/follow-ups/{preNo}", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份后续单证", en: "One document about lists")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let view = try await enquiries.followUp(
                visit.parameters["preNo"] ?? "", for: principal)
            return .json(FollowUpsResource.json(view).encoded)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/decisions",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "对后续单证作出结论", en: "Decide a document about lists")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            guard let json = try? JSON(visit.body),
                let action = json["action"]?.string
                    .flatMap(FollowUpOfficerDesk.Action.init(rawValue:)),
                let version = json["version"]?.integer
            else { throw FollowUpDecisionInput() }
            let outcome = try await officers.decide(
                visit.parameters["preNo"] ?? "", action, reason: json["reason"]?.string ?? "",
                version: version, by: principal)
            switch outcome {
            case .decided(let status):
                return .json(
                    JSON.object([
                        .init("status", .integer(status.rawValue)),
                        .init("name", status.name.json),
                    ]).encoded)
            case .proposed(let proposal):
                return .json(
                    JSON.object([.init("proposal", FollowUpsResource.json(proposal))]).encoded,
                    status: 202)
            }
        }
    }

    private var decline: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/proposal/declining",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(
                zh: "不同意或撤回待复核的结论", en: "Do not agree to a proposal, or take it back")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            try await officers.decline(
                visit.parameters["preNo"] ?? "",
                reason: (try? JSON(visit.body))?["reason"]?.string ?? "", by: principal)
            return Answer(status: 204)
        }
    }

    private static func json(_ proposal: FollowUpProposal) -> JSON {
        .object([
            .init("action", .text(proposal.action.rawValue)),
            .init("reason", .text(proposal.reason)),
            .init("proposedBy", .text(proposal.officerName)),
            .init("proposedAt", .text(proposal.at.iso)),
        ])
    }

    static func json(_ record: FollowUpShelf.Record) -> JSON {
        .object([
            .init("preNo", .text(record.preNo)), .init("type", .text(record.type.rawValue)),
            .init("typeName", record.type.name.json),
            .init("number", .text(record.number)), .init("part", .integer(record.part)),
            .init("parts", .integer(record.parts)),
            .init("status", .integer(record.status.rawValue)),
            .init("statusName", record.status.name.json),
            .init("statusAt", .text(record.statusAt.iso)),
            .init("receivedAt", .text(record.receivedAt.iso)),
            .init("version", .integer(record.version)),
            .init("district", .text(record.district)),
        ])
    }

    static func json(_ view: FollowUpView) -> JSON {
        func values(_ fields: [FieldValue]) -> JSON {
            .array(
                fields.map {
                    .object([
                        .init("element", .text($0.element)),
                        .init("title", $0.title.json),
                        .init("value", .text($0.value)),
                    ])
                })
        }
        return .object(
            json(view.record).members + [
                .init("missingParts", .array(view.missingParts.map { .integer($0) })),
                .init("stuckSince", .optional(view.stuckSince?.iso)),
                .init("decision", view.record.decision.flatMap(decoded) ?? .null),
                .init(
                    "explanation",
                    view.explanation.map(\.json) ?? .null),
                .init("signature", view.seal?.json() ?? .null),
                .init("lists", .array(view.lists.map(DeclarationsResource.json))),
                .init("values", values(view.values)),
                .init("lines", .array(view.lines.map(values))),
                .init("receipts", .array(view.receipts.map(ReceiptsResource.told))),
                .init("timeline", .array(view.timeline.map(ReceiptsResource.json))),
                .init("actions", .array(view.actions.map { .text($0.rawValue) })),
                .init("proposal", view.proposal.map(json) ?? .null),
            ])
    }

    private static func decoded(_ text: String) -> JSON? { try? JSON(Array(text.utf8)) }
}

/// What an officer sent about a follow-up is no decision.
struct FollowUpDecisionInput: Refusal {
    var code: String { "declarations.follow-up-decision" }
    var field: String? { "action" }
    var message: Localized {
        Localized(
            zh: "请求体须为 JSON，含 action（单证的 actions 之一）和所见的 version",
            en: "The body must be JSON with an action (one of the document's actions) and the"
                + " version seen")
    }
    var fix: Localized {
        Localized(
            zh: "例如 {\"action\":\"agree\",\"version\":2}",
            en: "For example {\"action\":\"agree\",\"version\":2}")
    }
}
