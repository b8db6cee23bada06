import Kernel
import Web

/// One batch: who proposed it, who agreed, what became of each list.
extension BatchPages {
    func show(_ visit: Visit, _ refusal: (any Refusal)?) async throws -> Answer {
        let (language, officer) = (visit.language, try visit.person())
        let batch = try await desk.batch(visit.parameters["id"] ?? "", for: officer)
        let errors = refusal.map { [FormError(field: $0.field, sentence($0, language))] } ?? []
        let name = BatchPages.name(batch)
        let seen = try await desk.look(at: batch.lines.map(\.preNo), for: officer)
        return page(
            visit, name, status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors, language: language))
                \(.heading(
                    name[language], caption: BatchPages.title[language],
                    tag: .tag(batch.state.name[language], tone(batch))))
                \(.summaryList(facts(batch, language)))
                \(table(batch, seen, language).html(language))
                \(todo(batch, visit, officer, refusal))
                <p>\(.link(WorklistPage.back[language], to: language.address("/worklist")))</p>
                """)
    }

    private func tone(_ batch: BatchDecision) -> Tone {
        switch batch.state {
        case .proposed, .open: .warn
        case .done: .success
        case .dissented: .danger
        case .withdrawn: .neutral
        }
    }

    private func facts(_ batch: BatchDecision, _ language: Language) -> [SummaryItem] {
        func item(_ zh: String, _ en: String, _ value: String) -> SummaryItem {
            SummaryItem(Localized(zh: zh, en: en)[language], value)
        }
        var items = [
            item("提出人", "Proposed by", batch.officerName),
            item("提出时间", "Proposed", batch.proposedAt.text),
        ]
        let left = batch.lines.count { $0.outcome?.isDone == false }
        if left > 0 { items.append(item("未能办理", "Not done", "\(left)")) }
        if !batch.reason.isEmpty { items.append(item("理由", "Reason", batch.reason)) }
        if !batch.second.isEmpty {
            items.append(item("复核人", "Second officer", batch.secondName))
        }
        if !batch.secondReason.isEmpty {
            items.append(item("不同意的理由", "Why not", batch.secondReason))
        }
        if let ended = batch.endedAt { items.append(item("办结时间", "Ended", ended.text)) }
        return items
    }

    /// What the visitor can do with it. Who proposed it has no *agree*: nobody agrees to an own
    /// proposal.
    private func todo(
        _ batch: BatchDecision, _ visit: Visit, _ officer: Principal, _ refusal: (any Refusal)?
    ) -> HTML? {
        let language = visit.language
        func act(_ name: String, _ word: Localized, _ style: ButtonStyle, _ more: HTML = "")
            -> HTML
        {
            .form(
                to: language.address("/worklist/batches/\(batch.id)"), token: visit.formToken,
                content: """
                    \(.hidden("act", name))\(more)
                    <p class="row">\(.button(word[language], style))</p>
                    """)
        }
        switch batch.state {
        case .proposed where batch.officer == officer.id:
            return """
                \(.notice(
                    Localized(
                        zh: "等待另一名关员复核", en: "Waits for another officer")[language], .info))
                \(act("withdraw", Localized(zh: "撤回", en: "Take it back"), .secondary))
                """
        case .proposed:
            let error = refusal?.field == "reason" ? refusal.map { sentence($0, language) } : nil
            let reason: HTML = .textArea(
                Field(
                    "reason", label: Localized(zh: "不同意的理由", en: "Why not")[language],
                    error: error), rows: 2, longest: Finding.mostOfReason, language: language)
            return .panel(
                Localized(zh: "复核", en: "Second officer")[language], id: "second",
                content: """
                    \(act(
                        "agree", Localized(zh: "同意并执行", en: "Agree and carry out"), .primary))
                    \(act("dissent", Localized(zh: "不同意", en: "Do not agree"), .danger, reason))
                    """)
        case .open:
            return act("resume", Localized(zh: "继续执行", en: "Go on"), .primary)
        case .done, .dissented, .withdrawn: return nil
        }
    }

    /// What the first officer saw, so that the second agrees to something seen.
    private func table(
        _ batch: BatchDecision, _ seen: [String: WorklistPage.Item], _ language: Language
    ) -> BatchTable {
        BatchTable(
            rows: batch.lines.map { line in
                BatchTable.Row(
                    preNo: line.preNo, district: line.district, item: seen[line.preNo],
                    state: outcome(line, language),
                    isCounted: line.outcome?.isDone ?? true)
            }, last: Localized(zh: "结果", en: "Outcome"), action: batch.action,
            isOpen: batch.state == .proposed)
    }

    private func outcome(_ line: BatchDecision.Line, _ language: Language) -> HTML {
        guard let outcome = line.outcome else {
            return .tag(Localized(zh: "未办", en: "Not done")[language], .neutral)
        }
        guard !outcome.isDone else { return .tag(outcome.said[language], .success) }
        return .under(
            .tag(Localized(zh: "未能办理", en: "Could not be done")[language], .danger),
            outcome.said[language])
    }
}
