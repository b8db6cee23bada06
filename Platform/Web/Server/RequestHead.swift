import NIOCore
import NIOHTTP1

/// What the server decides from a head alone, before a byte of the body is taken.
struct RequestHead: Sendable {
    let method: String
    let target: String
    let headers: [String: String]
    let keepAlive: Bool
    /// Declared length; nil for a chunked body.
    let length: Int?
    let expectsContinue: Bool

    /// Refuses what could be read in two ways (RFC 9112 §6.3, §3.2): a proxy in front of us might
    /// have read it the other way, and let a second request pass inside the first.
    init(_ head: HTTPRequestHead, _ settings: WebServer.Settings) throws(WebRefusal) {
        var headers: [String: String] = [:]
        headers.reserveCapacity(head.headers.count)
        for (name, value) in head.headers {
            let name = name.lowercased()
            guard value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw .notHTTP
            }
            if headers.updateValue(headers[name] ?? value, forKey: name) != nil,
                singular.contains(name)
            {
                throw .notHTTP
            }
        }
        guard head.headers.count <= settings.headerCount else { throw .headersTooLarge }
        guard head.uri.utf8.count <= settings.targetBytes else { throw .targetTooLong }
        guard headers["host"] != nil || head.version == .http1_0 else { throw .notHTTP }
        let coding = headers["transfer-encoding"]
        if let coding {
            guard headers["content-length"] == nil, coding.lowercased() == "chunked",
                head.version == .http1_1
            else { throw .notHTTP }
        }
        length = try declaredLength(headers["content-length"], chunked: coding != nil)
        expectsContinue = headers["expect"] != nil
        if let expect = headers["expect"], expect.lowercased() != "100-continue" {
            throw .expectationNotMet
        }
        method = head.method.rawValue
        target = head.uri
        // After a request to change protocols the parser reads no further.
        keepAlive = head.isKeepAlive && headers["upgrade"] == nil
        self.headers = headers
    }
}

/// Headers that decide something and must not come twice.
private let singular: Set<String> = [
    "host", "content-length", "transfer-encoding", "content-type", "authorization", "cookie",
    "origin", "expect", "x-csrf-token",
]

private func declaredLength(_ text: String?, chunked: Bool) throws(WebRefusal) -> Int? {
    guard let text else { return chunked ? nil : 0 }
    guard (1...15).contains(text.utf8.count),
        text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let length = Int(text)
    else { throw .notHTTP }
    return length
}
