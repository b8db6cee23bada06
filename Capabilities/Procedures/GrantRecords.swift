public import Kernel
public import Store

/// What a decision writes into a register of another room, in the transaction of the decision, so
/// that nobody types it again: handed in by the room that keeps the register.
public struct GrantRecords: Sendable {
    /// A holder with what the decision says.
    public struct Entry: Sendable, Hashable {
        /// Id of the enterprise.
        public var firm: String
        /// What the register wants to know, by its own names.
        public var values: [String: String]
        public var from: Day
        /// Last day; nil for no end.
        public var to: Day?
        /// Why it ends.
        public var reason: String
        /// Number of the decision.
        public var document: String
        /// Who decided.
        public var actor: String
    }

    /// Writes the holder down. Throws a refusal when the register cannot take it.
    public var enter: @Sendable (Entry, Session) throws -> Void
    /// Ends it from today; what was done under it before stays.
    public var leave: @Sendable (Entry, Session) throws -> Void

    public init(
        enter: @escaping @Sendable (Entry, Session) throws -> Void,
        leave: @escaping @Sendable (Entry, Session) throws -> Void
    ) {
        self.enter = enter
        self.leave = leave
    }

    /// Registers that service files may name, with what each wants to know.
    static let names = ["origin-exporters": ["number", "agreements", "codes"]]
}
