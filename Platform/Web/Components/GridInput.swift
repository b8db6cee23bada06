public import Kernel

extension HTML {
    /// A box for a code that is chosen from a long list: what is typed narrows the list, by code or
    /// by word, and the browser does it without script.
    ///
    /// - Parameters:
    ///   - list: id of a `datalist` on the page; nil for a box without proposals.
    ///   - means: what the code that stands there means; shown below.
    ///   - source: address that gives more proposals where scripts run.
    public static func codeInput(
        _ field: Field, value: String = "", list: String?, means: String? = nil,
        source: String? = nil, width: FieldWidth = .medium, language: Language
    ) -> HTML {
        let shown: String? = value.isEmpty ? nil : value
        let below: HTML? = means.map { #"<p class="means">\#($0)</p>"# }
        return field.around(
            """
            <input class="\(width.css)" type="text" autocomplete="off"\(field.attributes)\
            \(attribute: "value", shown)\(attribute: "list", list)\
            \(attribute: "data-source", source)>\(below)
            """, language: language)
    }

    /// What a `codeInput` or a cell proposes.
    public static func dataList(id: String, _ choices: [Choice]) -> HTML {
        let options = choices.map { choice -> HTML in
            #"<option value="\#(choice.value)">\#(choice.label)</option>"#
        }
        return #"<datalist id="\#(id)">\#(options)</datalist>"#
    }

    /// A box in a table that is filled in by keyboard. The column's heading is its label.
    ///
    /// - Parameters:
    ///   - label: heard instead of the heading: line and column.
    ///   - isNumber: figures, at the right.
    public static func cellInput(
        _ field: Field, value: String, isNumber: Bool = false, list: String? = nil,
        source: String? = nil
    ) -> HTML {
        let shown: String? = value.isEmpty ? nil : value
        let css: HTML = isNumber ? "cell cell-number" : "cell"
        let mode: String? = isNumber ? "decimal" : nil
        let wrong: HTML? = field.error.map {
            #"<span class="field-error" id="\#(field.id)-error">\#($0)</span>"#
        }
        return """
            <input class="\(css)" type="text" autocomplete="off" aria-label="\(field.label)"\
            \(field.attributes)\(attribute: "value", shown)\(attribute: "inputmode", mode)\
            \(attribute: "list", list)\(attribute: "data-source", source)>\(wrong)
            """
    }
}

extension ComponentGallery {
    static let gridInput = Example(
        "grid-input", Localized(zh: "代码与表格输入", en: "Codes and cells")
    ) { language in
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .codeInput(
            Field("grid-country", label: word("原产国", "Country of origin")), value: "116",
            list: "grid-countries", means: word("日本", "Japan"), width: .short,
            language: language)
            + .dataList(
                id: "grid-countries",
                [Choice("116", word("日本", "Japan")), Choice("601", word("澳大利亚", "Australia"))])
            + .cellInput(
                Field(
                    "grid-price", label: word("第 1 项 单价", "Line 1 price"),
                    error: word("应为数字", "must be a number"), id: "grid-price"),
                value: "12,5x", isNumber: true)
    }
}
