import Kernel
import Store

/// What people keep for themselves: named filters, and what they opened last. Reference tables:
/// fifty and twenty rows per person at most.
struct ShelfTable {
    let session: Session

    func saved(of user: String) throws -> [SavedFilter] {
        try session.rows(
            """
            select id, list, query, name from parties_saved_filters where user_id = $1
            order by name, id limit 50
            """, [.text(user)]
        ).map {
            SavedFilter(
                id: try $0.text(0), list: try $0.text(1), query: try $0.text(2),
                name: try $0.text(3))
        }
    }

    func save(_ filter: SavedFilter, of user: String, at now: Instant) throws {
        // The same name on the same list is the same filter, said anew.
        try session.execute(
            "delete from parties_saved_filters where user_id = $1 and list = $2 and name = $3",
            [.text(user), .text(filter.list), .text(filter.name)])
        try session.execute(
            """
            insert into parties_saved_filters (user_id, id, list, query, name, created_at)
            values ($1, $2, $3, $4, $5, $6)
            """,
            [
                .text(user), .text(filter.id), .text(filter.list), .text(filter.query),
                .text(filter.name), .integer(now.milliseconds),
            ])
    }

    /// False when there was none.
    func remove(_ id: String, of user: String) throws -> Bool {
        try session.execute(
            "delete from parties_saved_filters where user_id = $1 and id = $2",
            [.text(user), .text(id)]) > 0
    }

    func recent(of user: String, limit: Int) throws -> [RecentThing] {
        try session.rows(
            """
            select path, title, opened_at, language, other_title from parties_recent
            where user_id = $1 order by opened_at desc, path limit $2
            """, [.text(user), .integer(limit)]
        ).map {
            RecentThing(
                path: try $0.text(0), title: try $0.text(1),
                language: Language(rawValue: try $0.text(3)) ?? .zh, otherTitle: try $0.text(4),
                openedAt: Instant(milliseconds: try $0.integer(2)))
        }
    }

    /// When somebody opened one thing last; nil when it is not kept.
    func opened(_ path: String, by user: String) throws -> Instant? {
        try session.first(
            "select opened_at from parties_recent where user_id = $1 and path = $2",
            [.text(user), .text(path)]
        ).map { Instant(milliseconds: try $0.integer(0)) }
    }

    func note(_ thing: RecentThing, of user: String, keeping most: Int) throws {
        try session.execute(
            """
            insert into parties_recent (user_id, path, title, language, opened_at, other_title)
            values ($1, $2, $3, $4, $5, $6) on conflict (user_id, path) do update
            set title = excluded.title, language = excluded.language,
                opened_at = excluded.opened_at, other_title = excluded.other_title
            """,
            [
                .text(user), .text(thing.path), .text(thing.title),
                .text(thing.language.rawValue), .integer(thing.openedAt.milliseconds),
                .text(thing.otherTitle),
            ])
        let kept = try recent(of: user, limit: most + 1)
        guard kept.count > most, let oldest = kept.last else { return }
        try session.execute(
            "delete from parties_recent where user_id = $1 and opened_at <= $2",
            [.text(user), .integer(oldest.openedAt.milliseconds)])
    }
}
