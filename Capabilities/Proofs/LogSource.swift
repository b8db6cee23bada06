internal import Evidence
public import Kernel
public import Store

/// Records that are logged, in the order in which they became durable: whoever has them says how
/// they are read. A record is on its way into the log from the moment it is committed, because its
/// number is its place in the queue; nothing besides has to be written.
public struct LogSource: Sendable {
    /// A record.
    public struct Record: Sendable {
        /// Ascending in the order of commits: nobody who has seen n finds n-1 later.
        public let number: Int64
        public let at: Instant
        /// What is hashed into the log, field by field.
        let fields: [(name: Leaf.Word, value: [UInt8])]

        /// - Parameters:
        ///   - content: what is hashed into the log.
        ///   - subject: number of what it is about, and
        ///   - status: what it says about it: hashed by themselves as well, so that they can be
        ///     shown without the content. Empty for none.
        public init(
            number: Int64, at: Instant, content: [UInt8], subject: String = "",
            status: String = ""
        ) {
            self.number = number
            self.at = at
            var fields: [(name: Leaf.Word, value: [UInt8])] = [(LogSource.field, content)]
            if !subject.isEmpty { fields.append(("subject", Array(subject.utf8))) }
            if !status.isEmpty { fields.append(("status", Array(status.utf8))) }
            self.fields = fields
        }

        /// A legal event.
        init(number: Int64, event: LegalEvent) {
            self.number = number
            at = event.at
            fields = event.logged
        }
    }

    /// A record with what kind of entry it becomes.
    struct Queued: Sendable {
        let kind: Leaf.Word
        let record: Record
    }

    /// The next records after a number, at most so many; fewer do not mean that there are no more,
    /// none does.
    let after: @Sendable (Int64, Int, Session) throws -> [Queued]

    private init(queue: @escaping @Sendable (Int64, Int, Session) throws -> [Queued]) {
        after = queue
    }

    /// - Parameter kind: a word of the program's text, like `declaration.receipt`.
    public init(
        _ kind: StaticString,
        after: @escaping @Sendable (Int64, Int, Session) throws -> [Record]
    ) {
        let kind = Leaf.Word(stringLiteral: kind)
        self.init { number, limit, session in
            try after(number, limit, session).map { Queued(kind: kind, record: $0) }
        }
    }

    /// Several rooms' records as one queue. They must take their numbers from `nextNumber(in:)`.
    public static func merged(_ sources: [LogSource]) -> LogSource {
        LogSource { number, limit, session in
            let found = try sources.map { try $0.after(number, limit, session) }
                .filter { !$0.isEmpty }
            // A source may give fewer than there are: beyond its last record another's would
            // overtake it.
            let horizon = found.compactMap { $0.last?.record.number }.min() ?? number
            let sorted = found.joined().filter { $0.record.number <= horizon }
                .sorted { $0.record.number < $1.record.number }
            return Array(sorted.prefix(limit))
        }
    }

    /// The next number of the one queue, whichever room's record gets it. The counter is locked
    /// until the end of the transaction, so numbers are committed in their order; it bears the name
    /// of those who queued first.
    public static func nextNumber(in session: Session) throws -> Int64 {
        try session.next(counter)
    }

    /// The last number that a committed record got.
    static func lastNumber(in session: Session) throws -> Int64 { try session.last(counter) }

    private static let counter = "declarations.receipts"

    /// All of the next records, so many or up to the end.
    func whole(after number: Int64, _ count: Int, in session: Session) throws -> [Queued] {
        var found: [Queued] = []
        var last = number
        while found.count < count {
            let more = try after(last, count - found.count, session)
            guard let end = more.last else { break }
            found += more
            last = end.record.number
        }
        return found
    }

    /// The field of an entry that holds the hash of the content.
    static let field: Leaf.Word = "content"
}
