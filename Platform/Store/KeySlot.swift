public import Secrets
import Synchronization

/// Where the connections of a store find what encrypts personal data, once it is known.
final class KeySlot: Sendable {
    private let slot = Mutex<Vault?>(nil)

    func put(_ vault: Vault) { slot.withLock { $0 = vault } }

    /// Throws where no keys were given: nothing personal is ever kept in the clear.
    func vault() throws(StoreFault) -> Vault {
        guard let vault = slot.withLock({ $0 }) else {
            throw .engine(code: "keys", message: "the store has no keys for personal data")
        }
        return vault
    }
}

extension Session {
    /// A value of personal data, encrypted for its place.
    public func encrypted(_ plain: [UInt8], in cell: Cell) throws -> Value {
        .blob(try connection.keys.vault().encrypt(plain, in: cell))
    }

    /// A text of personal data, encrypted for its place.
    public func encrypted(_ plain: String, in cell: Cell) throws -> Value {
        try encrypted(Array(plain.utf8), in: cell)
    }

    /// A digest by which a value is found or compared without being read (`Vault.digest`).
    public func digest(
        _ bytes: [UInt8], of tenant: String, for purpose: StaticString
    ) throws -> [UInt8] {
        try connection.keys.vault().digest(bytes, of: tenant, for: purpose)
    }
}
