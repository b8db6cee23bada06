import Kernel
import Web

/// Where somebody says why the personal data of a list is to be shown.
enum RevealForm {
    static let title = Localized(zh: "查看个人信息", en: "See personal data")

    /// - Parameter path: the page of what is looked at: `/declarations/B…`.
    static func html(
        _ path: String, token: String, refused: RevealRefusal? = nil, reason: String = "",
        _ language: Language
    ) -> HTML {
        .panel(
            title[language], id: "reveal",
            content: .form(
                to: language.address("\(path)/reveals"), token: token,
                content: """
                    <p>\(Localized(
                        zh: "姓名、证件号码、电话和地址默认遮蔽。查看会留下记录，数据所属企业可见。",
                        en: """
                            Names, numbers and addresses are masked. A look is noted, and the \
                            enterprise whose data it is sees who looked and why.
                            """), language)</p>
                    \(.textArea(
                        Field(
                            "reason", label: Localized(zh: "事由", en: "Reason")[language],
                            hint: Localized(
                                zh: "写明用途，不要写入姓名、号码或地址。",
                                en: "Say the purpose, without names, numbers or addresses."
                            )[language], error: refused?.message[language]),
                        value: reason, rows: 2, longest: RevealRefusal.mostOfReason,
                        language: language))
                    <p>\(.button(Localized(zh: "查看一次", en: "Show once")[language]))</p>
                    <p>\(.link(
                        RevealsPage.title[language], to: language.address("/reveals")))</p>
                    """))
    }
}

/// The personal data of a list, on this answer only.
struct RevealedPage: Sendable {
    let outcome: RevealDesk.Outcome
    /// The page it belongs to.
    let path: String

    func html(_ language: Language) -> HTML {
        let panels = outcome.shown.map { shown -> HTML in
            .panel(
                "\(shown.type.name[language]) \(shown.number)",
                content: shown.values.isEmpty
                    ? "<p>\(Self.none, language)</p>"
                    : .summaryList(
                        shown.values.map {
                            SummaryItem(
                                $0.title[language], html: .under("\($0.value)", $0.element))
                        }))
        }
        let withheld: HTML? =
            outcome.withheld.isEmpty
            ? nil
            : "<p>\(MessageType.names(outcome.withheld, language))\(Self.withheld, language)</p>"
        return """
            \(.heading(RevealForm.title[language], caption: outcome.preNo))
            \(.notice(
                Self.once[language], .warn, content: "<p>\(Self.care, language)</p>"))
            \(panels)
            \(withheld)
            <p>\(.link(
                Localized(zh: "返回", en: "Back")[language], to: language.address(path)))</p>
            """
    }

    private static let none = Localized(zh: "没有个人信息。", en: "No personal data.")
    private static let once = Localized(
        zh: "本页只显示这一次，查看已留记录。", en: "Shown this once; the look was noted.")
    private static let care = Localized(
        zh: "请勿截图、抄录或转发与事由无关的内容。", en: "Do not copy or pass on what the reason does not need.")
    private static let withheld = Localized(
        zh: "由其他企业报送，不予显示。", en: " were sent by others and are not shown.")
}

extension DeclarationPages {
    var reveal: Route {
        Route(
            .post, "/{language}/declarations/{preNo}/reveals",
            access: .permission(DeclarationsPermission.reveal), summary: RevealForm.title
        ) { visit in
            try await revealed(visit, under: "/declarations") { preNo, reason in
                try await reveals.reveal(preNo, reason: reason, by: visit.person())
            }
        }
    }

    var revealFollowUp: Route {
        Route(
            .post, "/{language}/follow-ups/{preNo}/reveals",
            access: .permission(DeclarationsPermission.reveal), summary: RevealForm.title
        ) { visit in
            try await revealed(visit, under: "/follow-ups") { preNo, reason in
                try await reveals.reveal(followUp: preNo, reason: reason, by: visit.person())
            }
        }
    }

    private func revealed(
        _ visit: Visit, under folder: String,
        _ look: (_ preNo: String, _ reason: String) async throws -> RevealDesk.Outcome
    ) async throws -> Answer {
        let reason = try visit.form()["reason"] ?? ""
        let preNo = visit.parameters["preNo"] ?? ""
        let path = "\(folder)/\(preNo)"
        let language = visit.language
        let trail = [Crumb(preNo, path: language.address(path))]
        do {
            let outcome = try await look(preNo, reason)
            return site.page(
                visit, title: RevealForm.title[language], trail: trail,
                content: RevealedPage(outcome: outcome, path: path).html(language))
        } catch let refusal as RevealRefusal {
            return site.page(
                visit, title: RevealForm.title[language], trail: trail,
                status: refusal.status,
                content: """
                    \(.errorSummary(
                        [FormError(field: refusal.field, refusal.message[language])],
                        language: language))
                    \(RevealForm.html(
                        path, token: visit.formToken, refused: refusal,
                        reason: refusal == .reasonHoldsData ? "" : reason, language))
                    """)
        }
    }
}
