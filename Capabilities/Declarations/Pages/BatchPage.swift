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
                \(acts(batch, visit, officer, refusal).html(language))
                <p>\(.link(WorklistPage.back[language], to: language.address("/worklist")))</p>
                """)
    }

    private func acts(
        _ batch: BatchDecision, _ visit: Visit, _ officer: Principal, _ refusal: (any Refusal)?
    ) -> BatchActs {
        let error = refusal?.field == "reason" ? refusal.map { sentence($0, visit.language) } : nil
        return BatchActs(
            batch: batch, viewer: officer.id, formToken: visit.formToken, error: error)
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
            isOpen: batch.state == .proposed, offices: offices)
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
