import Kernel
import Web

/// Of an application's page: what was worked out, what each body says, ending a grant.
extension CaseView {
    var computed: HTML {
        guard !record.computed.isEmpty else { return "" }
        return .panel(
            ProcedureWords.computed[language], id: "computed",
            content: """
                \(record.computed.map {
                    HTML.explanation($0.explained(language), language: language)
                })
                """)
    }

    /// Checks of several bodies in the latest step that had any; on an appeal, beside what is
    /// looked at again, what was passed before.
    var parts: HTML {
        guard let stay = record.parts.map(\.stay).max() else { return "" }
        let now = record.parts.filter { $0.stay == stay }
        let review = record.service.appeal?.step
        let isAppeal = record.spans.contains { $0.number == stay && $0.step == review }
        let passed = record.parts.filter { $0.stay < stay && $0.verdict == .passed }
        let note: HTML =
            isAppeal ? "<p class=\"basis\">\(ProcedureWords.partsOnAppeal, language)</p>" : ""
        return .panel(
            ProcedureWords.parts[language], id: "parts",
            content: "\(note)\(table(of: isAppeal ? passed + now : now))")
    }

    private func table(of parts: [CasePart]) -> HTML {
        .table(
            caption: ProcedureWords.parts[language],
            columns: [
                Column(ProcedureWords.part[language], isHeader: true) { (part: CasePart) in
                    machine.rule(part)?.name[language] ?? part.id
                },
                Column(ProcedureWords.body[language]) {
                    machine.rule($0)?.body.name[language] ?? $0.span.body
                },
                Column(ProcedureWords.due[language], .time) { part in
                    guard part.verdict == nil, file.state.isUnderWay else {
                        return part.span.endedAt?.text ?? "–"
                    }
                    return machine.reading(part).map {
                        ProcedureWords.clock($0)[language]
                    } ?? "–"
                },
                Column(ProcedureWords.state[language], html: { verdict($0) }),
            ], rows: parts, empty: "")
    }

    private func verdict(_ part: CasePart) -> HTML {
        guard let verdict = part.verdict else {
            return .tag(ProcedureWords.waits[language], .info)
        }
        return .under(
            .tag(verdict.name[language], verdict == .passed ? .success : .danger), part.reason)
    }

    /// For the officer of a part: passing it or not.
    var partForms: [HTML] {
        guard file.state == .open, let stay = record.spans.last?.number,
            !machine.isOwnRefusal(actor)
        else { return [] }
        return record.parts.filter { part in
            part.stay == stay && part.verdict == nil && machine.maySit(actor, at: part)
        }.flatMap { part -> [HTML] in
            let name = machine.rule(part)?.name ?? Localized(same: part.id)
            return [
                .partForm(
                    file.number, version: file.version, part.id, passes: true,
                    named(name, ProcedureWords.passPart), token: token, language),
                .partForm(
                    file.number, version: file.version, part.id, passes: false,
                    named(name, ProcedureWords.failPart), token: token, language),
            ]
        }
    }

    private func named(_ part: Localized, _ word: Localized) -> String {
        language == .zh ? "\(part.zh)：\(word.zh)" : "\(part.en): \(word.en)"
    }

    /// What names of boxes for decisions begin with.
    static let valueName = "value-"

    /// Boxes for what an action asks the officer for; what was asked for stands in them.
    func boxes(_ decides: [String], _ action: String) -> [HTML] {
        record.service.decided.filter { decides.contains($0.field.id) }.map { one in
            let kind: TextKind =
                switch one.field.kind {
                case .integer: .digits
                case .day: .day
                default: .text
                }
            return .textInput(
                Field(
                    Self.valueName + one.field.id, label: one.field.label[language],
                    hint: one.field.hint?[language], id: "\(one.field.id)-\(action)"),
                value: one.most.flatMap { file.answers[$0] } ?? "", kind, language: language)
        }
    }

    /// What officers have entered; what is only proposed the applicant does not see.
    var decidedItems: [SummaryItem] {
        let proposed = file.proposal.flatMap { step?.action($0.action) }?.decides ?? []
        return record.service.decided.compactMap { one in
            guard isOfficer || !proposed.contains(one.field.id) else { return nil }
            return file.answers[one.field.id].map {
                SummaryItem(one.field.label[language], one.field.shown($0)[language])
            }
        }
    }

    var revokeForms: [HTML] {
        guard machine.mayRevoke(actor, file) else { return [] }
        if let proposal = file.proposal {
            return proposalForms(ProcedureWords.revoke[language], proposal)
        }
        return [form(ProcedureWords.revoke, "revoke", .danger, asksReason: true)]
    }

    /// For the second officer of two. Who proposed it is told that another one has to agree.
    func proposalForms(_ action: String, _ proposal: Proposal) -> [HTML] {
        let title = language == .zh
            ? "\(ProcedureWords.proposed.zh)：\(action)" : "\(ProcedureWords.proposed.en): \(action)"
        let reason: HTML? = proposal.reason.isEmpty ? nil : "<p>\(proposal.reason)</p>"
        guard proposal.by != actor.id else {
            return [
                .notice(
                    title, .info,
                    content: "\(reason)<p>\(ProcedureWords.anotherAgrees, language)</p>")
            ]
        }
        return [
            .notice(title, .info, content: "\(reason)\(.summaryList(decidedItems))"),
            form(ProcedureWords.agree, "agree", .primary),
            form(ProcedureWords.dissent, "dissent", asksReason: true),
        ]
    }
}

extension HTML {
    /// What a body says of its part: with a word, which only a refusal must have.
    static func partForm(
        _ number: String, version: Int64, _ part: String, passes: Bool, _ word: String,
        token: String, _ language: Language
    ) -> HTML {
        let action = "\(part).\(passes ? "pass" : "fail")"
        let reason = Field(
            "reason", label: "\(word) – \(ProcedureWords.reason[language])",
            isRequired: !passes, id: "reason-\(part)-\(passes ? "pass" : "fail")")
        return .actionForm(
            number, version: version, word, action: action,
            style: passes ? .secondary : .danger, reason: reason, token: token, language)
    }
}
