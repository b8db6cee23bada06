import Kernel
import Web

/// `/{language}/account/sessions/…/end`: ends one session, or all others, for who shows the
/// password once more.
struct SessionEndPage: Sendable {
    let parties: Parties
    let site: Site

    /// - Parameter id: of the session; nil for all others.
    static func path(_ id: String?, _ language: Language) -> String {
        "\(AccountPage.path(language))/sessions/\(id ?? "others")/end"
    }

    var routes: [Route] {
        ["others", "{id}"].flatMap { which -> [Route] in
            let path = "/{language}/account/sessions/\(which)/end"
            let summary =
                which == "others"
                ? FactorWords.endOthers : Localized(zh: "结束登录会话", en: "End a session")
            return [
                Route(
                    .get, path, access: .ownAccount, summary: summary,
                    handler: { try await page($0, nil) }),
                Route(
                    .post, path, access: .ownAccount, summary: summary, bodyLimit: 8 * 1024,
                    handler: end),
            ]
        }
    }

    private func person(_ visit: Visit) throws -> String {
        guard let principal = visit.principal, principal.kind != .key else {
            throw WebRefusal.signInNeeded
        }
        return principal.id
    }

    private func end(_ visit: Visit) async throws -> Answer {
        guard let token = visit.sessionToken else { throw WebRefusal.signInNeeded }
        let id = try person(visit)
        do {
            let stays = try await parties.endSessions(
                visit.parameters["id"], of: id, password: try visit.form()["password"] ?? "",
                keeping: try await parties.sessionID(token: token))
            return .see(
                stays
                    ? AccountPage.path(visit.language) + "#sessions"
                    : "/\(visit.language.rawValue)\(site.signIn)")
        } catch let refusal as PartiesRefusal where refusal != .sessionNotFound {
            return try await page(visit, refusal)
        }
    }

    private func page(_ visit: Visit, _ refusal: PartiesRefusal?) async throws -> Answer {
        let language = visit.language
        let user = try person(visit)
        let id = visit.parameters["id"]
        let stay = try await parties.sessions(of: user).first { $0.id == id }
        if id != nil, stay == nil { throw PartiesRefusal.sessionNotFound }
        let shown: PartiesRefusal? = refusal.map { told in
            guard told == .passwordWrong else { return told }
            return .input([
                Fault(code: told.code, path: "/password", message: told.message, fix: told.fix)
            ])
        }
        let refused = RefusedForm(language: language, refusal: shown)
        let hasPassword = try await parties.hasPassword(user)
        let title = (id == nil ? FactorWords.endOthers : FactorWords.endOne)[language]
        let about: HTML? = stay.map { stay in
            .summaryList([
                SummaryItem(AccountWords.begun[language], stay.begun.text),
                SummaryItem(AccountWords.seen[language], stay.seen.text),
                SummaryItem(
                    FactorWords.device[language],
                    stay.device.isEmpty ? FactorWords.unknownDevice[language] : stay.device),
                SummaryItem(AccountWords.remote[language], stay.remote),
            ])
        }
        let field: HTML? = !hasPassword
            ? nil
            : .textInput(
                refused.field("password", FactorWords.currentPassword), .password,
                language: language)
        let lede = hasPassword ? FactorWords.endLede : FactorWords.endAllLede
        return site.page(
            visit, title: title,
            trail: [Crumb(AccountWords.account[language], path: AccountPage.path(language))],
            status: refusal?.status ?? 200,
            content: """
                \(refused.summary)
                \(.heading(title, lede: lede[language]))
                \(about)
                \(.form(
                    to: Self.path(id, language), token: visit.formToken,
                    content: """
                        \(field)
                        <p class="row">\(.button(AccountWords.end[language], .danger))</p>
                        """))
                """)
    }
}
