import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A scanner for viruses that speaks clamd's INSTREAM command on a port the system chooses: what
/// holds `bad` is infected. It can be told to answer otherwise, and ends with its owner.
public final class SampleScanner: Sendable {
    public struct NoSocket: Error {}

    /// How it answers.
    public enum Mood: Sendable, Hashable {
        case well
        /// Hangs up once the file is there.
        case silent
        /// Says that the file is too large for it.
        case full
    }

    /// What it takes for a virus.
    public static let bad = "HARMFUL-TEST-FILE"

    private struct State {
        var mood = Mood.well
        var sizes: [Int] = []
        var isStopped = false
    }

    /// `host:port`.
    public let address: String
    private let socket: Int32
    private let state: Shared

    private final class Shared: Sendable {
        let state = Mutex(State())
    }

    public init() throws {
        let listening = Self.open()
        guard let port = Self.port(of: listening) else { throw NoSocket() }
        socket = listening
        address = "127.0.0.1:\(port)"
        let shared = Shared()
        state = shared
        OwnThread.start {
            defer { close(listening) }
            while true {
                let line = accept(listening, nil, nil)
                guard line >= 0 else { return }
                defer { close(line) }
                guard let bytes = Self.file(from: line) else { continue }
                let mood = shared.state.withLock { state in
                    state.sizes.append(bytes.count)
                    return state.mood
                }
                guard mood != .silent else { continue }
                Self.put(Self.verdict(bytes, mood), on: line)
            }
        }
    }

    deinit { stop() }

    /// Nobody listens any more.
    public func stop() {
        // Once: the number may be another's after that.
        let isFirst = state.state.withLock { state in
            defer { state.isStopped = true }
            return !state.isStopped
        }
        if isFirst { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    /// From now on it answers so.
    public func be(_ mood: Mood) { state.state.withLock { $0.mood = mood } }

    /// Bytes of each file it was shown.
    public var sizes: [Int] { state.state.withLock { $0.sizes } }

    private static func verdict(_ bytes: [UInt8], _ mood: Mood) -> String {
        if mood == .full { return "INSTREAM size limit exceeded. ERROR\0" }
        let bad = Array(Self.bad.utf8)
        let isBad = bytes.indices.contains { bytes[$0...].starts(with: bad) }
        return isBad ? "stream: Test-Signature FOUND\0" : "stream: OK\0"
    }

    /// The file of one command; nil when something else comes.
    private static func file(from line: Int32) -> [UInt8]? {
        guard take(10, from: line) == Array("zINSTREAM\0".utf8) else { return nil }
        var file: [UInt8] = []
        while true {
            guard let length = take(4, from: line) else { return nil }
            let count = length.reduce(0) { $0 << 8 | Int($1) }
            if count == 0 { return file }
            guard let piece = take(count, from: line) else { return nil }
            file += piece
        }
    }

    private static func take(_ count: Int, from line: Int32) -> [UInt8]? {
        var taken: [UInt8] = []
        var part = [UInt8](repeating: 0, count: count)
        while taken.count < count {
            let read = recv(line, &part, count - taken.count, 0)
            guard read > 0 else { return nil }
            taken += part.prefix(read)
        }
        return taken
    }

    private static func put(_ text: String, on line: Int32) {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes { write(line, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            left = left.dropFirst(count)
        }
    }

    private static func open() -> Int32 {
        opened(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }

    /// The port of the loopback it listens on then.
    private static func port(of socket: Int32) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 64) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }
}

/// The system's `socket`, whose name the scanner uses for its own.
private func opened(_ family: Int32, _ kind: Int32, _ protocol: Int32) -> Int32 {
    socket(family, kind, `protocol`)
}
