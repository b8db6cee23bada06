public import Kernel

/// An address an enterprise's feed is pushed to.
public struct Webhook: Sendable, Hashable, Withheld {
    public let tenant: String
    public let id: String
    public let url: String
    public let createdAt: Instant
    /// When it was given up; nil while it is delivered to.
    public let disabledAt: Instant?
    /// The last place of the feed that was delivered.
    public let position: Int64
    /// Attempts that failed since the last one that did not.
    public let failures: Int
    public let failingSince: Instant?
    /// When it may be tried next.
    public let nextAt: Instant
    public let lastAt: Instant?
    /// HTTP status of the last attempt; nil when none came.
    public let lastStatus: Int?
    /// Why the last attempt failed; nil when it did not.
    public let lastTrouble: WebhookTrouble?

    /// `whsec_…`: what its messages are signed with.
    let secret: String
    /// The secret before it, while receivers may still know only that one.
    var oldSecret: String?
    /// Until when messages are signed with both; nil when the secret was never changed.
    public var oldSecretUntil: Instant?

    /// Secrets a message is signed with at a moment, the present one first.
    func secrets(at now: Instant) -> [String] {
        guard let oldSecret, let oldSecretUntil, now < oldSecretUntil else { return [secret] }
        return [secret, oldSecret]
    }
}

/// Why a delivery failed, as it is stored and told.
public enum WebhookTrouble: String, Sendable, Hashable, CaseIterable {
    /// The receiver answered with a status other than 2xx.
    case status
    /// The receiver answered 410: it wants no more.
    case gone
    case addressRefused = "address-refused"
    case nameNotFound = "name-not-found"
    case notReached = "not-reached"
    case timedOut = "timed-out"
    case notSecure = "not-secure"
    /// Ours: to be read in the log.
    case broken

    init(_ fault: OutgoingFault) { self = WebhookTrouble(rawValue: fault.code) ?? .broken }

    /// For people.
    public var message: Localized {
        switch self {
        case .status:
            Localized(
                zh: "接收方返回了非 2xx 状态", en: "The receiver answered with a status other than 2xx")
        case .gone:
            Localized(zh: "接收方返回 410，不再接收", en: "The receiver answered 410: it wants no more")
        case .addressRefused:
            Localized(zh: "地址不是公网地址，不予连接", en: "The address is not public and is not connected to")
        case .nameNotFound: Localized(zh: "域名无法解析", en: "The host name cannot be resolved")
        case .notReached: Localized(zh: "无法连接接收方", en: "The receiver was not reached")
        case .timedOut:
            Localized(zh: "接收方未在规定时间内应答", en: "The receiver did not answer in time")
        case .notSecure:
            Localized(zh: "接收方的 TLS 证书未通过验证", en: "The receiver's certificate was not accepted")
        case .broken: Localized(zh: "发送失败，系统内部错误", en: "Sending failed on our side")
        }
    }
}

/// What came of one attempt.
public struct WebhookAttempt: Sendable, Hashable {
    /// HTTP status; nil when there was no answer.
    public let status: Int?
    /// Nil when it was taken.
    public let trouble: WebhookTrouble?
    /// Seconds after which the receiver wants to be asked again.
    let retryAfter: Int?

    public var isDelivered: Bool { trouble == nil }

    /// Whether the receiver is there and will not have this message: 4xx that asks for no patience.
    var isRefusal: Bool {
        guard let status, (400...499).contains(status) else { return false }
        return ![401, 403, 404, 408, 410, 429].contains(status)
    }

    init(_ answer: OutgoingHTTP.Answer) {
        status = answer.status
        trouble =
            (200...299).contains(answer.status) ? nil : answer.status == 410 ? .gone : .status
        retryAfter = answer.header("retry-after").flatMap { Int($0) }.map { max(0, $0) }
    }

    init(_ fault: OutgoingFault) {
        // The head of a long answer had come: its status says whether the message was taken.
        if case .tooLarge(let status) = fault {
            self.init(OutgoingHTTP.Answer(status: status))
        } else {
            self.init(WebhookTrouble(fault))
        }
    }

    private init(_ trouble: WebhookTrouble) {
        status = nil
        self.trouble = trouble
        retryAfter = nil
    }
}
