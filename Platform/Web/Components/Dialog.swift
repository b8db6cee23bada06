public import Kernel

extension HTML {
    /// A button and what it asks before anything happens. The browser opens and closes it by
    /// itself; one that knows no popovers shows the question below the button.
    ///
    /// - Parameters:
    ///   - open: the words of the button.
    ///   - content: the question and, as a rule, a form that goes on.
    public static func dialog(
        _ title: String, id: String, open: String, content: HTML, language: Language
    ) -> HTML {
        """
        <button class="button button-secondary" type="button" popovertarget="\(id)">\(open)</button>
        <div class="dialog" id="\(id)" popover role="dialog" aria-labelledby="\(id)-title">
        <h2 class="dialog-title" id="\(id)-title">\(title)</h2>
        \(content)
        <button class="dialog-close" type="button" popovertarget="\(id)" \
        popovertargetaction="hide">\(Words.close, language)</button>
        </div>
        """
    }
}

extension ComponentGallery {
    static let dialog = Example("dialog", Localized(zh: "对话框", en: "Dialog")) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .dialog(
            word("撤回这份清单？", "Withdraw this list?"), id: "dialog-withdraw",
            open: word("撤回", "Withdraw"),
            content: """
                <p>\(word(
                    "撤回后可以改好再报，编号不变。",
                    "It can be mended and sent again under the same number."))</p>
                \(.form(
                    to: "/\(language.rawValue)/components", token: "example",
                    content: .button(word("撤回清单", "Withdraw the list"))))
                """, language: language)
    }
}
