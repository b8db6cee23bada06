import Kernel
import Web

/// `/{language}/recovery`: a new password for who has forgotten the old one, by the app and a
/// recovery code, without anybody else.
struct RecoveryPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String { "/\(language.rawValue)/recovery" }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/recovery", access: .anyone, summary: PeopleWords.ownRecovery
            ) { page($0, login: "", nil) },
            Route(
                .post, "/{language}/recovery", access: .anyone, summary: PeopleWords.ownRecovery,
                bodyLimit: 8 * 1024, rate: Rate(20, perSeconds: 600), handler: recover),
        ]
    }

    private func recover(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let login = given(form["login"]) ?? ""
        do {
            try await parties.recover(
                OwnRecovery(
                    login: login, code: form["code"] ?? "",
                    recoveryCode: form["recoveryCode"] ?? "", password: form["password"] ?? ""),
                remote: visit.remote)
            return .see(SignInPage.path(visit.language))
        } catch let refusal as PartiesRefusal {
            return page(visit, login: login, refusal)
        }
    }

    private func page(_ visit: Visit, login: String, _ refusal: PartiesRefusal?) -> Answer {
        let language = visit.language
        let refused = RefusedForm(language: language, refusal: refusal)
        return site.page(
            visit, title: PeopleWords.ownRecovery[language],
            trail: [
                Crumb(AccountWords.signIn[language], path: SignInPage.path(language))
            ], status: refusal?.status ?? 200,
            content: """
                \(.heading(
                    PeopleWords.ownRecovery[language],
                    lede: PeopleWords.ownRecoveryLede[language]))
                \(refused.summary)
                \(.form(
                    to: RecoveryPage.path(language), token: visit.formToken,
                    content: fields(refused, login, language)))
                <p class="hint">\(PeopleWords.recoveryByOthers, language)</p>
                """)
    }

    private func fields(_ refused: RefusedForm, _ login: String, _ language: Language) -> HTML {
        """
        \(.textInput(
            refused.field("login", AccountWords.login), value: login, .userName,
            language: language))
        \(.textInput(
            refused.field("code", FactorWords.code, FactorWords.codeHint), width: .short,
            language: language))
        \(.textInput(
            refused.field(
                "recoveryCode", PeopleWords.recoveryCode, PeopleWords.recoveryCodeHint),
            width: .medium, language: language))
        \(.textInput(
            refused.field(
                "password", PeopleWords.newPassword,
                PeopleWords.passwordHint(parties.value(.leastPassword))), .newPassword,
            language: language))
        <p class="row">\(.button(PeopleWords.setPassword[language]))</p>
        """
    }
}
