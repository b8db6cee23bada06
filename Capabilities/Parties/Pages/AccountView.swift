import Kernel
import Reference
import Web

/// What the account page shows, and its markup.
struct AccountView {
    let language: Language
    let formToken: String
    let principal: Principal
    /// Nil for officers and administrators.
    let enterprise: Enterprise?
    /// Of an officer.
    let authority: Authority?
    let sessions: [UserSession]
    let currentSession: String?
    /// Nil for whoever may not manage keys.
    let keys: [APIKey]?
    let keyScopes: [String]
    let usualScopes: Set<String>
    /// Longest time a key may be valid, in days.
    let mostDays: Int
    let usualDays: Int
    let now: Instant
    /// The customs offices there are.
    let offices: CodeList
    /// Whether a sign-in service of others may stand in for the password.
    let hasSingleSignOn: Bool
    /// Sign-ins that did not succeed.
    let failures: FailureView
    let outcome: AccountPage.Outcome

    var html: HTML {
        """
        \(.heading(AccountWords.account[language], lede: "\(principal.name)"))
        \(.errorSummary(errors, language: language))
        \(newKey)
        \(enterprisePanel)
        \(districtsPanel)
        \(keysPanel)
        \(securityPanel)
        \(sessionsPanel)
        \(failures.html)
        """
    }

    func word(_ text: Localized) -> String { text[language] }

    /// Each fault of the form beside its field; what has no field stands alone.
    private var errors: [FormError] {
        guard let refusal = outcome.refusal else { return [] }
        if refusal.faults.isEmpty {
            let text = refusal.message[language] + gap(language) + refusal.fix[language]
            return [FormError(field: nil, text)]
        }
        return refusal.faults.map { fault in
            FormError(field: String(fault.path.drop { $0 == "/" }), sentence(fault))
        }
    }

    private func sentence(_ fault: Fault) -> String {
        fault.message[language] + gap(language) + fault.fix[language]
    }

    func error(_ field: String) -> String? {
        outcome.refusal?.faults.first { $0.path == "/" + field }.map(sentence)
    }

    private var newKey: HTML? {
        outcome.newKey.map { key in
            .notice(
                word(AccountWords.keyMade), .success, isNew: true,
                content: """
                    <p>\(.copyValue(key, language: language))</p>
                    <p>\(AccountWords.keyOnce, language)</p>
                    """)
        }
    }

    private var enterprisePanel: HTML? {
        enterprise.map { own in
            let today = now.day
            let items = [
                SummaryItem(word(AccountWords.name), own.localizedName[language]),
                SummaryItem(
                    word(AccountWords.creditCode),
                    html: own.creditCode.map { .copyValue($0, language: language) } ?? "–"),
                SummaryItem(
                    word(AccountWords.customsCode),
                    html: own.customsCode.map { .copyValue($0, language: language) } ?? "–"),
                SummaryItem(
                    word(AccountWords.district),
                    own.district.map { word(offices.told($0, on: today)) } ?? "–"),
                SummaryItem(
                    word(AccountWords.status),
                    html: .tag(
                        own.status.name[language], own.status == .active ? .success : .danger)),
            ]
            let columns: [Column<RoleGrant>] = [
                Column(word(AccountWords.role), isHeader: true, text: { $0.role.name[language] }),
                Column(word(AccountWords.from), .time, text: { $0.from.text }),
                Column(word(AccountWords.to), .time, text: { $0.to?.text ?? "–" }),
                Column(word(AccountWords.status), html: { roleTag($0, today) }),
            ]
            return .panel(
                word(AccountWords.enterprise), id: "enterprise",
                content: """
                    \(.summaryList(items))
                    \(.table(
                        caption: word(AccountWords.roles), showsCaption: true, columns: columns,
                        rows: own.roles,
                        empty: .emptyState(
                            word(AccountWords.noRoles), hint: word(AccountWords.noRolesHint))))
                    """)
        }
    }

    private func roleTag(_ grant: RoleGrant, _ today: Day) -> HTML {
        if grant.holds(on: today) { return .tag(word(AccountWords.inForce), .success) }
        return grant.from > today
            ? .tag(word(AccountWords.ahead), .info) : .tag(word(AccountWords.over), .neutral)
    }

    private var districtsPanel: HTML? {
        guard principal.kind == .officer else { return nil }
        var items = [
            SummaryItem(
                word(AccountWords.authority), authority?.name[language] ?? principal.authority)
        ]
        if authority?.hasDistricts ?? false {
            items.append(
                SummaryItem(
                    word(AccountWords.districts),
                    principal.districts.sorted().map { word(offices.told($0, on: now.day)) }
                        .joined(separator: language == .zh ? "、" : "; ")))
        }
        return .panel(word(AccountWords.office), id: "office", content: .summaryList(items))
    }

    private var sessionsPanel: HTML {
        let columns: [Column<UserSession>] = [
            Column(
                word(AccountWords.begun), .time, isHeader: true, text: { $0.begun.text }),
            Column(word(AccountWords.seen), .time, text: { $0.seen.text }),
            Column(
                word(FactorWords.device),
                text: { $0.device.isEmpty ? word(FactorWords.unknownDevice) : $0.device }),
            Column(word(AccountWords.remote), .code, text: { $0.remote }),
            Column(
                word(AccountWords.action),
                html: { stay in
                    stay.id == currentSession
                        ? .tag(word(AccountWords.thisSession), .info)
                        : .link(
                            word(AccountWords.end), to: SessionEndPage.path(stay.id, language))
                }),
        ]
        return .panel(
            word(AccountWords.sessions), id: "sessions",
            content: """
                \(.table(
                    caption: word(AccountWords.sessions), columns: columns, rows: sessions,
                    empty: .emptyState(
                        word(AccountWords.noSessions), hint: word(AccountWords.noSessionsHint))))
                \(sessions.count > 1
                    ? .linkButton(
                        word(FactorWords.endOthers), to: SessionEndPage.path(nil, language),
                        .secondary)
                    : nil)
                """)
    }

    /// Where one looks after password and second factor.
    private var securityPanel: HTML {
        .panel(
            word(FactorWords.security), id: "security",
            content: """
                <ul>
                <li>\(.link(
                    word(FactorWords.changePassword), to: PasswordPage.path(language)))</li>
                <li>\(.link(word(FactorWords.title), to: SecondFactorPage.path(language)))</li>
                \(singleSignOn)
                </ul>
                """)
    }

    private var singleSignOn: HTML? {
        guard hasSingleSignOn else { return nil }
        let path = SingleSignOnPage.path(language)
        return "<li>\(.link(word(SingleSignOnWords.title), to: path))</li>"
    }

    /// A button alone in its form; what it is about is said to those who do not see the row.
    func button(_ path: String, _ text: String, about: String) -> HTML {
        """
        <form method="post" action="\(url: AccountPage.path(language) + path)">\
        \(.hidden("_csrf", formToken))\
        <button class="button button-secondary" type="submit">\(text)\
        <span class="unseen"> \(about)</span></button></form>
        """
    }
}
