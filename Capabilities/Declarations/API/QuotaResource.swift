import Balances
import Kernel
import Store
import Tariff
import Web
import Wire

/// How much of the year's amount a buyer has left (个人年度额度查询), so that a platform can say so
/// before the purchase. The ID number is used for the look-up and not kept.
struct QuotaResource: Sendable {
    let quotas: QuotaEnquiry

    var route: Route {
        Route(
            .post, "/api/v1/quota", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "查询订购人年度额度", en: "Quota of a buyer")
        ) { visit in
            guard let json = try? JSON(visit.body),
                let idNumber = json["buyerIdNumber"]?.string, !idNumber.trimmed.isEmpty
            else { throw QuotaInput() }
            let state = try await quotas.state(
                Person(
                    idType: json["buyerIdType"]?.string ?? "1", idNumber: idNumber.trimmed,
                    name: ""))
            return .json(
                JSON.object([
                    .init("year", .integer(state.year)),
                    .init("limitYuan", .text(state.allowance.limit.text)),
                    .init("usedYuan", .text(state.allowance.used.text)),
                    .init("leftYuan", .text(state.allowance.available.text)),
                    .init("citation", .text(state.citation.text)),
                ]).encoded)
        }
    }
}

/// Looks up allowances of buyers.
struct QuotaEnquiry: Sendable {
    struct State: Sendable {
        let year: Int
        let allowance: AllowanceState
        let citation: Citation
    }

    let store: Store
    let clock: Clock
    let ledger: Ledger
    let duties: RetailImportDuties
    let buyerKey: BuyerKey

    func state(_ person: Person) async throws -> State {
        let day = clock.today
        guard let limits = duties.limits(on: day) else { throw TariffRefusal.noRuleOnDay(day) }
        let quota = QuotaAccount.allowance(on: day, limits: limits)
        let key = buyerKey.of(person)
        let allowance = try await store.read { session in
            try ledger.state(of: quota, tenant: key, in: session)
        }
        return State(year: day.year, allowance: allowance, citation: limits.citation)
    }
}

/// No buyer was named.
struct QuotaInput: Refusal {
    var code: String { "declarations.quota-input" }
    var field: String? { "buyerIdNumber" }
    var message: Localized { Localized(zh: "缺少订购人证件号码", en: "The buyer's ID number is missing") }
    var fix: Localized {
        Localized(
            zh: "例如 {\"buyerIdNumber\":\"…\"}", en: "For example {\"buyerIdNumber\":\"…\"}")
    }
}
