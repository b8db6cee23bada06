import Kernel
import Web

/// `/{language}/account`: the own enterprise with its roles, the sessions and the API keys.
struct AccountPage: Sendable {
    let parties: Parties
    let site: Site

    /// What happened just before the page is shown.
    struct Outcome: Sendable {
        var newKey: String?
        var refusal: PartiesRefusal?
        var label = ""
        /// As typed; nil for the usual ones.
        var days: String?
        var scopes: Set<String>?
    }

    static func path(_ language: Language) -> String { "/\(language.rawValue)/account" }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/account", access: .ownAccount,
                summary: Localized(zh: "我的账户", en: "My account"),
                handler: { try await page($0, Outcome()) }),
            Route(
                .post, "/{language}/account/keys",
                access: .permission(PartiesPermission.keys),
                summary: Localized(zh: "新建接口密钥", en: "Create an API key"),
                bodyLimit: 8 * 1024, handler: createKey),
            Route(
                .post, "/{language}/account/keys/{id}/successor",
                access: .permission(PartiesPermission.keys),
                summary: Localized(zh: "轮换接口密钥", en: "Replace an API key"),
                bodyLimit: 8 * 1024, handler: replaceKey),
            Route(
                .post, "/{language}/account/keys/{id}/revocation",
                access: .permission(PartiesPermission.keys),
                summary: Localized(zh: "吊销接口密钥", en: "Revoke an API key"),
                bodyLimit: 8 * 1024, handler: revokeKey),
        ]
    }

    /// The key is shown on the answer itself: it is stored nowhere a later page could read it from.
    private func createKey(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        var outcome = Outcome(
            label: form["label"] ?? "", days: form["days"] ?? "",
            scopes: Set(form.all("scopes")))
        do {
            let key = try await parties.createKey(
                for: principal, label: outcome.label, scopes: outcome.scopes,
                days: Int(outcome.days ?? "") ?? 0)
            outcome = Outcome(newKey: key)
        } catch let refusal as PartiesRefusal {
            outcome.refusal = refusal
        }
        return try await page(visit, outcome)
    }

    private func replaceKey(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        var outcome = Outcome()
        do {
            outcome.newKey = try await parties.rotateKey(
                visit.parameters["id"] ?? "", for: principal)
        } catch let refusal as PartiesRefusal {
            outcome.refusal = refusal
        }
        return try await page(visit, outcome)
    }

    private func revokeKey(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        try await parties.revokeKey(
            visit.parameters["id"] ?? "", of: principal.enterprise, by: principal.id)
        return .see(AccountPage.path(visit.language) + "#keys")
    }

    private func page(_ visit: Visit, _ outcome: Outcome) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let isOwner = principal.may(PartiesPermission.keys)
        let current: String? =
            if let token = visit.sessionToken { try await parties.sessionID(token: token) } else {
                nil
            }
        let view = AccountView(
            language: visit.language, formToken: visit.formToken, principal: principal,
            enterprise: parties.register.enterprise(id: principal.enterprise),
            authority: parties.authorities.find(principal.authority, on: parties.today),
            sessions: try await parties.sessions(of: principal.id), currentSession: current,
            keys: isOwner ? try await parties.keys(of: principal.enterprise) : nil,
            keyScopes: parties.keyScopes(for: principal), usualScopes: parties.access.usualScopes,
            mostDays: parties.value(.longestKey), usualDays: parties.value(.usualKey),
            now: parties.clock.now(),
            offices: parties.offices, hasSingleSignOn: parties.service != nil,
            failures: FailureView(
                try await parties.failedSignIns(of: principal.id), parties, visit.language),
            outcome: outcome)
        // After a form, too, the links lead to the page and not to the form's own address.
        var visit = visit
        visit.path = AccountPage.path(visit.language)
        return site.page(
            visit, title: AccountWords.account[visit.language], isWide: true,
            status: outcome.refusal?.status ?? 200, content: view.html)
    }
}
