import Kernel
import Wire

/// What was found of the signature of a message when it came: kept with the message and with its
/// receipt, told on the case.
struct SealStanding: Sendable, Hashable {
    /// As it is kept. `allowed` is the second try, without white space that was put in after
    /// signing (规范 12.4).
    enum Kind: String, Sendable, CaseIterable {
        case strict, allowed
        /// It fits its message, by a certificate nobody has registered.
        case unregistered
        /// There is none, or none was asked for.
        case none
        case refused
    }

    let kind: Kind
    /// Number of the certificate, or code of the refusal.
    var detail = ""

    init(_ kind: Kind, _ detail: String = "") {
        self.kind = kind
        self.detail = detail
    }

    /// Nil for what nobody has kept.
    init?(kept: String?) {
        guard let kept else { return nil }
        let parts = kept.split(separator: " ", maxSplits: 1)
        guard let kind = parts.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
        self.init(kind, parts.count > 1 ? String(parts[1]) : "")
    }

    var kept: String { detail.isEmpty ? kind.rawValue : "\(kind.rawValue) \(detail)" }

    /// How it was verified, in a word.
    var name: Localized {
        switch kind {
        case .strict: Localized(zh: "已严格验证", en: "Verified strictly")
        case .allowed: Localized(zh: "以容忍方式验证", en: "Verified with tolerance")
        case .unregistered, .none: Localized(zh: "未验证", en: "Not verified")
        case .refused: Localized(zh: "验证未通过", en: "Did not hold")
        }
    }

    /// What that means.
    var about: Localized {
        switch kind {
        case .strict:
            Localized(
                zh: "收到的报文逐字节与签名相符", en: "the message fits its signature byte by byte")
        case .allowed:
            Localized(
                zh: "SignedInfo 中有签名之后加入的空白，去掉后才与签名相符",
                en: "it fits only without white space that was put into SignedInfo after signing")
        case .unregistered:
            Localized(
                zh: "签名证书没有登记，不能说明由谁签名，报文按未签名接收",
                en: "its certificate is not registered, so it shows nobody; taken as unsigned")
        case .none:
            Localized(
                zh: "报文没有签名，或此类报文不要求签名",
                en: "the message has no signature, or none was asked of it")
        case .refused:
            Localized(
                zh: "签名与报文或证书不符，报文未被接受",
                en: "the signature does not fit message or certificate; it was not taken")
        }
    }

    /// - Parameter namesCertificate: false for those who have a part in a list and did not send it.
    func json(namesCertificate: Bool = true) -> JSON {
        let verified: String =
            switch kind {
            case .strict: "strict"
            case .allowed: "tolerant"
            case .unregistered, .none, .refused: "none"
            }
        var members: [JSON.Member] = [.init("verified", .text(verified))]
        switch kind {
        case .strict, .allowed:
            if namesCertificate { members.append(.init("certificate", .text(detail))) }
        case .unregistered: members.append(.init("code", .text("seal.not-verified")))
        case .none: break
        case .refused: members.append(.init("code", .text(detail)))
        }
        return .object(
            members + [
                .init("zh", .text("\(name.zh)：\(about.zh)")),
                .init("en", .text("\(name.en): \(about.en)")),
            ])
    }
}
