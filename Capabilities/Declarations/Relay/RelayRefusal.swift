import Kernel

/// Why something about the relay could not be done. The order of the cases is the order of
/// precedence.
enum RelayRefusal: Refusal, Hashable {
    /// The enterprise is no account of a far side.
    case noAccount
    /// What was delivered is no receipt and no answer to an envelope.
    case noReceipt
    case noSuchSide(String)
    case noSuchMessage
    case notRefused
    /// The sender has sent all of it anew, or withdrawn it.
    case sentAnew
    /// A far side decides on this list.
    case decidedElsewhere(String)

    /// One of each, for the pages about problems.
    static let all: [RelayRefusal] = [
        .noAccount, .noReceipt, .noSuchSide("eport"), .noSuchMessage, .notRefused,
        .sentAnew, .decidedElsewhere("eport"),
    ]

    var code: String {
        switch self {
        case .noAccount: "declarations.relay-no-account"
        case .noReceipt: "declarations.relay-no-receipt"
        case .noSuchSide: "declarations.relay-no-such-side"
        case .noSuchMessage: "declarations.relay-no-such-message"
        case .notRefused: "declarations.relay-not-refused"
        case .sentAnew: "declarations.relay-sent-anew"
        case .decidedElsewhere: "declarations.relay-decided-elsewhere"
        }
    }

    var status: Int {
        switch self {
        case .noAccount: 403
        case .noReceipt: 422
        case .noSuchSide, .noSuchMessage: 404
        case .notRefused, .sentAnew, .decidedElsewhere: 409
        }
    }

    var message: Localized {
        switch self {
        case .noAccount:
            Localized(
                zh: "本企业不是任何转发对方的账户", en: "Your enterprise is no account of a far side")
        case .noReceipt:
            Localized(
                zh: "送来的不是回执，也不是对封装报文的应答，未保存",
                en: "This is no receipt and no answer to an envelope; it was not kept")
        case .noSuchSide(let name):
            Localized(zh: "没有转发对方 \(name)", en: "There is no far side \(name)")
        case .noSuchMessage:
            Localized(zh: "没有这份转发报文", en: "There is no such relayed message")
        case .notRefused:
            Localized(
                zh: "该报文未被对方拒收，不必重发",
                en: "The message was not refused; there is nothing to send again")
        case .sentAnew:
            Localized(
                zh: "报文中的单证已由企业重新报送或撤回",
                en: "Its documents were sent anew or withdrawn by their sender")
        case .decidedElsewhere(let name):
            Localized(
                zh: "该清单由 \(name) 审核，本系统不作决定",
                en: "\(name) decides on this list; it is not decided here")
        }
    }

    var fix: Localized {
        switch self {
        case .noAccount:
            Localized(
                zh: "在转发配置的 account 填写该企业的代码",
                en: "Name the enterprise as account in the relay plan")
        case .noReceipt:
            Localized(
                zh: "送回执报文（如 CEB622）、CEB900 或 DxpRep，可带封装",
                en: "Deliver a receipt (CEB622 and others), CEB900 or DxpRep, enveloped or not")
        case .noSuchSide:
            Localized(
                zh: "核对名称：GET /api/v1/relay", en: "Check the name: GET /api/v1/relay")
        case .noSuchMessage:
            Localized(zh: "核对编号：GET /api/v1/relay", en: "Check the number: GET /api/v1/relay")
        case .notRefused:
            Localized(zh: "等待其自动发送，或点“立即发送”", en: "Wait for it, or use send now")
        case .sentAnew:
            Localized(zh: "无需操作", en: "Nothing to do")
        case .decidedElsewhere:
            Localized(zh: "等待对方的回执", en: "Wait for its receipt")
        }
    }
}
