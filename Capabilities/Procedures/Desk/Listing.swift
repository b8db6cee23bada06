import Kernel
import Store

/// What decisions do to lists of firms.
extension CaseDesk {
    /// Puts the holder of a grant on the lists its service names; ending the grant takes the firm
    /// off again from tomorrow on, so that what happened before stays as it was.
    func list(
        _ change: CaseChange, _ service: ServiceFile, _ actor: Actor, in session: Session
    ) throws {
        let file = change.file
        guard let standings, change.isGrant || file.state == .revoked else { return }
        let rules = try rules(of: file, service, in: session)
        for rule in service.grant.enters {
            let entry = FirmStandings.Entry(
                list: rule.list, firm: file.tenant, to: file.validTo, confirms: rule.confirms,
                reason: change.isGrant
                    ? service.grant.title : Localized(same: file.reason),
                document: file.number, actor: actor.id)
            if file.state == .revoked {
                try standings.leave(entry, session)
            } else if rule.when.map({ rules.holds($0, file.answers) == true }) ?? true {
                try standings.enter(entry, session)
            }
        }
    }
}
