import Journal
import Kernel
import Papers
import Store
import Tariff
import TestKit
import Web

@testable import Classification

/// The room on a store of its own, with the whole tariff.
struct ClassificationWorld: Sendable {
    static let now = Instant(milliseconds: 1_795_154_400_000)
    /// Read once for all tests: it is large.
    static let codes = Result { try GoodsCodes.load(checkout) }

    let store: Store
    let capability: ClassificationCapability

    static func with<Outcome: Sendable>(
        _ engine: TestStore.Engine, _ body: @Sendable (ClassificationWorld) async throws -> Outcome
    ) async throws -> Outcome {
        try await TestStore.with(engine) { store in
            let capability = try ClassificationCapability(
                store: store, journal: Journal(clock: .fixed(now)), identifiers: .counting(),
                codes: try codes.get(), model: nil,
                papers: PaperDesk(
                    store: store, clock: .fixed(now), key: [1],
                    address: "https://tradewind.example"),
                enterpriseName: { Localized(same: $0) },
                site: Site(assets: try Assets(share: checkout), navigation: []), share: checkout)
            try await store.migrate(
                [
                    try Journal.migrations(of: checkout),
                    try MigrationSet(
                        capability: "papers", in: "Capabilities/Papers", of: checkout),
                    capability.migrations,
                ], at: now)
            return try await body(ClassificationWorld(store: store, capability: capability))
        }
    }

    static let permissions: Set<Permission> = [ClassificationCapability.confirm]
    static let member = Principal(
        kind: .member, id: "user-1", name: "测试甲", enterprise: "ent-1", permissions: permissions)
    static let stranger = Principal(
        kind: .key, id: "key-2", name: "测试乙", enterprise: "ent-2", permissions: permissions)
    static let officer = Principal(
        kind: .officer, id: "officer-1", name: "测试关员", districts: ["2244"],
        permissions: permissions)

    /// Asks the handler of a route, as the front door would; a refusal becomes its problem.
    func ask(
        _ method: Visit.Method, _ route: String, as principal: Principal? = nil,
        query: KeyValuePairs<String, String> = [:], id: String? = nil, body: String = "",
        headers: [String: String] = [:], language: Language = .en
    ) async throws -> Answer {
        guard
            let route = capability.routes.first(where: {
                $0.method == method && $0.path == route
            })
        else { return Answer(status: 404) }
        if case .permission(let needed) = route.access, principal?.may(needed) != true {
            return Answer(status: 403)
        }
        var visit = Visit(
            method: method, path: route.path.replacing("{language}", with: language.rawValue),
            query: Form(query.map { Form.Pair($0.key, $0.value) }), headers: headers,
            body: Array(body.utf8), language: language, principal: principal, formToken: "token")
        visit.parameters["id"] = id
        do {
            return try await route.handler(visit)
        } catch let refusal as any Refusal {
            return Problem(refusal, requestID: "r", instance: visit.path).answer(in: language)
        }
    }
}

/// The checkout the tests run in: data and migrations are read from there.
let checkout = Share(
    root: #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        .joined(separator: "/"))
