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
        /// What is hashed into the log.
        public let content: [UInt8]

        public init(number: Int64, at: Instant, content: [UInt8]) {
            self.number = number
            self.at = at
            self.content = content
        }
    }

    /// What the entries are of.
    let kind: Leaf.Word
    /// The next records after a number, at most so many.
    let after: @Sendable (Int64, Int, Session) throws -> [Record]

    /// - Parameter kind: a word of the program's text, like `declaration.receipt`.
    public init(
        _ kind: StaticString,
        after: @escaping @Sendable (Int64, Int, Session) throws -> [Record]
    ) {
        self.kind = Leaf.Word(stringLiteral: kind)
        self.after = after
    }

    /// The field of an entry that holds the hash of the content.
    static let field: Leaf.Word = "content"
}
