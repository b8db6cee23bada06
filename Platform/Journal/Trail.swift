public import Kernel
public import Store

/// What is asked of an enterprise's entries: who did what, when.
public struct TrailQuestion: Sendable, Hashable {
    /// Id of who did it; nil for everybody.
    public var actor: String?
    /// How the kind begins: `parties.` for one room; nil for all.
    public var kind: String?
    /// First and last day, in China.
    public var from: Day?
    public var to: Day?
    /// Entries before this number; nil for the latest.
    public var before: Int64?

    public init(
        actor: String? = nil, kind: String? = nil, from: Day? = nil, to: Day? = nil,
        before: Int64? = nil
    ) {
        self.actor = actor
        self.kind = kind
        self.from = from
        self.to = to
        self.before = before
    }

    fileprivate func takes(_ entry: Entry) -> Bool {
        (actor.map { entry.actor.utf8.elementsEqual($0.utf8) } ?? true)
            && (kind.map { entry.kind.utf8.starts(with: $0.utf8) } ?? true)
            && (from.map { $0 <= entry.at.day } ?? true) && (to.map { entry.at.day <= $0 } ?? true)
    }
}

extension Journal {
    /// Rows looked at for one answer: a rare thing in a long journal is found in several steps, and
    /// no question keeps a reader busy for long.
    private static let mostLookedAt = 20_000

    /// Entries of an enterprise, latest first.
    ///
    /// - Returns: at most so many, and the number from which to go on; nil when nothing is left.
    public func trail(
        of tenant: String, _ question: TrailQuestion, limit: Int, in session: Session
    ) throws -> (entries: [Entry], next: Int64?) {
        var found: [Entry] = []
        var before = question.before ?? Int64.max
        var looked = 0
        while looked < Journal.mostLookedAt {
            let page = try page(of: tenant, before: before, in: session)
            for entry in page {
                looked += 1
                before = entry.sequence
                if question.takes(entry) { found.append(entry) }
                if found.count == limit { return (found, before) }
            }
            // A clock may have been set back: a day more is looked at.
            let isPast = question.from.flatMap { from in
                page.last.map { $0.at.day.adding(days: 1) < from }
            }
            if page.count < Journal.rowsAPage || isPast == true { return (found, nil) }
        }
        return (found, before)
    }

    private static let rowsAPage = 500

    private func page(
        of tenant: String, before sequence: Int64, in session: Session
    ) throws -> [Entry] {
        try session.rows(
            """
            select sequence, at, actor, tenant, subject_type, subject, kind, payload, cause,
                citation
            from journal_entries where tenant = $1 and sequence < $2
            order by sequence desc limit $3
            """, [.text(tenant), .integer(sequence), .integer(Int64(Journal.rowsAPage))]
        ).map(entry)
    }
}
