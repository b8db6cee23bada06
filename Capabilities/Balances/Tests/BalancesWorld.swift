import Balances
import Journal
import Kernel
import Papers
import Store
import TestKit
import Web

/// Two enterprises, an officer, and the room on a store of its own.
struct BalancesWorld: Sendable {
    static let now = Instant(milliseconds: 1_795_154_400_000)
    static let one = Holder(
        tenant: "ent-1", name: Localized(zh: "测试贸易甲有限公司", en: "Test Trading A Ltd"),
        district: "2244")
    static let two = Holder(
        tenant: "ent-2", name: Localized(zh: "测试物流乙有限公司", en: "Test Logistics B Ltd"),
        district: "2233")
    static let codes = ["91310115TEST00001A": one, "91310115TEST00002B": two]

    let store: Store
    let journal: Journal
    let capability: BalancesCapability

    static func with<Result: Sendable>(
        _ engine: TestStore.Engine, _ body: @Sendable (BalancesWorld) async throws -> Result
    ) async throws -> Result {
        try await TestStore.with(engine) { store in
            let journal = Journal(clock: .fixed(now))
            let site = Site(assets: try Assets(share: checkout), navigation: [])
            let capability = try BalancesCapability(
                store: store, journal: journal,
                holders: HolderDirectory { text in
                    codes[text] ?? codes.values.first { $0.tenant == text }
                },
                papers: PaperDesk(
                    store: store, clock: .fixed(now), key: [UInt8](repeating: 7, count: 32),
                    address: "http://127.0.0.1"), site: site, share: checkout)
            try await store.migrate(
                [try Journal.migrations(of: checkout), capability.migrations], at: now)
            return try await body(
                BalancesWorld(store: store, journal: journal, capability: capability))
        }
    }

    static let member = Principal(
        kind: .member, id: "user-1", name: "测试甲", enterprise: "ent-1",
        permissions: [BalancesCapability.read])
    static let stranger = Principal(
        kind: .key, id: "key-2", name: "测试乙", enterprise: "ent-2",
        permissions: [BalancesCapability.read])
    static let officer = Principal(
        kind: .officer, id: "officer-1", name: "测试关员", districts: ["2244", "2233"],
        permissions: [BalancesCapability.read, BalancesCapability.manage])

    static let officerElsewhere = Principal(
        kind: .officer, id: "officer-2", name: "测试关员乙", districts: ["2233"],
        permissions: [BalancesCapability.read, BalancesCapability.manage])
    static let administrator = Principal(
        kind: .administrator, id: "administrator-1", name: "测试管理员",
        permissions: [BalancesCapability.read, BalancesCapability.manage])

    /// Asks the handler of a route, as the front door would; a refusal becomes its problem.
    func ask(
        _ method: Visit.Method, _ route: String, as principal: Principal,
        query: KeyValuePairs<String, String> = [:], account: String? = nil,
        language: Language = .en, headers: [String: String] = [:], body: String = ""
    ) async throws -> Answer {
        guard
            let route = capability.routes.first(where: {
                $0.method == method && $0.path == route
            })
        else { return Answer(status: 404) }
        guard case .permission(let needed) = route.access, principal.may(needed) else {
            return Answer(status: 403)
        }
        var visit = Visit(
            method: method, path: route.path.replacing("{language}", with: language.rawValue),
            query: Form(query.map { Form.Pair($0.key, $0.value) }), headers: headers,
            body: Array(body.utf8), language: language, principal: principal, formToken: "token")
        visit.parameters["account"] = account
        do {
            return try await route.handler(visit)
        } catch let refusal as any Refusal {
            return Problem(refusal, requestID: "r", instance: visit.path).answer(in: language)
        }
    }

    /// JSON of a guarantee; parts may be replaced.
    static func guarantee(
        enterprise: String = "91310115TEST00001A", reference: String = "LG-2026-001",
        form: String = "bank-letter", amount: String = "100000.00",
        validTo: String = "2027-06-30", more: String = ""
    ) -> String {
        """
        {"enterprise":"\(enterprise)","reference":"\(reference)","form":"\(form)",\
        "issuer":"测试银行上海分行","amount":"\(amount)","validTo":"\(validTo)"\(more),\
        "citation":{"document":"国务院令第581号","article":"第五条"}}
        """
    }

    func add(_ json: String) async throws -> Answer {
        try await ask(.post, "/api/v1/balances/guarantees", as: Self.officer, body: json)
    }
}
