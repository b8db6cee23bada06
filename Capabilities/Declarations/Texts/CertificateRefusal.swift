import Kernel

/// Why a certificate was not registered or withdrawn. In order of precedence.
enum CertificateRefusal: Refusal, Hashable {
    /// Somebody has to say for which enterprise.
    case holderNeeded
    /// No certificate in PEM or DER.
    case unreadable
    /// Neither SM2 nor RSA.
    case keyKind
    /// An RSA key of so few bits; how many it must have.
    case keyShort(Int, least: Int)
    /// It held until then.
    case expired(Instant)
    /// It names neither the enterprise nor one of its codes.
    case otherHolder
    /// The last day lies before the first, or one of them is no day.
    case days
    /// Another enterprise signs with it.
    case taken
    case tooMany
    case notFound

    static let all: [CertificateRefusal] = [
        .holderNeeded, .unreadable, .keyKind, .keyShort(1024, least: 2048),
        .expired(Instant(milliseconds: 0)), .otherHolder, .days, .taken, .tooMany, .notFound,
    ]

    var code: String {
        switch self {
        case .holderNeeded: "declarations.certificate-holder-needed"
        case .unreadable: "declarations.certificate-unreadable"
        case .keyKind: "declarations.certificate-key-kind"
        case .keyShort: "declarations.certificate-key-short"
        case .expired: "declarations.certificate-expired"
        case .otherHolder: "declarations.certificate-other-holder"
        case .days: "declarations.certificate-days"
        case .taken: "declarations.certificate-taken"
        case .tooMany: "declarations.certificate-too-many"
        case .notFound: "declarations.certificate-not-found"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        case .taken, .tooMany: 409
        default: 422
        }
    }

    var message: Localized {
        switch self {
        case .holderNeeded:
            Localized(zh: "未说明为哪家企业登记。", en: "It is not said for which enterprise.")
        case .unreadable:
            Localized(
                zh: "文件不是 PEM 或 DER 格式的证书。", en: "The file is no certificate in PEM or DER.")
        case .keyKind:
            Localized(
                zh: "证书的密钥不是 SM2，也不是 RSA。",
                en: "The certificate's key is neither SM2 nor RSA.")
        case .keyShort(let bits, let least):
            Localized(
                zh: "证书的 RSA 密钥只有 \(bits) 位，至少 \(least) 位。",
                en: "The certificate's RSA key has \(bits) bits; \(least) is the least.")
        case .expired(let end):
            Localized(
                zh: "证书已于 \(end.text) 到期。", en: "The certificate expired at \(end.text).")
        case .otherHolder:
            Localized(
                zh: "证书的持有者不是本企业：证书中没有本企业的名称、统一社会信用代码或海关注册编码。",
                en: "The certificate is not this enterprise's: it names neither the enterprise nor "
                    + "one of its codes.")
        case .days:
            Localized(
                zh: "起止日期不正确。", en: "The days are not right.")
        case .taken:
            Localized(
                zh: "该证书已由另一家企业登记。", en: "Another enterprise has registered it.")
        case .tooMany:
            Localized(zh: "登记的证书已达上限。", en: "No more certificates can be registered.")
        case .notFound:
            Localized(zh: "没有这张登记的证书。", en: "There is no such certificate.")
        }
    }

    var fix: Localized {
        switch self {
        case .holderNeeded:
            Localized(
                zh: "用 enterprise 给出企业的任一代码。", en: "Give any of its codes as `enterprise`.")
        case .unreadable:
            Localized(
                zh: "从签名卡或电子口岸客户端导出证书（不含私钥）后上传。",
                en: "Export the certificate (without its key) from the card and send that.")
        case .keyShort:
            Localized(
                zh: "换用 SM2 证书，或 2048 位及以上的 RSA 证书。",
                en: "Use a certificate with an SM2 key, or with RSA of 2048 bits or more.")
        case .keyKind, .expired:
            Localized(zh: "换用有效的签名证书。", en: "Use a valid certificate for signing.")
        case .otherHolder:
            Localized(
                zh: "换用本企业的证书；证书中确无企业名称的，请系统管理员核对材料后登记。",
                en: "Use the enterprise's own; where it names no enterprise, the administrator "
                    + "registers it after a look at the papers.")
        case .days:
            Localized(
                zh: "日期写作 2026-01-31，止日不早于起日。",
                en: "Write days as 2026-01-31, the last not before the first.")
        case .taken:
            Localized(
                zh: "确属本企业的，请系统管理员处理。",
                en: "If it is yours, ask the administrator.")
        case .tooMany:
            Localized(zh: "请系统管理员处理。", en: "Ask the administrator.")
        case .notFound:
            Localized(zh: "从列表中选择。", en: "Choose one of the list.")
        }
    }
}
