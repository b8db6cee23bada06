import Kernel
import Web
import Wire

/// `/api/v1/payment-notes` and `/api/v1/entry-privileges`: taxes paid once a month, and who may.
struct NotesResource: Sendable {
    let notes: NoteDesk
    let privileges: PrivilegeDesk

    var routes: [Route] {
        let decide = Access.permission(EntryDesk.decide)
        func route(
            _ method: Visit.Method, _ path: String, _ access: Access, _ zh: String, _ en: String,
            query: [Route.Query] = [],
            _ handler: @escaping @Sendable (Visit) async throws -> Answer
        ) -> Route {
            Route(
                method, "/api/v1/" + path, access: access, summary: Localized(zh: zh, en: en),
                query: query, handler: handler)
        }
        return [
            route(
                .get, "payment-notes", .signedIn, "汇总征税缴款单", "Payment notes",
                query: PlaceQuery.names, list),
            route(
                .get, "payment-notes/{number}", .signedIn, "一份缴款单", "One note",
                query: PlaceQuery.names, one),
            route(
                .post, "payment-notes/{number}/payment", decide, "登记缴款", "Note the payment", pay),
            route(
                .get, "entry-privileges", .signedIn, "汇总征税与两步申报资格", "Privileges",
                privileges(_:)),
            route(
                .post, "entry-privileges", decide, "登记资格", "Grant a privilege", grant),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let place = try PlaceQuery(visit.query)
        let page = try await notes.notes(
            after: place.after, limit: place.limit, for: try EntriesResource.person(visit))
        return .json(
            JSON.object([
                .init("notes", .array(page.notes.map { .object(EntryJSON.note($0, notes)) })),
                .init("next", .optional(page.hasMore ? page.notes.last?.number : nil)),
            ]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let place = try PlaceQuery(visit.query)
        let (note, entries, hasMore) = try await notes.note(
            visit.parameters["number"] ?? "", after: place.after, limit: place.limit,
            for: try EntriesResource.person(visit))
        let rows = entries.map {
            JSON.object([
                .init("number", .text($0.number)), .init("taxYuan", .text($0.tax.text)),
                .init("lateFeeYuan", .text($0.fee.text)),
            ])
        }
        return .json(
            JSON.object(
                EntryJSON.note(note, notes) + [
                    .init("lines", .array(rows)),
                    .init("next", .optional(hasMore ? entries.last?.number : nil)),
                ]
            ).encoded)
    }

    private func pay(_ visit: Visit) async throws -> Answer {
        let note = try await notes.pay(
            visit.parameters["number"] ?? "",
            reference: try EntriesResource.body(visit)["reference"]?.string ?? "",
            by: try EntriesResource.person(visit))
        return .json(JSON.object(EntryJSON.note(note, notes)).encoded)
    }

    private func privileges(_ visit: Visit) async throws -> Answer {
        let found = try await privileges.privileges(
            of: visit.query["enterprise"] ?? "", for: try EntriesResource.person(visit))
        return .json(
            JSON.object([.init("privileges", .array(found.map(EntryJSON.privilege)))]).encoded)
    }

    private func grant(_ visit: Visit) async throws -> Answer {
        let granted = try await privileges.grant(
            try EntriesResource.body(visit), by: try EntriesResource.person(visit))
        return .json(EntryJSON.privilege(granted).encoded, status: 201)
    }
}
