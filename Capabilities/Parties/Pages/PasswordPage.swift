import Kernel
import Web

/// `/{language}/account/password`: change one's own password.
struct PasswordPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String {
        "/\(language.rawValue)/account/password"
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/account/password", access: .ownAccount,
                summary: FactorWords.changePassword, handler: { try await page($0, nil) }),
            Route(
                .post, "/{language}/account/password", access: .ownAccount,
                summary: FactorWords.changePassword, bodyLimit: 8 * 1024, handler: change),
        ]
    }

    private func change(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal, principal.kind != .key else {
            throw WebRefusal.signInNeeded
        }
        let form = try visit.form()
        let stay: String? =
            if let token = visit.sessionToken { try await parties.sessionID(token: token) } else {
                nil
            }
        do {
            let isUnlinked = try await parties.changePassword(
                of: principal.id, from: form["current"] ?? "", to: form["password"] ?? "",
                keeping: stay)
            return try await page(visit, nil, flash: done(isUnlinked, visit.language))
        } catch let refusal as PartiesRefusal {
            return try await page(visit, refusal)
        }
    }

    /// What the change has done, and that single sign-on has to be linked anew.
    private func done(_ isUnlinked: Bool, _ language: Language) -> HTML {
        guard isUnlinked else {
            return .notice(FactorWords.passwordChanged[language], .success, isNew: true)
        }
        let path = SingleSignOnPage.path(language)
        let link: HTML? = parties.service == nil
            ? nil : "<p>\(.link(SingleSignOnWords.linkAgain[language], to: path))</p>"
        return .notice(
            FactorWords.passwordChanged[language], .success, isNew: true,
            content: "<p>\(SingleSignOnWords.ended, language)</p>\(link)")
    }

    private func page(
        _ visit: Visit, _ refusal: PartiesRefusal?, flash: HTML? = nil
    ) async throws -> Answer {
        let language = visit.language
        let shown: PartiesRefusal? = refusal.map { told in
            guard told == .passwordWrong else { return told }
            return .input([
                Fault(code: told.code, path: "/current", message: told.message, fix: told.fix)
            ])
        }
        let refused = RefusedForm(language: language, refusal: shown)
        let isLinked = try await parties.identityLinked(of: visit.principal?.id ?? "") != nil
        let also: HTML? = isLinked ? "<p>\(SingleSignOnWords.endsWith, language)</p>" : nil
        return site.page(
            visit, title: FactorWords.changePassword[language],
            trail: [
                Crumb(AccountWords.account[language], path: AccountPage.path(language))
            ], flash: flash, status: refusal?.status ?? 200,
            content: """
                \(.heading(
                    FactorWords.changePassword[language],
                    lede: FactorWords.changePasswordLede[language]))
                \(also)
                \(refused.summary)
                \(.form(
                    to: PasswordPage.path(language), token: visit.formToken,
                    content: """
                        \(.textInput(
                            refused.field("current", FactorWords.currentPassword), .password,
                            language: language))
                        \(.textInput(
                            refused.field(
                                "password", PeopleWords.newPassword,
                                PeopleWords.passwordHint(parties.value(.leastPassword))),
                            .newPassword, language: language))
                        <p class="row">\(.button(PeopleWords.setPassword[language]))</p>
                        """))
                """)
    }
}
