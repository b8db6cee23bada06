import Kernel

/// Why the gateway did not take a message, or the desk did not do what was asked. The order of the
/// cases is the order of precedence.
enum DeclarationsRefusal: Refusal, Hashable {
    /// The message does not fit its schema; nothing of it was stored. `receipt` is the CEB900,
    /// or the message's own receipt where the customs' table has a number for it.
    case misfit(faults: [Fault], receipt: [UInt8])
    /// A message this gateway does not take.
    case typeNotTaken(String, receipt: [UInt8])
    /// More messages in one request than are taken together.
    case tooManyMessages(limit: Int)
    case noMessage
    /// `BaseTransfer.copCode` is not one of the sender's codes.
    case foreignTransmitter(code: String)
    /// `BaseTransfer.dxpId` is not the one registered for the sender.
    case foreignNode(id: String)
    /// `BaseSubscribe.status` is none of ALL, DATA, RET.
    case subscription(status: String)
    /// `BaseSubscribe.dxpAddress` is no party of every document of the message.
    case subscriber(address: String)
    /// The same guid was used for another content; the fields tell what differs. None: the content
    /// is the same, the bytes are not.
    case contradiction(type: String, guid: String, fields: [String])
    case notFound
    /// The list has gone on meanwhile: look again.
    case movedOn(now: Status)
    case notPossible(from: Status, to: Status)
    case reasonMissing
    /// An officer's reason has more characters than the receipt holds.
    case reasonTooLong(limit: Int)
    case guaranteeEnded
    case noEnterprise
    case webhook(reason: Localized)
    /// No such address for notifications.
    case webhookNotFound
    /// There is no such receipt to send to it; `isAside`: none that was put aside.
    case webhookMessage(isAside: Bool)
    /// It cannot go back to a place that has not come yet.
    case webhookPlace(last: Int64)

    var code: String {
        switch self {
        case .misfit: "declarations.misfit"
        case .typeNotTaken: "declarations.type-not-taken"
        case .tooManyMessages: "declarations.too-many-messages"
        case .noMessage: "declarations.no-message"
        case .foreignTransmitter: "declarations.foreign-transmitter"
        case .foreignNode: "declarations.foreign-node"
        case .subscription: "declarations.subscription"
        case .subscriber: "declarations.subscriber"
        case .contradiction: "declarations.contradiction"
        case .notFound: "declarations.not-found"
        case .movedOn: "declarations.moved-on"
        case .notPossible: "declarations.not-possible"
        case .reasonMissing: "declarations.reason-missing"
        case .reasonTooLong: "declarations.reason-too-long"
        case .guaranteeEnded: "declarations.guarantee-ended"
        case .noEnterprise: "declarations.no-enterprise"
        case .webhook: "declarations.webhook-address"
        case .webhookNotFound: "declarations.webhook-not-found"
        case .webhookMessage: "declarations.webhook-receipt-not-found"
        case .webhookPlace: "declarations.webhook-place"
        }
    }

    var status: Int {
        switch self {
        case .foreignTransmitter, .foreignNode, .noEnterprise: 403
        case .notFound, .webhookNotFound, .webhookMessage: 404
        case .contradiction, .movedOn, .guaranteeEnded: 409
        case .tooManyMessages: 413
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .foreignTransmitter: "BaseTransfer/copCode"
        case .foreignNode: "BaseTransfer/dxpId"
        case .subscription: "BaseSubscribe/status"
        case .subscriber: "BaseSubscribe/dxpAddress"
        case .contradiction: "guid"
        case .reasonMissing, .reasonTooLong: "reason"
        case .webhook: "url"
        case .webhookMessage: "sequence"
        case .webhookPlace: "after"
        default: nil
        }
    }

    var faults: [Fault] {
        if case .misfit(let faults, _) = self { return faults }
        return []
    }

    /// The receipt of the format check, where the protocol wants one.
    var receipt: [UInt8]? {
        switch self {
        case .misfit(_, let receipt), .typeNotTaken(_, let receipt): receipt
        default: nil
        }
    }

