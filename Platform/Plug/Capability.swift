public import Journal
import Kernel
public import Store
public import Web

/// What every capability gives to the house. Nothing registers itself: what stands in the house's
/// list is in the system.
public protocol Capability: Sendable {
    /// Also its folder, the prefix of its tables, permissions and journal kinds.
    var name: String { get }
    var migrations: MigrationSet { get }
    /// API and pages.
    var routes: [Route] { get }
    /// Reactions to the journal, each run by a task of its own.
    var subscribers: [Subscriber] { get }
    /// Work that goes on while the server runs.
    var services: [Service] { get }
    /// Entries of the main navigation, in order.
    var navigation: [Site.Item] { get }
    /// What it shows on somebody's first page, most pressing first.
    var homeParts: [HomePart] { get }
    /// What of it can be searched.
    var finders: [Finder] { get }
    /// How an operator verifies what it has stored.
    var scrubs: [Scrub] { get }
    /// Every column in which it keeps encrypted values: a rotation of keys goes through them.
    var encrypted: [EncryptedColumn] { get }
}

extension Capability {
    public var routes: [Route] { [] }
    public var subscribers: [Subscriber] { [] }
    public var services: [Service] { [] }
    public var navigation: [Site.Item] { [] }
    public var homeParts: [HomePart] { [] }
    public var finders: [Finder] { [] }
    public var scrubs: [Scrub] { [] }
    public var encrypted: [EncryptedColumn] { [] }
}

/// Background work: runs until its task is cancelled.
public struct Service: Sendable {
    public let name: String
    public let run: @Sendable () async -> Void

    public init(name: String, run: @escaping @Sendable () async -> Void) {
        self.name = name
        self.run = run
    }
}
