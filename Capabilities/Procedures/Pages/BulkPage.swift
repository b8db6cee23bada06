import Kernel
import Web

/// What came of one decision about several applications, and the second officer's part in it.
extension BulkPages {
    func show(_ bulk: BulkDecision, _ visit: Visit) async throws -> Answer {
        let (language, officer) = (visit.language, try person(visit))
        let now = try await desk.files(bulk, for: officer)
        let name = name(bulk, now)
        return page(
            visit, name, status: 200,
            content: """
                \(.heading(name[language], caption: BulkWords.title[language]))
                \(.summaryList(facts(bulk, language)))
                \(table(bulk, now, language))
                \(todo(bulk, now, visit, officer))
                <p>\(.link(BulkWords.back[language], to: language.path("/desk")))</p>
                """)
    }

    /// The decision as the steps call it, with how many it was about.
    private func name(_ bulk: BulkDecision, _ now: [String: BulkLook]) -> Localized {
        let word: Localized? =
            switch CaseMove(word: bulk.action) {
            case .take: ProcedureWords.take
            case .release: ProcedureWords.putBack
            case .agree: ProcedureWords.agree
            case .dissent: ProcedureWords.dissent
            case .resume: ProcedureWords.resume
            case .part(_, let verdict): verdict.name
            case .act(let id):
                now.values.lazy.compactMap { look in
                    look.found?.service.steps.lazy.compactMap { $0.action(id)?.name }.first
                }.first
            default: nil
            }
        let name = word ?? Localized(same: bulk.action)
        let count = bulk.lines.count
        return Localized(zh: "\(name.zh) \(count) 件", en: "\(name.en): \(count)")
    }

    private func facts(_ bulk: BulkDecision, _ language: Language) -> [SummaryItem] {
        var items = [
            SummaryItem(BulkWords.decidedBy[language], bulk.officerName),
            SummaryItem(BulkWords.decidedAt[language], bulk.at.text),
        ]
        let left = bulk.lines.count { $0.outcome?.isTaken == false }
        if left > 0 { items.append(SummaryItem(BulkWords.notDone[language], "\(left)")) }
        if !bulk.reason.isEmpty {
            items.append(SummaryItem(ProcedureWords.reason[language], bulk.reason))
        }
        return items
    }

    private func table(
        _ bulk: BulkDecision, _ now: [String: BulkLook], _ language: Language
    ) -> HTML {
        .table(
            caption: BulkWords.outcome[language],
            columns: [
                Column(
                    ProcedureWords.number[language], .code, isHeader: true,
                    html: { (line: BulkDecision.Line) in
                        line.tenant.isEmpty
                            ? "\(line.number)"
                            : .link(
                                line.number, to: language.path("/applications/\(line.number)"))
                    }),
                Column(ProcedureWords.service[language]) { line in
                    now[line.number]?.found?.service.name[language] ?? "–"
                },
                Column(ProcedureWords.applicant[language]) { line in
                    line.tenant.isEmpty ? "–" : desk.desk.applicantName(line.tenant)[language]
                },
                Column(BulkWords.outcome[language], html: { outcome($0, language) }),
                Column(
                    BulkWords.standing[language],
                    html: { line in
                        guard let file = now[line.number]?.found?.file else { return "–" }
                        return file.proposal == nil
                            ? .stateTag(file, language)
                            : .tag(ProcedureWords.proposed[language], .warn)
                    }),
            ], rows: bulk.lines, empty: "")
    }

    private func outcome(_ line: BulkDecision.Line, _ language: Language) -> HTML {
        guard let outcome = line.outcome else {
            return .tag(BulkWords.notTried[language], .neutral)
        }
        guard !outcome.isTaken else {
            return .tag(
                outcome.said[language],
                outcome.code == BulkDecision.Outcome.done.code ? .success : .warn)
        }
        return .under(
            .tag(BulkWords.notDone[language], .danger), outcome.said[language])
    }

    /// Going on with what was interrupted; and for another officer, agreeing to what was proposed
    /// here: an order of its own, with an outcome for each.
    private func todo(
        _ bulk: BulkDecision, _ now: [String: BulkLook], _ visit: Visit, _ officer: Principal
    ) -> HTML? {
        let language = visit.language
        if bulk.endedAt == nil, bulk.officer == officer.id {
            return """
                \(.notice(BulkWords.interrupted[language], .warn))
                \(.form(
                    to: language.path("/desk/bulk/\(bulk.id)"), token: visit.formToken,
                    content: """
                        <p class="row">\(.button(BulkWords.goOn[language]))</p>
                        """))
                """
        }
        let proposed = bulk.lines.compactMap { now[$0.number]?.found?.file }.filter { file in
            file.proposal?.by == bulk.officer && file.proposal?.action == bulk.action
        }
        guard !proposed.isEmpty else { return nil }
        guard bulk.officer != officer.id else {
            return .notice(BulkWords.waitsForSecond(proposed.count)[language], .info)
        }
        let chosen = proposed.map { file in
            HTML.hidden(
                "application", BulkDecision.Chosen(file.number, version: file.version).text)
        }
        func act(_ word: String, _ name: Localized, _ style: ButtonStyle, _ more: HTML = "")
            -> HTML
        {
            .form(
                to: language.path("/desk/bulk"), token: visit.formToken,
                content: """
                    \(.hidden("key", desk.desk.ids.brief))\(.hidden("action", word))\(chosen)\(more)
                    <p class="row">\(.button(name[language], style))</p>
                    """)
        }
        let reason: HTML = .textArea(
            Field("reason", label: ProcedureWords.reason[language]), rows: 2,
            longest: CaseMachine.longestReason, language: language)
        return .panel(
            BulkWords.second[language], id: "second",
            content: """
                \(act("agree", BulkWords.agreeToAll(proposed.count), .primary))
                \(act("dissent", BulkWords.dissentFromAll(proposed.count), .danger, reason))
                """)
    }
}
