import Kernel

/// What keeps the messages of one sender from a far side, while everybody else's go.
enum RelayTrouble: Sendable, Hashable {
    /// The plan has keys, and none for this sender.
    case noKey
    /// The far side does not let the sender's key in.
    case keyRefused(status: Int)

    /// As it is kept.
    var text: String {
        switch self {
        case .noKey: "no-key"
        case .keyRefused(let status): "key-refused \(status)"
        }
    }

    init?(_ text: String) {
        if text == "no-key" {
            self = .noKey
        } else if text.hasPrefix("key-refused "), let status = Int(text.dropFirst(12)) {
            self = .keyRefused(status: status)
        } else {
            return nil
        }
    }

    /// What to tell, and how to mend it.
    func words(_ dxpID: String) -> Localized {
        switch self {
        case .noKey:
            Localized(
                zh: "转发配置中没有 \(dxpID) 的访问密钥，该企业的报文暂不发送。请运行人员在 relay.json 的 keys 中补上。",
                en: "The relay's plan has no key for \(dxpID), so the messages of this enterprise "
                    + "wait. An operator adds one under keys in relay.json.")
        case .keyRefused(let status):
            Localized(
                zh: "对方不接受 \(dxpID) 的访问密钥（HTTP \(status)），该企业的报文暂不发送。请运行人员核对 relay.json 中的密钥。",
                en: "The far side does not accept the key of \(dxpID) (HTTP \(status)), so the "
                    + "messages of this enterprise wait. An operator checks the key in relay.json.")
        }
    }

    /// The words of a trouble as it was kept; what is none of these stands for itself.
    static func told(_ text: String, _ dxpID: String) -> Localized {
        RelayTrouble(text)?.words(dxpID) ?? Localized(same: text)
    }
}
