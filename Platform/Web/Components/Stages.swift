public import Kernel

/// One step of a fixed way, and where it stands.
public struct Stage: Sendable {
    /// Where a step stands.
    public enum State: Sendable, Hashable {
        case done, current, ahead
        /// The way ends here, or waits until something is mended.
        case stopped
    }

    let title: String
    let note: String
    let state: State

    /// - Parameter note: since when, or who acts: one short phrase.
    public init(_ title: String, note: String = "", _ state: State) {
        self.title = title
        self.note = note
        self.state = state
    }
}

extension HTML {
    /// The way a thing takes and how far it has come: like berths along a quay.
    public static func stages(_ stages: [Stage], language: Language) -> HTML {
        let steps = stages.map { stage -> HTML in
            let current: String? = stage.state == .current ? "step" : nil
            let note: HTML? =
                stage.note.isEmpty ? nil : #"<span class="stage-note">\#(stage.note)</span>"#
            return """
                <li class="\(css(stage.state))"\(attribute: "aria-current", current)>\
                <span class="stage-title">\(stage.title)\
                <span class="unseen">\(word(stage.state), language)</span></span>\(note)</li>

                """
        }
        return """
            <ol class="stages">
            \(steps)</ol>
            """
    }

    private static func css(_ state: Stage.State) -> HTML {
        switch state {
        case .done: "stage-done"
        case .current: "stage-current"
        case .ahead: "stage-ahead"
        case .stopped: "stage-stopped"
        }
    }

    private static func word(_ state: Stage.State) -> Localized {
        switch state {
        case .done: Localized(zh: "（已完成）", en: " (done)")
        case .current: Localized(zh: "（进行中）", en: " (under way)")
        case .ahead: Localized(zh: "（未开始）", en: " (not begun)")
        case .stopped: Localized(zh: "（已停止）", en: " (stopped)")
        }
    }
}

extension ComponentGallery {
    static let stages = Example("stages", Localized(zh: "环节", en: "Stages")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .stages(
            [
                Stage(word("接收", "Received"), note: "14:05:07", .done),
                Stage(word("三单比对", "Matched"), note: "14:05:08", .done),
                Stage(word("计税", "Taxed"), note: "14:05:08", .done),
                Stage(
                    word("查验", "Inspection"), note: word("等待关员", "waits for officer"),
                    .current),
                Stage(word("放行", "Released"), .ahead),
            ], language: language)
            + .stages(
                [
                    Stage(word("接收", "Received"), note: "09:31:02", .done),
                    Stage(
                        word("三单比对", "Matched"), note: word("支付单缺失", "payment missing"),
                        .stopped),
                    Stage(word("计税", "Taxed"), .ahead), Stage(word("放行", "Released"), .ahead),
                ], language: language)
    }
}
