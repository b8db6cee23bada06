import Kernel

extension HTML {
    /// Says that there is nothing yet and what to do first.
    public static func emptyState(_ sentence: String, hint: String, action: HTML? = nil) -> HTML {
        """
        <div class="empty"><p class="empty-what">\(sentence)</p><p>\(hint)</p>\(action)</div>
        """
    }
}

extension ComponentGallery {
    static func emptyStateExample(_ language: Language) -> HTML {
        .emptyState(
            Localized(zh: "还没有申报", en: "No declarations yet")[language],
            hint: Localized(
                zh: "上传一份报文，即可看到回执与每一步进展。",
                en: "Upload a message to see its receipt and every step.")[language],
            action: .linkButton(
                Localized(zh: "上传报文", en: "Upload a message")[language], to: "#empty-state"))
    }

    static let emptyState = Example(
        "empty-state", Localized(zh: "空状态", en: "Empty state"), make: emptyStateExample)
}
