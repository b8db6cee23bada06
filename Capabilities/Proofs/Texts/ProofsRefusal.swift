public import Kernel

/// Why a proof or a part of the log is not given, or not believed.
public enum ProofsRefusal: Refusal, Hashable {
    /// Recorded, and not yet under a published checkpoint.
    case notYet
    /// A tile or checkpoint that is not there.
    case noSuchTile
    /// The file is no receipt.
    case notAReceipt
    /// A receipt that carries no proof.
    case withoutProof
    /// What stands beside the message is not what the message says.
    case otherMembers
    /// Nothing says whom to believe.
    case noPolicy
    /// A sealed event that is not there, or concerns somebody else.
    case noSuchEvent
    /// A field the record does not have; those it has.
    case noSuchField([String])

    /// One of each, in order of precedence.
    public static let all: [ProofsRefusal] = [
        .notYet, .noSuchTile, .notAReceipt, .withoutProof, .otherMembers,
        .noPolicy, .noSuchEvent, .noSuchField(["…"]),
    ]

    public var code: String {
        switch self {
        case .notYet: "proofs.not-yet"
        case .noSuchTile: "proofs.no-such-tile"
        case .notAReceipt: "proofs.not-a-receipt"
        case .withoutProof: "proofs.without-proof"
        case .otherMembers: "proofs.other-members"
        case .noPolicy: "proofs.no-policy"
        case .noSuchEvent: "proofs.no-such-event"
        case .noSuchField: "proofs.no-such-field"
        }
    }

    public var status: Int {
        switch self {
        case .notYet, .noSuchTile, .noSuchEvent: 404
        case .notAReceipt, .withoutProof, .otherMembers, .noPolicy, .noSuchField: 422
        }
    }

    public var message: Localized {
        switch self {
        case .notYet:
            Localized(
                zh: "回执已入库，含有它的检查点尚未公布。",
                en: "The receipt is on record; a checkpoint that covers it is not published yet.")
        case .noSuchTile:
            Localized(zh: "日志中还没有这一部分。", en: "The log has no such part yet.")
        case .notAReceipt:
            Localized(
                zh: "该文件不是本系统出具的 JSON 格式回执。",
                en: "The file is no receipt in JSON as this system gives it.")
        case .withoutProof:
            Localized(zh: "该回执未附存证证明。", en: "The receipt carries no proof.")
        case .otherMembers:
            Localized(
                zh: "报文本身已证明，但文件中所列的类型、状态、说明、编号或时间与所证明的不一致。",
                en: "The message is proven; type, status, text, number or time beside it differ "
                    + "from what is proven.")
        case .noPolicy:
            Localized(
                zh: "没有说明应信任哪个日志。", en: "Nothing says which log is to be believed.")
        case .noSuchEvent:
            Localized(zh: "没有这一存证事件。", en: "There is no such sealed event.")
        case .noSuchField:
            Localized(zh: "该记录没有所选的字段。", en: "The record has no such field.")
        }
    }

    public var fix: Localized {
        switch self {
        case .notYet:
            Localized(zh: "几秒后再取一次。", en: "Ask again in a few seconds.")
        case .noSuchTile:
            Localized(
                zh: "先读取 /log/checkpoint，按其中的条数取分块。",
                en: "Read /log/checkpoint first and ask for tiles of that size.")
        case .notAReceipt, .withoutProof, .otherMembers:
            Localized(
                zh: "用 GET /api/v1/receipts/{序号}/proof 取得附有证明的回执。",
                en: "Get the receipt with its proof by GET /api/v1/receipts/{number}/proof.")
        case .noSuchEvent:
            Localized(
                zh: "请在“存证事件”中核对序号。", en: "Look the number up among the sealed events.")
        case .noSuchField(let fields):
            Localized(
                zh: "可选字段：\(fields.joined(separator: "、"))。",
                en: "Choose of: \(fields.joined(separator: ", ")).")
        case .noPolicy:
            Localized(
                zh: "用 --policy 指定策略文件，或用 --key 给出日志的公钥；两者都应从运营方以外的渠道核对。",
                en: "Name a policy file with --policy, or give the log's key with --key; compare "
                    + "either with what you were told by another way than the server's.")
        }
    }
}
