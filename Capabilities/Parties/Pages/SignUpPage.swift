import Kernel
import Papers
import Web

/// `/{language}/sign-up`: an enterprise enters itself; `/{language}/sign-ups/{token}`: what became
/// of it, for whoever was given the address.
struct SignUpPage: Sendable {
    let parties: Parties
    let site: Site

    static func path(_ language: Language) -> String { "/\(language.rawValue)/sign-up" }
    static func statusPath(_ language: Language, _ token: String) -> String {
        "/\(language.rawValue)/sign-ups/\(token)"
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/sign-up", access: .anyone, summary: SignUpWords.title,
                handler: { page($0, SignUpForm(), nil) }),
            Route(
                .post, "/{language}/sign-up", access: .anyone, summary: SignUpWords.title,
                bodyLimit: 16 * 1024, rate: Rate(10, perSeconds: 600), handler: send),
            Route(
                .get, "/{language}/sign-ups/{token}", access: .anyone,
                summary: SignUpWords.statusTitle, rate: Rate(60, perSeconds: 60), handler: status),
        ]
    }

    private func send(_ visit: Visit) async throws -> Answer {
        let sent = try visit.form()
        let form = SignUpForm(
            name: given(sent["name"]) ?? "", nameEn: given(sent["nameEn"]),
            creditCode: (given(sent["creditCode"]) ?? "").uppercased(),
            customsCode: given(sent["customsCode"])?.uppercased(),
            district: given(sent["district"]) ?? "",
            roles: sent.all("roles").compactMap { EnterpriseRole(rawValue: $0) },
            contactName: given(sent["contactName"]) ?? "",
            contactPhone: given(sent["contactPhone"]) ?? "")
        do {
            let token = try await parties.signUp(form, remote: visit.remote)
            return .see(SignUpPage.statusPath(visit.language, token))
        } catch let refusal as PartiesRefusal {
            return page(visit, form, refusal)
        }
    }

    private func page(_ visit: Visit, _ form: SignUpForm, _ refusal: PartiesRefusal?) -> Answer {
        let language = visit.language
        let refused = RefusedForm(language: language, refusal: refusal)
        let isOff = parties.policy.signUp == .off
        let body: HTML =
            isOff
            ? .notice(PartiesRefusal.signUpClosed.message[language], .info,
                content: "<p>\(PartiesRefusal.signUpClosed.fix, language)</p>")
            : .form(
                to: SignUpPage.path(language), token: visit.formToken,
                content: fields(form, refused, language))
        return site.page(
            visit, title: SignUpWords.title[language], status: refusal?.status ?? 200,
            content: """
                \(.heading(SignUpWords.title[language], lede: SignUpWords.lede[language]))
                \(refused.summary)
                \(body)
                <p>\(.link(SignUpWords.haveLogin[language], to: SignInPage.path(language)))</p>
                """)
    }

    private func fields(
        _ form: SignUpForm, _ refused: RefusedForm, _ language: Language
    ) -> HTML {
        """
        \(.textInput(
            refused.field("name", AccountWords.name, SignUpWords.nameHint), value: form.name,
            width: .full, language: language))
        \(.textInput(
            refused.field("nameEn", SignUpWords.nameEn, isRequired: false),
            value: form.nameEn ?? "", width: .full, language: language))
        \(.textInput(
            refused.field("creditCode", AccountWords.creditCode, SignUpWords.creditCodeHint),
            value: form.creditCode, language: language))
        \(.textInput(
            refused.field(
                "customsCode", AccountWords.customsCode, SignUpWords.customsCodeHint,
                isRequired: false), value: form.customsCode ?? "", language: language))
        \(.textInput(
            refused.field("district", AccountWords.district, SignUpWords.districtHint),
            value: form.district, .digits, width: .short, language: language))
        \(.choices(
            refused.field("roles", SignUpWords.roles, SignUpWords.rolesHint),
            choices: SignUpForm.roles.map { Choice($0.rawValue, $0.name[language]) },
            values: Set(form.roles.map(\.rawValue)), allowsSeveral: true, language: language))
        \(.textInput(
            refused.field("contactName", SignUpWords.contactName), value: form.contactName,
            language: language))
        \(.textInput(
            refused.field("contactPhone", SignUpWords.contactPhone, SignUpWords.contactHint),
            value: form.contactPhone, language: language))
        <p class="row">\(.button(SignUpWords.send[language]))</p>
        """
    }

    private func status(_ visit: Visit) async throws -> Answer {
        let token = visit.parameters["token"] ?? ""
        let (signUp, maySetUp) = try await parties.signUp(token: token)
        let language = visit.language
        let form = signUp.enrolment
        var items = [
            SummaryItem(AccountWords.name[language], form.name),
            SummaryItem(AccountWords.creditCode[language], form.creditCode),
            SummaryItem(SignUpWords.sent[language], signUp.sent.text),
        ]
        if !signUp.reason.isEmpty {
            items.append(SummaryItem(SignUpWords.reason[language], signUp.reason))
        }
        return site.page(
            visit, title: SignUpWords.statusTitle[language],
            content: """
                \(.heading(
                    SignUpWords.statusTitle[language],
                    tag: SignUpWords.tag(signUp.status, language),
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: SignUpPage.statusPath(language, token) + "/pdf", .secondary)
                    ]))
                \(next(signUp, maySetUp, token, visit))
                \(.summaryList(items))
                """)
    }

    private func next(
        _ signUp: SignUp, _ maySetUp: Bool, _ token: String, _ visit: Visit
    ) -> HTML {
        let language = visit.language
        switch signUp.status {
        case .waiting:
            let address = visit.origin + SignUpPage.statusPath(language, token)
            return .notice(
                SignUpWords.waiting[language], .info,
                content: """
                    <p>\(SignUpWords.keepAddress, language)</p>
                    <p>\(.copyValue(address, language: language))</p>
                    """)
        case .declined:
            return .notice(
                SignUpWords.declined[language], .danger,
                content: """
                    <p>\(.link(SignUpWords.again[language], to: SignUpPage.path(language)))</p>
                    """)
        case .confirmed where maySetUp:
            return .notice(
                SignUpWords.confirmed[language], .success,
                content: """
                    <p>\(SignUpWords.setUp, language)</p>
                    <p>\(.linkButton(
                        SignUpWords.setUpButton[language],
                        to: LinkPages.invitationPath(language, token)))</p>
                    """)
        case .confirmed:
            return .notice(
                SignUpWords.confirmed[language], .success,
                content: """
                    <p>\(.link(AccountWords.signIn[language], to: SignInPage.path(language)))</p>
                    """)
        }
    }
}
