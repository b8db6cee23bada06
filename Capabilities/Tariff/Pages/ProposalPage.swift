import Kernel
import Web

/// One proposal with all it would change, its file, and what the second person does about it.
struct ProposalPage: Sendable {
    let proposal: TariffProposal
    /// How many changes are passed by.
    let after: Int
    let decision: ProposalDecision
    let language: Language

    /// Changes on one page.
    static let most = 200

    private func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

    var title: String {
        word("第 \(proposal.number) 号变更", "Proposal \(proposal.number)")
    }

    private var what: String {
        proposal.state == .taken
            ? word("改变了什么", "What it changed") : word("将改变什么", "What it would change")
    }

    var html: HTML {
        let api = "/api/v1/tariff/proposals/\(proposal.number)"
        let decide: HTML = proposal.state == .waiting
            ? .panel(word("复核", "Decide"), id: "decide", content: decision.html) : ""
        return """
            \(.heading(title, lede: proposal.facts[language]))
            \(confirmed)
            \(.panel(
                what, id: "report",
                content: .codeBlock(proposal.report[language], label: what)))
            \(.panel(word("全部变更", "All changes"), id: "changes", content: changes))
            \(decide)
            <p>\(.linkButton(
                word("下载数据表", "Download the table"), to: api + "/file", .secondary))</p>
            <p class="hint">\(word("同一结果：", "The same as: "))\(.link("JSON", to: api))</p>
            """
    }

    /// The guards that were set aside on purpose: what to look at twice.
    private var confirmed: HTML {
        let told = proposal.confirmed.map { $0[language] }
        guard !told.isEmpty else { return "" }
        return .notice(
            word("提出时确认了例外", "Guards were set aside on purpose"), .warn,
            content: "<p>\(told.joined(separator: word("；", "; ")))</p>")
    }

    private var changes: HTML {
        let rows = proposal.changes.rows
        let first = min(max(0, after), max(0, rows.count - 1))
        let shown = Array(rows.dropFirst(first).prefix(ProposalPage.most))
        let end = first + shown.count
        let path = language.address("/tariff/proposals/\(proposal.number)")
        func turn(_ place: Int) -> String { "\(path)?after=\(place)#changes" }
        return """
            \(.table(
                caption: word("全部变更", "All changes"),
                columns: [
                    Column<EditionReport.Change>(
                        word("编号", "Subject"), isHeader: true, text: \.subject),
                    Column(word("变更", "Change"), text: {
                            EditionText.told(
                                $0.what, isWithdrawal: proposal.action == .withdraw)[language]
                        }),
                    Column(
                        word("内容", "Details"),
                        text: { $0.details.joined(separator: word("；", "; ")) }),
                ], rows: shown,
                empty: .emptyState(
                    word("没有逐行的变更", "No lines are changed"),
                    hint: word(
                        "所列内容均与现行相同，或是撤下一份数据。",
                        "It says what is in force, or withdraws a table."))))
            \(.pager(
                previous: first > 0 ? turn(max(0, first - ProposalPage.most)) : nil,
                next: end < rows.count ? turn(end) : nil,
                range: word(
                    "第 \(first + 1)–\(end) 项，共 \(rows.count) 项",
                    "\(first + 1)–\(end) of \(rows.count)"), language: language))
            """
    }
}

/// The form by which a second person decides.
struct ProposalDecision: Sendable {
    let proposal: TariffProposal
    let principal: Principal
    let token: String
    let language: Language

    private func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }

    var html: HTML {
        let number = proposal.number
        let agree: HTML = proposal.proposer.id == principal.id
            ? "<p>\(ProposalWords.own, language)</p>"
            : .button(word("同意，使其生效", "Agree"), name: "action", value: "agree")
        return .form(
            to: language.address("/tariff/proposals/\(number)"), token: token,
            content: """
                \(.hidden("changesDigest", proposal.changesDigest))
                \(agree)
                \(.textInput(
                    Field(
                        "reason", label: word("退回理由", "Why it is rejected"),
                        isRequired: false, id: "reason-\(number)"), width: .full,
                    language: language))
                <p>\(.button(
                    word("退回", "Reject"), .secondary, name: "action", value: "reject"))</p>
                """)
    }
}

extension TariffProposal {
    /// What is proposed by whom, in one line of a page.
    var facts: Localized {
        func told(_ language: Language) -> String {
            line[language].split(separator: "\t").dropFirst().joined(separator: " · ")
        }
        return Localized(zh: told(.zh), en: told(.en))
    }
}
