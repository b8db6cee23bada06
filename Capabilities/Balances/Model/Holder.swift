public import Kernel

/// Whose accounts are looked at.
public struct Holder: Sendable, Hashable {
    /// The tenant of its rows.
    public let tenant: String
    public let name: Localized
    /// Customs district in which it is registered, four digits; nil where it has none.
    public let district: String?

    public init(tenant: String, name: Localized, district: String? = nil) {
        self.tenant = tenant
        self.name = name
        self.district = district
    }
}

/// How an enterprise is found. The ledger does not know the register: the house hands this in.
public struct HolderDirectory: Sendable {
    /// The enterprise of an id or of a code it is known by; nil when there is none.
    public var find: @Sendable (String) -> Holder?

    public init(find: @escaping @Sendable (String) -> Holder?) { self.find = find }
}
