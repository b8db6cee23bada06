import Kernel
import Web

/// `/{language}/invitations/{token}` and `/{language}/recovery/{token}`: where a one-time link
/// leads. Who holds it needs no account.
struct LinkPages: Sendable {
    let parties: Parties
    let site: Site

    static func invitationPath(_ language: Language, _ token: String) -> String {
        "/\(language.rawValue)/invitations/\(token)"
    }

    static func recoveryPath(_ language: Language, _ token: String) -> String {
        "/\(language.rawValue)/recovery/\(token)"
    }

    var routes: [Route] {
        let rate = Rate(20, perSeconds: 600)
        return [
            Route(
                .get, "/{language}/invitations/{token}", access: .anyone,
                summary: PeopleWords.invitation, handler: { try await invitation($0, [:], nil) }),
            Route(
                .post, "/{language}/invitations/{token}", access: .anyone,
                summary: PeopleWords.accept, bodyLimit: 8 * 1024, rate: rate, handler: accept),
            Route(
                .get, "/{language}/recovery/{token}", access: .anyone,
                summary: PeopleWords.recovery, handler: { try await recovery($0, nil) }),
            Route(
                .post, "/{language}/recovery/{token}", access: .anyone,
                summary: PeopleWords.recovery, bodyLimit: 8 * 1024, rate: rate, handler: recover),
        ]
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let login = (given(form["login"]) ?? "").lowercased()
        let name = given(form["name"]) ?? ""
        do {
            try await parties.acceptInvitation(
                token: visit.parameters["token"] ?? "", login: login, name: name,
                password: form["password"] ?? "")
            return .see(SignInPage.path(visit.language, after: .joined))
        } catch let refusal as PartiesRefusal where refusal != .linkNotValid {
            return try await invitation(visit, ["login": login, "name": name], refusal)
        }
    }

    func invitation(
        _ visit: Visit, _ values: [String: String], _ refusal: PartiesRefusal?
    ) async throws -> Answer {
        let language = visit.language
        let token = visit.parameters["token"] ?? ""
        let link = try await parties.link(.invitation, token: token)
        let enterprise = parties.register.enterprise(id: link.tenant)
        let refused = RefusedForm(language: language, refusal: marked(refusal))
        let content: HTML = """
            \(.heading(
                PeopleWords.invitation[language], lede: PeopleWords.invitationLede[language]))
            \(refused.summary)
            \(.summaryList([
                SummaryItem(
                    AccountWords.enterprise[language],
                    enterprise?.localizedName[language] ?? ""),
                SummaryItem(PeopleWords.post[language], link.post?.name[language] ?? ""),
                SummaryItem(PeopleWords.validUntil[language], link.expires.text),
            ]))
            \(.form(
                to: LinkPages.invitationPath(language, token), token: visit.formToken,
                content: """
                    \(.textInput(
                        refused.field("login", AccountWords.login, PeopleWords.loginHint),
                        value: values["login"] ?? "", .userName, language: language))
                    \(.textInput(
                        refused.field("name", PeopleWords.name), value: values["name"] ?? "",
                        language: language))
                    \(.textInput(
                        refused.field(
                            "password", AccountWords.password,
                            PeopleWords.passwordHint(parties.value(.leastPassword))),
                        .newPassword, language: language))
                    <p class="row">\(.button(PeopleWords.accept[language]))\
                    \(joining(LinkPages.invitationPath(language, token), language))</p>
                    """))
            """
        return site.page(
            visit, title: PeopleWords.invitation[language], status: refusal?.status ?? 200,
            content: content)
    }

    /// The same form sent to another address: without a password, by the sign-in service.
    private func joining(_ path: String, _ language: Language) -> HTML? {
        parties.policy.singleSignOn.map { settings in
            """
             <button class="button button-secondary" type="submit" formnovalidate \
            formaction="\(url: path + "/single-sign-on")">\
            \(SingleSignOnWords.join(settings.name), language)</button>
            """
        }
    }

    /// A login that is taken is a fault of its field.
    private func marked(_ refusal: PartiesRefusal?) -> PartiesRefusal? {
        guard let refusal, refusal == .loginTaken else { return refusal }
        return .input([
            Fault(code: refusal.code, path: "/login", message: refusal.message, fix: refusal.fix)
        ])
    }

    private func recover(_ visit: Visit) async throws -> Answer {
        do {
            try await parties.recover(
                token: visit.parameters["token"] ?? "",
                password: try visit.form()["password"] ?? "")
            return .see(SignInPage.path(visit.language, after: .recovered))
        } catch let refusal as PartiesRefusal where refusal != .linkNotValid {
            return try await recovery(visit, refusal)
        }
    }

    private func recovery(_ visit: Visit, _ refusal: PartiesRefusal?) async throws -> Answer {
        let language = visit.language
        let token = visit.parameters["token"] ?? ""
        let user = try await parties.recovered(by: parties.link(.recovery, token: token))
        let refused = RefusedForm(language: language, refusal: refusal)
        let isLinked = try await parties.identityLinked(of: user.id) != nil
        let also: HTML? = isLinked ? "<p>\(SingleSignOnWords.endsWith, language)</p>" : nil
        let content: HTML = """
            \(.heading(
                PeopleWords.recovery[language], lede: PeopleWords.recoveryLede[language]))
            \(also)
            \(refused.summary)
            \(.summaryList([SummaryItem(AccountWords.login[language], user.login)]))
            \(.form(
                to: LinkPages.recoveryPath(language, token), token: visit.formToken,
                content: """
                    \(.textInput(
                        refused.field(
                            "password", PeopleWords.newPassword,
                            PeopleWords.passwordHint(parties.value(.leastPassword))),
                        .newPassword, language: language))
                    <p class="row">\(.button(PeopleWords.setPassword[language]))</p>
                    """))
            """
        return site.page(
            visit, title: PeopleWords.recovery[language], status: refusal?.status ?? 200,
            content: content)
    }
}
