public import Journal
public import Kernel
public import Plug
public import Store
public import Web

/// READ FIRST: where does this good come from in law, and how is that proved? Agreements, rules of
/// origin, worksheets.
public struct OriginCapability: Capability {
    /// May keep worksheets for one's own enterprise.
    public static let keep = OriginDesk.keep

    public let migrations: MigrationSet
    public let tables: OriginTables
    private let desk: OriginDesk
    private let site: Site

    /// Opens the room over its tables.
    public init(
        store: Store, journal: Journal, identifiers: Identifiers, site: Site, share: Share
    ) throws {
        migrations = try OriginCapability.migrations(of: share)
        tables = try OriginTables.load(share)
        desk = OriginDesk(tables: tables, store: store, journal: journal, ids: identifiers)
        self.site = site
    }

    public var name: String { "origin" }

    public var routes: [Route] {
        OriginResource(desk: desk).routes + RulePages(desk: desk, site: site).routes
            + WorksheetPages(desk: desk, site: site).routes
    }

    public var navigation: [NavigationEntry] { OriginCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [NavigationEntry] {
        [NavigationEntry(label: OriginTexts.title, path: "/origin", access: .anyone)]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "origin", in: "Capabilities/Origin", of: share)
    }
}
