import FoundationEssentials
public import Kernel
public import Secrets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

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
        if !FileManager.default.fileExists(atPath: path) {
            // With PostgreSQL nobody else has made the folder.
            if (try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])) == nil
            {
                throw Fault(description: "\(folder) cannot be made.")
            }
            try make(path, secrets)
        }
        return try read(path)
    }

    private static func read(_ path: String) throws -> Pepper {
        var status = stat()
        guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
            throw Fault(description: "\(path) cannot be read.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) can be read by others: run `chmod 600 \(path)`.")
        }
        return try Pepper(bytes: data.filter { $0 > 0x20 })
    }

    /// Writes beside and links into place: another server that starts at the same moment reads
    /// either nothing or the whole secret, and the first one wins.
    private static func make(_ path: String, _ secrets: SecretSource) throws {
        let draft = path + "." + secrets.token(bytes: 8)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(description: "\(draft) cannot be written.") }
        let text = Array((Digest.hex(secrets.bytes(32)) + "\n").utf8)
        let written = write(file, text, text.count) == text.count && fsync(file) == 0
        close(file)
        defer { unlink(draft) }
        guard written, link(draft, path) == 0 || errno == EEXIST else {
            throw Fault(description: "\(path) cannot be written.")
        }
    }
}
