public import Kernel

/// One thing wrong with a form: which field, and the words beside it.
public struct FormError: Sendable, Hashable {
    /// Id of the field; nil when no single field is at fault.
    public let field: String?
    public let text: String

    /// The same words stand at the field.
    public init(field: String?, _ text: String) {
        self.field = field
        self.text = text
    }
}

extension HTML {
    /// Everything that must be mended, above the form, each with a link to its field; nothing when
    /// all is well. The script moves the focus here when the page opens.
    ///
    /// - Parameter note: what holds for all of them, such as where the rule is written; no fault of
    ///   its own, so it is not counted.
    public static func errorSummary(
        _ errors: [FormError], note: String? = nil, language: Language
    ) -> HTML {
        guard !errors.isEmpty else { return "" }
        let lines = errors.map { error -> HTML in
            error.field.map { #"<li><a href="\#(url: "#\($0)")">\#(error.text)</a></li>"# }
                ?? "<li>\(error.text)</li>"
        }
        return """
            <div class="notice tone-danger error-summary" role="alert" tabindex="-1" \
            data-focus><p class="notice-title">\(Words.toMend(errors.count), language)</p>\
            \(note.map { "<p>\($0)</p>" as HTML } ?? "")<ul>\(lines)</ul></div>
            """
    }
}
