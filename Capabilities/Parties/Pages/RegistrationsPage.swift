import Kernel
import Papers
import Reference
import Web

/// `/{language}/registrations`: enterprises that signed up, for the officers of their district.
struct RegistrationsPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language, _ id: String? = nil) -> String {
        "/\(language.rawValue)/registrations" + (id.map { "/\($0)" } ?? "")
    }

    var routes: [Route] {
        let access = Access.permission(PartiesPermission.confirm)
        let path = "/{language}/registrations"
        return [
            Route(
                .get, path, access: access, summary: SignUpWords.desk,
                query: [Route.Query("status", SignUpWords.statusQuery)], handler: list),
            Route(
                .get, path + "/{id}", access: access, summary: SignUpWords.one,
                handler: { try await show($0, "", nil) }),
            Route(
                .post, path + "/{id}/confirmation", access: access, summary: SignUpWords.confirm,
                bodyLimit: 8 * 1024, handler: confirm),
            Route(
                .post, path + "/{id}/decline", access: access, summary: SignUpWords.decline,
                bodyLimit: 8 * 1024, handler: decline),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let status = visit.query["status"].flatMap { SignUp.Status(rawValue: $0) } ?? .waiting
        let found = try await parties.signUps(status, for: principal)
        let columns: [Column<SignUp>] = [
            Column(
                AccountWords.name[language], isHeader: true,
                html: {
                    .link($0.enrolment.name, to: RegistrationsPage.path(language, $0.id))
                }),
            Column(AccountWords.creditCode[language], .code, text: { $0.enrolment.creditCode }),
            Column(AccountWords.district[language]) { sent in
                parties.offices.told(sent.enrolment.district, on: parties.today)[language]
            },
            Column(SignUpWords.sent[language], .time, text: { $0.sent.text }),
            Column(AccountWords.status[language], html: { SignUpWords.tag($0.status, language) }),
        ]
        let filter = HTML.filterBar(
            path: RegistrationsPage.path(language),
            fields: [
                .selectInput(
                    Field("status", label: AccountWords.status[language]),
                    choices: SignUp.Status.allCases.map {
                        Choice($0.rawValue, SignUpWords.name($0)[language])
                    }, value: status.rawValue, none: nil, width: .full, language: language)
            ], language: language)
        return site.page(
            visit, title: SignUpWords.desk[language], isWide: true,
            content: """
                \(.heading(SignUpWords.desk[language], lede: SignUpWords.deskLede[language]))
                \(filter)
                \(.table(
                    caption: SignUpWords.desk[language], columns: columns, rows: found,
                    empty: .emptyState(
                        SignUpWords.none[language], hint: SignUpWords.noneHint[language])))
                """)
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        do {
            try await parties.confirmSignUp(id, by: principal)
            return .see(RegistrationsPage.path(visit.language, id))
        } catch let refusal as PartiesRefusal where refusal != .signUpNotFound {
            return try await show(visit, "", refusal)
        }
    }

    private func decline(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let id = visit.parameters["id"] ?? ""
        let reason = given(try visit.form()["reason"]) ?? ""
        do {
            try await parties.declineSignUp(id, reason: reason, by: principal)
            return .see(RegistrationsPage.path(visit.language, id))
        } catch let refusal as PartiesRefusal where refusal != .signUpNotFound {
            return try await show(visit, reason, refusal)
        }
    }

    private func show(
        _ visit: Visit, _ reason: String, _ refusal: PartiesRefusal?
    ) async throws -> Answer {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        let language = visit.language
        let (signUp, holders) = try await parties.signUp(
            id: visit.parameters["id"] ?? "", for: principal)
        let refused = RefusedForm(language: language, refusal: refusal)
        var visit = visit
        visit.path = RegistrationsPage.path(language, signUp.id)
        let taken: HTML? = holders.isEmpty || signUp.status == .confirmed
            ? nil
            : .notice(
                SignUpWords.taken[language], .warn,
                content: """
                    <ul>\(holders.map { holder -> HTML in
                        """
                        <li>\(holder.localizedName[language])\
                        \(language.bracketed(holder.codes.first ?? ""))</li>
                        """
                    })</ul>
                    """)
        let deeds: HTML? = signUp.status == .waiting
            ? deeds(signUp, reason, refused, visit) : nil
        return site.page(
            visit, title: SignUpWords.one[language],
            trail: [
                Crumb(SignUpWords.desk[language], path: RegistrationsPage.path(language))
            ], status: refusal?.status ?? 200,
            content: """
                \(.heading(
                    signUp.enrolment.name, caption: SignUpWords.one[language],
                    tag: SignUpWords.tag(signUp.status, language),
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language], to: visit.path + "/pdf", .secondary)
                    ]))
                \(refused.summary)
                \(taken)
                \(.summaryList(items(signUp, language)))
                \(deeds)
                """)
    }

    private func items(_ signUp: SignUp, _ language: Language) -> [SummaryItem] {
        let form = signUp.enrolment
        let roles = form.roles.map { $0.name[language] }
            .joined(separator: language == .zh ? "、" : ", ")
        var items = [
            SummaryItem(SignUpWords.nameEn[language], form.nameEn ?? ""),
            SummaryItem(
                AccountWords.creditCode[language],
                html: .copyValue(form.creditCode, language: language)),
            SummaryItem(AccountWords.customsCode[language], form.customsCode ?? ""),
            SummaryItem(
                AccountWords.district[language],
                parties.offices.told(form.district, on: parties.today)[language]),
            SummaryItem(SignUpWords.roles[language], roles),
            SummaryItem(SignUpWords.contactName[language], form.contactName),
            SummaryItem(SignUpWords.contactPhone[language], form.contactPhone),
            SummaryItem(SignUpWords.sent[language], signUp.sent.text),
        ]
        if let decided = signUp.decided {
            items.append(SummaryItem(SignUpWords.decided[language], decided.text))
        }
        if !signUp.reason.isEmpty {
            items.append(SummaryItem(SignUpWords.reason[language], signUp.reason))
        }
        return items
    }

    private func deeds(
        _ signUp: SignUp, _ reason: String, _ refused: RefusedForm, _ visit: Visit
    ) -> HTML {
        let language = visit.language
        let path = RegistrationsPage.path(language, signUp.id)
        return """
            \(.panel(SignUpWords.confirm[language], id: "confirm", content: """
                <p>\(SignUpWords.confirmLede, language)</p>
                \(.form(
                    to: path + "/confirmation", token: visit.formToken,
                    content: #"<p class="row">\#(.button(SignUpWords.confirm[language]))</p>"#))
                """))
            \(.panel(SignUpWords.decline[language], id: "decline", content: .form(
                to: path + "/decline", token: visit.formToken,
                content: """
                    \(.textInput(
                        refused.field("reason", SignUpWords.reason, SignUpWords.reasonHint),
                        value: reason, width: .full, language: language))
                    <p class="row">\(.button(SignUpWords.decline[language], .danger))</p>
                    """)))
            """
    }
}

extension SignUpWords {
    static func tag(_ status: SignUp.Status, _ language: Language) -> HTML {
        switch status {
        case .waiting: .tag(name(status)[language], .warn)
        case .confirmed: .tag(name(status)[language], .success)
        case .declined: .tag(name(status)[language], .danger)
        }
    }
}
