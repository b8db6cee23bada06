public import Kernel

/// Something that happened, or must happen, to a thing.
public struct TimelineEntry: Sendable {
    let time: String
    let title: String
    let actor: String
    let tone: Tone
    let isAhead: Bool
    let detail: HTML?
    let citation: Citation?

    /// - Parameters:
    ///   - time: for people, `2026-11-20 14:05:09`; for what lies ahead, by when.
    ///   - actor: who did it or must do it.
    ///   - isAhead: it has not happened yet.
    ///   - citation: where the rule is written that made it happen.
    public init(
        time: String, title: String, actor: String, tone: Tone = .neutral, isAhead: Bool = false,
        detail: HTML? = nil, citation: Citation? = nil
    ) {
        self.time = time
        self.title = title
        self.actor = actor
        self.tone = tone
        self.isAhead = isAhead
        self.detail = detail
        self.citation = citation
    }
}

extension HTML {
    /// What happened to a thing and what comes next, in the order given.
    public static func timeline(_ entries: [TimelineEntry], language: Language) -> HTML {
        let lines = entries.map { entry -> HTML in
            let ahead: HTML = entry.isAhead ? " timeline-ahead" : ""
            let detail: HTML? = entry.detail.map { #"<div class="timeline-detail">\#($0)</div>"# }
            let basis: HTML? = entry.citation.map {
                """
                <p class="basis"><span>\(Words.basis, language) \
                <span lang="zh-CN">\($0.text)</span></span></p>
                """
            }
            return """
                <li class="\(entry.tone.css)\(ahead)"><p class="timeline-head">\
                <strong>\(entry.title)</strong> <span class="timeline-who">\(entry.actor)</span> \
                <span class="timeline-time">\(entry.time)</span></p>\(detail)\(basis)</li>

                """
        }
        return """
            <ol class="timeline">
            \(lines)</ol>
            """
    }
}

extension ComponentGallery {
    static let timeline = Example("timeline", Localized(zh: "进展", en: "Timeline")) { language in
        .timeline(
            [
                TimelineEntry(
                    time: Localized(zh: "2026-11-21 12:00 前", en: "by 2026-11-21 12:00")[language],
                    title: Localized(zh: "海关查验", en: "Inspection")[language],
                    actor: Localized(zh: "关员", en: "Officer")[language], tone: .warn,
                    isAhead: true),
                TimelineEntry(
                    time: "2026-11-20 14:05:09",
                    title: Localized(zh: "布控查验", en: "Chosen for inspection")[language],
                    actor: Localized(zh: "风险规则", en: "Risk rule")[language], tone: .warn,
                    detail: """
                        <p>\(Localized(
                            zh: "同一收货人三日内第四单。",
                            en: "Fourth list of one consignee within three days."), language)</p>
                        """,
                    citation: Citation(document: "海关总署公告2018年第194号", article: "十五")),
                TimelineEntry(
                    time: "2026-11-20 14:05:08",
                    title: Localized(zh: "三单比对一致", en: "Documents agree")[language],
                    actor: Localized(zh: "系统", en: "System")[language], tone: .success),
                TimelineEntry(
                    time: "2026-11-20 14:05:07",
                    title: Localized(zh: "已接收，回执已出", en: "Received, receipt issued")[language],
                    actor: Localized(zh: "测试甲", en: "Test person A")[language], tone: .info),
            ], language: language)
    }
}
