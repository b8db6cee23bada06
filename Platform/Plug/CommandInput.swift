import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Bytes a command is given to read.
public enum CommandInput {
    /// All bytes of a file, or of standard input for `-`, which may be a pipe.
    ///
    /// - Parameter most: more are not read.
    /// - Returns: nil when there is no such file, it cannot be read, or it is longer.
    public static func bytes(_ path: String, most: Int = 64 << 20) -> [UInt8]? {
        guard path == "-" else {
            guard let data = FileManager.default.contents(atPath: path), data.count <= most else {
                return nil
            }
            return [UInt8](data)
        }
        var found: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = piece.withUnsafeMutableBytes { read(0, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0, found.count + count <= most else { return nil }
            if count == 0 { return found }
            found += piece.prefix(count)
        }
    }
}
