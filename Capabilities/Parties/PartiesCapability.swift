public import Kernel
public import Plug
public import Store

/// READ FIRST: who may act? Enterprises and their roles, people, sessions and API keys.
public struct PartiesCapability: Capability {
    /// What other capabilities may ask.
    public let parties: Parties
    public let migrations: MigrationSet

    public init(parties: Parties, share: Share) throws {
        self.parties = parties
        migrations = try PartiesCapability.migrations(of: share)
    }

    public var name: String { "parties" }

    public var services: [Service] {
        [Service(name: "parties.watch") { [parties] in await parties.watch() }]
    }

    /// The tables, for whoever opens a store without the house.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "parties", in: "Capabilities/Parties", of: share)
    }
}
