public import Balances
public import Journal
public import Kernel
public import Papers
public import Parties
public import Plug
import Reference
public import Store
public import Web

/// READ FIRST: where does this good come from in law, and how is that proved? Agreements, rules of
/// origin, worksheets, certificates and declarations.
public struct OriginCapability: Capability {
    /// May keep worksheets for one's own enterprise.
    public static let keep = OriginDesk.keep

    /// May issue proofs and record approvals, for enterprises of the own districts.
    public static let decide = ProofDesk.decide

    public let migrations: MigrationSet
    public let tables: OriginTables
    private let desk: OriginDesk
    private let proofs: ProofDesk
    private let claims: ClaimDesk
    private let site: Site

    /// Opens the room over its tables.
    public init(
        store: Store, journal: Journal, identifiers: Identifiers, register: EnterpriseRegister,
        guarantees: GuaranteeDesk, papers: PaperDesk, site: Site, share: Share
    ) throws {
        migrations = try OriginCapability.migrations(of: share)
        tables = try OriginTables.load(share)
        desk = OriginDesk(tables: tables, store: store, journal: journal, ids: identifiers,
            papers: papers)
        proofs = ProofDesk(
            origin: desk, settings: try OriginSettings.load(share), register: register,
            forms: try CertificateForms.load(share))
        claims = ClaimDesk(
            proofs: proofs, guarantees: guarantees, calendar: try WorkingCalendar.load(share),
            defects: try Defect.load(share))
        self.site = site
    }

    public var name: String { "origin" }

    public var routes: [Route] {
        OriginResource(desk: desk).routes + RulePages(desk: desk, site: site).routes
            + WorksheetPages(desk: desk, site: site).routes
            + ProofResource(desk: proofs).routes + ProofPages(desk: proofs, site: site).routes
            + ApplicationPage(desk: proofs, site: site).routes
            + VerifyPage().routes
            + ExporterPage(desk: proofs, site: site).routes
            + ClaimResource(desk: claims).routes + ClaimPages(desk: claims, site: site).routes
            + ClaimForm(desk: claims, site: site).routes
    }

    /// Lapses what was not corrected in time.
    public var services: [Service] {
        [
            Service(name: "origin.corrections") { [claims] in
                while !Task.isCancelled {
                    // A failure is tried again at the next turn; nothing was changed.
                    _ = try? await claims.lapseOverdue(by: "origin.corrections")
                    try? await Task.sleep(for: .seconds(60))
                }
            }
        ]
    }

    public var navigation: [NavigationEntry] { OriginCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [
            NavigationEntry(label: OriginTexts.title, path: "/origin", access: .anyone),
            NavigationEntry(
                label: ProofTexts.title, path: "/origin/proofs", access: .permission(keep)),
            NavigationEntry(
                label: ProofTexts.title, path: "/origin/proofs", access: .permission(decide)),
            NavigationEntry(
                label: ClaimTexts.title, path: "/origin/claims", access: .permission(keep)),
            NavigationEntry(
                label: ClaimTexts.title, path: "/origin/claims", access: .permission(decide)),
        ]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "origin", in: "Capabilities/Origin", of: share)
    }
}
