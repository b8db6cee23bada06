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
                .get, "/{language}/account/password", access: .signedIn,
                summary: FactorWords.changePassword, handler: { try page($0, nil, isDone: false) }),
            Route(
                .post, "/{language}/account/password", access: .signedIn,
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
            try await parties.changePassword(
                of: principal.id, from: form["current"] ?? "", to: form["password"] ?? "",
                keeping: stay)
            return try page(visit, nil, isDone: true)
        } catch let refusal as PartiesRefusal {
            return try page(visit, refusal, isDone: false)
        }
    }

    private func page(
        _ visit: Visit, _ refusal: PartiesRefusal?, isDone: Bool
    ) throws -> Answer {
        let language = visit.language
        let shown: PartiesRefusal? = refusal.map { told in
            guard told == .passwordWrong else { return told }
            return .input([
                Fault(code: told.code, path: "/current", message: told.message, fix: told.fix)
            ])
        }
        let refused = RefusedForm(language: language, refusal: shown)
        let flash: HTML? = isDone
            ? .notice(FactorWords.passwordChanged[language], .success, isNew: true) : nil
        return site.page(
            visit, title: FactorWords.changePassword[language],
            trail: [
                Crumb(AccountWords.account[language], path: AccountPage.path(language))
            ], flash: flash, status: refusal?.status ?? 200,
            content: """
                \(.heading(
                    FactorWords.changePassword[language],
                    lede: FactorWords.changePasswordLede[language]))
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
