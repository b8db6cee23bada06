import Kernel
import Parties
import Web
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The side of the watched folder where files come in: `<inbox>/<enterprise code>/*.xml`. Every
/// call blocks.
struct FolderInbox: Sendable {
    /// Most bytes of a file.
    static let most = 10 << 20

    /// A file that lies in the inbox, complete as far as can be seen.
    struct Found: Sendable, Hashable {
        /// Name of the enterprise's folder.
        let folder: FolderName
        let name: FolderName
        let seen: OpenFolder.Seen
    }

    /// What the inbox holds now.
    struct Scan: Sendable {
        /// Unchanged since the last look: to be taken, oldest first.
        var ready: [Found] = []
        /// Everything that may be a message, for the next look.
        var known: Set<Found> = []
        /// The enterprises' folders.
        var folders: [FolderName] = []

        /// Adds what lies in a folder.
        mutating func add(
            _ open: OpenFolder, named folder: FolderName, after last: Set<Found>
        ) throws {
            for name in try open.names() where name.isMessage {
                guard let seen = open.look(at: name), seen.kind != .folder else { continue }
                let found = Found(folder: folder, name: name, seen: seen)
                known.insert(found)
                if last.contains(found) { ready.append(found) }
            }
        }

        mutating func sort() {
            ready.sort { ($0.seen.changed, $0.name) < ($1.seen.changed, $1.name) }
        }
    }

    /// What became of the reading.
    enum Content: Sendable {
        case message([UInt8])
        case refused(FolderRefusal)
        /// Gone, or still being written.
        case notYet
    }

    let path: String

    /// Looks through the folders of all enterprises. A file is ready when two looks have found it
    /// the same: one that is moved there in one step is complete, one that is written there is
    /// once it rests.
    func scan(after known: Set<Found>) throws -> Scan {
        let root = try OpenFolder(path: path)
        var scan = Scan()
        for folder in try root.names() where !folder.bytes.starts(with: Array(".".utf8)) {
            guard root.look(at: folder)?.kind == .folder, let open = try root.child(folder) else {
                continue
            }
            scan.folders.append(folder)
            try scan.add(open, named: folder, after: known)
        }
        scan.sort()
        return scan
    }

    func read(_ found: Found) throws -> Content {
        guard let folder = try OpenFolder(path: path).child(found.folder) else { return .notYet }
        return try FolderInbox.read(found, in: folder)
    }

    /// Reads a file that rests; what somebody writes to meanwhile has to rest anew.
    static func read(_ found: Found, in folder: OpenFolder) throws -> Content {
        guard found.seen.kind == .file else { return .refused(.notAFile) }
        guard found.seen.size <= FolderInbox.most else { return .refused(tooLarge) }
        guard let read = try folder.read(found.name, most: FolderInbox.most),
            read.before == found.seen, read.after == found.seen
        else { return .notYet }
        guard read.bytes.count <= FolderInbox.most else { return .refused(tooLarge) }
        return .message(read.bytes)
    }

    private static var tooLarge: FolderRefusal { .tooLarge(megabytes: FolderInbox.most >> 20) }

    /// Puts a file that was taken into `done/`, its answer beside it.
    func fileAway(_ found: Found, answer: [UInt8], at now: Instant) throws {
        try put(found, into: "done", [(".answer.xml", answer)], at: now)
    }

    /// Puts a file that was not taken into `refused/`, the reasons beside it.
    ///
    /// - Parameter answer: what the exchange platform says to an envelope; nil for a bare message.
    func refuse(
        _ found: Found, _ refusal: any Refusal, receipt: [UInt8]?, answer: [UInt8]? = nil,
        at now: Instant
    ) throws {
        let problem = Problem(refusal, requestID: "", instance: found.name.text)
        var beside = [(".problem.json", Array(problem.json(in: .zh).encoded.utf8))]
        if let receipt, !receipt.isEmpty { beside.append((".ceb900.xml", receipt)) }
        if let answer { beside.append((".answer.xml", answer)) }
        try put(found, into: "refused", beside, at: now)
    }

    /// What explains comes first: a file in its place always has its explanation. A crash between
    /// the two leaves the file where it was, and the next turn writes the same names again.
    private func put(
        _ found: Found, into place: String, _ beside: [(ending: String, bytes: [UInt8])],
        at now: Instant
    ) throws {
        guard let folder = try OpenFolder(path: path).child(found.folder),
            let target = try folder.child(FolderName(place), makes: true)
        else {
            // A link or a file has the folder's name.
            throw OpenFolder.Trouble(action: "open", name: place, number: ENOTDIR)
        }
        let name = freeName(found.name, in: target, at: now)
        for (ending, bytes) in beside { try target.write(name.with(ending), bytes) }
        try folder.move(found.name, to: target, as: name)
    }

    /// The same name may come again: the earlier file stays.
    private func freeName(_ name: FolderName, in target: OpenFolder, at now: Instant)
        -> FolderName
    {
        guard target.look(at: name) != nil else { return name }
        let stamp = now.compactMilliseconds
        for number in 1...1000 {
            let next = name.with(number == 1 ? ".\(stamp).xml" : ".\(stamp)-\(number).xml")
            if target.look(at: next) == nil { return next }
        }
        return name
    }
}
