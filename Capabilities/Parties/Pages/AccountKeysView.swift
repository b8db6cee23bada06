import Kernel
import Web

/// The API keys on the account page.
extension AccountView {
    var keysPanel: HTML? {
        guard let keys else { return nil }
        let columns: [Column<APIKey>] = [
            Column(word(AccountWords.label), isHeader: true, text: { $0.label }),
            Column(word(AccountWords.number), .code, text: { "tw_\($0.id)_…" }),
            Column(
                word(AccountWords.scopes),
                text: { $0.scopes.sorted().map(scopeName).joined(separator: comma) }),
            Column(word(AccountWords.expires), .time, text: { $0.expires.text }),
            Column(
                word(AccountWords.lastUsed), .time,
                text: { $0.lastUsed?.text ?? word(AccountWords.never) }),
            Column(word(AccountWords.status), html: { keyTag($0) }),
            Column(word(AccountWords.action), html: { keyActions($0) }),
        ]
        return .panel(
            word(AccountWords.keys), id: "keys",
            content: """
                \(.table(
                    caption: word(AccountWords.keys), columns: columns, rows: keys,
                    empty: .emptyState(
                        word(AccountWords.noKeys), hint: word(AccountWords.noKeysHint))))
                <p>\(.link(
                    word(Localized(
                        zh: "先在沙箱里试：只勾选“使用沙箱”的密钥打不开任何真实接口",
                        en: "Try in the sandbox first: a key for it alone opens nothing real")),
                    to: "/\(language.rawValue)/sandbox"))</p>
                <h3>\(AccountWords.createKey, language)</h3>
                \(keyForm)
                """)
    }

    private func keyTag(_ key: APIKey) -> HTML {
        switch key.state(at: now) {
        case .active: .tag(word(AccountWords.inForce), .success)
        case .leaving: .tag(word(AccountWords.leaving), .warn)
        case .expired: .tag(word(AccountWords.over), .neutral)
        case .revoked: .tag(word(AccountWords.revoked), .danger)
        }
    }

    private func keyActions(_ key: APIKey) -> HTML {
        let revoke = button(
            "/keys/\(key.id)/revocation", word(AccountWords.revoke), about: key.label)
        switch key.state(at: now) {
        case .active:
            let replace = button(
                "/keys/\(key.id)/successor", word(AccountWords.replace), about: key.label)
            return #"<div class="row">\#(replace)\#(revoke)</div>"#
        case .leaving: return revoke
        case .expired, .revoked: return "–"
        }
    }

    private var keyForm: HTML {
        .form(
            to: AccountPage.path(language) + "/keys", token: formToken,
            content: """
                \(.textInput(
                    Field(
                        "label", label: word(AccountWords.label),
                        hint: word(AccountWords.labelHint), error: error("label")),
                    value: outcome.label, language: language))
                \(.choices(
                    Field("scopes", label: word(AccountWords.scopes), error: error("scopes")),
                    choices: keyScopes.map { Choice($0, scopeName($0)) },
                    values: outcome.scopes ?? usualScopes, allowsSeveral: true,
                    language: language))
                \(.textInput(
                    Field(
                        "days", label: word(AccountWords.days),
                        hint: word(AccountWords.daysHint(mostDays)), error: error("days")),
                    value: outcome.days ?? "\(usualDays)", .digits, width: .short,
                    language: language))
                <p class="row">\(.button(word(AccountWords.createKey)))</p>
                """)
    }

    private var comma: String { language == .zh ? "、" : ", " }

    /// A permission in words; its name where another room has not told us any.
    private func scopeName(_ scope: String) -> String {
        AccountWords.scope(scope)[language]
    }
}
