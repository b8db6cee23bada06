public import Kernel
public import Store
public import Wire

/// One state change, as it was when it happened. Entries are never changed or removed.
public struct Entry: Sendable, Hashable {
    /// Place in the whole journal; a reader that has seen n never finds n-1 later.
    public let sequence: Int64
    public let at: Instant
    /// Who did it: id of a user, key or subscriber.
    public let actor: String
    /// Enterprise whose thing it is.
    public let tenant: String
    /// What it happened to: its type (`declaration`) and id.
    public let subjectType: String
    public let subject: String
    /// What happened: `declarations.lodged`.
    public let kind: String
    public let payload: JSON
    /// The entry this one reacts to.
    public let cause: Int64?
    /// Where the rule is written that decided it.
    public let citation: String?
}

/// What is to be noted; the journal adds number and time.
public struct Draft: Sendable {
    public var actor: String
    public var tenant: String
    public var subjectType: String
    public var subject: String
    public var kind: String
    public var payload: JSON
    public var cause: Int64?
    public var citation: String?
    /// Whether the entry stands in its subject's timeline. Things that nobody looks at one by one
    /// need none, and a timeline costs a line of an index for each entry.
    public var inTimeline: Bool

    public init(
        _ kind: String, actor: String, tenant: String, subjectType: String, subject: String,
        payload: JSON = .object([]), cause: Int64? = nil, citation: String? = nil,
        inTimeline: Bool = true
    ) {
        self.kind = kind
        self.actor = actor
        self.tenant = tenant
        self.subjectType = subjectType
        self.subject = subject
        self.payload = payload
        self.cause = cause
        self.citation = citation
        self.inTimeline = inTimeline
    }
}

/// The spine of the house: append-only entries, written in the same transaction as the change they
/// tell of. Timelines, reactions, notifications, webhooks and statistics are views of it.
public struct Journal: Sendable {
    public let clock: Clock
    /// Wakes subscribers after a commit that appended something.
    let signal = Signal()

    public init(clock: Clock) { self.clock = clock }

    /// Notes a change in the transaction of the session; gives the entry's number.
    @discardableResult
    public func append(_ draft: Draft, in session: Session) throws -> Int64 {
        let sequence = try session.next("journal")
        try session.execute(
            """
            insert into journal_entries
            (tenant, sequence, at, actor, subject_type, subject, kind, payload, cause, citation,
            timeline)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(draft.tenant), .integer(sequence), .integer(clock.now().milliseconds),
                .text(draft.actor), .text(draft.subjectType), .text(draft.subject),
                .text(draft.kind), .text(draft.payload.canonical), .optional(draft.cause),
                .optional(draft.citation), .integer(draft.inTimeline ? 1 : 0),
            ])
        let (signal, kind) = (signal, draft.kind)
        session.afterCommit(kind) { signal.raise(kind) }
        return sequence
    }

    /// Entries of every tenant after a place, in order.
    public func entries(after sequence: Int64, limit: Int, in session: Session) throws -> [Entry] {
        try following(sequence, limit: limit, in: session).map(entry)
    }

    /// So many entries are gone through at most for the few that somebody wants.
    private static let stretch: Int64 = 50_000

    /// What was found for a subscriber.
    struct Found: Sendable {
        var entries: [Entry] = []
        /// The last entry that was gone through; nil when there is none.
        var last: Int64?
        /// Whether that was the last there is.
        var isEnd = true
    }

    /// The next entries of some kinds, at most so many. The others stay in the database: most of
    /// what happens concerns few subscribers.
    func wanted(
        _ kinds: Set<String>, after sequence: Int64, limit: Int, in session: Session
    ) throws -> Found {
        let newest = try last(in: session)
        let end = min(newest, sequence + Journal.stretch)
        guard end > sequence else { return Found() }
        var statement = Statement(
            """
            select sequence, at, actor, tenant, subject_type, subject, kind, payload, cause,
                citation
            from journal_entries where sequence > $1 and sequence <= $2
            """, [.integer(sequence), .integer(end)])
        statement.append(kinds: kinds)
        statement.append("order by sequence limit ?", [.integer(limit)])
        let entries = try session.rows(statement).map(entry)
        let isAll = entries.count < limit
        return Found(
            entries: entries, last: isAll ? end : entries.last?.sequence,
            isEnd: isAll && end == newest)
    }

    private func following(_ sequence: Int64, limit: Int, in session: Session) throws -> [Row] {
        try session.rows(
            """
            select sequence, at, actor, tenant, subject_type, subject, kind, payload, cause,
                citation
            from journal_entries where sequence > $1 order by sequence limit $2
            """, [.integer(sequence), .integer(limit)])
    }

    /// Entries of one enterprise after a place: the event feed.
    public func feed(of tenant: String, after sequence: Int64, limit: Int, in session: Session)
        throws -> [Entry]
    {
        try session.rows(
            """
            select sequence, at, actor, tenant, subject_type, subject, kind, payload, cause,
                citation
            from journal_entries where tenant = $1 and sequence > $2 order by sequence limit $3
            """, [.text(tenant), .integer(sequence), .integer(limit)]
        ).map(entry)
    }

    /// What happened to one thing, in order: its timeline. Entries that were noted without one are
    /// not in it.
    public func timeline(of subject: String, tenant: String, in session: Session) throws -> [Entry]
    {
        try session.rows(
            """
            select sequence, at, actor, tenant, subject_type, subject, kind, payload, cause,
                citation
            from journal_entries where tenant = $1 and subject = $2 and timeline = 1
            order by sequence limit 1000
            """, [.text(tenant), .text(subject)]
        ).map(entry)
    }

    /// Number of the last entry; 0 for an empty journal.
    public func last(in session: Session) throws -> Int64 {
        try session.first("select coalesce(max(sequence), 0) from journal_entries")?.integer(0) ?? 0
    }

    func entry(_ row: Row) throws -> Entry {
        let payload = try row.text(7)
        guard let json = try? JSON(Array(payload.utf8)) else {
            throw StoreFault.shape("payload of journal entry \(try row.integer(0))")
        }
        return Entry(
            sequence: try row.integer(0), at: Instant(milliseconds: try row.integer(1)),
            actor: try row.text(2), tenant: try row.text(3), subjectType: try row.text(4),
            subject: try row.text(5), kind: try row.text(6), payload: json,
            cause: try row.optionalInteger(8), citation: try row.optionalText(9))
    }
}

extension Statement {
    /// Only entries of these kinds.
    fileprivate mutating func append(kinds: Set<String>) {
        // In one order, so that a subscriber's statement is prepared once.
        let kinds = kinds.sorted()
        append("and kind in (")
        for (place, kind) in kinds.enumerated() { append(place == 0 ? "?" : ", ?", [.text(kind)]) }
        append(")")
    }
}

extension Journal {
    /// Entries that a subscriber wants and has not reacted to.
    public func waiting(for subscriber: Subscriber, in session: Session) throws -> Int64 {
        var statement = Statement(
            "select count(*) from journal_entries where sequence > $1",
            [.integer(try checkpoint(of: subscriber.name, in: session))])
        statement.append(kinds: subscriber.kinds)
        return try session.rows(statement).first?.integer(0) ?? 0
    }

    /// The journal's own tables.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "journal", in: "Platform/Journal", of: share)
    }
}
