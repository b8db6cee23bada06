import Journal
import Kernel
import Papers
import Web
import Wire

/// One mandate, what happened to it, and what one may do about it.
struct MandateView {
    let frame: MandateFrame
    let mandate: Mandate
    let history: [Entry]
    /// What was entered as the reason, when it was refused.
    let reason: String

    private var language: Language { frame.language }
    private func word(_ text: Localized) -> String { frame.word(text) }
    private var isOwnProposal: Bool { mandate.side(of: frame.own) == mandate.proposedBy }

    var html: HTML {
        """
        \(.heading(
            word(mandate.scope.name), tag: frame.tag(mandate), lede: word(mandate.scope.about),
            actions: paper))
        \(frame.errors)
        \(.summaryList(items))
        \(acceptance)
        \(revocation)
        \(.panel(word(MandateWords.history), id: "history",
            content: .timeline(history.map(entry), language: language)))
        """
    }

    /// As long as it holds or will, it can be handed to somebody.
    private var paper: [HTML] {
        guard mandate.state(on: frame.today) == .accepted else { return [] }
        return [
            .linkButton(
                PapersTexts.pdf[language], to: MandatesPage.path(language, mandate.id) + "/pdf",
                .secondary)
        ]
    }

    private var items: [SummaryItem] {
        var items = [
            SummaryItem(word(MandateWords.grantor), html: frame.party(mandate.grantor)),
            SummaryItem(word(MandateWords.grantee), html: frame.party(mandate.grantee)),
            SummaryItem(word(MandateWords.from), mandate.from.text),
            SummaryItem(word(MandateWords.to), mandate.to?.text ?? ""),
        ]
        if !mandate.reason.isEmpty {
            items.append(SummaryItem(word(MandateWords.reason), mandate.reason))
        }
        return items
    }

    private var acceptance: HTML? {
        guard mandate.state(on: frame.today) == .offered, !isOwnProposal else { return nil }
        return .panel(
            word(MandateWords.accept), id: "accept",
            content: """
                <p>\(MandateWords.acceptLede, language)</p>
                \(.form(
                    to: MandatesPage.path(language, mandate.id) + "/acceptance",
                    token: frame.formToken,
                    content: #"<p class="row">\#(.button(word(MandateWords.accept)))</p>"#))
                """)
    }

    private var revocation: HTML? {
        let title: Localized
        switch mandate.state(on: frame.today) {
        case .offered: title = isOwnProposal ? MandateWords.withdraw : MandateWords.decline
        case .accepted: title = MandateWords.end
        case .revoked, .ended: return nil
        }
        let lede: HTML? =
            mandate.accepted.map { _ in "<p>\(MandateWords.endLede, language)</p>" }
        let field = Field(
            "reason", label: word(MandateWords.reason), hint: word(MandateWords.reasonHint),
            error: frame.error("reason"))
        return .panel(
            word(title), id: "revoke",
            content: """
                \(lede)
                \(.form(
                    to: MandatesPage.path(language, mandate.id) + "/revocation",
                    token: frame.formToken,
                    content: """
                        \(.textInput(field, value: reason, width: .full, language: language))
                        <p class="row">\(.button(word(title), .danger))</p>
                        """))
                """)
    }

    /// Who did it is told by enterprise: the people of the other side are its own affair.
    private func entry(_ entry: Entry) -> TimelineEntry {
        let side = entry.payload["side"]?.string.flatMap { Mandate.Side(rawValue: $0) }
        let id = side == .grantee ? mandate.grantee : mandate.grantor
        return TimelineEntry(
            time: entry.at.text, title: word(MandateWords.event(entry.kind)),
            actor: frame.register.enterprise(id: id)?.localizedName[language] ?? "",
            tone: entry.kind == "parties.mandate-accepted" ? .success : .neutral)
    }
}
