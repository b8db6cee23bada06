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
        guarantees: GuaranteeDesk, papers: PaperDesk, goods: GoodsCodesKnown,
        taxation: ClaimTaxation,
        declared: @escaping @Sendable (_ number: String, _ tenant: String, Session) throws ->
            HeldDeclaration?,
        rules: OriginRuleBook? = nil, site: Site, share: Share,
        report: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
    ) throws {
        migrations = try OriginCapability.migrations(of: share)
        tables = try OriginTables.load(share, goods: goods, rules: rules)
        desk = OriginDesk(
            tables: tables, store: store, journal: journal, ids: identifiers, papers: papers)
        proofs = ProofDesk(
            origin: desk, settings: try OriginSettings.load(share),
            terms: try IssueTerms.load(share), register: register,
            forms: try CertificateForms.load(share))
        claims = ClaimDesk(
            proofs: proofs, guarantees: guarantees, calendar: try WorkingCalendar.load(share),
            defects: try Defect.load(share), taxation: taxation, declared: declared,
            report: report)
        self.site = site
    }

    public var name: String { "origin" }

    /// The approved exporters, for the room whose decision makes one.
    public var exporters: ExporterRegister { ExporterRegister(proofs: proofs) }

    public var routes: [Route] {
        OriginResource(desk: desk).routes + RulePages(desk: desk, site: site).routes
            + WorksheetPages(desk: desk, site: site).routes
            + ProofResource(desk: proofs).routes + ProofPages(desk: proofs, site: site).routes
            + ApplicationPage(desk: proofs, site: site).routes
            + VerifyPage().routes
            + ExporterPage(desk: proofs, site: site).routes
            + ClaimResource(desk: claims).routes + ClaimPages(desk: claims, site: site).routes
            + ClaimForm(desk: claims, site: site).routes + ClaimPapers(desk: claims).routes
    }

    /// What papers of this room would say now, for whoever verifies them.
    public var currentPapers: PaperDesk.Current {
        let claims = claims
        return [.originClaim: { try await claims.currentPaper($0, $1) }]
    }

    /// Where claims stand, for who has a paper about one and its number.
    public var paperSources: PaperStatus.Sources {
        let claims = claims
        return [.originClaim: { try await claims.paperStatus($0, $1) }]
    }

    /// Lapses what was not corrected in time.
    public var services: [Service] {
        [
            Service(name: "origin.corrections") { [claims] in
                await Round.every(seconds: 60, "origin.corrections", report: claims.report) {
                    try await claims.lapseOverdue(by: "origin.corrections")
                }
            }
        ]
    }

    public var navigation: [Site.Item] { OriginCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                OriginTexts.title,
                note: Localized(
                    zh: "各协定的原产地规则、降税、直运要求和工作表。",
                    en: "Rules of each agreement, its rates, direct transport, worksheet."),
                path: "/origin", in: .lookUp),
            Site.Item(
                ProofTexts.title,
                note: Localized(
                    zh: "申请、签发、更改、自主声明。", en: "Apply, issue, replace, declare."),
                path: "/origin/proofs", in: .services, access: .permission(keep)),
            Site.Item(
                ProofTexts.title,
                note: Localized(
                    zh: "审核申请，签发、更改和作废证书。",
                    en: "Review applications; issue, replace and cancel certificates."),
                path: "/origin/proofs", in: .office,
                access: .permission(decide)),
            Site.Item(
                ClaimTexts.title,
                note: Localized(
                    zh: "凭证有微小瑕疵：先担保放行，限期补正。",
                    en: "Small defects: released against security, corrected in time."),
                path: "/origin/claims", in: .services, access: .permission(keep)),
            Site.Item(
                ClaimTexts.title,
                note: Localized(
                    zh: "审核担保放行的申请和限期内的补正。",
                    en: "Releases against security, and what is corrected in time."),
                path: "/origin/claims", in: .office,
                access: .permission(decide)),
        ]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "origin", in: "Capabilities/Origin", of: share)
    }
}
