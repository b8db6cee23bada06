internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A file with a secret that only its owner may read, made where it is missing.
public enum SecretFile {
    /// Stops the start, with what is wrong and how to mend it.
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// The text of the file. Refuses one that others can read.
    ///
    /// - Parameter make: the text of a new one; nil to refuse where there is none.
    public static func text(
        at path: String, orMade make: (() -> String)?
    ) throws(Fault) -> String {
        if let make, !FileManager.default.fileExists(atPath: path) {
            let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
            // With PostgreSQL nobody else has made the folder.
            if let folder, !folder.isEmpty,
                (try? FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])) == nil
            {
                throw Fault(description: "\(folder) cannot be made.")
            }
            try keep(make(), path)
        }
        var status = stat()
        guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
            throw Fault(description: "\(path) cannot be read.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Fault(description: "\(path) can be read by others: run `chmod 600 \(path)`.")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Puts a text in place of the one that is there, whole or not at all.
    public static func replace(_ path: String, with text: String) throws(Fault) {
        let draft = try draft(of: text, beside: path)
        guard rename(draft, path) == 0 else {
            unlink(draft)
            throw Fault(description: "\(path) cannot be written.")
        }
        try flushFolder(of: path)
    }

    /// Writes beside and links into place: another server that starts at the same moment reads
    /// either nothing or the whole secret, and the first one wins.
    private static func keep(_ text: String, _ path: String) throws(Fault) {
        let draft = try draft(of: text, beside: path)
        defer { unlink(draft) }
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw Fault(description: "\(path) cannot be written.")
        }
        try flushFolder(of: path)
    }

    /// A name that was only linked or renamed may be gone after a loss of power, and what was
    /// encrypted with the secret would be lost with it.
    private static func flushFolder(of path: String) throws(Fault) {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let name = slash.map { String(path[..<$0]) }
        let folder = name.map { $0.isEmpty ? "/" : $0 } ?? "."
        let file = open(folder, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Fault(description: "\(folder) cannot be read.") }
        // Some file systems flush no folders and say so.
        let isFlushed = fsync(file) == 0 || errno == EINVAL
        close(file)
        guard isFlushed else { throw Fault(description: "\(folder) cannot be written.") }
    }

    /// Writes into a new file beside, flushed; gives its path.
    private static func draft(of text: String, beside path: String) throws(Fault) -> String {
        let draft = path + "." + SecretSource.system.token(bytes: 8)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Fault(description: "\(draft) cannot be written.") }
        let bytes = Array(text.utf8)
        let written = write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard written else {
            unlink(draft)
            throw Fault(description: "\(draft) cannot be written.")
        }
        return draft
    }
}
