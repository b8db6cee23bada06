import Kernel

/// What a status means to the reader. Each has a colour *and* a shape, and never stands without a
/// word.
public enum Tone: String, Sendable, Hashable, CaseIterable {
    /// Nothing to do and nothing decided: a draft, a note.
    case neutral
    /// Under way.
    case info
    /// Done well.
    case success
    /// Somebody must act, or a clock runs out.
    case warn
    /// Refused, failed, held.
    case danger

    var css: HTML {
        switch self {
        case .neutral: "tone-neutral"
        case .info: "tone-info"
        case .success: "tone-success"
        case .warn: "tone-warn"
        case .danger: "tone-danger"
        }
    }
}

extension HTML {
    /// A status: a dot and a word.
    public static func tag(_ word: String, _ tone: Tone) -> HTML {
        #"<span class="tag \#(tone.css)">\#(word)</span>"#
    }
}

extension ComponentGallery {
    static let tag = Example("tag", Localized(zh: "状态", en: "Status tag")) { language in
        let words: [(Localized, Tone)] = [
            (Localized(zh: "暂存", en: "Draft"), .neutral),
            (Localized(zh: "审核中", en: "Under review"), .info),
            (Localized(zh: "已放行", en: "Released"), .success),
            (Localized(zh: "待补正", en: "To be mended"), .warn),
            (Localized(zh: "已退单", en: "Refused"), .danger),
        ]
        return """
            <p class="row">\(words.map { HTML.tag($0.0[language], $0.1) }.joined(by: " "))</p>
            """
    }
}
