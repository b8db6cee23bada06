import Kernel
import Web
public import Wire

/// `/api/v1/legal-events`: what was sealed about one's enterprise; `/api/v1/proofs/check`: whether
/// a proof holds, for anybody.
struct EventsResource: Sendable {
    let desk: EventDesk

    /// Files with many receipts are checked by `tradewind verify`.
    static let bodyLimit = 2 << 20
    static let rate = Rate(60, perSeconds: 60)
    /// The door is open to whoever reads receipts; behind it each kind of event asks for the
    /// permission that its row of `Data/legal-events.csv` names.
    static let access = Access.permission(Permission("declarations.read"))

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/legal-events", access: Self.access,
                summary: Localized(zh: "存证的法律事件", en: "Sealed legal events"),
                query: [
                    Route.Query(
                        "before",
                        Localized(zh: "只列序号小于此数的事件", en: "Only events below this number"),
                        kind: .integer)
                ], handler: list),
            Route(
                .get, "/api/v1/legal-events/{number}/proof", access: Self.access,
                summary: Localized(
                    zh: "一个事件的证明，只披露所选字段",
                    en: "The proof of an event, showing chosen fields only"),
                query: [
                    Route.Query(
                        "fields",
                        Localized(
                            zh: "要披露的字段，以逗号分隔；缺省为全部",
                            en: "Fields to show, separated by commas; all without it"))
                ]
            ) { visit in
                let names = (visit.query["fields"] ?? "").split(separator: ",").map(String.init)
                return .json(try await proof(visit, names).encoded)
            },
            Route(
                .post, "/api/v1/proofs/check", access: .anyone,
                summary: Localized(zh: "核验一份证明", en: "Check a proof"),
                bodyLimit: Self.bodyLimit, rate: Self.rate, takes: ["application/json"]
            ) { visit in
                let found = try desk.check(visit.body)
                return .json(
                    JSON.object([
                        .init("proven", .bool(true)),
                        .init("findings", .array(found.map(\.json))),
                    ]).encoded)
            },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let before = visit.query["before"].flatMap { Int64($0) } ?? .max
        let found = try await desk.events(
            for: visit.principal, before: before, limit: 100)
        return .json(
            JSON.object([
                .init("events", .array(found.map(json))),
                .init("next", found.last.map { .integer($0.number) } ?? .null),
            ]).encoded)
    }

    private func json(_ sealed: EventDesk.Sealed) -> JSON {
        let event = sealed.event
        let title = desk.table.title(event.kind)
        return .object([
            .init("number", .integer(sealed.number)), .init("at", .text(event.at.iso)),
            .init("kind", .text(event.kind)),
            .init("title", .object([.init("zh", .text(title.zh)), .init("en", .text(title.en))])),
            .init("subject", .text(event.subject)),
            .init(
                "fields",
                .array(
                    event.shown.map {
                        .object([.init("field", .text($0.name)), .init("value", .text($0.value))])
                    })),
        ])
    }

    /// The proof of the event whose number stands in the path.
    func proof(_ visit: Visit, _ names: [String]) async throws -> JSON {
        let number = visit.parameters["number"].flatMap { Int64($0) } ?? 0
        let sealed = try await desk.event(number, for: visit.principal)
        return try await desk.shown(sealed, names)
    }
}

extension ReceiptCheck.Finding {
    /// For programs.
    public var json: JSON {
        .object([
            .init("proven", .bool(true)), .init("what", .text(what)),
            .init("kind", .text(kind)), .init("at", .text(at.iso)),
            .init(
                "fields",
                .array(
                    fields.map {
                        .object([.init("field", .text($0.name)), .init("value", .text($0.value))])
                    })), .init("withheld", .array(withheld.map { .text($0) })),
            .init("unproven", .array(unproven.map { .text($0) })),
            .init("log", .text(origin)), .init("index", .integer(Int64(index))),
            .init("size", .integer(Int64(size))),
            .init("witnesses", .array(witnesses.map { .text($0) })),
        ])
    }
}
