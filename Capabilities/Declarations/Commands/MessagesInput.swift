import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where messages on the command line come from.
enum MessagesInput {
    /// The bytes of a file, or of standard input for `-`. Reads one byte beyond `most` and no more,
    /// so that an endless input costs nothing; the reader then refuses it as too large.
    static func read(_ path: String, most: Int = 10 << 20) -> Result<[UInt8], Fault> {
        if path == "-" { return bytes(from: 0, path, most) }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return .failure(unreadable(path, errno)) }
        defer { close(file) }
        return bytes(from: file, path, most)
    }

    private static func bytes(
        from file: Int32, _ path: String, _ most: Int
    ) -> Result<[UInt8], Fault> {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while all.count <= most {
            #if canImport(Glibc)
                let got = Glibc.read(file, &piece, min(piece.count, most + 1 - all.count))
            #elseif canImport(Musl)
                let got = Musl.read(file, &piece, min(piece.count, most + 1 - all.count))
            #else
                let got = Darwin.read(file, &piece, min(piece.count, most + 1 - all.count))
            #endif
            if got == 0 { break }
            if got < 0 {
                if errno == EINTR { continue }
                return .failure(unreadable(path, errno))
            }
            all.append(contentsOf: piece[..<got])
        }
        return .success(all)
    }

    private static func unreadable(_ path: String, _ number: Int32) -> Fault {
        let reason = String(cString: strerror(number))
        return Fault(
            code: "file.unreadable",
            message: Localized(
                zh: "文件无法读取（\(reason)）", en: "the file cannot be read (\(reason))"),
            fix: Localized(
                zh: "请检查路径和读取权限", en: "Check the path and the permission to read it."))
    }
}
