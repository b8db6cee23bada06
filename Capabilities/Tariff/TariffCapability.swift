public import Journal
public import Kernel
public import Papers
public import Plug
public import Store
public import Web

/// READ FIRST: what is this good called, and what does it owe that day? Look-ups need no account.
public struct TariffCapability: Capability {
    public let migrations: MigrationSet
    /// The tables, for whoever is built below.
    public let book: TariffBook
    let desk: EditionDesk
    let pastTrade: PastTradeDesk
    let proposals: ProposalDesk
    /// Retail imports of the year before, for trying a change of law; nil where nobody has them.
    let recentOrders: RecentOrders?
    /// What an enterprise is called, by its id.
    let enterpriseName: @Sendable (String) -> String
    private let clock: Clock
    private let papers: PaperDesk
    private let site: Site

    /// Retail imports released from one day to another.
    public typealias RecentOrders = @Sendable (_ from: Day, _ to: Day) async throws
        -> [DeclaredOrder]

    public init(
        book: TariffBook, store: Store, journal: Journal, clock: Clock,
        papers: PaperDesk, site: Site, share: Share,
        recentOrders: RecentOrders? = nil,
        enterpriseName: @escaping @Sendable (String) -> String = { $0 },
        secondPerson: TariffSecondPerson = .whole,
        report: @escaping @Sendable (String, any Error) -> Void = { _, _ in }
    ) throws {
        self.recentOrders = recentOrders
        self.enterpriseName = enterpriseName
        desk = EditionDesk(book: book, store: store, journal: journal, report: report)
        pastTrade = PastTradeDesk(book: book, store: store, journal: journal)
        proposals = ProposalDesk(
            desk: desk, pastTrade: pastTrade, recentOrders: recentOrders, named: enterpriseName,
            secondPerson: secondPerson)
        migrations = try MigrationSet(capability: "tariff", in: "Capabilities/Tariff", of: share)
        self.book = book
        self.clock = clock
        self.papers = papers
        self.site = site
    }

    public var name: String { "tariff" }

    public var routes: [Route] {
        TariffResource(book: book, clock: clock).routes
            + CalculatorResource(book: book, clock: clock).routes
            + TariffPages(book: book, clock: clock, papers: papers, site: site).routes
            + EditionPages(desk: desk, proposals: proposals, site: site).routes
            + ProposalResource(proposals: proposals).routes
            + WithdrawalResource(proposals: proposals).routes
            + UnusedResource(desk: pastTrade, clock: clock).routes
            + UnusedPages(desk: pastTrade, site: site).routes
    }

    /// What another room writes into the journal when the taxes of an import declaration are
    /// settled, so that its lines are looked at for lower rates: payload `lines`, each as
    /// `PastLine.json`; the entry's tenant is the importer.
    public static let linesSettled = "entries.lines-settled"

    public var subscribers: [Subscriber] { [pastTrade.subscriber] }

    public var services: [Service] { [desk.service] }

    public var scrubs: [Scrub] { [desk.scrub] }

    /// Takes up the changes of law that were loaded before: once the tables are there.
    public func begin() async throws { try await desk.takeUp() }

    public var navigation: [Site.Item] { TariffCapability.entries }

    public var finders: [Finder] { [codesFinder] }

    /// Goods codes, by digits or words.
    private var codesFinder: Finder {
        let book = book
        let clock = clock
        return Finder("tariff.codes", Localized(zh: "税则号列", en: "Goods codes")) { question in
            let today = clock.today
            // A number is a code or none; a firm is called what it is called, not what it sells.
            if question.isFirm || question.isNumber && question.text.codeDigits == nil {
                return []
            }
            let found = book.look(for: question.text, on: today, limit: question.limit)
            guard found.isAbout else { return [] }
            return found.lines.map { line in
                let name = book.name(of: line, on: today)
                return Finder.Found(
                    Localized(
                        zh: "\(line.code.text) \(name.zh)", en: "\(line.code.text) \(name.en)"),
                    path: "/tariff/codes/\(line.code.text)",
                    isExact: question.text.codeDigits == line.code.text, isGuess: !found.isWhole)
            }
        }
    }

    /// Known before the capability is made, because the site's navigation is.
    public static var entries: [Site.Item] {
        [
            Site.Item(
                BestRatePage.title,
                note: Localized(
                    zh: "写品名、选原产地：各种税率一比，合法的最低税率在前。",
                    en: "Goods and origin: all rates compared, the cheapest lawful one first."),
                path: "/tariff/best", in: .lookUp),
            Site.Item(
                TariffPages.title,
                note: Localized(
                    zh: "税则号列、税率、单位、申报要素、改版对照。",
                    en: "Codes, rates, units, declaration elements, what changed."),
                path: "/tariff", in: .lookUp),
            Site.Item(
                TaxesPage.title,
                note: Localized(
                    zh: "一票货物应缴多少，每一步怎么算；可传表格批量算。",
                    en: "What a consignment owes, step by step; thousands by spreadsheet."),
                path: "/tariff/taxes", in: .lookUp),
            Site.Item(
                QuotasPage.title,
                note: Localized(
                    zh: "粮、棉、糖等：配额内外税率、余量和申请时间。",
                    en: "Grain, cotton, sugar: rates in and out of quota, balances, windows."),
                path: "/tariff/quotas", in: .lookUp),
            Site.Item(
                ExchangeRatesPage.title,
                note: Localized(
                    zh: "外币折合人民币的汇率，生效日与来源。",
                    en: "Rates by which amounts become yuan, with day and source."),
                path: "/tariff/exchange-rates", in: .lookUp),
            Site.Item(
                UnusedWords.title,
                note: Localized(
                    zh: "上传已报关单：哪些本可享受更低税率、多缴多少、怎么追回。",
                    en: "Past declarations: which could have had a lower rate, and what to do."),
                path: "/tariff/unused", in: .lookUp),
        ]
    }
}
