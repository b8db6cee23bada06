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

    /// Both in one text, `中文 / English`, for what keeps or sends a single one.
    public var inOne: String { zh.utf8.elementsEqual(en.utf8) ? zh : zh + " / " + en }

    /// What `inOne` wrote. A text that is not Chinese, ` / ` and something without Chinese is the
    /// same in both languages.
    public init(inOne text: String) {
        let bytes = Array(text.utf8)
        let mark = Array(" / ".utf8)
        let place = bytes.indices.first { bytes[$0...].starts(with: mark) }
        if let place {
            let parts = [bytes[..<place], bytes[(place + mark.count)...]]
                .map { String(decoding: $0, as: UTF8.self) }
            if Localized.hasChinese(parts[0]), !Localized.hasChinese(parts[1]) {
                self.init(zh: parts[0], en: parts[1])
                return
            }
        }
        self.init(same: text)
    }

    private static func hasChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
    }
}
