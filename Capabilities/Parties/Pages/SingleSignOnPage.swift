import Kernel
import Web

/// `/{language}/account/single-sign-on`: link one's own account with the sign-in service, or end
/// that.
struct SingleSignOnPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String {
        "/\(language.rawValue)/account/single-sign-on"
    }

    var routes: [Route] {
        let path = "/{language}/account/single-sign-on"
        return [
            Route(
                .get, path, access: .ownAccount, summary: SingleSignOnWords.title,
                handler: { try await page($0, nil) }),
            Route(
                .post, path, access: .ownAccount, summary: SingleSignOnWords.link,
                bodyLimit: 8 * 1024, handler: link),
            Route(
                .post, path + "/removal", access: .ownAccount, summary: SingleSignOnWords.unlink,
                bodyLimit: 8 * 1024, handler: unlink),
        ]
    }

    /// A form's policy keeps the browser from being sent on to another site: the way there is a
    /// link on a page of its own.
    static func leaving(
        to address: String, _ visit: Visit, _ parties: Parties, _ site: Site
    ) -> Answer {
        let language = visit.language
        let name = parties.policy.singleSignOn?.name ?? SingleSignOnSettings.usualName
        return site.page(
            visit, title: SingleSignOnWords.leaving[language],
            content: """
                \(.heading(
                    SingleSignOnWords.leaving[language],
                    lede: SingleSignOnWords.leavingLede(name)[language]))
                <p class="row">\(.linkButton(
                    SingleSignOnWords.go[language], to: address, .primary))</p>
                """)
    }

    private func link(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        do {
            _ = try parties.signInService()
            _ = try await parties.provePassword(of: id, try visit.form()["password"] ?? "")
            let address = try await parties.beginFlow(
                .link(user: id), browser: visit.formToken, back: "",
                returning: SingleSignOnEntry.returning(visit, parties))
            return SingleSignOnPage.leaving(to: address, visit, parties, site)
        } catch let refusal as PartiesRefusal where refusal != .singleSignOnOff {
            return try await page(visit, refusal)
        }
    }

    private func unlink(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        do {
            try await parties.unlinkIdentity(
                of: id, password: try visit.form()["password"] ?? "")
            return .see(SingleSignOnPage.path(visit.language))
        } catch let refusal as PartiesRefusal {
            return try await page(visit, refusal)
        }
    }

    private func person(_ visit: Visit) throws -> String {
        guard let principal = visit.principal, principal.kind != .key else {
            throw WebRefusal.signInNeeded
        }
        return principal.id
    }

    func page(_ visit: Visit, _ refusal: PartiesRefusal?) async throws -> Answer {
        let settings = try parties.signInService().settings
        let language = visit.language
        let since = try await parties.identityLinked(of: try person(visit))
        let refused = RefusedForm(language: language, refusal: refusal.map(marked))
        let flash: HTML? = visit.query["linked"] != nil && since != nil
            ? .notice(SingleSignOnWords.done[language], .success, isNew: true) : nil
        var visit = visit
        visit.path = SingleSignOnPage.path(language)
        return site.page(
            visit, title: SingleSignOnWords.title[language],
            trail: [Crumb(AccountWords.account[language], path: AccountPage.path(language))],
            flash: flash, status: refusal?.status ?? 200,
            content: """
                \(.heading(
                    SingleSignOnWords.title[language],
                    tag: since == nil
                        ? .tag(SingleSignOnWords.notLinked[language], .neutral)
                        : .tag(SingleSignOnWords.linked[language], .success),
                    lede: SingleSignOnWords.lede(settings.name)[language]))
                \(refused.summary)
                \(since.map { moment in
                    HTML.summaryList([
                        SummaryItem(SingleSignOnWords.since[language], moment.text)
                    ])
                })
                \(form(since != nil, refused, visit))
                """)
    }

    /// One password for either: what opens the account from elsewhere is not changed by whoever
    /// finds an open browser.
    private func form(_ isLinked: Bool, _ refused: RefusedForm, _ visit: Visit) -> HTML {
        let language = visit.language
        let path = SingleSignOnPage.path(language)
        let button: HTML =
            isLinked
            ? .button(SingleSignOnWords.unlink[language], .danger)
            : .button(SingleSignOnWords.link[language])
        return .form(
            to: isLinked ? path + "/removal" : path, token: visit.formToken,
            content: """
                \(.textInput(
                    refused.field("password", FactorWords.currentPassword), .password,
                    language: language))
                <p class="row">\(button)</p>
                """)
    }

    private func marked(_ refusal: PartiesRefusal) -> PartiesRefusal {
        guard refusal == .passwordWrong else { return refusal }
        return .input([
            Fault(
                code: refusal.code, path: "/password", message: refusal.message, fix: refusal.fix)
        ])
    }
}
