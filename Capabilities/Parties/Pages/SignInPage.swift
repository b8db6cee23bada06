import Kernel
import Web

/// `/{language}/sign-in` and `/{language}/sign-out`.
struct SignInPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String { "/\(language.rawValue)/sign-in" }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/sign-in", access: .anyone,
                summary: Localized(zh: "登录页", en: "Page to sign in"), handler: show),
            Route(
                .post, "/{language}/sign-in", access: .anyone,
                summary: Localized(zh: "登录", en: "Sign in"), bodyLimit: 8 * 1024, handler: enter),
            Route(
                .post, "/{language}/sign-in/code", access: .anyone,
                summary: FactorWords.enterCode, bodyLimit: 8 * 1024, handler: enterCode),
            Route(
                .post, "/{language}/sign-out", access: .anyone,
                summary: Localized(zh: "退出登录", en: "Sign out"), bodyLimit: 8 * 1024,
                handler: leave),
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        if visit.principal != nil { return .see(target(visit.query["to"], visit)) }
        return page(
            visit, login: "", to: visit.query["to"], refusal: nil, before: before(visit))
    }

    /// What led here, where somebody did something before.
    private func before(_ visit: Visit) -> HTML? {
        if visit.query["lost"] == "1" {
            return .notice(
                SignInWords.lost[visit.language], .warn, isNew: true,
                content: "<p>\(SignInWords.lostFix, visit.language)</p>")
        }
        return visit.query["done"].flatMap(SignInWords.Done.init(rawValue:)).map { done in
            .notice(done.words[visit.language], .success, isNew: true)
        }
    }

    /// Once a password was set by a one-time link.
    static func path(_ language: Language, after done: SignInWords.Done) -> String {
        path(language) + "?done=" + done.rawValue
    }

    private func enter(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let login = form["login"] ?? ""
        do {
            let entered = try await parties.enter(
                login: login, password: form["password"] ?? "", remote: visit.remote,
                device: deviceName(visit.headers["user-agent"]))
            switch entered {
            case .inside(let token): return try await inside(token, form["to"], visit)
            case .factor(let ticket): return codePage(visit, ticket, form["to"], nil)
            }
        } catch let refusal as PartiesRefusal {
            return page(visit, login: login, to: form["to"], refusal: refusal)
                .waiting(for: refusal)
        }
    }

    private func enterCode(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let ticket = form["ticket"] ?? ""
        do {
            let token = try await parties.enter(
                ticket: ticket, code: form["code"] ?? "", remote: visit.remote,
                device: deviceName(visit.headers["user-agent"]))
            return try await inside(token, form["to"], visit)
        } catch let refusal as PartiesRefusal {
            if refusal == .codeWrong { return codePage(visit, ticket, form["to"], refusal) }
            return page(visit, login: "", to: form["to"], refusal: refusal).waiting(for: refusal)
        }
    }

    func inside(_ token: String, _ to: String?, _ visit: Visit) async throws -> Answer {
        // A stay begun before on this browser ends: its token must not live on unseen.
        if let old = visit.sessionToken { try await parties.signOut(token: old) }
        let lacks = try await parties.lacksFactor(token: token)
        var answer = Answer.see(
            lacks ? SecondFactorPage.path(visit.language) : target(to, visit))
        answer.headers.append(visit.sessionHeader(token))
        return answer
    }

    func codePage(
        _ visit: Visit, _ ticket: String, _ to: String?, _ refusal: PartiesRefusal?
    ) -> Answer {
        let language = visit.language
        let fault = refusal.map { told -> PartiesRefusal in
            .input([Fault(code: told.code, path: "/code", message: told.message, fix: told.fix)])
        }
        let refused = RefusedForm(language: language, refusal: fault)
        let kept: HTML? = to.flatMap { LocalPath($0) }.map { .hidden("to", $0.text) }
        var visit = visit
        visit.path = SignInPage.path(language)
        return site.page(
            visit, title: FactorWords.enterCode[language], status: refusal?.status ?? 200,
            content: """
                \(.heading(FactorWords.enterCode[language]))
                \(refused.summary)
                \(.form(
                    to: SignInPage.path(language) + "/code", token: visit.formToken,
                    content: """
                        \(kept)
                        \(.hidden("ticket", ticket))
                        \(.textInput(
                            refused.field("code", FactorWords.code, FactorWords.anyCodeHint),
                            width: .medium, language: language))
                        <p class="row">\(.button(AccountWords.signIn[language]))</p>
                        """))
                """)
    }

    private func leave(_ visit: Visit) async throws -> Answer {
        if let token = visit.sessionToken { try await parties.signOut(token: token) }
        var answer = Answer.see(SignInPage.path(visit.language))
        answer.headers.append(visit.endOfSessionHeader)
        // What pages left in the browser goes as well, on a machine that others use.
        answer.headers.append(
            Answer.Header("clear-site-data", "\"cache\", \"storage\""))
        return answer
    }

    private func help(_ language: Language) -> HTML {
        let signUp: HTML? = parties.policy.signUp == .off
            ? nil
            : "<p>\(.link(SignUpWords.title[language], to: SignUpPage.path(language)))</p>"
        return """
            <p>\(AccountWords.forgotten, language)
            \(.link(AccountWords.forgottenLink[language], to: RecoveryPage.path(language)))</p>
            \(signUp)
            """
    }

    static let toQuery = Localized(
        zh: "登录后前往的本站路径", en: "Path of this site to go to once signed in")

    /// The way in by the sign-in service, where there is one.
    private func singleSignOn(_ to: String?, _ language: Language) -> HTML? {
        parties.policy.singleSignOn.map { settings in
            let path = Address.path(
                SingleSignOnEntry.path(language),
                query: to.flatMap { LocalPath($0) }.map { [Form.Pair("to", $0.text)] } ?? [])
            return """
                <p class="row">\(.linkButton(
                    SingleSignOnWords.enter(settings.name)[language], to: path, .secondary))</p>
                """
        }
    }

    /// Where somebody was going, if that is a path of this server and no sign-in again.
    func target(_ text: String?, _ visit: Visit) -> String {
        guard let text, let path = LocalPath(text),
            !path.text.utf8.starts(with: SignInPage.path(visit.language).utf8)
        else { return "/\(visit.language.rawValue)" }
        return path.text
    }

    func page(
        _ visit: Visit, login: String, to: String?, refusal: PartiesRefusal?,
        before: HTML? = nil
    ) -> Answer {
        let language = visit.language
        let wrong = refusal.map { "\($0.message[language])\(gap(language))\($0.fix[language])" }
        // An unsuccessful attempt marks no field: which of the two is wrong is not told.
        let errors = wrong.map { [FormError(field: "login", $0)] } ?? []
        let kept: HTML? = to.flatMap { LocalPath($0) }.map { .hidden("to", $0.text) }
        let content: HTML = """
            \(.heading(
                AccountWords.signIn[language],
                lede: AccountWords.signInLede(parties.value(.idle))[language]))
            \(before)
            \(.errorSummary(errors, language: language))
            \(.form(
                to: SignInPage.path(language), token: visit.formToken,
                content: """
                    \(kept)
                    \(.textInput(
                        Field("login", label: AccountWords.login[language]), value: login,
                        .userName, language: language))
                    \(.textInput(
                        Field("password", label: AccountWords.password[language]), .password,
                        language: language))
                    <p class="row">\(.button(AccountWords.signIn[language]))</p>
                    """))
            \(singleSignOn(to, language))
            \(help(language))
            """
        return site.page(
            visit, title: AccountWords.signIn[language], status: refusal?.status ?? 200,
            content: content)
    }
}

/// What stands between two sentences: nothing in Chinese.
func gap(_ language: Language) -> String { language == .zh ? "" : " " }
