import Kernel

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A client that takes its time, over a socket of its own. Told now and then to do a little; never
/// blocks.
final class SupportSlowClient {
    enum Kind: CaseIterable {
        /// Connects and says nothing.
        case silent
        /// Spells out headers without end.
        case headers
        /// Sends a body byte by byte.
        case body
        /// Sends a body just fast enough, and never to its end.
        case endlessBody
        /// Asks much and reads nothing of it.
        case unread
        /// Asks much and reads some bytes now and then.
        case reading
    }

    let kind: Kind
    private let file: Int32
    private var output: [UInt8]
    private var sent = 0
    private var heard: [UInt8] = []
    /// Monotonic nanoseconds since when it is slow: for readers, since there is something to read.
    private(set) var since = Stopwatch.nanoseconds()
    private var hasAnswer = false
    /// Nanoseconds after which the server was rid of it; nil while it is not.
    private(set) var cut: UInt64?

    /// - Parameter key: an API key that may send messages, and has receipts to read.
    init?(_ kind: Kind, port: Int, key: String) {
        self.kind = kind
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        // Small, so that answers do not fit into what the system holds for who does not read.
        var small: Int32 = 4096
        setsockopt(file, SOL_SOCKET, SO_RCVBUF, &small, socklen_t(MemoryLayout<Int32>.size))
        guard BenchConnection.dial(port, with: file) else { return nil }
        _ = fcntl(file, F_SETFL, O_NONBLOCK)
        self.file = file
        let head = "host: 127.0.0.1\r\nauthorization: Bearer \(key)\r\n"
        switch kind {
        case .silent: output = []
        case .headers: output = Array("GET /api/v1/receipts HTTP/1.1\r\n\(head)".utf8)
        case .body, .endlessBody:
            output = Array(
                "POST /api/v1/ceb HTTP/1.1\r\n\(head)content-length: 9000000\r\n\r\n".utf8)
        case .unread, .reading:
            // Far more than the system holds for who does not read.
            let ask = "GET /api/v1/receipts?limit=1000 HTTP/1.1\r\n\(head)\r\n"
            output = Array(String(repeating: ask, count: 200).utf8)
        }
    }

    deinit { close(file) }

    /// What it heard, as text.
    var text: String { String(decoding: heard, as: UTF8.self) }

    /// A little more: half a second's worth.
    func goOn() {
        guard cut == nil else { return }
        if sent == output.count {
            switch kind {
            case .silent: break
            case .headers: output += Array("a: b\r\n".utf8)
            case .body: output += [0x41]
            case .endlessBody: output += [UInt8](repeating: 0x41, count: 2000)
            // Only who says something notices that nobody is there any more.
            case .unread, .reading: output += Array("\r\n".utf8)
            }
        }
        push()
    }

    /// Sends what it can, and looks whether the server is still there.
    func push() {
        guard cut == nil else { return }
        while sent < output.count {
            let count = output[sent...].withUnsafeBytes {
                send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EPIPE || errno == ECONNRESET { return end() }
            guard count > 0 else { break }
            sent += count
        }
        listen()
    }

    private func listen() {
        var state = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        guard poll(&state, 1, 0) > 0 else { return }
        if state.revents & Int16(POLLERR) != 0 { return end() }
        if !hasAnswer, kind == .unread || kind == .reading { since = Stopwatch.nanoseconds() }
        hasAnswer = true
        if kind == .unread { return }
        var chunk = [UInt8](repeating: 0, count: kind == .reading ? 100 : 4096)
        let count = recv(file, &chunk, chunk.count, 0)
        if count == 0 || (count < 0 && errno != EAGAIN) { return end() }
        heard += chunk[0..<max(0, count)]
    }

    private func end() { cut = Stopwatch.nanoseconds() - since }
}
