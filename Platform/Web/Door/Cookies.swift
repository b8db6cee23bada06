/// Names of the cookies. With `__Host-` a browser binds a cookie to exactly this host over https,
/// so that a neighbouring host cannot set it; plain http (development) has to do without.
struct CookieNames: Sendable {
    let session: String
    /// Given to strangers, so that their forms can be told from forged ones.
    let visitor: String

    init(secure: Bool) {
        session = secure ? "__Host-session" : "session"
        visitor = secure ? "__Host-visitor" : "visitor"
    }
}

extension Visit {
    /// First cookie of that name.
    public func cookie(_ name: String) -> String? {
        headers["cookie"].flatMap { cookieValue(name, in: $0) }
    }

    /// Whether the browser brought the cookie that a stranger's forms are bound to: without it
    /// nothing that comes back later can be told from what another browser began.
    public var hasVisitorCookie: Bool {
        cookie(CookieNames(secure: secure).visitor) != nil
    }

    /// Header that signs somebody in: for the answer to a correct password. The browser drops the
    /// cookie when it closes; how long the session lives is decided where it is stored.
    public func sessionHeader(_ token: String) -> Answer.Header {
        cookieHeader(CookieNames(secure: secure).session, token, secure: secure)
    }

    /// Header that makes the browser forget the session.
    public var endOfSessionHeader: Answer.Header {
        var header = sessionHeader("")
        header.value += "; Max-Age=0"
        return header
    }
}

func cookieHeader(_ name: String, _ value: String, secure: Bool) -> Answer.Header {
    let bound = secure ? "; Secure" : ""
    return Answer.Header("set-cookie", "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax\(bound)")
}

/// Reads one cookie of a `Cookie` header (RFC 6265 §4.2), byte by byte: names are compared exactly.
func cookieValue(_ name: String, in header: String) -> String? {
    for piece in header.utf8.split(separator: UInt8(ascii: ";")) {
        let trimmed = piece.drop { $0 == 0x20 || $0 == 0x09 }
        guard trimmed.starts(with: name.utf8) else { continue }
        let rest = trimmed.dropFirst(name.utf8.count)
        guard rest.first == UInt8(ascii: "=") else { continue }
        return String(Substring(rest.dropFirst()))
    }
    return nil
}
