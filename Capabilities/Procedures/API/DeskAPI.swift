import Kernel
import Web
import Wire

/// `/api/v1/desk`: what waits for an officer, and who sits where.
struct DeskAPI: Sendable {
    let desk: CaseDesk

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/desk", access: .permission(ProceduresCapability.decide),
                summary: Localized(zh: "待办申请", en: "Applications that wait at one's desks"),
                query: Self.filters, handler: worklist),
            Route(
                .get, "/api/v1/seats", access: .permission(ProceduresCapability.manage),
                summary: Localized(zh: "席位", en: "Who sits at which desk")
            ) { _ in
                let seats = try await desk.seats()
                return .json(JSON.object([.init("seats", .array(seats.map(seat)))]).encoded)
            },
            Route(
                .post, "/api/v1/seats", access: .permission(ProceduresCapability.manage),
                summary: Localized(zh: "安排席位", en: "Gives a seat"), handler: give),
            Route(
                .post, "/api/v1/desk/deputies", access: .permission(ProceduresCapability.decide),
                summary: Localized(zh: "委托代办", en: "Hands one's seat over for a time"),
                handler: give),
        ]
    }

    private static let filters = [
        Route.Query("service", Localized(zh: "事项代码", en: "code of the service")),
        Route.Query("due", Localized(zh: "时限：overdue、today、later", en: "overdue, today, later")),
        Route.Query(
            "held",
            Localized(
                zh: "领办：mine、nobody、colleague、proposed",
                en: "mine, nobody, colleague, proposed")),
        Route.Query("body", Localized(zh: "席位所在单位", en: "body of the desk")),
        Route.Query(
            "after", Localized(zh: "上一页的 next", en: "what the page before gave as next")),
        Route.Query(
            "limit", Localized(zh: "条数，最多 200", en: "rows, 200 at most"), kind: .integer),
    ]

    /// The soonest due first. A filter that means nothing is refused: the whole desk is not what
    /// was asked for.
    private func worklist(_ visit: Visit) async throws -> Answer {
        let principal = try visit.person()
        let load = try await desk.load(principal)
        let filter = DeskFilter(
            visit.query, services: desk.knownServices(load),
            bodies: try await desk.actor(principal).bodies)
        let others = visit.query.unknownFilters(
            "procedures", known: Set(Self.filters.map(\.name) + ["lang"]))
        if let fault = (filter.unknown.map(DeskFilter.fault) + others).first { throw fault }
        let limit = visit.query["limit"].map { Int($0) ?? 0 } ?? CaseDesk.mostWaiting
        guard (1...CaseDesk.mostWaiting).contains(limit) else { throw DeskFilter.fault("limit") }
        let (waiting, next) = try await desk.worklist(
            principal, filter.search, after: filter.after, limit: limit)
        return .json(
            JSON.object([
                .init("next", .optional(next?.text)),
                .init(
                    "waiting",
                    .array(
                        waiting.map { item in
                            .object(
                                CaseJSON.line(item.file).members + [
                                    .init(
                                        "applicant",
                                        CaseJSON.words(
                                            desk.applicantName(item.file.tenant))),
                                    .init("clock", CaseJSON.clock(item.reading)),
                                    .init("takenBy", .optional(item.file.takenBy)),
                                    .init("proposed", .bool(item.file.proposal != nil)),
                                    .init("textLost", .bool(item.service == nil)),
                                ])
                        })),
            ]).encoded)
    }

    private func give(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProceduresRefusal.notReadable
        }
        // A last day under another name would make a seat without end.
        try json.only(["body", "login", "from", "to"])
        let request = CaseDesk.SeatRequest(
            body: try json.said("body") ?? "", login: try json.said("login") ?? "",
            from: try json.said("from") ?? "", to: try json.said("to") ?? "")
        let given = try await desk.give(request, by: try visit.person())
        return .json(seat(given).encoded, status: 201)
    }

    private func seat(_ seat: Seat) -> JSON {
        .object([
            .init("body", .text(seat.body)), .init("officer", .text(seat.officer)),
            .init("name", .text(seat.name)), .init("from", .text(seat.from.text)),
            .init("to", .optional(seat.to?.text)), .init("insteadOf", .text(seat.insteadOf)),
        ])
    }
}
