public import Kernel

/// What is the same on every page: name, navigation, search, look. Made once when the server is put
/// together and handed to whoever makes pages.
public struct Site: Sendable {
    /// A task in the navigation.
    public struct Item: Sendable {
        public let title: Localized
        /// What comes of it, in a sentence; nil where the title says all.
        public let note: Localized?
        /// Path without the language: `/declarations`.
        public let path: String
        /// Nil for what stands at the foot of each page only.
        public let section: SiteSection?
        /// Who sees it: the same word that guards the route.
        public let access: Access
        /// Things of an enterprise: who acts for none, an officer say, has nothing there.
        public let isOfEnterprise: Bool

        /// A task, where it is done and among what it is looked for.
        public init(
            _ title: Localized, note: Localized? = nil, path: String,
            in section: SiteSection? = nil, access: Access = .anyone, isOfEnterprise: Bool = false
        ) {
            self.title = title
            self.note = note
            self.path = path
            self.section = section
            self.access = access
            self.isOfEnterprise = isOfEnterprise
        }

        /// Whether it leads this person anywhere.
        func concerns(_ person: Principal?) -> Bool {
            access.admits(person)
                && (!isOfEnterprise || person.map { !$0.enterprise.isEmpty } ?? false)
        }
    }

    public let assets: Assets
    public let navigation: [Item]
    /// Links at the foot of each page.
    public let footer: [Item]
    /// Where the search box leads, without the language; nil for no box.
    public let search: String?
    /// Where one signs in and out, without the language.
    public let signIn: String
    public let signOut: String

    /// The frame of all pages.
    public init(
        assets: Assets, navigation: [Item], footer: [Item] = [], search: String? = nil,
        signIn: String = "/sign-in", signOut: String = "/sign-out"
    ) {
        self.assets = assets
        self.navigation = navigation
        self.footer = footer
        self.search = search
        self.signIn = signIn
        self.signOut = signOut
    }

    /// What somebody may see of the navigation, each address once, in order.
    public func items(for person: Principal?, in section: SiteSection? = nil) -> [Item] {
        var seen: Set<String> = []
        return navigation.filter {
            (section == nil || $0.section == section) && $0.concerns(person)
                && seen.insert($0.path).inserted
        }
    }

    /// A whole page as an answer. Nobody but the person who asked may keep it: it shows who is
    /// signed in, and a form's token.
    ///
    /// - Parameters:
    ///   - flash: what just happened, above the content.
    ///   - isWide: uses the whole window, for wide tables.
    public func page(
        _ visit: Visit, title: String, trail: [Crumb] = [], flash: HTML? = nil,
        isWide: Bool = false, status: Int = 200, content: HTML
    ) -> Answer {
        let frame = Frame(
            language: visit.language, title: title, principal: visit.principal,
            path: visit.path, query: visit.query.pairs, formToken: visit.formToken,
            trail: trail, flash: flash, isWide: isWide, isRecognised: visit.isRecognised)
        let bytes = html(frame, content: content).bytes
        return Answer(
            status: status,
            headers: [
                Answer.Header("content-type", "text/html; charset=utf-8"),
                Answer.Header("content-language", visit.language.tag),
                Answer.Header("cache-control", "no-store"),
            ],
            body: visit.language == .zh ? bytes : LanguageOfParts.marked(bytes))
    }

    /// What a page needs from its frame.
    struct Frame: Sendable {
        var language: Language
        var title: String
        var principal: Principal?
        var path: String
        var query: [Form.Pair] = []
        var formToken: String = ""
        var trail: [Crumb] = []
        var flash: HTML?
        var isWide = false
        /// Whether it is known that nobody is signed in, where there is no principal.
        var isRecognised = true
    }

    /// The markup of a whole page.
    func html(_ frame: Frame, content: HTML) -> HTML {
        let language = frame.language
        let width: HTML = frame.isWide ? "page page-wide" : "page"
        return """
            <!doctype html>
            <html lang="\(language.tag)">
            <head>
            <meta charset="utf-8">
            <title>\(frame.title) – \(Words.name, language)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="stylesheet" href="\(url: assets.path("tradewind.css"))">
            <link rel="icon" type="image/svg+xml" href="\(url: assets.path("icon.svg"))">
            <link rel="alternate" hreflang="\(language.other.tag)" href="\(url: otherPath(frame))">
            <script src="\(url: assets.path("tradewind.js"))" defer></script>
            </head>
            <body>
            <a class="skip" href="#main">\(Words.skip, language)</a>
            \(header(frame))
            <div class="\(width)">
            \(.breadcrumb(frame.trail, language: language))
            <main id="main" tabindex="-1">
            \(frame.flash)
            \(content)
            </main>
            </div>
            \(foot(frame))
            </body>
            </html>

            """
    }

    /// The same page in the other language, with its query.
    func otherPath(_ frame: Frame) -> String {
        let other = frame.language.other.rawValue
        guard let rest = Site.withoutLanguage(frame.path) else { return "/\(other)" }
        return Address.path("/\(other)\(rest)", query: frame.query)
    }

    /// `/zh/declarations` → `/declarations`; nil when the path names no language.
    static func withoutLanguage(_ path: String) -> String? {
        for language in Language.allCases {
            let prefix = Array("/\(language.rawValue)".utf8)
            guard path.utf8.starts(with: prefix) else { continue }
            let rest = path.utf8.dropFirst(prefix.count)
            if rest.isEmpty || rest.first == UInt8(ascii: "/") { return String(rest) }
        }
        return nil
    }
}
