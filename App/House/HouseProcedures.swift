import Balances
import Journal
import Kernel
import Logging
import Papers
import Parties
import Procedures
import Reference
import Store
import Web

extension SingleWindow {
    /// The room where applications are decided, with what it is handed.
    static func procedures(
        _ store: Store, _ journal: Journal, _ ids: Identifiers, _ share: Share,
        _ codes: CodeTables, _ parties: Parties, _ ledger: Ledger, _ papers: PaperDesk,
        _ site: Site, _ logger: Logger
    ) throws -> ProceduresCapability {
        var needs = ProceduresCapability.Needs(
            store: store, journal: journal, identifiers: ids, share: share, codes: codes,
            register: parties.register, ledger: ledger, papers: papers,
            site: site,
            officers: { login in
                for user in try await parties.users() where user.isActive {
                    if case .officer(let authority, _) = user.kind, user.login == login {
                        return ProceduresCapability.Officer(
                            id: user.id, name: user.name, authority: authority)
                    }
                }
                return nil
            })
        needs.report = report(to: logger)
        return try ProceduresCapability(needs)
    }
}
