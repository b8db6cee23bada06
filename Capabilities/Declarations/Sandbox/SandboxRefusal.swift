import Kernel
import Web

/// What only the sandbox says.
enum SandboxRefusal: FailureOnRequest, Hashable {
    /// On purpose: the program is to try again.
    case busy
    /// The enterprise has sent what it may in a day; the next one begins in so many seconds.
    case fullForToday(limit: Int64, seconds: Int)
    /// A goods number of the sandbox that the table does not know: most likely misspelt.
    case unknownItem(String, known: [String])

    static let all: [SandboxRefusal] = [
        .busy, .fullForToday(limit: 5_000, seconds: 3_600),
        .unknownItem("SANDBOX-RELEASE", known: ["SANDBOX-RELEASED", "SANDBOX-BUSY"]),
    ]

    var code: String {
        switch self {
        case .busy: "declarations.sandbox-busy"
        case .fullForToday: "declarations.sandbox-full-for-today"
        case .unknownItem: "declarations.sandbox-item"
        }
    }
    var status: Int {
        switch self {
        case .busy: 503
        case .fullForToday: 429
        case .unknownItem: 422
        }
    }
    var field: String? {
        switch self {
        case .unknownItem: "itemNo"
        case .busy, .fullForToday: nil
        }
    }

    /// Seconds after which the same may be sent again; nil where that is no use.
    var retryAfter: Int? {
        switch self {
        case .busy: 5
        case .fullForToday(_, let seconds): max(seconds, 1)
        case .unknownItem: nil
        }
    }

    var message: Localized {
        switch self {
        case .busy:
            Localized(
                zh: "沙箱按货号约定暂不收下这份报文",
                en: "The sandbox does not take this message yet, as its goods number asks")
        case .fullForToday(let limit, _):
            Localized(
                zh: "本企业今天发到沙箱的单证已满 \(limit) 份",
                en: "Your enterprise has sent the \(limit) documents the sandbox takes in a day")
        case .unknownItem(let item, _):
            Localized(
                zh: "沙箱没有约定货号“\(item)”", en: "The sandbox has no goods number “\(item)”")
        }
    }
    var fix: Localized {
        switch self {
        case .busy:
            Localized(
                zh: "按 Retry-After 原样重发，几次后会收下",
                en: "Send the same bytes again after Retry-After: after some tries they are taken")
        case .fullForToday:
            Localized(
                zh: "按 Retry-After 等到次日零点（北京时间）后原样重发；大批量的压力测试请用自己的演示环境",
                en: "Send the same after Retry-After, when the next day begins (UTC+8); try large "
                    + "amounts in a demonstration world of your own")
        case .unknownItem(_, let known):
            Localized(
                zh: "请改用约定的货号：\(known.joined(separator: "、"))；其他货号一律放行",
                en: "Use one of these: \(known.joined(separator: ", ")). Any number without "
                    + "SANDBOX- is released")
        }
    }
}
