public import Kernel
public import Plug
public import Store

/// How much is left? Money, quota, guarantee, stock, draw-down; never below.
public struct BalancesCapability: Capability {
    public let name = "balances"
    public let migrations: MigrationSet
    /// What other capabilities call, within their own transactions.
    public let ledger = Ledger()

    public init(share: Share) throws {
        migrations = try BalancesCapability.migrations(of: share)
    }

    /// The tables.
    public static func migrations(of share: Share) throws -> MigrationSet {
        try MigrationSet(capability: "balances", in: "Capabilities/Balances", of: share)
    }
}
