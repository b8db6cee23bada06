import FoundationEssentials
public import Kernel
public import Secrets

/// The secret that stored API keys are bound to. It lies outside the database, so that a stolen
/// database alone lets nobody test keys.
public struct Pepper: Sendable, Withheld {
    let bytes: [UInt8]

    /// Stops the start, with what is wrong and how to mend it.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// A pepper of at least 32 bytes.
    public init(bytes: [UInt8]) throws(Fault) {
        guard bytes.count >= 32 else {
            throw Fault(
                description: "The pepper has \(bytes.count) bytes and needs 32: "
                    + "set TRADEWIND_PEPPER to the output of `openssl rand -hex 32`.")
        }
        self.bytes = bytes
    }

    /// A key of 32 bytes for one purpose: what is sealed for one is worth nothing for another.
    ///
    /// - Parameter purpose: words that no other use has.
    public func key(for purpose: String) -> [UInt8] {
        Digest.hmac(Array(purpose.utf8), key: bytes)
    }

    /// From `TRADEWIND_PEPPER` where it is set, else from the file `pepper` in the data folder,
    /// which is made on the first start.
    public static func find(
        folder: String?, environment: [String: String]? = nil, secrets: SecretSource = .system
    ) throws -> Pepper {
        let environment = environment ?? ProcessInfo.processInfo.environment
        if let given = environment["TRADEWIND_PEPPER"] {
            return try Pepper(bytes: Array(given.utf8))
        }
        guard let folder else {
            throw Fault(
                description: "Without a data folder the pepper must be given: "
                    + "set TRADEWIND_PEPPER to the output of `openssl rand -hex 32`.")
        }
        let path = folder + "/pepper"
        do {
            let text = try SecretFile.text(at: path) { Digest.hex(secrets.bytes(32)) + "\n" }
            return try Pepper(bytes: Array(text.utf8.filter { $0 > 0x20 }))
        } catch let fault as SecretFile.Fault {
            throw Fault(description: fault.description)
        }
    }
}
