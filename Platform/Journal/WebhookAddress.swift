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

    /// For people: how to mend it.
    public var fix: Localized {
        switch self {
        case .notAnAddress:
            Localized(
                zh: "填写完整网址，例如 https://receiver.example.com/tradewind",
                en: "Give the whole address, such as https://receiver.example.com/tradewind")
        case .notSecure:
            Localized(
                zh: "为接收程序配置证书，再填写它的 https 地址",
                en: "Give the receiver a certificate and write its address with https")
        case .hasCredentials:
            Localized(
                zh: "去掉用户名和密码；来源凭推送的签名核对",
                en: "Leave them out; the signature of a delivery tells who sent it")
        case .hasFragment: Localized(zh: "去掉 # 及其后的部分", en: "Leave out the # and what follows")
        case .notPublic:
            Localized(
                zh: "换成公网可访问的地址；接收程序在内网的，请在公网放一个转发",
                en: "Use an address the internet reaches; where the receiver stands inside, put a "
                    + "relay before it")
        case .port:
            Localized(
                zh: "换用 443 端口，或请运营方开放这个端口",
                en: "Use port 443, or ask the operator for this one")
        case .tooMany:
            Localized(zh: "先移除不再用的地址", en: "Take away one that is not used any more")
        }
    }

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
