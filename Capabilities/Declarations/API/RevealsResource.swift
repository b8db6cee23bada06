import Kernel
import Web
import Wire

/// Personal data in the clear for a reason, and who has looked.
struct RevealsResource: Sendable {
    let desk: RevealDesk
    /// The name of an enterprise by its id; nil where there is none.
    let name: @Sendable (String) -> Localized?

    var routes: [Route] { [reveal, revealFollowUp, looks] }

    private var reveal: Route {
        Route(
            .post, "/api/v1/declarations/{preNo}/reveals",
            access: .permission(DeclarationsPermission.reveal),
            summary: Localized(zh: "写明事由，查看个人信息", en: "See personal data, for a reason")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let json = try? JSON(visit.body)
            let outcome = try await desk.reveal(
                visit.parameters["preNo"] ?? "", reason: json?["reason"]?.string ?? "",
                by: principal)
            return .json(RevealsResource.json(outcome).encoded)
        }
    }

    private var revealFollowUp: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/reveals",
            access: .permission(DeclarationsPermission.reveal),
            summary: Localized(
                zh: "写明事由，查看后续单证中的个人信息",
                en: "See personal data of a document about lists, for a reason")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let json = try? JSON(visit.body)
            let outcome = try await desk.reveal(
                followUp: visit.parameters["preNo"] ?? "",
                reason: json?["reason"]?.string ?? "", by: principal)
            return .json(RevealsResource.json(outcome).encoded)
        }
    }

    private var looks: Route {
        Route(
            .get, "/api/v1/reveals", access: .permission(DeclarationsPermission.reveal),
            summary: Localized(zh: "个人信息查看记录", en: "Who looked at personal data")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let limit = try Int(visit.whole("limit", from: 1, to: 200, else: 50))
            let before = visit.query["before"].flatMap { Int64($0) }
            let looks = try await desk.looks(before: before, limit: limit, for: principal)
            return .json(
                JSON.object([
                    .init("looks", .array(looks.map(json))),
                    .init(
                        "before",
                        looks.count == limit
                            ? looks.last.map { .integer($0.sequence) } ?? .null : .null),
                ]).encoded)
        }
    }

    private static func json(_ outcome: RevealDesk.Outcome) -> JSON {
        .object([
            .init("preNo", .text(outcome.preNo)),
            .init("documents", .array(outcome.shown.map { json($0) })),
            .init("withheld", .array(outcome.withheld.map { .text($0.rawValue) })),
        ])
    }

    private static func json(_ shown: RevealDesk.Shown) -> JSON {
        .object([
            .init("type", .text(shown.type.rawValue)), .init("number", .text(shown.number)),
            .init(
                "values",
                .array(
                    shown.values.map { value in
                        .object([
                            .init("element", .text(value.element)),
                            .init("title", value.title.json),
                            .init("value", .text(value.value)),
                        ])
                    })),
        ])
    }

    private func json(_ look: RevealBook.Look) -> JSON {
        .object([
            .init("number", .integer(look.sequence)), .init("at", .text(look.at.iso)),
            .init("by", .text(look.enterprise.isEmpty ? "officer" : "enterprise")),
            .init("actor", .text(look.actor)),
            .init("enterprise", name(look.enterprise).map(\.json) ?? .null),
            .init("district", .text(look.district)), .init("preNo", .text(look.preNo)),
            .init("documents", .array(look.documents.map { .text($0) })),
            .init("reason", .text(look.reason)),
        ])
    }
}
