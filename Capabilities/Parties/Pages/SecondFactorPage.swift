import Kernel
import Web

/// `/{language}/account/second-factor`: set up, see and remove one's own second factor.
struct SecondFactorPage: Sendable {
    let parties: Parties
    let site: Site

    /// What happened just before the page is shown.
    struct Outcome: Sendable {
        var codes: [String]?
        var refusal: PartiesRefusal?
    }

    static func path(_ language: Language) -> String {
        "/\(language.rawValue)/account/second-factor"
    }

    var routes: [Route] {
        let path = "/{language}/account/second-factor"
        return [
            Route(
                .get, path, access: .ownAccount, summary: FactorWords.title,
                handler: { try await page($0, Outcome()) }),
            Route(
                .post, path, access: .ownAccount, summary: FactorWords.begin, bodyLimit: 8 * 1024,
                handler: begin),
            Route(
                .post, path + "/confirmation", access: .ownAccount, summary: FactorWords.confirm,
                bodyLimit: 8 * 1024, handler: confirm),
            Route(
                .post, path + "/removal", access: .ownAccount, summary: FactorWords.remove,
                bodyLimit: 8 * 1024, handler: remove),
        ]
    }

    private func begin(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        do {
            _ = try await parties.beginFactor(of: id)
            return .see(SecondFactorPage.path(visit.language))
        } catch let refusal as PartiesRefusal {
            return try await page(visit, Outcome(refusal: refusal))
        }
    }

    private func confirm(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        let code = try visit.form()["code"] ?? ""
        do {
            let codes = try await parties.confirmFactor(
                of: id, code: code, keeping: try await stay(visit))
            return try await page(visit, Outcome(codes: codes))
        } catch let refusal as PartiesRefusal {
            return try await page(visit, Outcome(refusal: refusal))
        }
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        let id = try person(visit)
        do {
            try await parties.removeOwnFactor(of: id, password: try visit.form()["password"] ?? "")
            return .see(SecondFactorPage.path(visit.language))
        } catch let refusal as PartiesRefusal {
            return try await page(visit, Outcome(refusal: refusal))
        }
    }

    private func stay(_ visit: Visit) async throws -> String? {
        guard let token = visit.sessionToken else { return nil }
        return try await parties.sessionID(token: token)
    }

    /// A program has no second factor: its key is one.
    private func person(_ visit: Visit) throws -> String {
        guard let principal = visit.principal, principal.kind != .key else {
            throw WebRefusal.signInNeeded
        }
        return principal.id
    }

    private func page(_ visit: Visit, _ outcome: Outcome) async throws -> Answer {
        let language = visit.language
        let id = try person(visit)
        let state = try await parties.factorState(of: id)
        let refused = RefusedForm(language: language, refusal: outcome.refusal.map(marked))
        var visit = visit
        visit.path = SecondFactorPage.path(language)
        let tag: HTML =
            state.isOn
            ? .tag(FactorWords.on[language], .success) : .tag(FactorWords.off[language], .neutral)
        let isAsked = !state.isOn
            && parties.needsFactor(isOfficial: visit.principal?.kind != .member)
        let asked: HTML? = isAsked ? .notice(FactorWords.asked[language], .warn) : nil
        return site.page(
            visit, title: FactorWords.title[language],
            trail: [
                Crumb(AccountWords.account[language], path: AccountPage.path(language))
            ], status: outcome.refusal?.status ?? 200,
            content: """
                \(.heading(FactorWords.title[language], tag: tag, lede: FactorWords.lede[language]))
                \(refused.summary)
                \(asked)
                \(outcome.codes.map { recoveryCodes($0, language) })
                \(try await body(state, id, refused, visit))
                """)
    }

    /// Each code in a field of its own page: a wrong one is a fault of that field.
    private func marked(_ refusal: PartiesRefusal) -> PartiesRefusal {
        let field: String
        switch refusal {
        case .codeWrong: field = "/code"
        case .passwordWrong: field = "/password"
        default: return refusal
        }
        return .input([
            Fault(code: refusal.code, path: field, message: refusal.message, fix: refusal.fix)
        ])
    }

    private func recoveryCodes(_ codes: [String], _ language: Language) -> HTML {
        .notice(
            FactorWords.codes[language], .success, isNew: true,
            content: """
                <p>\(FactorWords.codesOnce, language)</p>
                <ul>\(codes.map { code -> HTML in "<li><code>\(code)</code></li>" })</ul>
                """)
    }

    private func body(
        _ state: FactorState, _ id: String, _ refused: RefusedForm, _ visit: Visit
    ) async throws -> HTML {
        let language = visit.language
        let path = SecondFactorPage.path(language)
        if state.isOn {
            return """
                \(.summaryList([
                    SummaryItem(FactorWords.codesLeft[language], "\(state.codesLeft)")
                ]))
                \(.panel(FactorWords.remove[language], id: "remove", content: .form(
                    to: path + "/removal", token: visit.formToken,
                    content: """
                        \(.textInput(
                            refused.field("password", AccountWords.password), .password,
                            language: language))
                        <p class="row">\(.button(FactorWords.remove[language], .danger))</p>
                        """)))
                """
        }
        let start = HTML.form(
            to: path, token: visit.formToken,
            content: """
                <p class="row">\(.button(
                    (state.pending == nil ? FactorWords.begin : FactorWords.beginAgain)[language],
                    state.pending == nil ? .primary : .secondary))</p>
                """)
        guard let pending = state.pending else { return start }
        return try await setUp(pending, id, refused, visit) + start
    }

    private func setUp(
        _ pending: SecondFactor, _ id: String, _ refused: RefusedForm, _ visit: Visit
    ) async throws -> HTML {
        let language = visit.language
        let address = pending.address(of: try await parties.login(of: id))
        return .panel(
            FactorWords.setUp[language], id: "set-up",
            content: """
                <p>\(FactorWords.scan, language)</p>
                \(.qrPicture(address, told: FactorWords.picture[language]))
                \(.summaryList([
                    SummaryItem(
                        FactorWords.secret[language],
                        html: .copyValue(pending.text, language: language))
                ]))
                \(.form(
                    to: SecondFactorPage.path(language) + "/confirmation",
                    token: visit.formToken,
                    content: """
                        \(.textInput(
                            refused.field("code", FactorWords.code, FactorWords.codeHint),
                            .digits, width: .short, language: language))
                        <p class="row">\(.button(FactorWords.confirm[language]))</p>
                        """))
                """)
    }
}
