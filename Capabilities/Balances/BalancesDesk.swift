import Journal
import Kernel
import Reference
import Store
import Web

/// What API and pages do; both call this and nothing else.
struct BalancesDesk: Sendable {
    static let read = Permission("balances.read")
    static let manage = Permission("balances.manage")

    let store: Store
    let clock: Clock
    let ledger: Ledger
    let guarantees: GuaranteeDesk
    let stock: StockDesk
    let holders: HolderDirectory
    let settings: SettingsTable

    /// What `settings` holds.
    static let figures: Set<String> = ["guarantee.notice-days"]

    /// How many days before its end somebody is told of a guarantee.
    var noticeDays: Int {
        get throws { try settings.whole("guarantee.notice-days", on: clock.today) }
    }

    /// What units are called.
    var units: UnitNames { ledger.units }

    /// Everything a holder has.
    struct Overview: Sendable {
        let accounts: [HeldAccount]
        let guarantees: [GuaranteeEntry]
    }

    /// An account and part of its statement.
    struct Statement: Sendable {
        let held: HeldAccount
        let lines: [StatementLine]
    }

    /// The enterprises whose accounts somebody may see and book: an officer those registered in
    /// the officer's districts, an administrator all, anybody else the own. The others are as if
    /// they were not there.
    func holders(for principal: Principal) -> HolderDirectory {
        HolderDirectory { [holders] text in
            guard let holder = holders.find(text) else { return nil }
            let isSeen =
                switch principal.kind {
                case .administrator: principal.may(Self.manage)
                case .officer:
                    principal.may(Self.manage)
                        && holder.district.map(principal.districts.contains) ?? false
                case .member, .key: holder.tenant == principal.enterprise
                }
            return isSeen ? holder : nil
        }
    }

    /// Whose accounts a visit may see: the visitor's own enterprise, or the one named in the query
    /// (see `holders(for:)`).
    func holder(of visit: Visit) throws(BalanceRefusal) -> Holder {
        guard let principal = visit.principal else { throw .holderNeeded }
        guard let named = visit.query["enterprise"], !named.isEmpty else {
            guard !principal.enterprise.isEmpty else { throw .holderNeeded }
            return holders.find(principal.enterprise)
                ?? Holder(tenant: principal.enterprise, name: Localized(same: principal.name))
        }
        guard let holder = holders(for: principal).find(named) else { throw .noSuchHolder(named) }
        return holder
    }

    func overview(of holder: Holder) async throws -> Overview {
        try await store.read { session in
            Overview(
                accounts: try ledger.accounts(of: holder.tenant, in: session).map {
                    try held($0, in: session)
                },
                guarantees: try guarantees.guarantees(of: holder.tenant, in: session))
        }
    }

    /// The account with what lies on it and cannot be taken today.
    private func held(_ account: Account, in session: Session) throws -> HeldAccount {
        guard account.id == Guarantee.plan.id else { return HeldAccount(account: account) }
        let idle = try ledger.idleGuarantees(of: account.tenant, on: clock.today, in: session)
        return HeldAccount(account: account, idle: idle)
    }

    /// What an enterprise answers for as the issuer.
    func issued(by enterprise: String) async throws -> [IssuedGuarantee] {
        guard !enterprise.isEmpty else { return [] }
        let found = try await store.read { try GuaranteeRows.issued(by: enterprise, in: $0) }
        return found.map { tenant, entry in
            IssuedGuarantee(
                holder: holders.find(tenant)
                    ?? Holder(tenant: tenant, name: Localized(same: tenant)), entry: entry)
        }
    }

    /// Guarantees of a number that somebody may see: whoever holds or gave them, and the officers
    /// and administrators who may book on the account.
    func letters(numbered reference: String, for principal: Principal) async throws
        -> [IssuedGuarantee]
    {
        let seen = holders(for: principal)
        let own = principal.enterprise
        return try await store.read { try GuaranteeRows.numbered(reference, in: $0) }
            .compactMap { tenant, entry in
                let isIssuer = !own.isEmpty && entry.guarantee.issuerID.utf8.elementsEqual(own.utf8)
                guard let holder = seen.find(tenant) ?? (isIssuer ? holders.find(tenant) : nil)
                else { return nil }
                return IssuedGuarantee(holder: holder, entry: entry)
            }
    }

    /// Lines after a number, the oldest first.
    func lines(of id: AccountID, holder: Holder, after number: Int64, limit: Int) async throws
        -> Statement
    {
        try await store.read { session in
            Statement(
                held: try held(
                    ledger.account(id, of: holder.tenant, in: session), in: session),
                lines: try ledger.statement(
                    of: id, tenant: holder.tenant, after: number, limit: limit, in: session))
        }
    }

    /// Lines before a number, the newest first.
    func latest(of id: AccountID, holder: Holder, before number: Int64, limit: Int) async throws
        -> Statement
    {
        try await store.read { session in
            Statement(
                held: try held(
                    ledger.account(id, of: holder.tenant, in: session), in: session),
                lines: try ledger.latest(
                    of: id, tenant: holder.tenant, before: number, limit: limit, in: session))
        }
    }

    func add(_ guarantee: Guarantee, to holder: Holder, by actor: String) async throws
        -> TransferOutcome
    {
        try await store.write { [guarantees] session in
            try guarantees.add(guarantee, to: holder.tenant, by: actor, in: session)
        }
    }

    func release(_ reference: String, of holder: Holder, by actor: String) async throws
        -> GuaranteeEntry
    {
        try await store.write { [guarantees] session in
            try guarantees.release(reference, of: holder.tenant, by: actor, in: session)
        }
    }

    /// What does not agree in the accounts the visitor may see.
    func verify(for principal: Principal) async throws -> [LedgerFlaw] {
        let flaws = try await store.read { [ledger] session in try ledger.verify(in: session) }
        if principal.kind == .administrator { return flaws }
        let seen = holders(for: principal)
        return flaws.filter { seen.find($0.tenant) != nil }
    }
}
