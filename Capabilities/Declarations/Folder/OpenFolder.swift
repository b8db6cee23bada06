#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A folder that is held open. Names are looked up in it and nowhere else, and no link is followed:
/// what a sender puts there leads nowhere outside. Every call may block.
final class OpenFolder {
    /// What the system said.
    struct Trouble: Error, Hashable, CustomStringConvertible {
        let action: String
        let name: String
        let number: Int32
        var description: String { "\(action) \(name): \(String(cString: strerror(number)))" }
    }

    /// What a name stands for at one moment.
    struct Seen: Sendable, Hashable {
        enum Kind: Sendable, Hashable { case file, folder, link, other }
        let kind: Kind
        let size: Int64
        /// Nanoseconds of the last change of the content.
        let changed: Int64
        let inode: UInt64

        init(_ status: stat) {
            switch status.st_mode & S_IFMT {
            case S_IFREG: kind = .file
            case S_IFDIR: kind = .folder
            case S_IFLNK: kind = .link
            default: kind = .other
            }
            size = Int64(status.st_size)
            changed = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
            inode = UInt64(status.st_ino)
        }
    }

    private let file: Int32

    private init(file: Int32) { self.file = file }

    deinit { close(file) }

    /// Opens the folder that an operator named; that one may be a link.
    convenience init(path: String) throws {
        let file = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw Trouble(action: "open", name: path, number: errno) }
        self.init(file: file)
    }

    /// A folder in this one; nil when there is none, or a link in its place.
    /// - Parameter makes: makes it when it is missing.
    func child(_ name: FolderName, makes: Bool = false) throws -> OpenFolder? {
        if makes, name.pass(to: { mkdirat(file, $0, 0o750) }) != 0, errno != EEXIST {
            throw Trouble(action: "make", name: name.text, number: errno)
        }
        let child = name.pass {
            openat(file, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        }
        if child >= 0 { return OpenFolder(file: child) }
        if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
        throw Trouble(action: "open", name: name.text, number: errno)
    }

    /// Every name in it but `.` and `..`, sorted by bytes.
    func names() throws -> [FolderName] {
        // A descriptor of its own: the listing closes it and moves its place.
        let listing = openat(file, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard listing >= 0, let stream = fdopendir(listing) else {
            throw Trouble(action: "list", name: ".", number: errno)
        }
        defer { closedir(stream) }
        var names: [FolderName] = []
        while let entry = readdir(stream) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let name = FolderName(bytes: bytes)
            if name.text != ".", name.text != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// What a name stands for; nil when it is gone.
    func look(at name: FolderName) -> Seen? {
        var status = stat()
        let code = name.pass { fstatat(file, $0, &status, AT_SYMLINK_NOFOLLOW) }
        return code == 0 ? Seen(status) : nil
    }

    /// The content of a file and what it was before and after reading; nil when there is no such
    /// file. Reads one byte more than `most` and no further.
    func read(_ name: FolderName, most: Int) throws
        -> (bytes: [UInt8], before: Seen, after: Seen)?
    {
        // Without waiting: a pipe in the place of a file must not hold us.
        let handle = name.pass {
            openat(file, $0, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        }
        guard handle >= 0 else {
            if [ENOENT, ELOOP, ENXIO].contains(errno) { return nil }
            throw Trouble(action: "open", name: name.text, number: errno)
        }
        defer { close(handle) }
        var status = stat()
        guard fstat(handle, &status) == 0, Seen(status).kind == .file else { return nil }
        let before = Seen(status)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(min(before.size, Int64(most))) + 1)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= most {
            let got = readPiece(handle, &piece, min(piece.count, most + 1 - bytes.count))
            if got == 0 { break }
            guard got > 0 else { throw Trouble(action: "read", name: name.text, number: errno) }
            bytes += piece[..<got]
        }
        guard fstat(handle, &status) == 0 else { return nil }
        return (bytes, before, Seen(status))
    }

    /// Writes a file under a hidden name, flushes it and gives it its name: nobody ever sees half
    /// of it. A file of that name is replaced.
    func write(_ name: FolderName, _ bytes: [UInt8]) throws {
        let hidden = FolderName(bytes: Array(".".utf8) + name.bytes + Array(".tmp".utf8))
        _ = hidden.pass { unlinkat(file, $0, 0) }
        let handle = hidden.pass {
            openat(file, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
        }
        guard handle >= 0 else { throw Trouble(action: "write", name: name.text, number: errno) }
        var failure: Int32 = 0
        var done = 0
        while done < bytes.count, failure == 0 {
            let now = bytes[done...].withUnsafeBytes { writePiece(handle, $0) }
            if now < 0, errno != EINTR { failure = errno }
            done += max(0, now)
        }
        if failure == 0, fsync(handle) != 0 { failure = errno }
        if close(handle) != 0, failure == 0 { failure = errno }
        if failure == 0 {
            let code = hidden.pass { from in name.pass { renameat(file, from, file, $0) } }
            if code != 0 { failure = errno }
        }
        guard failure == 0 else {
            _ = hidden.pass { unlinkat(file, $0, 0) }
            throw Trouble(action: "write", name: name.text, number: failure)
        }
    }

    /// Makes names that were given survive a power cut.
    func sync() throws {
        guard fsync(file) == 0 else { throw Trouble(action: "flush", name: ".", number: errno) }
    }

    /// Moves what is under a name into another folder; nothing happens when it is gone.
    func move(_ name: FolderName, to other: OpenFolder, as newName: FolderName) throws {
        let code = name.pass { from in
            newName.pass { renameat(file, from, other.file, $0) }
        }
        guard code == 0 || errno == ENOENT else {
            throw Trouble(action: "move", name: name.text, number: errno)
        }
    }
}

private func readPiece(_ handle: Int32, _ piece: inout [UInt8], _ count: Int) -> Int {
    while true {
        #if canImport(Glibc)
            let got = Glibc.read(handle, &piece, count)
        #else
            let got = Musl.read(handle, &piece, count)
        #endif
        if got < 0, errno == EINTR { continue }
        return got
    }
}

private func writePiece(_ handle: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
        Glibc.write(handle, bytes.baseAddress, bytes.count)
    #else
        Musl.write(handle, bytes.baseAddress, bytes.count)
    #endif
}
