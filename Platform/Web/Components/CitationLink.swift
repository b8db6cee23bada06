public import Kernel

extension HTML {
    /// A citation that leads to the register of policies, which says what the document is and what
    /// else applies it. Documents keep their Chinese names: that is what they are cited by.
    public static func citation(_ citation: Citation, _ language: Language) -> HTML {
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
