import Kernel
import Web
import Wire

/// `GET` and `POST /api/v1/classification`: ranked codes for a description.
struct ClassificationAPI: Sendable {
    let desk: ClassificationDesk

    var routes: [Route] {
        let summary = Localized(
            zh: "智能归类：由货品描述给出商品编号", en: "Ranked goods codes for a description of goods")
        return [
            // A question costs a millisecond of a processor: strangers get so many a minute.
            Route(
                .get, "/api/v1/classification", access: .anyone, summary: summary,
                rate: Rate(600, perSeconds: 60), query: ClassificationInput.queries
            ) { visit in
                try await answer(ClassificationInput(visit.query), visit)
            },
            Route(
                .post, "/api/v1/classification", access: .anyone, summary: summary,
                rate: Rate(600, perSeconds: 60)
            ) { visit in
                try await answer(ClassificationInput(visit.body), visit)
            },
        ]
    }

    private func answer(_ input: ClassificationInput, _ visit: Visit) async throws -> Answer {
        let found = try await desk.classify(input, for: visit.principal)
        return .json(ClassificationJSON.object(found).encoded)
    }
}

/// `/api/v1/classification/confirmations`: what is right, for the system to learn from.
struct ConfirmationsAPI: Sendable {
    let desk: ClassificationDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/classification/confirmations",
                access: .permission(ClassificationDesk.confirm),
                summary: Localized(
                    zh: "已确认的归类：归类决定与本企业的确认",
                    en: "Confirmed codes: rulings and those of the enterprise"),
                query: [
                    Route.Query(
                        "before",
                        Localized(
                            zh: "只列编号小于此数的，翻页用上一页最后一条的编号",
                            en: "Only those below this number: the last one's, for the next page"),
                        kind: .integer)
                ], handler: list),
            Route(
                .post, "/api/v1/classification/confirmations",
                access: .permission(ClassificationDesk.confirm),
                summary: Localized(
                    zh: "确认一个描述的商品编号", en: "Confirms the code of a description"),
                handler: confirm),
            Route(
                .delete, "/api/v1/classification/confirmations/{id}",
                access: .permission(ClassificationDesk.confirm),
                summary: Localized(zh: "撤销一条确认", en: "Takes a confirmation back"),
                handler: end),
        ]
    }

    /// `?before=` is the number to go on below.
    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let before = visit.query["before"].flatMap { Int64($0) } ?? .max
        var found: [Confirmation] = []
        for basis in Confirmation.Basis.allCases {
            found += try await desk.confirmations(
                basis, for: principal, before: before, limit: 100)
        }
        found.sort { $0.number > $1.number }
        return .json(
            JSON.object([
                .init("confirmations", .array(found.prefix(100).map(Self.json))),
                .init("next", found.count > 100 ? .integer(found[99].number) : .null),
            ]).encoded)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let (kept, isRepeat) = try await desk.confirm(
            ConfirmationInput(visit.body), by: principal)
        return .json(Self.json(kept).encoded, status: isRepeat ? 200 : 201)
    }

    private func end(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        try await desk.end(id, by: principal)
        return .json(JSON.object([.init("ended", .text(id))]).encoded)
    }

    private static func json(_ kept: Confirmation) -> JSON {
        .object([
            .init("id", .text(kept.id)), .init("number", .integer(kept.number)),
            .init("text", .text(kept.text)), .init("code", .text(kept.code)),
            .init("basis", .text(kept.basis.rawValue)), .init("reference", .text(kept.reference)),
            .init("day", .text(kept.day.text)),
            .init("confirmedAt", .text(kept.confirmedAt.iso)),
            .init("confirmedBy", .text(kept.actorName)),
        ])
    }
}
