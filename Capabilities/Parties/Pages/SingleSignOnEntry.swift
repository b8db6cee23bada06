import Kernel
import Web

/// `/{language}/sign-in/single-sign-on`: to the sign-in service and back.
struct SingleSignOnEntry: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String {
        SignInPage.path(language) + "/single-sign-on"
    }

    var routes: [Route] {
        let path = "/{language}/sign-in/single-sign-on"
        // A whole firm may sit behind one address and begin its day here.
        let many = Rate(300, perSeconds: 300)
        return [
            Route(
                .get, path, access: .anyone, summary: SingleSignOnWords.title, rate: many,
                query: [Route.Query("to", SignInPage.toQuery)], handler: leave),
            Route(
                .get, path + "/return", access: .anyone, summary: SingleSignOnWords.returns,
                rate: many, query: SingleSignOnEntry.query, handler: comeBack),
            Route(
                .post, "/{language}/invitations/{token}/single-sign-on", access: .anyone,
                summary: Localized(
                    zh: "接受邀请，用统一认证登录", en: "Accept an invitation by single sign-on"),
                bodyLimit: 8 * 1024, rate: Rate(20, perSeconds: 600), handler: join),
        ]
    }

    private static let query = [
        Route.Query("state", Localized(zh: "本系统发出的标记", en: "What this system gave along")),
        Route.Query("code", Localized(zh: "授权码", en: "The code of the service")),
        Route.Query("iss", Localized(zh: "认证服务的标识", en: "What the service calls itself")),
        Route.Query("error", Localized(zh: "未完成登录的原因", en: "Why it did not sign in")),
    ]

    private var signIn: SignInPage { SignInPage(parties: parties, site: site) }

    /// Address the service sends the browser back to: it has to be registered there.
    static func returning(_ visit: Visit, _ parties: Parties) -> String {
        let own = parties.policy.singleSignOn?.address ?? ""
        return (own.isEmpty ? visit.origin : own) + path(visit.language) + "/return"
    }

    private func leave(_ visit: Visit) async throws -> Answer {
        _ = try parties.signInService()
        if visit.principal != nil { return .see(signIn.target(visit.query["to"], visit)) }
        // The way back is bound to a cookie that the page to sign in gives.
        guard visit.hasVisitorCookie else {
            return .see(SignInPage.path(visit.language))
        }
        do {
            return .see(
                try await parties.beginFlow(
                    .signIn, browser: visit.formToken, back: visit.query["to"] ?? "",
                    returning: SingleSignOnEntry.returning(visit, parties)))
        } catch let refusal as PartiesRefusal {
            return signIn.page(visit, login: "", to: visit.query["to"], refusal: refusal)
        }
    }

    private func comeBack(_ visit: Visit) async throws -> Answer {
        // After a refusal the page's links lead to the page to sign in, not to the used state.
        var shown = visit
        shown.path = SignInPage.path(visit.language)
        shown.query = Form()
        do {
            let returned = try await parties.endFlow(visit.query, browser: visit.formToken)
            switch returned.flow.purpose {
            case .signIn: return try await enter(returned, visit, shown)
            case .link(let user):
                guard let principal = visit.principal, principal.id == user,
                    let token = visit.sessionToken
                else { throw PartiesRefusal.signInOver }
                try await parties.link(returned.identity, with: user, during: token)
                return .see(SingleSignOnPage.path(visit.language) + "?linked=1")
            case .join(let invitation, let login, let name):
                try await parties.join(
                    by: invitation, login: login, name: name, identity: returned.identity)
                return try await enter(returned, visit, shown)
            }
        } catch let refusal as PartiesRefusal {
            if visit.principal != nil {
                return try await SingleSignOnPage(parties: parties, site: site)
                    .page(shown, refusal)
            }
            return signIn.page(shown, login: "", to: nil, refusal: refusal)
        }
    }

    private func enter(
        _ returned: Parties.Returned, _ visit: Visit, _ shown: Visit
    ) async throws -> Answer {
        let entered = try await parties.enter(
            identity: returned.identity, remote: visit.remote,
            device: deviceName(visit.headers["user-agent"]))
        switch entered {
        case .inside(let token):
            return try await signIn.inside(token, returned.flow.back, visit)
        case .factor(let ticket):
            return signIn.codePage(shown, ticket, returned.flow.back, nil)
        }
    }

    private func join(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let login = (given(form["login"]) ?? "").lowercased()
        let name = given(form["name"]) ?? ""
        let token = visit.parameters["token"] ?? ""
        let links = LinkPages(parties: parties, site: site)
        do {
            // The link first: who has none learns nothing about logins.
            _ = try await parties.link(.invitation, token: token)
            try await parties.checkJoining(login: login, name: name)
            let address = try await parties.beginFlow(
                .join(
                    invitation: parties.invitationHash(token), login: login, name: name),
                browser: visit.formToken, back: "",
                returning: SingleSignOnEntry.returning(visit, parties))
            return SingleSignOnPage.leaving(to: address, visit, parties, site)
        } catch let refusal as PartiesRefusal
            where refusal != .linkNotValid && refusal != .singleSignOnOff
        {
            return try await links.invitation(visit, ["login": login, "name": name], refusal)
        }
    }
}
