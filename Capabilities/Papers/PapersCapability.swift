public import Kernel
public import Plug
public import Store
public import Web

/// READ FIRST: what was handed out on paper, and does it still hold? One page verifies every paper,
/// for anybody; the rooms that know what a paper says draw it up and hand it to the desk.
public struct PapersCapability: Capability {
    public let name = "papers"
    public let migrations: MigrationSet
    /// Issues papers and sets them.
    public let desk: PaperDesk
    private let site: Site
    private let current: PaperDesk.Current
    private let sources: PaperStatus.Sources

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                PapersTexts.status, note: PapersTexts.statusNote, path: "/status", in: .lookUp)
        ]
    }

    /// - Parameters:
    ///   - current: what papers whose facts move on would say now.
    ///   - sources: where the things that papers are about stand.
    public init(
        desk: PaperDesk, current: PaperDesk.Current, sources: PaperStatus.Sources = [:],
        site: Site, share: Share
    ) throws {
        migrations = try MigrationSet(capability: "papers", in: "Capabilities/Papers", of: share)
        self.desk = desk
        self.site = site
        self.current = current
        self.sources = sources
    }

    public var encrypted: [EncryptedColumn] { EncryptedColumns.all }

    public var routes: [Route] {
        VerifyResource(desk: desk, current: current).routes
            + VerifyPage(desk: desk, current: current, site: site).routes
            + [
                StatusResource(desk: desk, sources: sources).route,
                StatusPage(desk: desk, sources: sources, site: site).route,
            ]
    }
}
