#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A virus scanner that an operator runs beside the program: clamd, or another daemon that speaks
/// its INSTREAM command. What it does not say is clean is not taken.
public struct VirusScanner: Sendable, Hashable {
    /// It could not be reached, or gave no verdict: nobody can say that the file is clean.
    public struct Silent: Error, Hashable, Sendable {
        public let why: String
        /// Seconds after which it may answer again.
        public let retryAfter = 30
    }

    private enum Place: Sendable, Hashable {
        case file(String)
        case port(host: String, port: UInt16)
    }

    /// Seconds that connecting, and each pause of an answer, may take.
    static let patience = 30
    /// Bytes of one piece; clamd takes them of any size below its own limit.
    static let piece = 64 << 10
    /// An answer is a line.
    private static let longestAnswer = 1_024

    private let place: Place

    /// `host:port`, or the path of a socket; nil for anything else.
    public init?(_ text: String) {
        if text.utf8.first == UInt8(ascii: "/") {
            guard text.utf8.count < 108, !text.utf8.contains(0) else { return nil }
            place = .file(text)
            return
        }
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
            let port = UInt16(text[text.utf8.index(after: colon)...]), port > 0
        else { return nil }
        var host = String(text[..<colon])
        if host.utf8.first == UInt8(ascii: "["), host.utf8.last == UInt8(ascii: "]") {
            host = String(host.dropFirst().dropLast())
        } else if host.utf8.contains(UInt8(ascii: ":")) {
            return nil
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
        place = .port(host: host, port: port)
    }

    /// What was found in a file; nil where it is clean. Blocks: call it on a thread of its own.
    ///
    /// - Throws: `Silent`.
    func finding(in bytes: [UInt8]) throws(Silent) -> String? {
        let line = try dial()
        defer { close(line) }
        try put(Array("zINSTREAM\0".utf8), on: line)
        var start = 0
        while start < bytes.count {
            let end = min(start + Self.piece, bytes.count)
            try put(Self.length(end - start) + bytes[start..<end], on: line)
            start = end
        }
        try put(Self.length(0), on: line)
        return try Self.verdict(answer(on: line))
    }

    /// Reads `stream: OK` and `stream: NAME FOUND`; anything else is no verdict.
    static func verdict(_ answer: [UInt8]) throws(Silent) -> String? {
        let (start, found) = (Array("stream: ".utf8), Array(" FOUND".utf8))
        if answer == start + Array("OK".utf8) { return nil }
        guard answer.starts(with: start), answer.suffix(found.count).elementsEqual(found),
            answer.count > start.count + found.count
        else {
            throw Silent(
                why: answer.isEmpty ? "no answer" : String(decoding: answer, as: UTF8.self))
        }
        return String(
            decoding: answer.dropFirst(start.count).dropLast(found.count), as: UTF8.self)
    }

    /// Four bytes, the highest first.
    private static func length(_ count: Int) -> [UInt8] {
        let word = UInt32(truncatingIfNeeded: count)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }

    private func put(_ bytes: [UInt8], on line: Int32) throws(Silent) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(line, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Silent(why: Self.reason("sending")) }
            sent += count
        }
    }

    /// Up to the zero byte that ends it, or to the end of the connection.
    private func answer(on line: Int32) throws(Silent) -> [UInt8] {
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: Self.longestAnswer)
        while answer.count < Self.longestAnswer {
            let count = recv(line, &part, part.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Silent(why: Self.reason("answering")) }
            let read = part.prefix(count)
            answer += read.prefix { $0 != 0 }
            if count == 0 || read.contains(0) { return answer }
        }
        throw Silent(why: "an answer without an end")
    }

    private static func reason(_ doing: String) -> String {
        "\(doing): " + String(cString: strerror(errno))
    }
}

// MARK: Connecting

extension VirusScanner {
    private func dial() throws(Silent) -> Int32 {
        switch place {
        case .file(let path): try dial(path)
        case .port(let host, let port): try dial(host, port)
        }
    }

    private func dial(_ path: String) throws(Silent) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let line = Self.line(AF_UNIX)
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(line, $0, size)
            }
        }
        guard done == 0 else {
            let why = Self.reason("connecting")
            close(line)
            throw Silent(why: why)
        }
        return line
    }

    private func dial(_ host: String, _ port: UInt16) throws(Silent) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &first) == 0 else {
            throw Silent(why: "no address of that name")
        }
        defer { freeaddrinfo(first) }
        var why = "no address of that name"
        var next = first
        while let one = next?.pointee {
            let line = Self.line(one.ai_family)
            if connect(line, one.ai_addr, one.ai_addrlen) == 0 { return line }
            why = Self.reason("connecting")
            close(line)
            next = one.ai_next
        }
        throw Silent(why: why)
    }

    /// A socket that waits for nobody longer than `patience`, connecting included.
    private static func line(_ family: Int32) -> Int32 {
        let line = socket(
            family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: Self.patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        setsockopt(line, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
        return line
    }
}
