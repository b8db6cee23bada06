public import Kernel
public import Store
public import Wire

/// What webhooks deliver: things in order, each enterprise with its own. The capability that has
/// them says how they are read; nothing here knows what they are.
public struct WebhookFeed: Sendable {
    /// One thing to deliver.
    public struct Item: Sendable, Hashable {
        /// Its place; grows within an enterprise, and what comes later never has a lower one.
        public let sequence: Int64
        /// Stays the same at every attempt: by it a receiver knows a repeat.
        public let id: String
        /// What kind of message: `declarations.receipt`.
        public let type: String
        public let at: Instant
        public let data: JSON

        public init(sequence: Int64, id: String, type: String, at: Instant, data: JSON) {
            self.sequence = sequence
            self.id = id
            self.type = type
            self.at = at
            self.data = data
        }

        /// The body of the message: the same bytes at every attempt.
        var body: [UInt8] {
            Array(
                JSON.object([
                    .init("type", .text(type)), .init("timestamp", .text(at.iso)),
                    .init("data", data),
                ]).encoded.utf8)
        }
    }

    /// Things of one enterprise after a place, in order.
    public var items:
        @Sendable (_ after: Int64, _ limit: Int, _ tenant: String, Session) throws -> [Item]
    /// Place of an enterprise's last thing; 0 when it has none.
    public var last: @Sendable (_ tenant: String, Session) throws -> Int64

    public init(
        items: @escaping @Sendable (Int64, Int, String, Session) throws -> [Item],
        last: @escaping @Sendable (String, Session) throws -> Int64
    ) {
        self.items = items
        self.last = last
    }
}
