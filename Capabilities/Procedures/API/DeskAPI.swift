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
                query: [
                    Route.Query("service", Localized(zh: "事项代码", en: "code of a service")),
                    Route.Query(
                        "due",
                        Localized(zh: "overdue、today 或 later", en: "overdue, today or later")),
                    Route.Query(
                        "held",
                        Localized(
                            zh: "mine、nobody、colleague 或 proposed",
                            en: "mine, nobody, colleague or proposed")),
                    Route.Query("body", Localized(zh: "办理机构代码", en: "code of the body")),
                ], handler: worklist),
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

    private func worklist(_ visit: Visit) async throws -> Answer {
        let officer = try person(visit)
        let all = try await desk.worklist(officer)
        let filter = DeskFilter(
            visit.query, all, bodies: try await desk.actor(officer).bodies)
        // A program must not take a list for filtered that is not.
        let others = visit.query.unknownFilters(
            "procedures", known: ["service", "due", "held", "body", "lang"])
        if let fault = (filter.unknown.map(DeskFilter.fault) + others).first { throw fault }
        let today = desk.clock.today
        let waiting = all.filter { filter.admits($0, for: officer.id, today: today) }
        return .json(
            JSON.object([
                .init(
                    "waiting",
                    .array(
                        waiting.map { item in
                            .object(
                                CaseJSON.line(item.file).members + [
                                    .init("applicant", CaseJSON.words(
                                        desk.applicantName(item.file.tenant))),
                                    .init("clock", CaseJSON.clock(item.reading)),
                                    .init("takenBy", .optional(item.file.takenBy)),
                                    .init("proposed", .bool(item.file.proposal != nil)),
                                ])
                        }))
            ]).encoded)
    }

    private func give(_ visit: Visit) async throws -> Answer {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw ProceduresRefusal.notReadable
        }
        let request = CaseDesk.SeatRequest(
            body: json["body"]?.string ?? "", login: json["login"]?.string ?? "",
            from: json["from"]?.string ?? "", to: json["to"]?.string ?? "")
        let given = try await desk.give(request, by: try person(visit))
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
