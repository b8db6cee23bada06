public import Kernel

extension HTML {
    /// Leads through a long list by cursor; nothing when there is only one page.
    ///
    /// - Parameters:
    ///   - previous: address of the page before; nil on the first.
    ///   - next: address of the page after; nil on the last.
    ///   - range: what is shown, for example `1–50`.
    public static func pager(
        previous: String?, next: String?, range: String, language: Language
    ) -> HTML {
        guard previous != nil || next != nil else { return "" }
        let back = previous.map { turn(Words.newer, to: $0, "prev", language) }
        let on = next.map { turn(Words.older, to: $0, "next", language) }
        return """
            <nav class="pager" aria-label="\(Words.pages, language)">\(back)\
            <span class="pager-range">\(range)</span>\(on)</nav>
            """
    }

    private static func turn(
        _ word: Localized, to path: String, _ relation: String, _ language: Language
    ) -> HTML {
        """
        <a class="button button-secondary" rel="\(relation)" href="\(url: path)">\
        \(word, language)</a>
        """
    }
}

extension ComponentGallery {
    static let pager = Example("pager", Localized(zh: "翻页", en: "Pager")) { language in
        .pager(
            previous: "?before=391#pager", next: "?after=340#pager",
            range: Localized(zh: "第 51–100 条", en: "51–100")[language], language: language)
    }
}
