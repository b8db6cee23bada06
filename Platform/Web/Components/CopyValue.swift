public import Kernel

extension HTML {
    /// A number or key that people carry elsewhere. The button shows only where the script runs.
    public static func copyValue(_ value: String, language: Language) -> HTML {
        """
        <span class="copy"><code>\(value)</code> <button type="button" data-copy="\(value)" \
        data-copied="\(Words.copied, language)" hidden>\(Words.copy, language)\
        <span class="unseen"> \(value)</span></button></span>
        """
    }
}

extension ComponentGallery {
    static let copyValue = Example(
        "copy-value", Localized(zh: "可复制的编号", en: "Value to copy")
    ) { language in
        "<p>\(.copyValue("01930E2B-5C1A-7F00-8000-0000000000A1", language: language))</p>"
    }
}
