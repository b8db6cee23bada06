import FoundationEssentials
import Synchronization

/// The folder of data files the program reads at run time: code tables, rates, message tables,
/// migrations. It is the checkout while developing, `share/tradewind` beside an installed binary.
public struct Share: Sendable {
    public let root: String
    private let kept: Kept

    public init(root: String) {
        self.root = root
        kept = Kept()
    }

    private init(root: String, kept: Kept) {
        self.root = root
        self.kept = kept
    }

    /// The same tables in another folder, where only some files differ: what was read once is taken
    /// over, but for what these kinds of values are read from.
    public func moved(to root: String, readingAnew kinds: [any Sendable.Type]) -> Share {
        var values = kept.values.withLock { $0 }
        for kind in kinds { values[ObjectIdentifier(kind)] = nil }
        return Share(root: root, kept: Kept(values))
    }

    /// A table that never changes once it is read: read the first time it is asked for, and the
    /// same for whoever asks again. Nothing an operator can load while the program runs belongs
    /// here.
    public func once<Value: Sendable, Fault: Error>(
        _ read: () throws(Fault) -> Value
    ) throws(Fault) -> Value {
        let key = ObjectIdentifier(Value.self)
        if let value = kept.values.withLock({ $0[key] }) as? Value { return value }
        let value = try read()
        kept.values.withLock { $0[key] = value }
        return value
    }

    private final class Kept: Sendable {
        let values: Mutex<[ObjectIdentifier: any Sendable]>
        init(_ values: [ObjectIdentifier: any Sendable] = [:]) { self.values = Mutex(values) }
    }

    /// The folders that were found: whoever looks again has what was read before.
    private static let found = Mutex<[String: Share]>([:])

    private static func found(at root: String) -> Share {
        found.withLock { found in
            let share = found[root] ?? Share(root: root)
            found[root] = share
            return share
        }
    }

    /// Raised when a data file is missing or damaged: the start stops with the file's name.
    public struct Missing: Error, Sendable, CustomStringConvertible {
        public let path: String
        public var description: String {
            "Data file not found: \(path). Set TRADEWIND_SHARE to"
                + " the folder that holds Reference/Data."
        }
    }

    /// Looks in `TRADEWIND_SHARE`, then upwards from the executable, then in the working folder.
    public static func find(
        environment: [String: String]? = nil, executable: String? = nil
    ) throws -> Share {
        let environment = environment ?? ProcessInfo.processInfo.environment
        let executable = executable ?? CommandLine.arguments.first ?? ""
        if let given = environment["TRADEWIND_SHARE"] { return Share(root: given) }
        let files = FileManager.default
        let resolved =
            (try? files.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? executable
        var folder = resolved
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            for candidate in [folder, folder + "/share/tradewind"]
            where files.fileExists(atPath: candidate + "/Reference/Data") {
                return found(at: candidate)
            }
        }
        if files.fileExists(atPath: files.currentDirectoryPath + "/Reference/Data") {
            return found(at: files.currentDirectoryPath)
        }
        throw Missing(path: "Reference/Data")
    }

    public func bytes(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: root + "/" + path) else {
            throw Missing(path: root + "/" + path)
        }
        return [UInt8](data)
    }

    public func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// Names of the files in a folder, sorted; empty when the folder is not there.
    public func list(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
    }
}
