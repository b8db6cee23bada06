import Kernel
import Parties
import Web

/// The certificates an enterprise signs with: what `/api/v1/certificates` does, for people.
struct CertificatesPage: Sendable {
    let site: Site
    let desk: CertificateDesk
    let enterprises: EnterpriseRegister

    static let title = Localized(zh: "签名证书", en: "Certificates")
    static let permission = Permission("parties.keys")
    static let access = Access.permission(permission)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/certificates", access: CertificatesPage.access,
                summary: CertificatesPage.title
            ) { visit in try page(visit, nil) },
            Route(
                .post, "/{language}/certificates", access: CertificatesPage.access,
                summary: Localized(zh: "登记签名证书", en: "Register a certificate"),
                rate: Rate(20, perSeconds: 60), handler: add),
            Route(
                .get, "/{language}/certificates/{fingerprint}/withdrawal",
                access: CertificatesPage.access,
                summary: Localized(zh: "撤销登记前确认", en: "Confirm a withdrawal"),
                handler: confirm),
            Route(
                .post, "/{language}/certificates/{fingerprint}/withdrawal",
                access: CertificatesPage.access,
                summary: Localized(zh: "撤销登记", en: "Withdraw a certificate")
            ) { visit in
                try await desk.withdraw(
                    visit.parameters["fingerprint"] ?? "", of: try visit.tenant(),
                    by: try visit.person().id)
                return .see(visit.language.address("/certificates"))
            },
        ]
    }

    private func add(_ visit: Visit) async throws -> Answer {
        guard let holder = enterprises.enterprise(id: try visit.tenant()) else {
            throw CertificateRefusal.holderNeeded
        }
        let parts = try visit.parts()
        func text(_ name: String) -> String? {
            parts.first { $0.name == name }.map { String(decoding: $0.body, as: UTF8.self) }
        }
        do {
            _ = try await desk.add(
                CertificateDesk.Order(
                    file: parts.first { $0.name == "file" }?.body ?? [],
                    from: try day("from", text("from")), to: try day("to", text("to"))),
                to: holder, by: try visit.person().id, isAdministrator: false)
        } catch let refusal as CertificateRefusal {
            return try page(visit, refusal)
        }
        return .see(visit.language.address("/certificates"))
    }

    /// Asks back: what is withdrawn is not registered again by pressing once more.
    @Sendable private func confirm(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let print = visit.parameters["fingerprint"]
        guard
            let held = desk.register.all(of: try visit.tenant()).first(where: {
                $0.fingerprint == print && $0.withdrawnAt == nil
            })
        else { throw CertificateRefusal.notFound }
        let title = Localized(
            zh: "撤销证书 \(held.serial) 的登记？", en: "Withdraw certificate \(held.serial)?")
        let back = language.address("/certificates")
        return site.page(
            visit, title: title[language],
            trail: [Crumb(CertificatesPage.title[language], path: back)],
            content: """
                \(.heading(title[language], lede: CertificatesPage.consequence[language]))
                \(.form(
                    to: back + "/\(held.fingerprint)/withdrawal", token: visit.formToken,
                    content: """
                        <p class="row">\(.button(
                            Localized(zh: "确认撤销", en: "Withdraw it")[language], .danger))\
                        \(.link(Localized(zh: "保留", en: "Keep it")[language], to: back))</p>
                        """))
                """)
    }

    private static let consequence = Localized(
        zh: "撤销后，用它签名的新报文不再通过验签。最后一张证书撤销后，单证不签名也收，表格和手工申报恢复可用。",
        en: "New messages signed with it are not taken any more. Once the last certificate is"
            + " withdrawn, documents are taken unsigned, by spreadsheet and by hand, too.")

    private func page(_ visit: Visit, _ refusal: CertificateRefusal?) throws -> Answer {
        let all = desk.register.all(of: try visit.tenant())
        let language = visit.language
        var shown = visit
        // After a form, too, the links lead to the page and not to the form's own address.
        shown.path = language.address("/certificates")
        return site.page(
            shown, title: CertificatesPage.title[language], isWide: true,
            status: refusal == nil ? 200 : refusal?.status ?? 422,
            content: CertificatesPage.html(
                all, refusal, now: desk.clock.now(), token: visit.formToken, language))
    }

    static func html(
        _ all: [RegisteredCertificate], _ refusal: CertificateRefusal?, now: Instant,
        token: String, _ language: Language
    ) -> HTML {
        let errors = refusal.map {
            [FormError(field: "file", "\($0.message[language]) \($0.fix[language])")]
        }
        return """
            \(.errorSummary(errors ?? [], language: language))
            \(.heading(title[language], lede: lede[language]))
            \(.table(
                caption: title[language], columns: columns(now, language), rows: all,
                empty: .emptyState(
                    Localized(zh: "还没有登记证书", en: "No certificates yet")[language],
                    hint: Localized(
                        zh: "登记之后，本企业申报的清单须附有效签名。",
                        en: "Once one is registered, lists of this enterprise have to be signed.")[
                            language])))
            \(.panel(
                Localized(zh: "登记签名证书", en: "Register a certificate")[language], id: "add",
                content: form(refusal, token, language)))
            """
    }

    private static func columns(
        _ now: Instant, _ language: Language
    ) -> [Column<RegisteredCertificate>] {
        [
            Column(
                Localized(zh: "序列号", en: "Serial number")[language], .code, isHeader: true,
                html: { .under("\($0.serial)", $0.subject) }),
            Column(
                Localized(zh: "指纹（SHA-256）", en: "Fingerprint (SHA-256)")[language], .code,
                text: { String($0.fingerprint.prefix(16)) + "…" }),
            Column(
                Localized(zh: "证书有效期", en: "Certificate valid")[language], .time,
                text: { "\($0.notBefore.day.text) – \($0.notAfter.day.text)" }),
            Column(
                Localized(zh: "登记有效期", en: "Registered")[language], .time,
                text: { "\($0.from.text) – \($0.to?.text ?? "")" }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { state($0, now, language) }),
            Column(
                Localized(zh: "操作", en: "Action")[language],
                html: { held in
                    held.withdrawnAt == nil ? withdrawal(held, language) : "–"
                }),
        ]
    }

    private static func state(
        _ held: RegisteredCertificate, _ now: Instant, _ language: Language
    ) -> HTML {
        if held.withdrawnAt != nil {
            return .tag(Localized(zh: "已撤销", en: "Withdrawn")[language], .neutral)
        }
        guard held.counts(at: now) else {
            return .tag(Localized(zh: "不在有效期", en: "Not in force")[language], .warn)
        }
        return .tag(Localized(zh: "有效", en: "In force")[language], .success)
    }

    private static func withdrawal(
        _ held: RegisteredCertificate, _ language: Language
    ) -> HTML {
        let path = language.address("/certificates/\(held.fingerprint)/withdrawal")
        return """
            <a class="button button-secondary" href="\(url: path)">\
            \(Localized(zh: "撤销", en: "Withdraw"), language)\
            <span class="unseen"> \(held.serial)</span></a>
            """
    }

    private static func form(
        _ refusal: CertificateRefusal?, _ token: String, _ language: Language
    ) -> HTML {
        .form(
            to: language.address("/certificates"), token: token, .upload,
            content: """
                \(.fileInput(
                    Field(
                        "file", label: Localized(zh: "证书文件", en: "Certificate")[language],
                        hint: Localized(
                            zh: "PEM 或 DER，不含私钥；SM2 或 RSA",
                            en: "PEM or DER, without its key; SM2 or RSA")[language],
                        error: refusal?.message[language]),
                    accept: ".pem,.cer,.crt,.der", language: language))
                \(.textInput(
                    Field(
                        "from", label: Localized(zh: "自", en: "From")[language],
                        isRequired: false), value: "", .day, language: language))
                \(.textInput(
                    Field(
                        "to", label: Localized(zh: "至", en: "To")[language], isRequired: false),
                    value: "", .day, language: language))
                <p class="row">\(.button(Localized(zh: "登记", en: "Register")[language]))</p>
                """)
    }

    private static let lede = Localized(
        zh: "清单由申报企业签名。收单时用这里登记的证书验签，不信任报文自带的证书。",
        en: "Lists are signed by their declarant. Signatures are verified with the certificates "
            + "registered here; one that a message brings along is not believed.")
}
