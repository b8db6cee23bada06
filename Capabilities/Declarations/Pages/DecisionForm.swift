import Kernel
import Web

/// What an officer decides about a list, on its page.
struct DecisionForm: Sendable {
    /// What was sent and why it could not be done.
    struct Attempt: Sendable {
        var action: OfficerDesk.Action?
        var reason = ""
        /// Field at fault; nil when no single one is.
        var field: String?
        var message: Localized
        var status = 422

        func summary(_ language: Language) -> HTML {
            .errorSummary([FormError(field: field, message[language])], language: language)
        }
    }

    var preNo: String
    /// The version on the page: a list that has moved since is not decided on old facts.
    var version: Int64
    var actions: [OfficerDesk.Action]
    /// Those that a second officer must agree to.
    var proposed: Set<OfficerDesk.Action> = []
    var attempt: Attempt?

    static let title = Localized(zh: "处理", en: "Decide")

    func html(token: String, _ language: Language) -> HTML {
        let error: (String) -> String? = { name in
            attempt?.field == name ? attempt?.message[language] : nil
        }
        return .form(
            to: language.address("/declarations/\(preNo)/decision"), token: token,
            content: """
                \(.hidden("version", String(version)))
                \(.choices(
                    Field(
                        "action", label: Localized(zh: "处理结论", en: "Decision")[language],
                        error: error("action")),
                    choices: actions.map { action in
                        Choice(
                            action.rawValue, action.name[language], hint: hint(action)?[language])
                    }, values: attempt?.action.map { [$0.rawValue] } ?? [], language: language))
                \(.textArea(
                    Field(
                        "reason", label: Localized(zh: "理由", en: "Reason")[language],
                        hint: Localized(
                            zh: "放行可以不填；其他结论会写入回执，请写明企业该怎么做。",
                            en: """
                                Not needed for a release. Otherwise it stands in the receipt: say \
                                what the enterprise should do.
                                """)[language], error: error("reason"), isRequired: false),
                    value: attempt?.reason ?? "", rows: 3, longest: Finding.mostOfReason,
                    language: language))
                <p>\(.button(Localized(zh: "提交结论", en: "Submit the decision")[language]))</p>
                """)
    }

    private func hint(_ action: OfficerDesk.Action) -> Localized? {
        guard !proposed.contains(action) else {
            return Localized(
                zh: "须另一名关员复核后才处理。", en: "Another officer must agree before it is done.")
        }
        return switch action {
        case .reject:
            Localized(zh: "额度与担保退回，企业可更正后重报。", en: "Quota and guarantee go back; it can be mended.")
        case .sendBack:
            Localized(zh: "货物退运，不能再申报。", en: "The goods go back; this is final.")
        case .inspect: Localized(zh: "开箱查验后再定。", en: "The goods are opened first.")
        case .release, .detain, .suspend: nil
        }
    }

    /// What stands above the page after a decision.
    static func done(_ sent: String?, _ status: Status, _ language: Language) -> HTML? {
        guard let action = sent.flatMap(OfficerDesk.Action.init(rawValue:)),
            action.status == status
        else { return nil }
        return .notice(
            Localized(
                zh: "结论已提交：\(action.name.zh)，回执已发给企业。",
                en: "Decided: \(action.name.en). The enterprise has its receipt.")[language],
            .success, isNew: true,
            content:
                "<p>\(.link(WorklistPage.back[language], to: language.address("/worklist")))</p>")
    }
}

extension DeclarationPages {
    var decide: Route {
        Route(
            .post, "/{language}/declarations/{preNo}/decision",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "审核或查验处理", en: "Decide a review or an inspection")
        ) { visit in
            let form = try visit.form()
            let preNo = visit.parameters["preNo"] ?? ""
            let reason = form["reason"] ?? ""
            guard let action = form["action"].flatMap(OfficerDesk.Action.init(rawValue:)) else {
                return try await page(
                    of: preNo, visit,
                    after: DecisionForm.Attempt(
                        reason: reason, field: "action",
                        message: Localized(zh: "请选择处理结论", en: "Choose a decision")))
            }
            do {
                let outcome = try await batches.decide(
                    preNo, action, reason: reason, version: form["version"].flatMap { Int64($0) },
                    by: visit.person())
                if case .proposed(let batch) = outcome {
                    return .see(visit.language.address("/worklist/batches/\(batch.id)"))
                }
            } catch let refusal as DeclarationsRefusal where refusal.status != 404 {
                return try await page(
                    of: preNo, visit,
                    after: DecisionForm.Attempt(
                        action: action, reason: reason, field: refusal.field,
                        message: refusal.message, status: refusal.status))
            } catch let refusal as IdentityRefusal {
                return try await page(
                    of: preNo, visit,
                    after: DecisionForm.Attempt(
                        action: action, reason: reason,
                        message: Localized(
                            zh: refusal.message.zh + refusal.fix.zh,
                            en: "\(refusal.message.en) \(refusal.fix.en)"),
                        status: refusal.status))
            }
            return .see(
                visit.language.address(
                    "/declarations/\(preNo)", query: [.init("done", action.rawValue)]))
        }
    }
}
