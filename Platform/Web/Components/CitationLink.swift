public import Kernel

extension HTML {
    /// A citation that leads to the register of policies, which says what the document is and what
    /// else applies it. Documents keep their Chinese names: that is what they are cited by. English
    /// pages say before it what the document is called in English, or that it is Chinese only.
    public static func citation(_ citation: Citation, _ language: Language) -> HTML {
        let cited = cited(citation, language)
        // Nobody said what the register has: a component shown by itself.
        guard language == .en, CitedDocuments.title != nil, isChinese(citation.document) else {
            return cited
        }
        guard let english = CitedDocuments.english(citation.document) else {
            return "\(cited) \(Words.chineseOnly, language)"
        }
        return "\(english) (\(cited))"
    }

    private static func isChinese(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    private static func cited(_ citation: Citation, _ language: Language) -> HTML {
        // A default of this system, or a source that is nobody's document, leads nowhere.
        guard CitedDocuments.lead(to: citation.document) else {
            return #"<span lang="zh-CN">\#(citation.text)</span>"#
        }
        let article =
            citation.article.isEmpty ? [] : [Form.Pair("article", citation.article)]
        let path = Address.path(
            "/\(language.rawValue)/policy-citations",
            query: [Form.Pair("document", citation.document)] + article)
        return #"<a lang="zh-CN" href="\#(url: path)">\#(citation.text)</a>"#
    }

    /// Several, in one line; a dash where there is none.
    public static func citations(_ citations: [Citation], _ language: Language) -> HTML {
        let gap: HTML = language == .zh ? "；" : "; "
        return citations.isEmpty ? "–" : citations.map { citation($0, language) }.joined(by: gap)
    }
}
