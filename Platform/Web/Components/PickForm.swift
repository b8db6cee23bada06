public import Kernel

extension HTML {
    /// A table whose rows are ticked, and what can be done with the ticked ones. It asks by
    /// address, so that the question can be looked at again and changes nothing. Where scripts run,
    /// keys lead through the rows and the number of ticked ones is said.
    ///
    /// - Parameters:
    ///   - path: the page that asks before anything happens.
    ///   - label: what is chosen among.
    ///   - acts: buttons; none where nothing can be done with several.
    ///   - content: the table; its first column holds `pick`.
    public static func pickForm(
        to path: String, label: String, acts: [HTML], content: HTML, language: Language
    ) -> HTML {
        let chosen: HTML = """
            <output class="picked" data-picked="\(Words.picked, language)" hidden></output>
            """
        let bar: HTML = acts.isEmpty
            ? "" : .toolbar(label: label, leading: acts, trailing: [chosen])
        return """
            <form class="pick" method="get" action="\(url: path)" aria-label="\(label)" data-rows>
            \(bar)\(content)</form>
            \(rowKeys(language))
            """
    }

    /// The same keys for a table whose rows are only opened.
    public static func rowList(label: String, content: HTML, language: Language) -> HTML {
        """
        <div class="pick" role="group" aria-label="\(label)" data-rows>\(content)</div>
        \(rowKeys(language))
        """
    }

    /// Ticks its row.
    ///
    /// - Parameter label: names the row for who does not see it.
    public static func pick(_ name: String, value: String, label: String) -> HTML {
        """
        <input type="checkbox" class="pick-box" name="\(name)" value="\(value)" \
        aria-label="\(label)">
        """
    }

    /// Shown by the script alone: without it there are no keys. Single keys can be switched off,
    /// for who speaks to the machine.
    private static func rowKeys(_ language: Language) -> HTML {
        """
        <p class="row-keys" data-row-keys hidden><span>\(Words.rowKeys, language)</span> \
        <button type="button" class="plain" aria-pressed="true" \
        data-on="\(Words.keysOn, language)" data-off="\(Words.keysOff, language)">\
        \(Words.keysOn, language)</button></p>
        """
    }
}

extension ComponentGallery {
    static let pickForm = Example(
        "pick-form", Localized(zh: "勾选并处理", en: "Tick and act")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        let rows = ["29202026I000000016", "29202026I000000017"]
        return .pickForm(
            to: "/\(language.rawValue)/components", label: word("所选清单", "Chosen lists"),
            acts: [
                .button(word("放行", "Release"), .secondary, name: "action", value: "release"),
                .button(word("退单", "Reject"), .secondary, name: "action", value: "reject"),
            ],
            content: .table(
                caption: word("待办", "Worklist"),
                columns: [
                    Column(
                        word("选", "Pick"),
                        html: { (number: String) in
                            .pick("list", value: number, label: number)
                        }),
                    Column(
                        word("清单编号", "List number"), .code, isHeader: true,
                        html: { .link($0, to: "#pick-form") }),
                ], rows: rows, empty: ""), language: language)
    }
}
