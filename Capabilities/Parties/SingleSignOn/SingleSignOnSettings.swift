public import Journal
public import Kernel

/// The sign-in service of others (OpenID Connect Core 1.0) that may stand in for the password.
public struct SingleSignOnSettings: Sendable, Hashable, Withheld {
    /// What the service calls itself: compared byte for byte with what its tokens say.
    public var issuer: String
    /// What this installation is called there.
    public var client: String
    /// What proves that it is this installation; nil for a client that has no secret.
    public var secret: String?
    /// Its name on the page.
    public var name: Localized
    /// Origin under which people reach this installation; empty to go by what they asked for.
    public var address = ""
    /// Which addresses the service may have.
    public var reach: OutgoingReach

    public init(
        issuer: String, client: String, secret: String? = nil,
        name: Localized = SingleSignOnSettings.usualName,
        reach: OutgoingReach = .publicOnly
    ) {
        self.issuer = issuer
        self.client = client
        self.secret = secret
        self.name = name
        self.reach = reach
    }

    /// Its name where the installation gives none.
    public static let usualName = Localized(zh: "统一身份认证", en: "single sign-on")

    /// Whether requests may carry a code or a secret to an address: by https; in the clear only to
    /// this machine, and only where trials are allowed to.
    public func isSecure(_ url: String) -> Bool {
        let bytes = url.utf8
        guard bytes.count <= 2000, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else {
            return false
        }
        if bytes.starts(with: "https://".utf8) {
            let host = bytes.dropFirst(8).prefix { $0 != UInt8(ascii: "/") }
            return !host.isEmpty && !host.contains(UInt8(ascii: "@"))
        }
        guard reach == .publicAndLoopback else { return false }
        let start = "http://127.0.0.1:".utf8
        guard bytes.starts(with: start) else { return false }
        let port = bytes.dropFirst(start.count).prefix { $0 != UInt8(ascii: "/") }
        return !port.isEmpty && port.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }
}
