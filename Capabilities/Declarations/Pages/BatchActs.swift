import Kernel
import Store
import Web

/// What somebody can do with a batch: on its own page, and on the page of each list it is about.
/// Who proposed it has no *agree*: nobody agrees to an own proposal.
struct BatchActs: Sendable {
    let batch: BatchDecision
    /// Id of who looks.
    let viewer: String
    let formToken: String
    /// What was wrong with the reason that was sent.
    var error: String?

    func html(_ language: Language) -> HTML? {
        switch batch.state {
        case .proposed where batch.officer == viewer:
            return """
                \(.notice(
                    Localized(
                        zh: "等待另一名关员复核", en: "Waits for another officer")[language], .info))
                \(act("withdraw", Localized(zh: "撤回", en: "Take it back"), .secondary, language))
                """
        case .proposed:
            let reason: HTML = .textArea(
                Field(
                    "reason", label: Localized(zh: "不同意的理由", en: "Why not")[language],
                    error: error, id: "dissent-reason"), rows: 2,
                longest: Finding.mostOfReason, language: language)
            return .panel(
                Localized(zh: "复核", en: "Second officer")[language], id: "second",
                content: """
                    \(act(
                        "agree", Localized(zh: "同意并执行", en: "Agree and carry out"), .primary,
                        language))
                    \(act(
                        "dissent", Localized(zh: "不同意", en: "Do not agree"), .danger, language,
                        reason))
                    """)
        case .open:
            return act("resume", Localized(zh: "继续执行", en: "Go on"), .primary, language)
        case .done, .dissented, .withdrawn: return nil
        }
    }

    private func act(
        _ name: String, _ word: Localized, _ style: ButtonStyle, _ language: Language,
        _ more: HTML = ""
    ) -> HTML {
        .form(
            to: language.address("/worklist/batches/\(batch.id)"), token: formToken,
            content: """
                \(.hidden("act", name))\(more)
                <p class="row">\(.button(word[language], style))</p>
                """)
    }

    /// On the page of a list: what is proposed about it, by whom, since when, and what to do now.
    func proposal(now: Instant, _ language: Language) -> HTML {
        let (action, name) = (batch.action.name, batch.officerName)
        let isOwn = batch.officer == viewer
        let title = isOwn
            ? Localized(
                zh: "您提出的“\(action.zh)”等待另一名关员复核",
                en: "Your proposal waits for a second officer: \(action.en)")
            : Localized(
                zh: "\(name) 提出“\(action.zh)”，请您复核",
                en: "\(name) proposes: \(action.en). A second officer is needed")
        let span = Shown.span(from: batch.proposedAt, to: now)[language]
        let since = Localized(
            zh: "\(Shown.minute(batch.proposedAt)) 提出，等待时间：\(span)。",
            en: "Proposed \(Shown.minute(batch.proposedAt)), waiting for \(span).")
        let others: HTML? = batch.lines.count > 1
            ? """
            <p>\(Localized(
                zh: "同批共 \(batch.lines.count) 份清单，一起复核：",
                en: "It is about \(batch.lines.count) lists, decided together: "), language)\
            \(.link(
                Localized(zh: "查看整批", en: "see all of them")[language],
                to: language.address("/worklist/batches/\(batch.id)")))</p>
            """ : nil
        let reason: HTML? = batch.reason.isEmpty
            ? nil
            : "<p>\(Localized(zh: "理由：", en: "Reason: "), language)\(batch.reason)</p>"
        return .panel(
            title[language], id: "proposal",
            tag: .tag(batch.state.name[language], .warn),
            content: """
                <p>\(since, language)</p>\(reason)\(others)
                \(html(language))
                """)
    }
}

extension BatchDesk {
    /// The decision proposed about one list that waits for a second officer.
    func proposal(about preNo: String, for officer: Principal) async throws -> BatchDecision? {
        guard officer.kind == .officer else { return nil }
        return try await waiting(for: officer).first { batch in
            batch.state == .proposed && batch.lines.contains { $0.preNo == preNo }
        }
    }

    /// Lists that are part of a decision that waits for a second officer, with its id.
    func proposed(for officer: Principal) async throws -> [String: String] {
        var held: [String: String] = [:]
        for batch in try await waiting(for: officer) where batch.state == .proposed {
            for line in batch.lines { held[line.preNo] = batch.id }
        }
        return held
    }

    /// What was chosen, by the district of each list, for who has to go on with one of them.
    func byDistrict(
        _ chosen: [Chosen], for officer: Principal
    ) async throws -> [(district: String, lists: [Chosen])] {
        let districts = try await store.read { session in
            try chosen.map { one in
                try InventoryQueries.find(acrossTenants: one.preNo, in: session)?.district ?? ""
            }
        }
        var parts: [String: [Chosen]] = [:]
        for (one, district) in zip(chosen, districts) where officer.districts.contains(district) {
            parts[district, default: []].append(one)
        }
        return parts.sorted { $0.key < $1.key }.map { (district: $0.key, lists: $0.value) }
    }
}

extension DeclarationsCapability {
    var batchPages: BatchPages {
        BatchPages(
            site: site, desk: batches, identifiers: gateway.form.identifiers, offices: offices)
    }
}
