import FoundationEssentials
import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A line to PostgreSQL that breaks or falls silent when a test says so: a socket in a folder of its
/// own that hands on what it gets to the cluster's socket, and back.
final class CutLine: Sendable {
    enum Mode {
        case passes
        /// Hands the next commit on, waits for its reply, and hangs up instead of handing it back.
        case cutsReplyToCommit
        /// Hangs up at the next word of either side.
        case cuts
        /// Hands nothing on and stays connected.
        case holds
    }

    let mode = Mutex(Mode.passes)
    /// The cluster's address through this line.
    let address: String
    private let folder: String
    private let target: String
    private let listener: Int32
    private let isOver = Mutex(false)

    /// Nil when the cluster is not reached through a socket in a folder.
    init?(to cluster: String) {
        let parts = cluster.split(separator: " ")
        guard let host = parts.first(where: { $0.hasPrefix("host=/") })?.dropFirst(5) else {
            return nil
        }
        let name = "/.s.PGSQL.5432"
        folder = "/tmp/tradewind-line-\(UInt32.random(in: 0...UInt32.max))"
        target = host + name
        address = cluster.replacing("host=\(host)", with: "host=\(folder)")
        guard mkdir(folder, 0o700) == 0 else { return nil }
        listener = CutLine.socket(at: folder + name) { bind($0, $1, $2) }
        guard listener >= 0, listen(listener, 8) == 0 else { return nil }
        OwnThread.start { [self] in
            while !isOver.withLock({ $0 }) {
                guard CutLine.isReady([listener])[0] else { continue }
                let near = accept(listener, nil, nil)
                let far = CutLine.socket(at: target) { connect($0, $1, $2) }
                OwnThread.start { [self] in
                    carry(near, far)
                    close(near)
                    close(far)
                }
            }
            close(listener)
        }
    }

    /// Hangs up everywhere.
    func end() {
        isOver.withLock { $0 = true }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func carry(_ near: Int32, _ far: Int32) {
        while !isOver.withLock({ $0 }) {
            let now = mode.withLock { $0 }
            if case .holds = now {
                // Looks again in a moment whether it is over.
                _ = CutLine.isReady([-1])
                continue
            }
            let ready = CutLine.isReady([near, far])
            guard ready[0] || ready[1] else { continue }
            // What a test has said since then counts for these words already.
            switch mode.withLock({ $0 }) {
            case .cuts: return
            case .holds: continue
            case .passes:
                if ready[0], pass(near, far) == nil { return }
                if ready[1], pass(far, near) == nil { return }
            case .cutsReplyToCommit:
                if ready[0] {
                    guard let words = pass(near, far) else { return }
                    guard words.range(of: Array("commit\0".utf8)) == nil else {
                        while !CutLine.isReady([far])[0] {}
                        return
                    }
                }
                if ready[1], pass(far, near) == nil { return }
            }
        }
    }

    /// Hands on what has come; nil once a side has hung up.
    private func pass(_ from: Int32, _ to: Int32) -> [UInt8]? {
        var words = [UInt8](repeating: 0, count: 65536)
        let count = read(from, &words, words.count)
        guard count > 0 else { return nil }
        words.removeLast(words.count - count)
        var done = 0
        while done < count {
            let sent = words[done...].withUnsafeBytes {
                send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return nil }
            done += sent
        }
        return words
    }

    /// Which have something to read, or have hung up; asked for a tenth of a second.
    private static func isReady(_ files: [Int32]) -> [Bool] {
        var waiting = files.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        poll(&waiting, nfds_t(files.count), 100)
        return waiting.map { $0.revents != 0 }
    }

    private static func socket(
        at path: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        let file = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return -1 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(file, $0, size) }
        }
        return done == 0 ? file : -1
    }
}

extension [UInt8] {
    /// Where the words stand in it.
    fileprivate func range(of words: [UInt8]) -> Range<Int>? {
        indices.lazy.map { $0..<Swift.min($0 + words.count, self.count) }
            .first { self[$0].elementsEqual(words) }
    }
}
