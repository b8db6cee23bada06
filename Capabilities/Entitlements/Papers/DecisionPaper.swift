import Kernel
import Paper
import Papers
import Parties
import Web
import Wire

/// A decision on a benefit for one event, with what was known then: it never changes.
struct DecisionPaper: Sendable {
    let decision: EntitlementDecision
    let verdict: EntitlementVerdict
    let desk: EntitlementsDesk

    var draft: PaperDraft {
        let paper = self
        let firm = desk.firms.enterprise(id: decision.tenant)
        return PaperDraft(
            .entitlement, tenant: decision.tenant, subject: decision.id,
            subtitle: verdict.rule.name, number: decision.reference,
            issuer: Localized(zh: "单一窗口", en: "Single window"), day: decision.at.day,
            parties: [
                PaperDraft.Party(
                    Localized(zh: "企业", en: "Firm"),
                    firm?.localizedName.zh ?? decision.tenant, firm?.creditCode ?? "")
            ],
            data: BenefitJSON.decision(decision, verdict), blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var fields = [
            PaperField(BenefitWords.benefit[language], verdict.rule.name[language]),
            PaperField(word("业务编号", "Reference"), decision.reference),
            PaperField(word("业务日期", "Day of the event"), decision.day.text),
            PaperField(
                word("结论", "Outcome"),
                decision.holds ? word("享受", "It holds") : word("不享受", "It does not hold")),
            PaperField(word("所依规则自", "By the rule of"), decision.rule.text),
            PaperField(word("判断时间", "Decided at"), decision.at.text),
        ]
        if !decision.item.isEmpty {
            fields.append(PaperField(word("商品编号", "Goods code"), decision.item))
        }
        var blocks: [PaperBlock] = [.grid(fields, columns: 2)]
        if decision.holds {
            blocks.append(.paragraph(verdict.rule.gives[language]))
        } else if !verdict.missing.isEmpty {
            blocks += [
                .heading(BenefitWords.missing[language]),
                .paragraph(verdict.missing.map { $0[language] }.joined(separator: "\n")),
            ]
        }
        return blocks + [
            .heading(word("依据", "Why")), .steps(verdict.explanation, language),
        ]
    }
}

extension EntitlementsDesk {
    /// A decision as paper, for whoever may see it.
    func paper(_ id: String, for person: Principal) async throws -> PaperDraft {
        let (one, verdict) = try await decision(id, for: person)
        guard let verdict else { throw PapersRefusal.notIssued }
        return DecisionPaper(decision: one, verdict: verdict, desk: self).draft
    }
}
