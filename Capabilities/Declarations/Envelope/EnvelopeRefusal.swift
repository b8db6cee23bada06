import Kernel
import Seal

/// Why an envelope was not opened. The order of the cases is the order of precedence.
enum EnvelopeRefusal: Refusal, Hashable {
    case misfit(faults: [Fault])
    /// The enterprise that sends it has no DXP number in the register.
    case noNumber
    /// Its sender is not the enterprise whose key this is.
    case foreignSender(String)
    /// The signature of the envelope itself does not hold, or is missing where one is asked for.
    case signature(SealRefusal)
    case unknownReceivers([String])
    /// An import message for the export system, or the other way round.
    case otherReceiver(String, type: String)
    /// The number was used for another message.
    case contradiction(String)

    /// One of each, for the pages about problems.
    static let all: [EnvelopeRefusal] = [
        .misfit(faults: [EnvelopeFault.notBase64("/DxpMsg/Data", 1)]), .noNumber,
        .foreignSender("DXPENT0000000000"), .signature(.digest),
        .unknownReceivers(["DXPEDCCEB0000009"]),
        .otherReceiver("DXPEDCCEB0000003", type: "CEB311"),
        .contradiction("00000000-0000-4000-8000-0000000000A1"),
    ]

    var code: String {
        switch self {
        case .misfit: "declarations.envelope-misfit"
        case .noNumber: "declarations.envelope-no-number"
        case .foreignSender: "declarations.envelope-foreign-sender"
        case .signature: "declarations.envelope-signature"
        case .unknownReceivers: "declarations.envelope-unknown-receiver"
        case .otherReceiver: "declarations.envelope-other-receiver"
        case .contradiction: "declarations.envelope-contradiction"
        }
    }

    /// Number of the exchange platform.
    var exchangeCode: String {
        switch self {
        case .misfit(let faults):
            faults.contains { $0.code.hasPrefix("xml.") } ? "0001" : "0002"
        case .noNumber, .foreignSender, .otherReceiver: "2002"
        case .signature(let refusal): refusal.exchangeCode
        case .unknownReceivers: "2001"
        case .contradiction: "4002"
        }
    }

    var status: Int {
        switch self {
        case .noNumber, .foreignSender: 403
        case .contradiction: 409
        case .misfit, .signature, .unknownReceivers, .otherReceiver: 422
        }
    }

    var field: String? {
        switch self {
        case .misfit, .noNumber: nil
        case .foreignSender: "TransInfo/SenderId"
        case .signature: "Signature"
        case .unknownReceivers, .otherReceiver: "TransInfo/ReceiverIds"
        case .contradiction: "TransInfo/CopMsgId"
        }
    }

    var faults: [Fault] {
        switch self {
        case .misfit(let faults): faults
        // By its own code, with the page it has: what exactly is wrong with the signature.
        case .signature(let refusal): [refusal.fault]
        default: []
        }
    }

    var message: Localized {
        switch self {
        case .misfit(let faults):
            Localized(
                zh: "信封不符合规范，共 \(faults.count) 处错误，未收下任何内容",
                en: "The envelope does not fit its schema: \(faults.count) fault(s); nothing was"
                    + " taken")
        case .noNumber:
            Localized(
                zh: "本企业没有登记 DXP 编号，不能用信封报送",
                en: "No DXP number is registered for your enterprise, so it cannot send envelopes")
        case .foreignSender(let id):
            Localized(
                zh: "信封的发送方 \(id) 不是本企业登记的 DXP 编号",
                en: "The envelope's sender \(id) is not the DXP number of your enterprise")
        case .signature(let refusal):
            Localized(
                zh: "信封的签名验证未通过，未收下任何内容：\(refusal.message.zh)",
                en: "The envelope's signature does not hold, nothing was taken:"
                    + " \(refusal.message.en)")
        case .unknownReceivers(let ids):
            Localized(
                zh: "接收方 \(ids.joined(separator: "、")) 不存在",
                en: "There is no receiver \(ids.joined(separator: ", "))")
        case .otherReceiver(let id, let type):
            Localized(
                zh: "接收方 \(id) 不接收 \(type)", en: "The receiver \(id) does not take \(type)")
        case .contradiction(let number):
            Localized(
                zh: "报文编号 \(number) 已用于另一份报文",
                en: "The number \(number) was used for another message")
        }
    }

    var fix: Localized {
        switch self {
        case .misfit:
            Localized(zh: "按所列错误逐项修改后重新发送", en: "Mend every fault listed and send it again")
        case .noNumber:
            Localized(
                zh: "请先登记 DXP 编号，或改用 POST /api/v1/ceb",
                en: "Have the number registered, or use POST /api/v1/ceb")
        case .foreignSender:
            Localized(
                zh: "在 SenderId 填写本企业登记的编号", en: "Put your registered number into SenderId")
        case .signature(let refusal): EnvelopeRefusal.fix(of: refusal)
        case .unknownReceivers, .otherReceiver:
            Localized(
                zh: "进口报文发往 DXPEDCCEB0000002，出口报文发往 DXPEDCCEB0000003",
                en: "Send import messages to DXPEDCCEB0000002, export ones to DXPEDCCEB0000003")
        case .contradiction:
            Localized(
                zh: "每份报文用新的 CopMsgId；重发时内容须一字不差",
                en: "Give each message a CopMsgId of its own; a repeat must be the same bytes")
        }
    }

    /// How to mend a signature, where that is otherwise than for a message.
    private static func fix(of refusal: SealRefusal) -> Localized {
        switch refusal {
        case .missing:
            Localized(
                zh: "用发送方企业的卡或密钥为信封签名，再发送",
                en: "Sign the envelope with the key of the enterprise that sends it")
        case .signature, .digest:
            Localized(
                zh: "装好内容后，用发送方企业自己的卡或密钥对最终信封重新签名，签名后不要再改动或重新排版",
                en: "Sign the final envelope again with the key of the enterprise that sends it,"
                    + " and do not change or reformat it afterwards")
        case .reference:
            Localized(
                zh: "信封的签名写一个 Reference，URI 为空，或为“#”加根元素的 Id；"
                    + "该 Id 不能只是数字，也不能与别处的标识相同",
                en: "Write one Reference whose URI is empty, or # and the Id of the root; that Id"
                    + " is not digits alone and stands nowhere else")
        default: refusal.fix
        }
    }
}
