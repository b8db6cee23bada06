import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An HTTP/1.1 connection to this machine that blocks while it waits: what the demonstration world,
/// the benchmark and the crash tests talk to the server with. It is a client of its own, so that
/// they see what a client sees.
final class BenchConnection {
    /// What came back.
    struct Reply: Sendable, Hashable {
        let status: Int
        /// Names in lower case.
        let headers: [String: String]
        /// Every `set-cookie`, which may come several times.
        var cookies: [String] = []
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    enum Fault: Error, Sendable, Hashable {
        /// Nobody listens, or the connection was refused.
        case refused
        /// The connection ended before the answer was complete.
        case broken
        /// What came is no answer of HTTP/1.1 with a length.
        case garbled
    }

    private let port: Int
    private let patience: Int
    private var file: Int32 = -1
    private var input: [UInt8] = []

    /// - Parameter patience: seconds one answer may take.
    init(port: Int, patience: Int = 30) {
        self.port = port
        self.patience = patience
    }

    deinit { disconnect() }

    func disconnect() {
        if file >= 0 { close(file) }
        file = -1
        input.removeAll(keepingCapacity: true)
    }

    /// Sends a request and waits for its answer. A connection that the server closed while it was
    /// idle is opened again; one that breaks in the middle of a request throws.
    func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) throws(Fault) -> Reply {
        let bytes = BenchConnection.request(method, path, headers: headers, body: body)
        if file >= 0, isStale() { disconnect() }
        if file < 0 { try connect() }
        do throws(Fault) {
            try write(bytes)
            return try read()
        } catch {
            disconnect()
            throw error
        }
    }

    /// The bytes of a request.
    static func request(
        _ method: String, _ path: String, headers: [(String, String)], body: [UInt8]
    ) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nhost: 127.0.0.1\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { text += "content-length: \(body.count)\r\n" }
        return Array((text + "\r\n").utf8) + body
    }

    /// Opens a socket to a port of the loopback; nil when nobody listens.
    static func dial(_ port: Int) -> Int32? {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        return dial(port, with: file) ? file : nil
    }

    /// Connects a socket to a port of the loopback, or closes it when nobody listens.
    static func dial(_ port: Int, with file: Int32) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard done == 0 else {
            close(file)
            return false
        }
        var one: Int32 = 1
        setsockopt(
            file, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return true
    }

    private func connect() throws(Fault) {
        guard let opened = BenchConnection.dial(port) else { throw .refused }
        file = opened
        var limit = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    /// Whether the server has closed its end meanwhile.
    private func isStale() -> Bool {
        var byte: UInt8 = 0
        return recv(file, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    private func write(_ bytes: [UInt8]) throws(Fault) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            // The server may refuse a request before it has read all of it: its answer counts.
            guard count > 0 else { return }
            sent += count
        }
    }

    private func read() throws(Fault) -> Reply {
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            if let (reply, used) = try HTTPReplyText.parse(input) {
                input.removeFirst(used)
                if reply.headers["connection"] == "close" { disconnect() }
                return reply
            }
            let count = recv(file, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .broken }
            input += chunk[0..<count]
        }
    }
}

/// Reads answers of HTTP/1.1 that say their length, which the server's always do.
enum HTTPReplyText {
    /// The first answer and the bytes it took; nil while it is not complete.
    static func parse(_ input: [UInt8]) throws(BenchConnection.Fault)
        -> (reply: BenchConnection.Reply, used: Int)?
    {
        guard let end = headEnd(input) else { return nil }
        let lines = String(decoding: input[..<end], as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: true)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw .garbled }
        var headers: [String: String] = [:]
        var cookies: [String] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw .garbled }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            let name = line[..<colon].lowercased()
            headers[name] = String(value)
            if name == "set-cookie" { cookies.append(String(value)) }
        }
        // An interim answer is followed by the real one.
        if (100..<200).contains(status) {
            let rest = try parse(Array(input[(end + 4)...]))
            return rest.map { ($0.reply, $0.used + end + 4) }
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        let total = end + 4 + length
        guard input.count >= total else { return nil }
        let body = Array(input[(end + 4)..<total])
        return (
            BenchConnection.Reply(status: status, headers: headers, cookies: cookies, body: body),
            total
        )
    }

    /// Where the empty line begins.
    static func headEnd(_ input: [UInt8]) -> Int? {
        guard input.count >= 4 else { return nil }
        return (0...(input.count - 4)).first { at in
            input[at] == 0x0D && input[at + 1] == 0x0A && input[at + 2] == 0x0D
                && input[at + 3] == 0x0A
        }
    }
}
