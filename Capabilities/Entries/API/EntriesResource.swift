import Journal
import Kernel
import Web
import Wire

/// `/api/v1/entries`: goods declarations.
struct EntriesResource: Sendable {
    let desk: EntryDesk
    let clock: EntryClock

    /// Room for fifty lines with their specifications.
    static let bodyLimit = 256 * 1024

    var routes: [Route] {
        let lodge = Access.permission(EntryDesk.lodge)
        let decide = Access.permission(EntryDesk.decide)
        func route(
            _ method: Visit.Method, _ path: String, _ access: Access, _ zh: String, _ en: String,
            query: [Route.Query] = [],
            _ handler: @escaping @Sendable (Visit) async throws -> Answer
        ) -> Route {
            Route(
                method, "/api/v1/" + path, access: access, summary: Localized(zh: zh, en: en),
                bodyLimit: Self.bodyLimit, query: query, handler: handler)
        }
        return [
            route(.get, "entry-fields", .anyone, "报关单字段表", "Fields of a declaration", fields),
            route(.post, "entries", lodge, "申报进口货物", "Lodge a goods declaration", self.lodge),
            route(
                .get, "entries", .signedIn, "报关单列表", "Goods declarations",
                query: EntryFilterQuery.names, list),
            route(.get, "entries/{number}", .signedIn, "一份报关单", "One declaration", one),
            route(
                .post, "entries/{number}/completion", lodge, "提交完整申报", "Step two", complete),
            route(
                .post, "entries/{number}/corrections", lodge, "更正提前申报",
                "Correct an advance declaration", correct),
            route(
                .post, "entries/{number}/taxation", lodge, "变更征税方式", "Choose how to pay",
                choose),
            route(
                .post, "entries/{number}/decision", decide, "关员决定", "An officer's decision",
                self.decide),
            route(.post, "arrivals", .signedIn, "登记货物运抵", "Tell of an arrival", arrive),
            route(
                .post, "entries/clock", decide, "办理到期事项", "Do what time brings", tick),
        ]
    }

    static func body(_ visit: Visit) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw EntryRefusal.notReadable
        }
        return json
    }

    /// Who asks: somebody who may lodge or decide.
    static func person(_ visit: Visit) throws -> Principal {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        // Routes both kinds of people use: one of the two permissions, never none.
        guard principal.may(EntryDesk.lodge) || principal.may(EntryDesk.decide) else {
            throw WebRefusal.notPermitted(EntryDesk.lodge)
        }
        return principal
    }

    private func fields(_ visit: Visit) async throws -> Answer {
        let day = visit.query["on"].flatMap { Day($0) } ?? desk.clock.today
        let rows = desk.fields.filter { $0.holds(on: day) }.map { row in
            JSON.object([
                .init("name", .text(row.value.name)),
                .init("level", .text(row.value.isOfLine ? "line" : "header")),
                .init("form", .text(row.value.form.rawValue)),
                .init("choices", .array(row.value.choices.map(JSON.text))),
                .init("summary", .text(row.value.summary.rawValue)),
                .init("full", .text(row.value.full.rawValue)),
                .init("label", row.value.label.json),
                .init("hint", row.value.hint.json),
                .init("citation", row.citation.json),
            ])
        }
        return .json(JSON.object([.init("fields", .array(rows))]).encoded)
    }

    private func lodge(_ visit: Visit) async throws -> Answer {
        let taken = try await desk.lodge(try Self.body(visit), by: try Self.person(visit))
        return .json(taken.receipt, status: taken.isRepeat ? 200 : 201)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let person = try Self.person(visit)
        let query = EntryFilterQuery(visit.query, desk, for: person)
        if let fault = query.faults.first { throw fault }
        let page = try await desk.entries(
            query.filter, after: query.after, limit: query.limit, for: person)
        return .json(
            JSON.object([
                .init(
                    "entries",
                    .array(page.entries.map { .object(EntryJSON.members($0, desk)) })),
                .init("next", .optional(page.hasMore ? page.entries.last?.number : nil)),
            ]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let person = try Self.person(visit)
        let (entry, history) = try await desk.entry(
            visit.parameters["number"] ?? "", for: person)
        let timeline = history.map {
            JSON.object([
                .init("at", .text($0.at.iso)), .init("kind", .text($0.kind)),
                .init("details", $0.payload),
            ])
        }
        return .json(
            JSON.object(
                EntryJSON.members(entry, desk) + [
                    .init("document", EntryText.json(entry.document)),
                    .init("arrival", entry.arrival.map { EntryText.json($0) } ?? .null),
                    .init("timeline", .array(timeline)),
                    .init(
                        "explanation",
                        desk.explanation(
                            of: entry, isOfficer: desk.isOfDistrict(entry, person)
                        ).json),
                ]
            ).encoded)
    }

    private func answer(_ entry: GoodsEntry) -> Answer {
        .json(JSON.object(EntryJSON.members(entry, desk)).encoded)
    }

    private func complete(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.complete(
                visit.parameters["number"] ?? "", try Self.body(visit),
                by: try Self.person(visit)))
    }

    private func correct(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.correct(
                visit.parameters["number"] ?? "", try Self.body(visit),
                by: try Self.person(visit)))
    }

    private func choose(_ visit: Visit) async throws -> Answer {
        let word = try Self.body(visit)["taxation"]?.string ?? ""
        guard let taxation = EntryTaxation(rawValue: word) else {
            throw EntryRefusal.input([
                EntryFault.choice(EntryTaxation.allCases.map(\.rawValue)).fault(at: "/taxation")
            ])
        }
        return answer(
            try await desk.choose(
                taxation, of: visit.parameters["number"] ?? "", by: try Self.person(visit)))
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let body = try Self.body(visit)
        guard let decision = EntryDesk.Decision(rawValue: body["decision"]?.string ?? "") else {
            throw EntryRefusal.input([
                EntryFault.choice(EntryDesk.Decision.allCases.map(\.rawValue))
                    .fault(at: "/decision")
            ])
        }
        return answer(
            try await desk.decide(
                decision, on: visit.parameters["number"] ?? "",
                reason: body["reason"]?.string ?? "", by: try Self.person(visit)))
    }

    private func arrive(_ visit: Visit) async throws -> Answer {
        let entries = try await desk.arrive(try Self.body(visit), by: try Self.person(visit))
        // Who tells of an arrival learns what it was for, not what was declared.
        let rows = entries.map {
            JSON.object([
                .init("number", .text($0.number)), .init("state", .text($0.state.rawValue)),
            ])
        }
        return .json(JSON.object([.init("entries", .array(rows))]).encoded)
    }

    private func tick(_ visit: Visit) async throws -> Answer {
        let done = await clock.run()
        return .json(
            JSON.object([
                .init("lapsed", .integer(done.lapsed)), .init("reminded", .integer(done.reminded)),
                .init("overdue", .integer(done.overdue)), .init("notes", .integer(done.notes)),
                .init("drawn", .integer(done.drawn)),
            ]).encoded)
    }
}
