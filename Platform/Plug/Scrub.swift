public import Kernel
public import Store

/// A look at everything of one kind that is stored: whether it is still what was stored, and
/// whether what belongs together is there together. Reads every row; changes nothing.
public struct Scrub: Sendable {
    /// Something that does not agree.
    public struct Mismatch: Sendable, Hashable {
        /// Which row, by its key.
        public let subject: String
        public let what: Localized

        public init(_ subject: String, _ what: Localized) {
            self.subject = subject
            self.what = what
        }
    }

    /// What one look has found.
    public struct Findings: Sendable, Hashable {
        /// Rows that were looked at.
        public var checked = 0
        public var mismatches: [Mismatch] = []

        public init() {}
    }

    /// `declarations.messages`.
    public let name: String
    /// What is looked at, for people.
    public let label: Localized
    /// Throws what keeps it from reading on.
    public let run: @Sendable (Store) async throws -> Findings

    public init(
        _ name: String, _ label: Localized,
        run: @escaping @Sendable (Store) async throws -> Findings
    ) {
        self.name = name
        self.label = label
        self.run = run
    }
}
