import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@testable import Journal

/// A web server of a few lines on a port of the system's choice, for tests of outgoing requests.
/// One thread takes one connection at a time, which is closed after one answer.
final class TestReceiver: Sendable {
    struct Received: Sendable {
        let line: String
        let headers: [String: String]
        let body: [UInt8]
    }

    let port: Int
    private let socket: Int32
    private let log = Log()

    private final class Log: Sendable {
        let received = Mutex<[Received]>([])
    }

    /// - Parameter answer: the bytes sent back; nil closes the connection without an answer.
    init(_ answer: @escaping @Sendable (Received) -> String?) throws {
        struct NoSocket: Error {}
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
                bind(socket, general, length) == 0 && listen(socket, 64) == 0
                    && getsockname(socket, general, &length) == 0
            }
        }
        guard bound else { throw NoSocket() }
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        let log = log
        // No task: the other tests may keep those threads busy longer than a deadline.
        OwnThread.start {
            // Closed by the one who uses it: a number that is free too early is soon another's.
            defer { close(socket) }
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { return }
                defer { close(connection) }
                guard let request = readRequest(connection) else { continue }
                log.received.withLock { $0.append(request) }
                if let text = answer(request) { sendAll(text, connection) }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var requests: [Received] { log.received.withLock { $0 } }

    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    static func answer(_ status: Int, _ headers: [String] = [], body: String = "") -> String {
        (["HTTP/1.1 \(status) x", "content-length: \(body.utf8.count)", "connection: close"] + headers)
            .joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}

/// Holds threads back until it is opened.
final class Gate: Sendable {
    private let ends: (Int32, Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        self.ends = (ends[0], ends[1])
    }

    /// Returns once the gate is open.
    func pass() {
        var byte: UInt8 = 0
        while read(ends.0, &byte, 1) < 0 && errno == EINTR {}
    }

    func open() { close(ends.1) }

    deinit { close(ends.0) }
}

private func readRequest(_ connection: Int32) -> TestReceiver.Received? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    let end = Array("\r\n\r\n".utf8)
    func more() -> Bool {
        let got = recv(connection, &piece, piece.count, 0)
        if got > 0 { bytes += piece[..<got] }
        return got > 0
    }
    func headEnd() -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: end) }.map { $0 + 4 }
    }
    while headEnd() == nil { guard more() else { return nil } }
    guard let start = headEnd() else { return nil }
    let lines = String(decoding: bytes[..<(start - 4)], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while bytes.count < start + length { guard more() else { return nil } }
    return TestReceiver.Received(
        line: lines.first.map { String($0) } ?? "", headers: headers,
        body: Array(bytes[start..<start + length]))
}

private func sendAll(_ text: String, _ connection: Int32) {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
        let now = bytes[sent...].withUnsafeBytes {
            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard now > 0 else { return }
        sent += now
    }
}
