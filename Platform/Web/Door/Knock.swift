/// A request as it reaches the front door: nothing in it is believed yet. The server makes one from
/// the wire; a test makes one by hand.
public struct Knock: Sendable {
    /// As sent: `GET`, `POST`, or anything else somebody may try.
    public var method: String
    /// Path and query, as sent.
    public var target: String
    /// First value per lower-cased header name.
    public var headers: [String: String]
    public var body: [UInt8]
    /// Address of the other side, without port.
    public var remote: String

    public init(
        _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = [],
        remote: String = ""
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.remote = remote
    }

    /// Path without query.
    var path: Substring {
        let bytes = target.utf8
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else { return target[...] }
        return target[..<mark]
    }

    /// What follows the first question mark; nil when there is none.
    var query: Substring? {
        let bytes = target.utf8
        guard let mark = bytes.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        return target[bytes.index(after: mark)...]
    }

    /// Whether the target is an absolute path of visible ASCII. Only then are texts equal exactly
    /// when their bytes are, which everything behind the door relies on.
    var hasPlainTarget: Bool {
        target.utf8.first == UInt8(ascii: "/") && target.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    /// Programs are answered in JSON, people in pages.
    var isForAPI: Bool { path == "/api" || path.hasPrefix("/api/") }
}
