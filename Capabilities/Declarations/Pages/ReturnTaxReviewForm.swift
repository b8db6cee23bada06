import Kernel
import Web

/// What an officer decides about taxes of a return that were stated anew.
struct ReturnTaxReviewForm: Sendable {
    let view: ReturnTaxDesk.View

    static let title = Localized(zh: "审核重新申报", en: "Decide on what was stated anew")

    func html(_ token: String, _ refusal: (any Refusal)?, _ language: Language) -> HTML {
        let error = refusal?.field == "reason" ? refusal?.message[language] : nil
        return .panel(
            ReturnTaxReviewForm.title[language], id: "review",
            content: .form(
                to: language.address("/follow-ups/\(view.record.preNo)/tax/review"),
                token: token,
                content: """
                    \(.summaryList(figures(language)))
                    \(.hidden("version", String(view.tax?.version ?? 0)))
                    \(.choices(
                        Field(
                            "decision", label: Localized(zh: "结论", en: "Decision")[language]),
                        choices: ReturnTax.Answer.Decision.allCases.map {
                            Choice($0.rawValue, $0.name[language])
                        }, values: [], language: language))
                    \(.textArea(
                        Field(
                            "reason", label: Localized(zh: "理由", en: "Reason")[language],
                            hint: Localized(
                                zh: "企业能看到。", en: "The enterprise sees it.")[language],
                            error: error), value: "", rows: 3,
                        longest: Finding.mostOfReason, language: language))
                    <p>\(.button(Localized(zh: "提交结论", en: "Submit the decision")[language]))</p>
                    """))
    }

    private func figures(_ language: Language) -> [SummaryItem] {
        func yuan(_ old: Fixed?, _ new: Fixed?) -> String {
            "¥\((old ?? .zero).grouped) → ¥\((new ?? .zero).grouped)"
        }
        let (old, new) = (view.tax?.statement, view.tax?.restated)
        var items = [
            SummaryItem(
                Localized(zh: "应补退税款", en: "Refund to repay")[language],
                yuan(view.tax?.supplement, view.restated?.supplement)),
            SummaryItem(
                Localized(zh: "应退出口关税", en: "Export duty given back")[language],
                yuan(view.tax?.dutyRefund, view.restated?.dutyRefund)),
        ]
        if let old, let new, old.cause != new.cause {
            items.append(
                SummaryItem(
                    Localized(zh: "退运原因", en: "Cause")[language],
                    "\(old.cause.name[language]) → \(new.cause.name[language])"))
        }
        if let old, let new, old.isOriginalState != new.isOriginalState {
            let words = [
                false: Localized(zh: "已加工或改变", en: "changed"),
                true: Localized(zh: "原状", en: "as they left"),
            ]
            let said = [old, new].map { words[$0.isOriginalState]?[language] ?? "" }
            items.append(
                SummaryItem(
                    Localized(zh: "货物状态", en: "The goods")[language],
                    said.joined(separator: " → ")))
        }
        return items
    }
}
