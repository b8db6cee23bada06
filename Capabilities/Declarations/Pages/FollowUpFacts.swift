import Kernel
import Web
import Wire

/// What came of a follow-up, line by line, as its decision keeps it.
struct FollowUpFacts: Sendable {
    let view: FollowUpView

    func html(_ language: Language) -> HTML? {
        let parts = [declarations(language), reasons(language), outcomes(language)]
            .compactMap { $0 }
        return parts.isEmpty ? nil : "\(parts)"
    }

    /// The draft declarations of a summary.
    private func declarations(_ language: Language) -> HTML? {
        guard let text = view.record.decision, let json = try? JSON(Array(text.utf8)),
            let drafts = json["declarations"]?.elements, !drafts.isEmpty
        else { return nil }
        let title = Localized(zh: "汇总报关单（草单）", en: "Draft declarations")[language]
        let tables = drafts.map { draft -> HTML in
            let heads = ["declSeqNo", "transport", "country", "port", "grossMassKilograms"]
                .compactMap { draft[$0]?.string }
            return """
                <p><strong>\(heads.joined(separator: " · "))</strong></p>
                \(.table(
                    caption: draft["declSeqNo"]?.string ?? "", columns: columns(language),
                    rows: draft["lines"]?.elements ?? [], empty: ""))
                """
        }
        return .panel(title, id: "declarations", content: "\(tables)")
    }

    private func columns(_ language: Language) -> [Column<JSON>] {
        func text(_ name: String) -> (JSON) -> String { { $0[name]?.string ?? "" } }
        return [
            Column(
                Localized(zh: "商品编码", en: "Code")[language], .code, isHeader: true,
                text: text("code")),
            Column(Localized(zh: "品名", en: "Name")[language], text: text("name")),
            Column(
                Localized(zh: "数量", en: "Quantity")[language], .number,
                text: { "\($0["quantity"]?.string ?? "") (\($0["unit"]?.string ?? ""))" }),
            Column(
                Localized(zh: "单价", en: "Price")[language], .number, text: text("unitPrice")),
            Column(
                Localized(zh: "总价", en: "Amount")[language], .number,
                text: { "\($0["amount"]?.string ?? "") (\($0["currency"]?.string ?? ""))" }),
            Column(
                Localized(zh: "来源清单项", en: "From list lines")[language], .number,
                text: { String($0["sources"]?.elements.count ?? 0) }),
        ]
    }

    /// Why a return was decided as it was.
    private func reasons(_ language: Language) -> HTML? {
        view.explanation.map {
            .panel(
                Localized(zh: "退货依据", en: "Why")[language], id: "why",
                content: .explanation($0, language: language))
        }
    }

    private func outcomes(_ language: Language) -> HTML? {
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
