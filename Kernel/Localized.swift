/// A language people read here. Chinese comes first: it is what most users work in.
public enum Language: String, Sendable, CaseIterable, Hashable {
    case zh, en

    /// The other one: what the language switch leads to.
    public var other: Language { self == .zh ? .en : .zh }

    /// The value of the HTML `lang` attribute.
    public var tag: String { self == .zh ? "zh-CN" : "en" }
}

/// A sentence in both languages. There is no way to make one with a language missing.
public struct Localized: Sendable, Hashable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The same text in both languages: a name, a number, a code.
    public init(same text: String) {
        self.init(zh: text, en: text)
    }

    public subscript(language: Language) -> String { language == .zh ? zh : en }

    /// Both in one text, `中文 / English`, for what sends a single one. Nobody takes it apart again:
    /// people type ` / `, too.
    public var inOne: String { zh.utf8.elementsEqual(en.utf8) ? zh : zh + " / " + en }

    /// Both in one column that also holds what people type: between them a sign that no text keeps.
    /// What was typed, as `Localized(same:)`, is kept as it was typed.
    public var kept: String {
        let (one, other) = (Localized.plain(zh), Localized.plain(en))
        return one.utf8.elementsEqual(other.utf8)
            ? one : one + String(Localized.mark) + other
    }

    /// What `kept` wrote; any other text is the same in both languages.
    public init(kept text: String) {
        let parts = text.unicodeScalars.split(
            separator: Localized.mark, maxSplits: 1, omittingEmptySubsequences: false
        ).map { String(String.UnicodeScalarView($0)) }
        if parts.count == 2 {
            self.init(zh: parts[0], en: parts[1])
        } else {
            self.init(same: text)
        }
    }

    /// U+001E, the separator of records.
    private static let mark: Unicode.Scalar = "\u{1E}"

    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(mark) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != mark }))
    }
}
