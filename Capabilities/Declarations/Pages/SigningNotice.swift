import Kernel
import Parties
import Web

/// Says, before anything is filled in, which documents the enterprise has to sign, how that is
/// done, and where the registration that asks for it is withdrawn.
struct SigningNotice: Sendable {
    /// Documents that are taken signed only.
    var types: [MessageType]
    /// Whether the enterprise has registered certificates; else a setting asks for signatures.
    var isRegistered: Bool
    /// Whether the visitor may withdraw them.
    var mayWithdraw: Bool
    /// Whether it stands where tables are sent: they are not signed.
    var isSheet = false

    func html(_ language: Language) -> HTML? {
        guard !types.isEmpty else { return nil }
        let names = types.map { EntryStartPage.name($0)[language] }
            .joined(separator: language == .zh ? "、" : ", ")
        let title = Localized(zh: "须签名的单证：\(names)", en: "To be signed: \(names)")
        var lines: HTML = ""
        if isSheet { lines = "<p>\(SigningNotice.notBySheet, language)</p>" }
        let upload = HTML.link(UploadPage.title[language], to: language.address("/upload"))
        let entry = HTML.link(EntryFrame.title[language], to: language.address("/entry"))
        let places: HTML = isSheet ? "\(entry) · \(upload)" : upload
        let way: HTML = "<p>\(SigningNotice.way, language)\(places)</p>"
        return .notice(
            title[language], .warn, content: "\(lines)\(way)\(withdrawal(language))")
    }

    private func withdrawal(_ language: Language) -> HTML? {
        guard isRegistered else { return nil }
        guard mayWithdraw else {
            return "<p>\(SigningNotice.reason, language)\(SigningNotice.others, language)</p>"
        }
        let page = HTML.link(
            CertificatesPage.title[language], to: language.address("/certificates"))
        return "<p>\(SigningNotice.reason, language)\(SigningNotice.own, language)\(page)</p>"
    }

    private static let notBySheet = Localized(
        zh: "这些单证不能用表格报送，须逐份签名。",
        en: "They cannot be sent by spreadsheet: each is signed.")
    private static let way = Localized(
        zh: "填写后下载报文，用签名卡或密钥文件签名，再上传。",
        en: "Enter the document, download the message, sign it with the card or a key file, and"
            + " upload it. ")
    private static let reason = Localized(
        zh: "本企业登记了签名证书，因此须签名。",
        en: "That is so because your enterprise has registered a certificate. ")
    private static let own = Localized(
        zh: "不再签名的，撤销登记：", en: "To declare without signing, withdraw it: ")
    private static let others = Localized(
        zh: "撤销登记由企业的管理员办理。", en: "Your administrators may withdraw it.")
}

extension EntryDesk {
    /// What has to be said of signing before something is filled in.
    func signing(_ types: [MessageType], _ visit: Visit, isSheet: Bool = false) throws
        -> SigningNotice
    {
        let tenant = try visit.tenant()
        let now = clock.now()
        return SigningNotice(
            types: types.filter { needsSignature($0, of: tenant) },
            isRegistered: certificates.all(of: tenant).contains { $0.counts(at: now) },
            mayWithdraw: try visit.person().may(CertificatesPage.permission), isSheet: isSheet)
    }
}
