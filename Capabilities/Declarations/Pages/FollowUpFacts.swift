import Kernel
import Web
import Wire

/// What came of a follow-up, line by line, as its decision keeps it.
struct FollowUpFacts: Sendable {
    let view: FollowUpView

    func html(_ language: Language) -> HTML? {
        let lines = LineOutcome.all(in: view.record.decision)
        guard !lines.isEmpty else { return nil }
        let title = Localized(zh: "逐项结果", en: "Line by line")[language]
        return .panel(
            title, id: "outcome",
            content: .table(
                caption: title,
                columns: [
                    Column<LineOutcome>(
                        Localized(zh: "项", en: "Line")[language], isHeader: true,
                        text: { $0.line }),
                    Column(
                        Localized(zh: "编号", en: "Number")[language], .code, text: { $0.number }),
                    Column(
                        Localized(zh: "清单", en: "List")[language], .code,
                        text: { $0.list ?? "–" }),
                    Column(
                        Localized(zh: "结果", en: "Outcome")[language],
                        html: { outcome in
                            guard let finding = outcome.finding else {
                                return .tag(
                                    Localized(zh: "相符", en: "Fits")[language], .success)
                            }
                            return .under(
                                "\(finding.message, language)", finding.fix[language])
                        }),
                ], rows: lines, empty: ""))
    }
}
