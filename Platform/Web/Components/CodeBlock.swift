public import Kernel

extension HTML {
    /// A few lines to type or to read as they are: a command, a message.
    ///
    /// - Parameter label: what it is, for who cannot see it.
    public static func codeBlock(_ text: String, label: String) -> HTML {
        """
        <pre class="code-block" role="region" tabindex="0" aria-label="\(label)" translate="no">\
        <code>\(text)</code></pre>
        """
    }

    /// A value with a quieter line below it, in a cell of a table.
    ///
    /// - Parameter language: of the note, where it is not the page's.
    public static func under(
        _ value: HTML, _ note: String, in language: Language? = nil
    ) -> HTML {
        note.isEmpty
            ? value
            : """
            \(value)<span class="under"\(attribute: "lang", language?.tag)>\(note)</span>
            """
    }
}

extension HTML {
    /// The same with something more than text below it; nothing below where there is nothing.
    public static func under(_ value: HTML, html note: HTML?) -> HTML {
        note.map { #"\#(value)<span class="under">\#($0)</span>"# } ?? value
    }
}

extension ComponentGallery {
    static let codeBlock = Example(
        "code-block", Localized(zh: "命令与代码", en: "Code block")
    ) { language in
        let label = Localized(zh: "检查一份报文", en: "Check a message")[language]
        return .codeBlock("tradewind messages check order.xml", label: label)
            + """
            <p>\(.under(
                .tag(Localized(zh: "待单证", en: "Waits for documents")[language], .warn),
                Localized(zh: "支付凭证、运单", en: "Payment, waybill")[language]))</p>
            """
    }
}
