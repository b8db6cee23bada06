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

    /// The words of a trouble as it was kept; what is none of these stands for itself, as the words
    /// of the far side do.
    static func told(_ text: String, _ dxpID: String) -> Localized {
        RelayTrouble(text)?.words(dxpID) ?? fault(text) ?? Localized(same: text)
    }

    /// Why the far side did not answer, by the code that is kept.
    private static func fault(_ code: String) -> Localized? {
        switch code {
        case "not-reached":
            Localized(zh: "无法连接对方服务器", en: "the server was not reached")
        case "timed-out":
            Localized(zh: "对方未在规定时间内应答", en: "the server did not answer in time")
        case "name-not-found":
            Localized(zh: "对方域名无法解析", en: "the host name cannot be resolved")
        case "not-secure":
            Localized(
                zh: "对方的 TLS 证书未通过验证", en: "the server's TLS certificate was not accepted")
        case "address-refused":
            Localized(zh: "对方地址不允许连接", en: "the address may not be connected to")
        case "not-sendable":
            Localized(zh: "请求无法发送", en: "the request cannot be sent")
        case "broken": Localized(zh: "发送失败", en: "sending failed")
        case "cancelled": Localized(zh: "请求已取消", en: "the request was cancelled")
        default: nil
        }
    }
}

/// Why what came back from a far side was not taken.
enum RelayArrivalTrouble: Error, Hashable {
    /// No whole message of a known type.
    case unreadable
    /// It names a document by one number and contradicts another that is known.
    case contradicts(String)

    /// As it is kept: no content of the message.
    var text: String {
        switch self {
        case .unreadable: "unreadable"
        case .contradicts(let element): "contradicts \(element)"
        }
    }

    /// The words of a trouble as it was kept; a kind of error stands for itself.
    static func told(_ text: String) -> Localized {
        switch text {
        case "unreadable":
            return Localized(
                zh: "不是完整可读的报文：请对方重发，或核对文件后重新处理",
                en: "no whole message that can be read: have it sent again, or look at the file "
                    + "and take it again")
        case "contradicts preNo":
            return Localized(
                zh: "预录入编号与此前回执不同，未予采用：请与对方核对",
                en: "its pre-entry number is not that of earlier receipts, so that it was not "
                    + "used: ask the far side")
        case "contradicts invtNo":
            return Localized(
                zh: "清单编号与此前回执不同，未予采用：请与对方核对",
                en: "its list number is not that of earlier receipts, so that it was not used: "
                    + "ask the far side")
        default: return Localized(same: text)
        }
    }
}