    /// The member of a problem that carries the receipt: by its name programs tell the format
    /// check's CEB900 from the receipt of the message with a number of the customs' table.
    var receiptMember: String {
        guard let receipt, !receipt.isEmpty else { return "ceb900" }
        return String(decoding: receipt.prefix(400), as: UTF8.self).contains("CEB900Message")
            ? "ceb900" : "receipt"
    }

    var message: Localized { words.message }
    var fix: Localized { words.fix }
}

extension DeclarationsRefusal {
    private var words: (message: Localized, fix: Localized) {
        switch self {
        case .misfit(let faults, _):
            (
                Localized(
                    zh: "报文不符合规范，共 \(faults.count) 处错误，未收下任何内容",
                    en:
                        "The message does not fit its schema: \(faults.count)"
                        + " fault(s); nothing was taken"
                ),
                Localized(
                    zh: "按所列错误逐项修改后重新发送",
                    en: "Mend every fault listed and send it again")
            )
        case .typeNotTaken(let type, _):
            (
                Localized(zh: "本网关不接收 \(type) 报文", en: "This gateway does not take \(type)"),
                Localized(
                    zh: "可接收：\(MessageType.numbers("、"))",
                    en: "Taken are \(MessageType.numbers(", "))")
            )
        case .tooManyMessages(let limit):
            (
                Localized(
                    zh: "一次请求最多 \(limit) 个报文", en: "At most \(limit) messages in one request"),
                Localized(zh: "分多次发送", en: "Send them in several requests")
            )
        case .noMessage:
            (
                Localized(zh: "请求中没有报文", en: "The request holds no message"),
                Localized(zh: "在请求体中发送一个 CEB 报文", en: "Send a CEB message as the body")
            )
        case .foreignTransmitter(let code):
            (
                Localized(
                    zh: "传输企业代码 \(code) 不属于当前密钥或账户的企业",
                    en: "Transmitter code \(code) is not one of the enterprise you act for"),
                Localized(
                    zh: "在 BaseTransfer 的 copCode 填写本企业的海关编码或统一社会信用代码",
                    en: "Put your own customs or credit code into BaseTransfer/copCode")
            )
        case .foreignNode(let id):
            (
                Localized(
                    zh: "DXP 编号 \(id) 不是本企业登记的编号",
                    en: "DXP number \(id) is not the one registered for your enterprise"),
                Localized(
                    zh: "在 BaseTransfer 的 dxpId 填写本企业登记的编号",
                    en: "Put your registered number into BaseTransfer/dxpId")
            )
        case .contradiction(let type, let guid, let fields) where fields.isEmpty:
            (
                Localized(
                    zh: "\(type) 报文 \(guid) 已收过：各字段内容相同，只是字节不同（空白、换行、编码写法或签名）；以首次收到的为准",
                    en: "\(type) \(guid) was received before with the same values; only the bytes "
                        + "differ (white space, line ends, encoding or signature). What came first "
                        + "stands."),
                Localized(
                    zh: "不必再发。取首次的回执：原样重发首次的字节，或 GET /api/v1/receipts；确要另报时用新的 guid",
                    en: "There is no need to send it again. For the first receipt send the first "
                        + "bytes unchanged, or GET /api/v1/receipts; for another message use a new "
                        + "guid.")
            )
        case .contradiction(let type, let guid, let fields):
            (
                Localized(
                    zh: "\(type) 报文 \(guid) 已收过，但内容不同：\(fields.joined(separator: "、"))",
                    en: "\(type) \(guid) was received before with another content: "
                        + fields.joined(separator: ", ")),
                Localized(
                    zh: "内容有变时使用新的 guid，并以 appType=2 报送变更",
                    en: "Use a new guid for a new content, with appType 2 for a change")
            )
        default: deskWords
        }
    }

