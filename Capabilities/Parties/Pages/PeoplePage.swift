import Kernel
import Web

/// `/{language}/people`: who acts for the own enterprise, whom it has invited; and one person.
struct PeoplePage: Sendable {
    let parties: Parties
    let site: Site

    /// What happened just before a page is shown.
    struct Outcome: Sendable {
        /// The address of a one-time link, shown this once.
        var address: String?
        var refusal: PartiesRefusal?
        var label = ""
        var post = ""
    }

    static func path(_ language: Language, _ id: String? = nil) -> String {
        "/\(language.rawValue)/people" + (id.map { "/\($0)" } ?? "")
    }

    var routes: [Route] {
        func route(
            _ method: Visit.Method, _ path: String, _ summary: Localized,
            _ handler: @escaping @Sendable (Visit) async throws -> Answer
        ) -> Route {
            Route(
                method, "/{language}/people" + path,
                access: .permission(PartiesPermission.people), summary: summary,
                bodyLimit: 8 * 1024, handler: handler)
        }
        return [
            route(.get, "", PeopleWords.title) { try await list($0, Outcome()) },
            route(.post, "/invitations", PeopleWords.invite, invite),
            route(.post, "/invitations/{id}/withdrawal", PeopleWords.withdraw, withdraw),
            route(.get, "/{id}", PeopleWords.person) { try await show($0, Outcome()) },
            route(.post, "/{id}/post", PeopleWords.changePost) { visit in
                let text = try visit.form()["post"] ?? ""
                return try await act(visit) { id, principal in
                    guard let post = MemberPost(rawValue: text) else {
                        throw PartiesRefusal.input([InputFault.post.fault])
                    }
                    try await parties.setPost(
                        post, of: id, by: principal)
                }
            },
            route(.post, "/{id}/closure", PeopleWords.close) { visit in
                try await act(visit) { id, principal in
                    try await parties.closePerson(id, by: principal)
                }
            },
            route(.post, "/{id}/reopening", PeopleWords.reopen) { visit in
                try await act(visit) { id, principal in
                    try await parties.reopenPerson(id, by: principal)
                }
            },
            route(.post, "/{id}/factor-reset", FactorWords.reset) { visit in
                let password = try visit.form()["resetPassword"] ?? ""
                return try await act(visit, password: "resetPassword") { id, principal in
                    try await parties.resetFactor(of: id, password: password, by: principal)
                }
            },
            route(.post, "/{id}/recovery", PeopleWords.offerRecovery, offerRecovery),
        ]
    }

    /// The link is shown on the answer itself: a later page could read it from
    /// nowhere.
    private func invite(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let form = try visit.form()
        var outcome = Outcome(label: given(form["label"]) ?? "", post: form["post"] ?? "")
        do {
            guard let post = MemberPost(rawValue: outcome.post) else {
                throw PartiesRefusal.input([InputFault.post.fault])
            }
            let made = try await parties.invite(
                as: post, label: outcome.label, by: principal)
            outcome = Outcome(
                address: visit.origin + LinkPages.invitationPath(visit.language, made.token))
        } catch let refusal as PartiesRefusal {
            outcome.refusal = refusal
        }
        return try await list(visit, outcome)
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        try await parties.withdrawInvitation(visit.parameters["id"] ?? "", by: principal)
        return .see(PeoplePage.path(visit.language) + "#invitations")
    }

    private func offerRecovery(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let password = try visit.form()["recoveryPassword"] ?? ""
        do {
            let made = try await parties.offerRecovery(
                of: visit.parameters["id"] ?? "", password: password, by: principal)
            return try await show(
                visit,
                Outcome(
                    address: visit.origin + LinkPages.recoveryPath(visit.language, made.token)))
        } catch let refusal as PartiesRefusal where refusal != .userNotFound {
            let marked = marked(refusal, at: "recoveryPassword")
            return try await show(visit, Outcome(refusal: marked))
        }
    }

    /// A wrong password is a fault of the field it was typed into: the page has two.
    private func marked(_ refusal: PartiesRefusal, at field: String) -> PartiesRefusal {
        guard refusal == .passwordWrong else { return refusal }
        return .input([
            Fault(
                code: refusal.code, path: "/" + field, message: refusal.message,
                fix: refusal.fix)
        ])
    }

    private func act(
        _ visit: Visit, password field: String = "",
        _ deed: (String, Principal) async throws -> Void
    ) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        do {
            try await deed(id, principal)
            // Who has just taken his own post away may not look any more.
            let path = id == principal.id ? AccountPage.path(visit.language)
                : PeoplePage.path(visit.language, id)
            return .see(path)
        } catch let refusal as PartiesRefusal where refusal != .userNotFound {
            return try await show(visit, Outcome(refusal: marked(refusal, at: field)))
        }
    }

    private func list(_ visit: Visit, _ outcome: Outcome) async throws -> Answer {
        guard let principal = visit.principal, !principal.enterprise.isEmpty else {
            throw WebRefusal.signInNeeded
        }
        let people = try await parties.users(of: principal.enterprise)
        let administrators = people.filter { $0.isActive && $0.post == .administrator }
        var only: PeopleView.OnlyAdministrator?
        if let one = administrators.first, administrators.count == 1 {
            only = try await parties.factorState(of: one.id).isOn ? .canRecover : .cannot
        }
        let view = PeopleView(
            language: visit.language, formToken: visit.formToken, own: principal.id,
            people: people, onlyAdministratorCase: only,
            invitations: try await parties.invitations(of: principal.enterprise),
            outcome: outcome)
        var visit = visit
        visit.path = PeoplePage.path(visit.language)
        return site.page(
            visit, title: PeopleWords.title[visit.language], isWide: true,
            status: outcome.refusal?.status ?? 200, content: view.html)
    }

    private func show(_ visit: Visit, _ outcome: Outcome) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let person = try await parties.person(
            visit.parameters["id"] ?? "", of: principal.enterprise)
        let view = PersonView(
            language: visit.language, formToken: visit.formToken, person: person,
            isOwn: person.id == principal.id,
            keys: try await parties.keysMade(by: person),
            hasFactor: try await parties.factorState(of: person.id).isOn,
            failures: FailureView(
                try await parties.failedSignIns(of: person.id), parties, visit.language),
            outcome: outcome)
        var visit = visit
        visit.path = PeoplePage.path(visit.language, person.id)
        return site.page(
            visit, title: PeopleWords.person[visit.language],
            trail: [
                Crumb(PeopleWords.title[visit.language], path: PeoplePage.path(visit.language))
            ], status: outcome.refusal?.status ?? 200, content: view.html)
    }
}
