import Balances
import Journal
import Kernel
import Parties
import Store
import Tariff
import Web
import Wire

/// How much of the year's amount a buyer has left (个人年度额度查询), so that a platform can say so
/// before the purchase. The ID number is used for the look-up and not kept; that somebody asked is.
struct QuotaResource: Sendable {
    let quotas: QuotaEnquiry

    var route: Route {
        Route(
            .post, "/api/v1/quota", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "查询订购人年度额度", en: "Quota of a buyer")
        ) { visit in
            guard let asker = visit.principal else { throw WebRefusal.signInNeeded }
            guard let json = try? JSON(visit.body),
                let idNumber = json["buyerIdNumber"]?.string, !idNumber.trimmedBlanks.isEmpty
            else { throw QuotaInput() }
            let state = try await quotas.state(
                Person(
                    idType: json["buyerIdType"]?.string ?? "1", idNumber: idNumber.trimmedBlanks,
                    name: ""), for: asker)
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
    let journal: Journal
    let clock: Clock
    let register: EnterpriseRegister
    let ledger: Ledger
    let duties: RetailImportDuties
    let buyerKey: BuyerKey

    /// What a buyer has left. Each question is an entry of the journal, by which the asker can be
    /// held to account: it names the account of the buyer, never the ID number.
    ///
    /// - Throws: `QuotaNotTheirs` unless the enterprise takes part in purchases.
    func state(_ person: Person, for asker: Principal) async throws -> State {
        let day = clock.today
        guard let enterprise = register.enterprise(id: asker.enterprise),
            QuotaNotTheirs.askers.contains(where: { enterprise.holds($0, on: day) })
        else { throw QuotaNotTheirs() }
        guard let limits = duties.limits(on: day) else { throw TariffRefusal.noRuleOnDay(day) }
        let quota = QuotaAccount.allowance(on: day, limits: limits)
        let key = buyerKey.of(person)
        let allowance = try await store.write { session in
            try journal.append(
                Draft(
                    JournalKind.quotaAsked, actor: asker.id, tenant: enterprise.id,
                    subjectType: "buyer", subject: key,
                    payload: .object([.init("year", .integer(Int64(day.year)))])), in: session)
            return try ledger.state(of: quota, tenant: key, in: session)
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

/// The enterprise takes no part in purchases: it has no business with a buyer's quota.
struct QuotaNotTheirs: Refusal {
    /// Who sells, takes the money or declares may have to know whether a purchase fits.
    static let askers: [EnterpriseRole] = [.platform, .seller, .payment, .declarant]

    var code: String { "declarations.quota-not-theirs" }
    var status: Int { 403 }
    var message: Localized {
        Localized(
            zh: "只有电商平台、电商企业、支付企业和报关企业可以查询订购人年度额度。",
            en: "Only platforms, sellers, payment enterprises and declarants may ask for a buyer's "
                + "quota.")
    }
    var fix: Localized {
        Localized(
            zh: "请由参与该笔交易的上述企业查询，或先办理企业类型登记。",
            en: "Let one of them ask who has a part in the purchase, or have the role registered.")
    }
}
