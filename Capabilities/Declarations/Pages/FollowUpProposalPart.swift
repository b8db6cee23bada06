import Kernel
import Web

/// What waits for a second officer, on the page of a follow-up.
struct FollowUpProposalPart: Sendable {
    let preNo: String
    let proposal: FollowUpProposal?
    /// Id of who looks.
    let visitor: String
    let error: Localized?
    let formToken: String

    func html(_ language: Language) -> HTML? {
        guard let proposal else { return nil }
        let isOwn = proposal.officer == visitor
        let (name, at) = (proposal.officerName, proposal.at.text)
        let title = isOwn
            ? Localized(
                zh: "您提出的“\(proposal.action.name.zh)”等待另一名关员复核",
                en: "Your proposal waits for another officer: \(proposal.action.name.en)")
            : Localized(
                zh: "\(name) 提出“\(proposal.action.name.zh)”，请您复核",
                en: "\(name) proposes: \(proposal.action.name.en). A second officer is needed")
        let how = isOwn
            ? Localized(zh: "提出时间：\(at)", en: "Proposed \(at)")
            : Localized(
                zh: "提出时间：\(at)。同意的，在下面作出同一结论；不同意的，写明理由退回。",
                en: "Proposed \(at). To agree, decide the same below; if you do not, say why.")
        let reason: HTML? = isOwn
            ? nil
            : .textArea(
                Field(
                    "declining", label: Localized(zh: "不同意的理由", en: "Why not")[language],
                    error: error?[language]), rows: 2, longest: Finding.mostOfReason,
                language: language)
        let word = isOwn
            ? Localized(zh: "撤回", en: "Take it back")
            : Localized(zh: "不同意", en: "Do not agree")
        return .panel(
            title[language], id: "proposal",
            content: """
                <p>\(how, language)</p>
                \(proposal.reason.isEmpty ? nil : "<p>\(proposal.reason)</p>" as HTML)
                \(.form(
                    to: language.address("/follow-ups/\(preNo)/proposal"), token: formToken,
                    content: """
                        \(reason)
                        <p class="row">\(.button(word[language], isOwn ? .secondary : .danger))</p>
                        """))
                """)
    }
}

extension DeclarationPages {
    var declineFollowUp: Route {
        Route(
            .post, "/{language}/follow-ups/{preNo}/proposal",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(
                zh: "不同意或撤回待复核的结论", en: "Do not agree to a proposal, or take it back")
        ) { visit in
            let preNo = visit.parameters["preNo"] ?? ""
            do {
                try await followUpOfficers.decline(
                    preNo, reason: try visit.form()["declining"] ?? "", by: visit.person())
            } catch let refusal as DeclarationsRefusal where refusal.status != 404 {
                return try await followUpPage(
                    of: preNo, visit,
                    after: FollowUpPage.Attempt(
                        field: "declining", message: refusal.message, status: refusal.status))
            }
            return .see(visit.language.address("/follow-ups/\(preNo)"))
        }
    }
}
