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
}
