public import Kernel

/// Why an address cannot be delivered to. What a name resolves to is looked at when it is
/// registered, as far as that is known, and when it is connected to, each time.
public enum WebhookAddressFault: Error, Sendable, Hashable, CaseIterable {
    case notAnAddress
    case notSecure
    case hasCredentials
    case hasFragment
    case notPublic
    /// A port that other services than the web have.
    case port
    /// The enterprise has as many webhooks as it may have.
    case tooMany

    /// For people: what is wrong.
    public var reason: Localized {
        switch self {
        case .notAnAddress: Localized(zh: "不是有效的网址", en: "This is not a web address")
        case .notSecure:
            Localized(zh: "网址须以 https:// 开头", en: "The address must begin with https://")
        case .hasCredentials:
            Localized(zh: "网址中不得含用户名或密码", en: "The address must not hold a user name or password")
        case .hasFragment:
            Localized(zh: "网址中不得含 # 片段", en: "The address must not hold a # fragment")
        case .notPublic:
            Localized(zh: "网址指向内部网络，不予推送", en: "The address leads into a private network")
        case .port:
            Localized(
                zh: "不向这个端口推送；可用的端口由运营方设定（默认 443、80 和 1024 以上）",
                en: "Nothing is delivered to this port; the operator says which are (443, 80 and "
                    + "1024 and above unless told)")
        case .tooMany:
            Localized(
                zh: "推送地址最多 \(Webhooks.mostPerTenant) 个",
                en: "There may be at most \(Webhooks.mostPerTenant) webhooks")
        }
    }
}

/// Judges an address as it is written, so that a mistake is told at once.
func checkWebhook(
    _ text: String, reach: OutgoingReach, ports: OutgoingPorts = OutgoingPorts()
) throws(WebhookAddressFault) {
    guard let url = OutgoingURL(text) else { throw .notAnAddress }
    guard !url.hasCredentials else { throw .hasCredentials }
    guard !url.hasFragment else { throw .hasFragment }
    let isHere = url.host == "localhost" || OutgoingAddress(url.host)?.isLoopback == true
    // A local demonstration has no certificate.
    if isHere, reach != .publicOnly { return }
    guard !isHere, reaches(url.host, reach) else { throw .notPublic }
    guard url.scheme == "https" else { throw .notSecure }
    guard ports.allows(url.port) else { throw .port }
}

private func reaches(_ host: String, _ reach: OutgoingReach) -> Bool {
    if let address = OutgoingAddress(host) { return reach.allows(address) }
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    guard name.utf8.contains(UInt8(ascii: ".")) else { return false }
    return !privateNames.contains { name.hasSuffix($0) }
}

/// Endings that lead nowhere on the public internet.
private let privateNames = [".localhost", ".local", ".internal", ".lan", ".home.arpa"]
