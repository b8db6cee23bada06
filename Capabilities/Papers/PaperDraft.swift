public import Kernel
public import Paper
public import Wire

/// A paper as the room that knows about it draws it up.
public struct PaperDraft: Sendable {
    /// A person or firm on the paper, with what it is there.
    public struct Party: Sendable, Hashable {
        public var role: Localized
        public var name: String
        /// Code of the register; empty for none.
        public var number: String

        public init(_ role: Localized, _ name: String, _ number: String = "") {
            self.role = role
            self.name = name
            self.number = number
        }
    }

    public var kind: PaperKind
    /// Whose it is.
    public var tenant: String
    /// What it is about, in the words of the room: id of a proof, number of a list.
    public var subject: String
    /// Whether what it says moves on: then each state of the facts is an issue of its own, and a
    /// new one replaces the one before.
    public var isSnapshot: Bool
    /// Below the title: agreement, form, service; empty for none.
    public var subtitle: Localized
    /// Number on the paper.
    public var number: String
    public var issuer: Localized
    public var day: Day
    /// Last day it is good for; nil for no end.
    public var validTo: Day?
    public var parties: [Party]
    /// What it says, for programs: the digest of it is in the evidence log.
    public var data: JSON
    /// What it says, for people.
    public var blocks: @Sendable (Language) -> [PaperBlock]

    public init(
        _ kind: PaperKind, tenant: String, subject: String, isSnapshot: Bool = false,
        subtitle: Localized = Localized(same: ""), number: String, issuer: Localized, day: Day,
        validTo: Day? = nil, parties: [Party] = [], data: JSON,
        blocks: @escaping @Sendable (Language) -> [PaperBlock]
    ) {
        self.kind = kind
        self.tenant = tenant
        self.subject = subject
        self.isSnapshot = isSnapshot
        self.subtitle = subtitle
        self.number = number
        self.issuer = issuer
        self.day = day
        self.validTo = validTo
        self.parties = parties
        self.data = data
        self.blocks = blocks
    }
}
