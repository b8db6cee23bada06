public import Journal
public import Kernel
public import Papers
public import Plug
public import Store
public import Tariff
public import Web

/// READ FIRST: what is this good called in the tariff?
public struct ClassificationCapability: Capability {
    /// May confirm codes: an officer by rulings, for everybody; an enterprise for itself.
    public static let confirm = ClassificationDesk.confirm

    public let migrations: MigrationSet
    private let desk: ClassificationDesk
    private let site: Site

    /// - Parameters:
    ///   - codes: the tariff; shared with whoever else uses it.
    ///   - papers: sets confirmed codes as paper.
    ///   - enterpriseName: what an enterprise is called, by its id.
    ///   - model: folder of a model made by `tradewind tariff train`; nil for the shipped wording.
    /// - Throws: a `DataFault` of a table, a `ClassificationRefusal` of a model that does not fit.
    public init(
        store: Store, journal: Journal, identifiers: Identifiers, codes: GoodsCodes, model: String?,
        papers: PaperDesk, enterpriseName: @escaping @Sendable (String) -> Localized?,
        site: Site, share: Share
    ) throws {
        migrations = try MigrationSet(
            capability: "classification", in: "Capabilities/Classification", of: share)
        desk = ClassificationDesk(
            store: store, journal: journal, ids: identifiers,
            shelf: ClassifierShelf(
                codes: codes, data: try ClassificationData.load(share),
                model: try model.map { folder throws(ClassificationRefusal) in
                    try ModelFolder.read(folder)
                }), papers: papers, enterpriseName: enterpriseName)
        self.site = site
    }

    public var name: String { "classification" }

    public var routes: [Route] {
        ClassificationAPI(desk: desk).routes + ConfirmationsAPI(desk: desk).routes
            + ClassificationPage(desk: desk, site: site).routes
            + ConfirmationsPage(desk: desk, site: site).routes
            + ConfirmationPapers(desk: desk).routes
    }

    public var navigation: [Site.Item] { ClassificationCapability.entries }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                ClassificationTexts.title,
                note: Localized(
                    zh: "写品名和特征，给出候选税号、理由和还要问的问题。",
                    en: "From a description to candidate codes, reasons and open questions."),
                path: "/classification", in: .lookUp)
        ]
    }
}
