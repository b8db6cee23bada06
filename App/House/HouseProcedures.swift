import Balances
import Journal
import Kernel
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
        _ codes: CodeTables, _ parties: Parties, _ ledger: Ledger, _ papers: PaperDesk, _ site: Site
    ) throws -> ProceduresCapability {
        try ProceduresCapability(
            ProceduresCapability.Needs(
                store: store, journal: journal, identifiers: ids, share: share, codes: codes,
                register: parties.register, ledger: ledger, papers: papers,
                site: site,
                officers: { login in
                    try await parties.users().first { user in
                        guard case .officer = user.kind else { return false }
                        return user.isActive && user.login == login
                    }.map { ($0.id, $0.name) }
                }))
    }
}
