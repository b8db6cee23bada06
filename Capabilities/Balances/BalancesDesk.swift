import Journal
import Kernel
import Store
import Web

/// What API and pages do; both call this and nothing else.
struct BalancesDesk: Sendable {
    static let read = Permission("balances.read")
    static let manage = Permission("balances.manage")

    let store: Store
    let clock: Clock
    let ledger = Ledger()
    let guarantees: GuaranteeDesk
    let holders: HolderDirectory

    /// Everything a holder has.
    struct Overview: Sendable {
        let accounts: [Account]
        let guarantees: [GuaranteeEntry]
    }

    /// An account and part of its statement.
    struct Statement: Sendable {
        let account: Account
        let lines: [StatementLine]
    }

    /// Whose accounts a visit may see: the visitor's own enterprise, or for whoever manages
    /// balances the one named in the query. Others are told that there is no such enterprise.
    func holder(of visit: Visit) throws(BalanceRefusal) -> Holder {
        guard let principal = visit.principal else { throw .holderNeeded }
        guard let named = visit.query["enterprise"], !named.isEmpty else {
            guard !principal.enterprise.isEmpty else { throw .holderNeeded }
            return holders.find(principal.enterprise)
                ?? Holder(tenant: principal.enterprise, name: Localized(same: principal.name))
        }
        guard let holder = holders.find(named),
            principal.may(Self.manage) || holder.tenant == principal.enterprise
        else { throw .noSuchHolder(named) }
        return holder
    }

    func overview(of holder: Holder) async throws -> Overview {
        try await store.read { [ledger, guarantees] session in
            Overview(
                accounts: try ledger.accounts(of: holder.tenant, in: session),
                guarantees: try guarantees.guarantees(of: holder.tenant, in: session))
        }
    }

    /// Lines after a number, the oldest first.
    func lines(of id: AccountID, holder: Holder, after number: Int64, limit: Int) async throws
        -> Statement
    {
        try await store.read { [ledger] session in
            Statement(
                account: try ledger.account(id, of: holder.tenant, in: session),
                lines: try ledger.statement(
                    of: id, tenant: holder.tenant, after: number, limit: limit, in: session))
        }
    }

    /// Lines before a number, the newest first.
    func latest(of id: AccountID, holder: Holder, before number: Int64, limit: Int) async throws
        -> Statement
    {
        try await store.read { [ledger] session in
            Statement(
                account: try ledger.account(id, of: holder.tenant, in: session),
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

    func verify() async throws -> [LedgerFlaw] {
        try await store.read { [ledger] session in try ledger.verify(in: session) }
    }
}
