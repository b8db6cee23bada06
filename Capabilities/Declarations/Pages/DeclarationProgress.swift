import Journal
import Kernel
import Web

/// How far a declaration has come on the fixed way.
struct DeclarationProgress: Sendable {
    let view: DeclarationView

    private var record: InventoryShelf.Record { view.current }
    private var hasFindings: Bool { view.decision.map { !$0.mismatches.isEmpty } ?? false }

    // MARK: The way

    private enum Step: Int, CaseIterable {
        case received, documents, matched, decided, released

        var name: Localized {
            switch self {
            case .received: Localized(zh: "接收", en: "Received")
            case .documents: Localized(zh: "单证到齐", en: "Documents")
            case .matched: Localized(zh: "比对计税", en: "Matched, taxed")
            case .decided: Localized(zh: "审核", en: "Decided")
            case .released: Localized(zh: "放行", en: "Released")
            }
        }
    }

    func stages(_ language: Language) -> [Stage] {
        let (place, state) = here
        return Step.allCases.map { step in
            let isAtEnd = place == .released && state == .done
            let shown: Stage.State =
                step.rawValue < place.rawValue || (step == place && isAtEnd)
                ? .done : step == place ? state : .ahead
            return Stage(step.name[language], note: note(step, shown, language), shown)
        }
    }

    /// The step it stands at.
    private var here: (Step, Stage.State) {
        switch record.status {
        case .staged: (.received, .current)
        case .withdrawn: (.documents, .stopped)
        case .sent: (.decided, .current)
        case .notSent: (.documents, .stopped)
        case .declaring where view.relayed != nil: (.received, .current)
        case .declaring:
            view.documents.contains { $0.receivedAt == nil }
                ? (.documents, .current) : (.matched, .current)
        case .cancelled: (.decided, .stopped)
        case .rejected: hasFindings ? (.matched, .stopped) : (.decided, .stopped)
        case .stored, .review, .inspection, .suspended: (.decided, .current)
        case .detainedClearance, .detainedSmuggling, .detainedLegal, .detainedOther, .handedOver:
            (.decided, .stopped)
        case .concluded: (.released, .current)
        case .sentBack: (.released, .stopped)
        case .released, .closed: (.released, .done)
        }
    }

    private func note(_ step: Step, _ state: Stage.State, _ language: Language) -> String {
        if state == .ahead { return "" }
        switch step {
        case .received: return Shown.minute(record.receivedAt)
        case .documents:
            if state == .current { return record.awaitedNames(language) }
            let last = view.documents.compactMap(\.receivedAt).max()
            return state == .done ? last.map { Shown.timeOfDay($0) } ?? "" : ""
        case .matched:
            guard let decision = view.decision, state != .current else { return "" }
            return decision.mismatches.isEmpty
                ? decision.tax.map { "¥\($0.total.grouped)" }
                    ?? Localized(zh: "一致", en: "agrees")[language]
                : Localized(
                    zh: "\(decision.mismatches.count) 项不符",
                    en: "\(decision.mismatches.count) to mend")[language]
        case .decided, .released:
            return state == .done && step == .decided
                ? ""
                : state == .done ? Shown.timeOfDay(record.statusAt) : record.status.name[language]
        }
    }
}
