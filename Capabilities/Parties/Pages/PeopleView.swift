import Kernel
import Web

/// The people of an enterprise, who is invited, and the form that invites.
struct PeopleView {
    let language: Language
    let formToken: String
    /// Id of whoever looks.
    let own: String
    let people: [User]
    /// How the only administrator is prepared for a lost password; nil where there are more.
    let onlyAdministratorCase: OnlyAdministrator?
    let invitations: [Link]
    let outcome: PeoplePage.Outcome

    enum OnlyAdministrator: Sendable {
        /// The second factor is on, so the recovery codes help.
        case canRecover
        case cannot
    }

    private func word(_ text: Localized) -> String { text[language] }
    private var refused: RefusedForm { RefusedForm(language: language, refusal: outcome.refusal) }

    var html: HTML {
        """
        \(.heading(word(PeopleWords.title), lede: word(PeopleWords.lede)))
        \(refused.summary)
        \(outcome.address.map { PeopleView.onceOnly($0, PeopleWords.linkMade, language) })
        \(onlyAdministrator)
        \(table)
        \(invitationsPanel)
        \(.panel(word(PeopleWords.invite), id: "invite", content: form))
        """
    }

    /// Who has nobody to ask should know it before the password is forgotten.
    private var onlyAdministrator: HTML? {
        // With a second factor and its recovery codes a lost password is no visit to anybody.
        guard onlyAdministratorCase == .cannot else { return nil }
        return .notice(
            word(PeopleWords.onlyAdministrator), .info,
            content: "<p>\(PeopleWords.onlyAdministratorFix, language)</p>")
    }

    /// An address that is shown this once.
    static func onceOnly(_ address: String, _ title: Localized, _ language: Language) -> HTML {
        .notice(
            title[language], .success, isNew: true,
            content: """
                <p>\(.copyValue(address, language: language))</p>
                <p>\(PeopleWords.linkOnce, language)</p>
                """)
    }

    private var table: HTML {
        let columns: [Column<User>] = [
            Column(
                word(PeopleWords.name), isHeader: true,
                html: { person in
                    let link = HTML.link(person.name, to: PeoplePage.path(language, person.id))
                    return person.id == own ? .under(link, word(PeopleWords.you)) : link
                }),
            Column(word(AccountWords.login), .code, text: { $0.login }),
            Column(word(PeopleWords.post), text: { $0.post?.name[language] ?? "" }),
            Column(word(AccountWords.status), html: { PeopleView.tag($0, language) }),
        ]
        return .table(
            caption: word(PeopleWords.title), columns: columns, rows: people,
            empty: .emptyState(word(PeopleWords.nobody), hint: word(PeopleWords.nobodyHint)))
    }

    static func tag(_ person: User, _ language: Language) -> HTML {
        person.isActive
            ? .tag(PeopleWords.active[language], .success)
            : .tag(PeopleWords.closed[language], .neutral)
    }

    private var invitationsPanel: HTML? {
        guard !invitations.isEmpty else { return nil }
        let columns: [Column<Link>] = [
            Column(
                word(PeopleWords.label), isHeader: true,
                text: { $0.label.isEmpty ? word(PeopleWords.firstAdministrator) : $0.label }),
            Column(word(PeopleWords.post), text: { $0.post?.name[language] ?? "" }),
            Column(word(PeopleWords.validUntil), .time, text: { $0.expires.text }),
            Column(
                word(AccountWords.action),
                html: { link in
                    """
                    <form method="post" action="\
                    \(url: PeoplePage.path(language) + "/invitations/\(link.id)/withdrawal")">\
                    \(.hidden("_csrf", formToken))\
                    <button class="button button-secondary" type="submit">\
                    \(PeopleWords.withdraw, language)<span class="unseen"> \(link.label)</span>\
                    </button></form>
                    """
                }),
        ]
        return .panel(
            word(PeopleWords.invited), id: "invitations",
            content: .table(
                caption: word(PeopleWords.invited), columns: columns, rows: invitations,
                empty: ""))
    }

    private var form: HTML {
        .form(
            to: PeoplePage.path(language) + "/invitations", token: formToken,
            content: """
                \(.textInput(
                    refused.field("label", PeopleWords.label, PeopleWords.labelHint),
                    value: outcome.label, language: language))
                \(.choices(
                    refused.field("post", PeopleWords.post), choices: PeopleView.posts(language),
                    values: [outcome.post], language: language))
                <p class="row">\(.button(word(PeopleWords.inviteButton)))</p>
                """)
    }

    static func posts(_ language: Language) -> [Choice] {
        MemberPost.allCases.map {
            Choice($0.rawValue, $0.name[language], hint: $0.about[language])
        }
    }
}

/// One person of the enterprise and what an administrator may do about him.
struct PersonView {
    let language: Language
    let formToken: String
    let person: User
    /// Whether it is who looks: password and second factor are then kept in the own account.
    let isOwn: Bool
    /// How many API keys he made that still hold.
    let keys: Int
    let hasFactor: Bool
    /// Sign-ins that did not succeed.
    let failures: FailureView
    let outcome: PeoplePage.Outcome

    private func word(_ text: Localized) -> String { text[language] }
    private var path: String { PeoplePage.path(language, person.id) }
    private var refused: RefusedForm { RefusedForm(language: language, refusal: outcome.refusal) }

    var html: HTML {
        """
        \(.heading(person.name, tag: PeopleView.tag(person, language)))
        \(refused.summary)
        \(outcome.address.map { PeopleView.onceOnly($0, PeopleWords.recoveryMade, language) })
        \(.summaryList([
            SummaryItem(word(AccountWords.login), person.login),
            SummaryItem(word(PeopleWords.post), person.post?.name[language] ?? ""),
            SummaryItem(word(PeopleWords.keysMade), "\(keys)"),
            SummaryItem(
                word(FactorWords.title), word(hasFactor ? FactorWords.on : FactorWords.off)),
        ]))
        \(person.isActive ? panels : reopening)
        \(failures.html)
        """
    }

    private var panels: HTML {
        """
        \(.panel(word(PeopleWords.changePost), id: "change", content: .form(
            to: path + "/post", token: formToken,
            content: """
                \(.choices(
                    refused.field("post", PeopleWords.post), choices: PeopleView.posts(language),
                    values: [person.post?.rawValue ?? ""], language: language))
                <p class="row">\(.button(word(PeopleWords.changePost)))</p>
                """)))
        \(isOwn ? nil : deed(
            "recovery", PeopleWords.offerRecovery, PeopleWords.offerRecoveryLede, .secondary,
            password: "recoveryPassword"))
        \(isOwn || !hasFactor ? nil : deed(
            "factor-reset", FactorWords.reset, FactorWords.resetLede, .secondary,
            password: "resetPassword"))
        \(deed("closure", PeopleWords.close, PeopleWords.closeLede, .danger))
        """
    }

    private var reopening: HTML {
        deed("reopening", PeopleWords.reopen, PeopleWords.reopenLede, .secondary)
    }

    private func deed(
        _ name: String, _ title: Localized, _ lede: Localized, _ style: ButtonStyle,
        password field: String? = nil
    ) -> HTML {
        let password: HTML? = field.map {
            .textInput(
                refused.field($0, PeopleWords.yourPassword), .password, language: language)
        }
        return .panel(
            word(title), id: name,
            content: """
                <p>\(lede, language)</p>
                \(.form(
                    to: path + "/" + name, token: formToken,
                    content: """
                        \(password)
                        <p class="row">\(.button(word(title), style))</p>
                        """))
                """)
    }
}
