import Kernel
import Paper
import Papers
import Reference
import Store
import Web
import Wire

/// A case about a buyer's identity on paper, for the officers of its district: what was found or
/// reported, and what was decided. The person is not named in it: the list is.
struct IdentityPaper: Sendable {
    let one: IdentityCase
    let office: Localized
    let explanation: Explanation

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .identityCase, tenant: one.person, subject: one.number, isSnapshot: true,
            subtitle: one.state.name, number: one.number, issuer: office, day: one.at.day,
            data: .object([
                .init("number", .text(one.number)), .init("kind", .text(one.kind.rawValue)),
                .init("preNo", .text(one.preNo)), .init("district", .text(one.district)),
                .init("at", .text(one.at.iso)), .init("state", .text(one.state.rawValue)),
                .init("findings", .array(one.findings.map(\.json))),
                .init("decidedAt", .optional(one.decidedAt?.iso)),
                .init("reason", .text(one.reason)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let facts = [
            (word("案件", "Case"), one.number), (word("关区", "District"), office[language]),
            (word("清单", "List"), one.preNo), (word("来源", "From"), one.kind.name[language]),
            (word("时间", "Time"), one.at.text), (word("状态", "State"), one.state.name[language]),
            (word("作出结论", "Decided"), one.decidedAt?.text ?? ""),
            (word("理由", "Reason"), one.reason),
        ]
        return [
            .grid(
                facts.filter { !$0.1.isEmpty }.map { PaperField($0.0, $0.1) }, columns: 2),
            .heading(word("规则所见", "What the rules found")), .steps(explanation, language),
            .note(
                word(
                    "本件载明打印时的情况；作出结论后，核验页会注明本件已不是最新。",
                    "This says how the case stood when it was printed. Once it is decided, whoever "
                        + "verifies it is told that it is out of date.")),
            .seal([office[language], word("电子签发", "issued electronically")]),
        ]
    }
}

/// `…/identity-cases/{number}/pdf`: for officers of the district.
struct IdentityPapers: Sendable {
    let desk: IdentityDesk
    let papers: PaperDesk
    let offices: CodeList

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/identity-cases/{number}/pdf",
                access: .permission(DeclarationsPermission.examine),
                summary: Localized(zh: "身份核查案件单（PDF）", en: "An identity case as PDF"),
                rate: PaperDesk.rate, query: [PaperDesk.language]
            ) { visit in
                let view = try await desk.view(
                    visit.parameters["number"] ?? "", for: try visit.person())
                return try await papers.answer(draft(view.one), visit)
            }
        }
    }

    /// What the paper of a case would say now.
    var current: PaperDesk.Current {
        [
            .identityCase: { person, number in
                try await desk.store.read { try IdentityCaseRows.find(number, in: $0) }
                    .flatMap { $0.person == person ? draft($0) : nil }
            }
        ]
    }

    private func draft(_ one: IdentityCase) -> PaperDraft {
        IdentityPaper(
            one: one, office: offices.told(one.district, on: one.at.day),
            explanation: desk.watch.rules.explanation(one.findings, on: one.at.day)
        ).draft
    }
}

extension DeclarationsCapability {
    var identityPapers: IdentityPapers {
        IdentityPapers(desk: identities, papers: papers.desk, offices: offices)
    }
}