    private var deskWords: (message: Localized, fix: Localized) {
        switch self {
        case .subscription(let status):
            (
                Localized(
                    zh: "订阅内容“\(status)”不正确", en: "“\(status)” is nothing one can subscribe to"),
                Localized(
                    zh: "填写 ALL（数据和回执）、DATA（数据）或 RET（回执）",
                    en: "Write ALL (data and receipts), DATA or RET")
            )
        case .subscriber(let address):
            (
                Localized(
                    zh: "订阅方 \(address) 不是本报文各份单证所列的企业",
                    en: "Subscriber \(address) has no part in every document of the message"),
                Localized(
                    zh: "只能抄送给单证中列明的企业，填写其登记的 DXP 编号；涉及不同企业的单证分开报送",
                    en: "Only enterprises that the documents name may get copies: write their "
                        + "registered DXP number, and send documents of others apart")
            )
        case .notFound:
            (
                Localized(zh: "没有这份单证", en: "There is no such document"),
                Localized(zh: "核对编号", en: "Check the number")
            )
        case .movedOn(let now):
            (
                Localized(
                    zh: "该清单状态已变为“\(now.name.zh)”",
                    en: "The list has meanwhile become: \(now.name.en)"),
                Localized(zh: "刷新后再处理", en: "Reload and decide again")
            )
        case .notPossible(let from, let to):
            (
                Localized(
                    zh: "“\(from.name.zh)”状态不能变为“\(to.name.zh)”",
                    en: "What stands at “\(from.name.en)” cannot be moved to “\(to.name.en)”"),
                Localized(zh: "选择该状态允许的处理", en: "Choose an action its status allows")
            )
        case .guaranteeEnded:
            (
                Localized(
                    zh: "担保企业的担保已到期或不足，不能放行",
                    en: "The guarantee that secured the tax has ended or no longer suffices"),
                Localized(
                    zh: "由担保企业补充税款担保后再放行，或退单",
                    en: "Have the guarantor add guarantee, then release; or reject the list")
            )
        case .reasonMissing:
            (
                Localized(zh: "须填写处理理由", en: "A reason is required"),
                Localized(zh: "用一句话说明理由", en: "Say why in a sentence")
            )
        case .reasonTooLong(let limit):
            (
                Localized(
                    zh: "理由超过 \(limit) 个字，回执容纳不下",
                    en: "The reason has more than \(limit) characters, the receipt's limit"),
                Localized(zh: "请缩短理由", en: "Make it shorter")
            )
        case .noEnterprise:
            (
                Localized(zh: "当前账户不代表任何企业", en: "You act for no enterprise"),
                Localized(zh: "使用企业账户或 API 密钥", en: "Use an enterprise's account or API key")
            )
        case .webhook(let reason):
            (
                reason,
                Localized(
                    zh: "填写可公开访问的 https 地址", en: "Give an https address that is publicly reachable")
            )
        case .webhookNotFound:
            (
                Localized(zh: "没有这个推送地址", en: "There is no such webhook"),
                Localized(
                    zh: "核对推送地址的 id：GET /api/v1/webhooks",
                    en: "Check its id: GET /api/v1/webhooks")
            )
        case .webhookMessage(let isAside):
            (
                isAside
                    ? Localized(zh: "没有搁置的这份回执", en: "No such receipt was put aside")
                    : Localized(zh: "没有这份回执", en: "There is no such receipt"),
                isAside
                    ? Localized(
                        zh: "搁置的回执见 GET /api/v1/webhooks/{id}/dead-letters",
                        en: "GET /api/v1/webhooks/{id}/dead-letters lists them")
                    : Localized(
                        zh: "核对回执序号（sequence）：GET /api/v1/receipts",
                        en: "Check its sequence: GET /api/v1/receipts")
            )
        case .webhookPlace(let last):
            (
                Localized(
                    zh: "after 超出最后一份回执（序号 \(last)），没有可重推的",
                    en: "after lies beyond the last receipt, \(last): there is nothing to deliver"),
                Localized(
                    zh: "填写 0 至 \(last) 之间的序号，推送从其后一份开始",
                    en: "Give a number from 0 to \(last); delivery begins with the one after it")
            )
        default: (Localized(same: ""), Localized(same: ""))
        }
    }
}
