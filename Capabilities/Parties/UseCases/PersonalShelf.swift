public import Kernel
import Store
public import Web

/// A filter of a list under a name of somebody's own.
public struct SavedFilter: Sendable, Hashable {
    public let id: String
    /// Path of the list, without the language: `/worklist`.
    public let list: String
    /// As it stands in an address: `status=300&due=overdue`.
    public let query: String
    public let name: String

    /// Where it leads, without the language.
    public var path: String { query.isEmpty ? list : "\(list)?\(query)" }
}

/// Something somebody opened.
public struct RecentThing: Sendable, Hashable {
    /// Without the language.
    public let path: String
    /// The title its page had.
    public let title: String
    /// Of the title.
    public let language: Language
    /// The title in the other language; empty where it is not known.
    public let otherTitle: String
    public let openedAt: Instant

    /// What was opened when.
    public init(
        path: String, title: String, language: Language, otherTitle: String = "",
        openedAt: Instant
    ) {
        (self.path, self.title, self.openedAt) = (path, title, openedAt)
        (self.language, self.otherTitle) = (language, otherTitle)
    }

    /// In both languages; nil where one is not known.
    var titles: Localized? {
        guard !otherTitle.isEmpty else { return nil }
        return language == .zh
            ? Localized(zh: title, en: otherTitle) : Localized(zh: otherTitle, en: title)
    }
}

/// What each person keeps for themselves. Nobody else sees it, and it is no part of any record.
public struct PersonalShelf: Sendable {
    static let mostSaved = 50
    static let mostRecent = 20
    static let longestName = 40
    /// Opened again within five minutes it is not written again, whatever else was opened between:
    /// all writes of the house go one after the other, and looking at things must not hold them up.
    private static let fresh: Int64 = 300_000

    let store: Store
    let clock: Clock
    let ids: Identifiers

    /// Whether somebody has one: people do, programs do not.
    public static func serves(_ person: Principal) -> Bool {
        person.kind != .key && !person.lacksFactor
    }

    /// All filters of a person; of one list where it is named.
    public func saved(of person: Principal, list: String? = nil) async throws -> [SavedFilter] {
        let all = try await store.read { try ShelfTable(session: $0).saved(of: person.id) }
        return all.filter { list == nil || $0.list == list }
    }

    func save(_ name: String, list: String, query: String, of person: Principal) async throws {
        let length = name.unicodeScalars.count
        guard (1...Self.longestName).contains(length),
            name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else { throw ShelfRefusal.name(longest: Self.longestName) }
        guard LocalPath(list) != nil, query.utf8.count <= 1_000,
            query.isEmpty || LocalPath("/?" + query) != nil
        else { throw ShelfRefusal.list }
        let filter = SavedFilter(id: ids.brief, list: list, query: query, name: name)
        let now = clock.now()
        try await store.write { session in
            let table = ShelfTable(session: session)
            let kept = try table.saved(of: person.id)
            let isKnown = kept.contains { $0.list == list && $0.name == name }
            guard kept.count < Self.mostSaved || isKnown else {
                throw ShelfRefusal.full(most: Self.mostSaved)
            }
            try table.save(filter, of: person.id, at: now)
        }
    }

    func remove(_ id: String, of person: Principal) async throws {
        let isGone = try await store.write { session in
            try ShelfTable(session: session).remove(id, of: person.id)
        }
        guard isGone else { throw ShelfRefusal.notFound }
    }

    /// What a person opened last, the latest first.
    public func recent(of person: Principal, limit: Int) async throws -> [RecentThing] {
        try await store.read { session in
            try ShelfTable(session: session).recent(of: person.id, limit: limit)
        }
    }

    /// Notes that somebody opened a thing, to some minutes.
    ///
    /// - Parameter otherTitle: asked only when it is noted; nil where there is none.
    public func note(
        path: String, title: String, in language: Language, by person: Principal,
        otherTitle: @Sendable () async throws -> String?
    ) async throws {
        let now = clock.now()
        let last = try await store.read { try ShelfTable(session: $0).opened(path, by: person.id) }
        if let last, now.milliseconds - last.milliseconds < Self.fresh { return }
        let thing = RecentThing(
            path: path, title: title, language: language,
            otherTitle: try await otherTitle() ?? "", openedAt: now)
        try await store.write { session in
            try ShelfTable(session: session).note(thing, of: person.id, keeping: Self.mostRecent)
        }
    }
}

extension Parties {
    /// What each person keeps for themselves.
    public var shelf: PersonalShelf { PersonalShelf(store: store, clock: clock, ids: ids) }
}
