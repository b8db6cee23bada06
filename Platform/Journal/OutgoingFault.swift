public import Kernel

/// Why a request to another server got no answer.
public enum OutgoingFault: Error, Sendable, Hashable {
    /// The URL, method or a header cannot be sent.
    case notSendable(String)
    /// The name leads to an address that may not be reached from here.
    case addressRefused(String)
    /// No such name.
    case nameNotFound
    /// Nobody listens there, or the connection broke.
    case notReached(String)
    case timedOut
    /// The other side's certificate does not hold.
    case notSecure(String)
    /// The answer has more bytes than are taken; its status had come.
    case tooLarge(status: Int)
    /// The task that waited was cancelled.
    case cancelled
    /// libcurl or the system failed.
    case broken(String)

    /// Short and stable: what is stored and counted.
    public var code: String {
        switch self {
        case .notSendable: "not-sendable"
        case .addressRefused: "address-refused"
        case .nameNotFound: "name-not-found"
        case .notReached: "not-reached"
        case .timedOut: "timed-out"
        case .notSecure: "not-secure"
        case .tooLarge: "too-large"
        case .cancelled: "cancelled"
        case .broken: "broken"
        }
    }

    /// For people.
    public var message: Localized {
        switch self {
        case .notSendable(let what):
            Localized(zh: "请求无法发送：\(what)", en: "The request cannot be sent: \(what)")
        case .addressRefused(let address):
            Localized(
                zh: "该地址（\(address)）不是公网地址，不予连接",
                en: "The address (\(address)) is not a public one and is not connected to")
        case .nameNotFound:
            Localized(zh: "域名无法解析", en: "The host name cannot be resolved")
        case .notReached(let why):
            Localized(zh: "无法连接对方服务器（\(why)）", en: "The server was not reached (\(why))")
        case .timedOut:
            Localized(zh: "对方未在规定时间内应答", en: "The server did not answer in time")
        case .notSecure(let why):
            Localized(
                zh: "对方的 TLS 证书未通过验证（\(why)）",
                en: "The server's TLS certificate was not accepted (\(why))")
        case .tooLarge:
            Localized(zh: "应答内容过大", en: "The answer is too large")
        case .cancelled:
            Localized(zh: "请求已取消", en: "The request was cancelled")
        case .broken(let why):
            Localized(zh: "发送失败（\(why)）", en: "Sending failed (\(why))")
        }
    }
}
