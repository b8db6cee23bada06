public import Kernel

/// One of several answers.
public struct Choice: Sendable, Hashable {
    public let value: String
    public let label: String
    public let hint: String?

    /// - Parameter value: what is sent.
    public init(_ value: String, _ label: String, hint: String? = nil) {
        self.value = value
        self.label = label
        self.hint = hint
    }
}

extension HTML {
    /// A list to choose one from.
    ///
    /// - Parameter none: the word for no choice; nil when one must always be chosen.
    public static func selectInput(
        _ field: Field, choices: [Choice], value: String = "", none: String?,
        width: FieldWidth = .medium, language: Language
    ) -> HTML {
        FormWords.note(field, choices)
        let empty: HTML? = none.map { #"<option value="">\#($0)</option>"# }
        let options = choices.map { choice -> HTML in
            """
            <option value="\(choice.value)"\(flag: "selected", choice.value == value)>\
            \(choice.label)</option>
            """
        }
        return field.around(
            """
            <select class="\(width.css)"\(field.attributes)>\(empty)\(options)</select>
            """, language: language)
    }

    /// One thing to agree to or switch on; sends `1`.
    public static func checkbox(_ field: Field, isOn: Bool = false, language: Language) -> HTML {
        let wrong: HTML = field.error == nil ? "" : " field-wrong"
        return """
            <div class="field field-tick\(wrong)">\(field.hintAndError(language))
            <div class="tick"><input type="checkbox" value="1"\(field.attributes)\
            \(flag: "checked", isOn)><label for="\(field.id)">\(field.label)</label></div></div>
            """
    }

    /// Several answers, each on a line: one may be chosen, or any number of them.
    ///
    /// - Parameter allowsSeveral: boxes to tick instead of one to pick.
    public static func choices(
        _ field: Field, choices: [Choice], values: Set<String>, allowsSeveral: Bool = false,
        language: Language
    ) -> HTML {
        FormWords.note(field, choices)
        let type: String = allowsSeveral ? "checkbox" : "radio"
        let lines = choices.enumerated().map { index, choice -> HTML in
            // The first carries the field's own id: the error summary links to it.
            let id = index == 0 ? field.id : "\(field.id)-\(index + 1)"
            let hintID: String? = choice.hint.map { _ in "\(id)-note" }
            let hint: HTML? = choice.hint.map { #"<p class="hint" id="\#(id)-note">\#($0)</p>"# }
            return """
                <div class="tick"><input type="\(type)" id="\(id)" name="\(field.name)" \
                value="\(choice.value)"\(flag: "checked", values.contains(choice.value))\
                \(attribute: "aria-describedby", hintID)><label for="\(id)">\(choice.label)\
                </label>\(hint)</div>

                """
        }
        let wrong: HTML = field.error == nil ? "" : " field-wrong"
        return """
            <fieldset class="field\(wrong)"\(attribute: "aria-describedby", field.describedBy)>
            <legend>\(field.label)</legend>\(field.hintAndError(language))
            \(lines)</fieldset>
            """
    }
}
