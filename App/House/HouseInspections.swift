import Inspections
import Journal
import Kernel
import Logging
import Parties
import Reference
import Store
import Web

extension SingleWindow {
    /// The room where it is said what is inspected, with what it is handed.
    static func inspections(
        _ store: Store, _ journal: Journal, _ ids: Identifiers, _ share: Share,
        _ parties: Parties, _ pepper: Pepper, _ site: Site,
        _ logger: Logger
    ) throws -> InspectionsCapability {
        try InspectionsCapability(
            InspectionsCapability.Needs(
                store: store, journal: journal, clock: journal.clock, identifiers: ids,
                share: share, tables: try CodeTables.load(share), register: parties.register,
                site: site, secret: pepper.key(for: "inspection samples"),
                report: report(to: logger)))
    }
}
