public import Kernel
public import Web

/// A part of the first page: things of one kind that need the person who looks, or that he was last
/// busy with.
public struct HomePart: Sendable {
    /// One thing with an address of its own.
    public struct Row: Sendable {
        /// What people call it by: its number.
        public let title: String
        /// Language of the title, where it has one.
        public let titleLanguage: Language?
        /// The title in both languages, where it has them.
        public let titles: Localized?
        /// What kind of thing it is.
        public let kind: Localized
        public let state: Localized
        public let tone: Tone
        /// What is to be done, or what stands in the way.
        public let note: Localized?
        /// Without the language.
        public let path: String
        /// Since when it stands like this.
        public let since: Instant?
        /// The last day on which it can be done in time.
        public let due: Day?

        public init(
            _ title: String, kind: Localized, state: Localized, tone: Tone,
            note: Localized? = nil, path: String, since: Instant? = nil, due: Day? = nil,
            titleIn language: Language? = nil, titles: Localized? = nil
        ) {
            self.title = title
            self.kind = kind
            self.state = state
            self.tone = tone
            self.note = note
            self.path = path
            self.since = since
            self.due = due
            titleLanguage = language
            self.titles = titles
        }
    }

    /// How its things are shown.
    public enum Style: Sendable {
        /// By number, with where they stand and since when.
        case standing
        /// By name: things that stand nowhere, with when they were opened.
        case named
    }

    /// Unique in the house: `declarations.rejected`.
    public let name: String
    public let title: Localized
    /// How pressing it is; nil for what needs nobody and is only shown as recent.
    public let tone: Tone?
    /// Where all of it is, without the language.
    public let more: String
    /// Kinds of people it is for.
    public let kinds: Set<Principal.Kind>
    public let access: Access
    public let style: Style
    /// Most pressing first, at most so many.
    public let find: @Sendable (Principal, Int) async throws -> [Row]

    public init(
        _ name: String, _ title: Localized, tone: Tone?, more: String,
        kinds: Set<Principal.Kind>, access: Access, style: Style = .standing,
        find: @escaping @Sendable (Principal, Int) async throws -> [Row]
    ) {
        self.name = name
        self.title = title
        self.tone = tone
        self.more = more
        self.kinds = kinds
        self.access = access
        self.style = style
        self.find = find
    }

    /// Whether somebody's first page has it.
    public func concerns(_ person: Principal) -> Bool {
        kinds.contains(person.kind) && access.admits(person)
    }
}
