import Kernel
import Parties
import Plug
import Web
import Wire

/// `/api/v1/sandbox/…`: the addresses a program uses, in front of the sandbox. A key with the scope
/// `sandbox.use` alone opens these and nothing else.
struct SandboxResource: Sendable {
    let desk: SandboxDesk
    let register: EnterpriseRegister
    var report: @Sendable (String, any Error) -> Void

    static let access = Access.permission(SandboxDesk.use)
    /// Says on every answer that nothing real happened.
    static let mark = Answer.Header("x-tradewind-sandbox", "1")

    var routes: [Route] {
        var messages = MessagesResource(register: register) { [desk] body, sender in
            try await desk.receive(body, from: sender)
        }
        messages.path = "/api/v1/sandbox/ceb"
        messages.access = SandboxResource.access
        messages.summary = Localized(zh: "向沙箱报送报文", en: "Send messages to the sandbox")
        let send = messages.route
        return [
            Route(
                send.method, send.path, access: send.access, summary: send.summary,
                bodyLimit: send.bodyLimit, rate: Rate(600, perSeconds: 60)
            ) { visit in SandboxResource.marked(try await send.handler(visit)) },
            receipts, documents, one, outcomes, removal,
        ]
    }

    private static func marked(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers.append(mark)
        return answer
    }

    private static func json(_ members: [JSON.Member]) -> Answer {
        marked(.json(JSON.object([.init("sandbox", .bool(true))] + members).encoded))
    }

    private var receipts: Route {
        Route(
            .get, "/api/v1/sandbox/receipts", access: SandboxResource.access,
            summary: Localized(zh: "领取沙箱回执", en: "Pull receipts of the sandbox"),
            query: [
                Route.Query("after", Localized(zh: "从这个编号之后", en: "after this number"),
                    kind: .integer),
                Route.Query("limit", Localized(zh: "每次份数，默认 100", en: "so many, else 100"),
                    kind: .integer),
            ]
        ) { visit in
            let after = try visit.whole("after", from: 0, to: .max, else: 0)
            let limit = try Int(visit.whole("limit", from: 1, to: 1000, else: 100))
            let found = try await desk.receipts(
                of: try visit.tenant(), after: after, limit: limit)
            return SandboxResource.json([
                .init("receipts", .array(found.map(SandboxResource.json))),
                .init("next", .integer(found.last?.sequence ?? after)),
            ])
        }
    }

    private var documents: Route {
        Route(
            .get, "/api/v1/sandbox/declarations", access: SandboxResource.access,
            summary: Localized(zh: "沙箱里的单证", en: "Documents in the sandbox"),
            query: [
                Route.Query(
                    "number", Localized(zh: "自编号或预录入编号", en: "own number, or the one given"))
            ]
        ) { visit in
            let tenant = try visit.tenant()
            let found =
                if let number = visit.query["number"] {
                    try await desk.documents(of: tenant, called: number)
                } else {
                    try await desk.documents(of: tenant, limit: 200)
                }
            return SandboxResource.json([
                .init(
                    "declarations",
                    .array(found.map { .object(SandboxResource.members($0, withReceipts: false)) }))
            ])
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/sandbox/declarations/{number}", access: SandboxResource.access,
            summary: Localized(zh: "沙箱里的一份单证和回执", en: "One document with its receipts")
        ) { visit in
            let found = try await desk.documents(
                of: try visit.tenant(), called: visit.parameters["number"] ?? "")
            guard let view = found.first else { throw DeclarationsRefusal.notFound }
            return SandboxResource.json(SandboxResource.members(view, withReceipts: true))
        }
    }

    private var outcomes: Route {
        Route(
            .get, "/api/v1/sandbox/outcomes", access: .anyone,
            summary: Localized(zh: "沙箱约定的货号", en: "Goods numbers of the sandbox")
        ) { _ in
            SandboxResource.json([
                .init(
                    "outcomes",
                    .array(
                        desk.outcomes.all.map { outcome in
                            .object([
                                .init("itemNo", .text(outcome.item)),
                                .init("name", outcome.name.json),
                                .init(
                                    "statuses",
                                    .array(
                                        outcome.steps.map { .integer($0.status.rawValue) })),
                            ])
                        })),
                .init("keepDays", .integer(desk.keepDays)),
            ])
        }
    }

    private var removal: Route {
        Route(
            .delete, "/api/v1/sandbox", access: SandboxResource.access,
            summary: Localized(zh: "清空本企业的沙箱", en: "Empty one's sandbox")
        ) { visit in
            try await desk.remove(of: try visit.tenant())
            return SandboxResource.marked(Answer(status: 204))
        }
    }

    private static func json(_ receipt: SandboxShelf.Receipt) -> JSON {
        .object([
            .init("sandbox", .bool(true)), .init("sequence", .integer(receipt.sequence)),
            .init("at", .text(receipt.at.iso)), .init("type", .text(receipt.type)),
            .init("subject", .text(receipt.subject)), .init("number", .text(receipt.number)),
            .init("status", .integer(receipt.status)), .init("info", .text(receipt.info)),
            .init("xml", .text(String(decoding: receipt.body, as: UTF8.self))),
        ])
    }

    private static func members(
        _ view: SandboxDesk.View, withReceipts: Bool
    ) -> [JSON.Member] {
        let last = view.last
        let told: [JSON.Member] = [
            .init("number", .text(last.number)), .init("type", .text(last.request)),
            .init("subject", .text(last.subject)), .init("status", .integer(last.status)),
            .init("statusAt", .text(last.at.iso)),
        ]
        guard withReceipts else { return told }
        return told + [.init("receipts", .array(view.receipts.map(json)))]
    }

    /// Takes old things away, once an hour.
    var service: Service {
        Service(name: "declarations.sandbox") {
            while !Task.isCancelled {
                do {
                    try await desk.tidy()
                } catch {
                    if !Task.isCancelled { report("declarations.sandbox", error) }
                }
                try? await Task.sleep(nanoseconds: 3_600_000_000_000)
            }
        }
    }
}
