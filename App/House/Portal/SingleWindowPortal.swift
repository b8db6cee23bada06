import Availability
import Balances
import Classification
import Declarations
import Entitlements
import Entries
import Inspections
import Kernel
import Lists
import Logging
import Origin
import Papers
import Parties
import Plug
import Policies
import Problems
import Procedures
import Proofs
import Reference
import Tariff
import Web

/// The frame of all pages, and all routes.
extension SingleWindow {
    static func site(_ assets: Assets) -> Site {
        Site(
            assets: assets,
            navigation: TariffCapability.entries + ClassificationCapability.entries
                + OriginCapability.entries + DeclarationsCapability.entries
                + EntriesCapability.entries + InspectionsCapability.entries
                + PoliciesCapability.entries + ProblemsCapability.entries
                + ProofsCapability.entries
                + ProceduresCapability.entries + EntitlementsCapability.entries
                + ListsCapability.entries + BalancesCapability.entries
                + AvailabilityCapability.entries
                + PapersCapability.entries + [CodePages.entry] + PartiesCapability.navigation,
            footer: [
                Site.Item(Localized(zh: "单据核验", en: "Verify a paper"), path: "/verify"),
                Site.Item(Localized(zh: "存证日志", en: "Evidence log"), path: "/log"),
                Site.Item(
                    Localized(zh: "查验公示", en: "Inspection figures"),
                    path: "/inspection-statistics"),
                Site.Item(DeveloperWords.title, path: "/developers"),
                Site.Item(Localized(zh: "组件", en: "Components"), path: "/components"),
            ], search: "/search")
    }

    /// A page whose citations lead to the register of policies where that has them.
    private static func citing(_ route: Route, of register: PolicyRegister?) -> Route {
        guard let register, route.path.utf8.starts(with: "/{language}/".utf8) else { return route }
        return Route(
            route.method, route.path, access: route.access, summary: route.summary,
            bodyLimit: route.bodyLimit, rate: route.rate, query: route.query, takes: route.takes
        ) { visit in
            try await CitedDocuments.$title.withValue({ register.title(of: $0) }) {
                try await route.handler(visit)
            }
        }
    }

    /// Every route: those of the rooms, then what belongs to no single room and is made from what
    /// each of them gives.
    static func routes(
        _ capabilities: [any Capability], _ tables: CodeTables, _ register: EnterpriseRegister,
        _ clock: Clock, _ site: Site, _ share: Share, _ personal: PersonalPages,
        _ logger: Logger
    ) throws -> [Route] {
        let codes = CodePages(tables: tables, clock: clock, site: site)
        let home = PortalHome(parts: capabilities.flatMap(\.homeParts), logger: logger)
        let search = PortalSearch(
            finders: capabilities.flatMap(\.finders)
                + [codes.finder, try PortalTasks.load(share, site).finder],
            logger: logger)
        let pages = PortalPages(
            home: home, search: search, register: register, clock: clock, site: site)
        let words = try share.once { try APIWords.load(share) }
        let strict = StrictBodies(bodies: words.bodies)
        let lists = capabilities.flatMap(\.routes)
        let rooms = lists.map {
            PersonalPages.telling(personal.around(strict.around($0)), by: lists)
        }
        let policies = capabilities.lazy.compactMap { $0 as? PoliciesCapability }.first?.register
        let served = (rooms + pages.routes
            + PortalAPI(home: home, search: search).routes + codes.routes + site.assets.routes
            + ComponentGallery.routes(site: site) + [health])
            .map { citing($0, of: policies) }
        return served
            + DeveloperPages(
                served, words: words,
                changelog: (try? share.text("CHANGELOG.md")) ?? "", site: site
            ).routes
    }
}
