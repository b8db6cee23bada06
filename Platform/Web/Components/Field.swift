import Kernel

/// What every field of a form has: a name, a label, perhaps a hint and what is wrong with it.
public struct Field: Sendable, Hashable {
    /// Name it is sent under; also the id on the page, so an error summary can link to it.
    public var name: String
    public var label: String
    /// What to write and where to find it.
    public var hint: String?
    /// What is wrong and how to mend it, in the very words of the error summary.
    public var error: String?
    public var isRequired: Bool
    /// Whether a field that is not required says so; off where one of several is enough.
    public var marksOptional: Bool
    /// Differs from the name where a page has several fields of one name.
    public var id: String

    /// A field and its words.
    public init(
        _ name: String, label: String, hint: String? = nil, error: String? = nil,
        isRequired: Bool = true, marksOptional: Bool = true, id: String? = nil
    ) {
        self.name = name
        self.label = label
        self.hint = hint
        self.error = error
        self.isRequired = isRequired
        self.marksOptional = marksOptional
        self.id = id ?? name
    }

    /// Ids of what describes the field, for `aria-describedby`.
    var describedBy: String? {
        let ids = [hint.map { _ in "\(id)-hint" }, error.map { _ in "\(id)-error" }]
            .compactMap { $0 }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    var invalid: String? { error == nil ? nil : "true" }

    /// Name, id and what assistive technology is told.
    var attributes: HTML {
        let required: HTML = isRequired ? #" aria-required="true""# : ""
        return """
             id="\(id)" name="\(name)"\(attribute: "aria-describedby", describedBy)\
            \(attribute: "aria-invalid", invalid)\(required)
            """
    }

    /// Label, hint and error around a control.
    func around(_ control: HTML, language: Language) -> HTML {
        let option: HTML? =
            isRequired || !marksOptional
            ? nil : #" <span class="optional">\#(Words.optional, language)</span>"#
        let wrong: HTML = error == nil ? "" : " field-wrong"
        return """
            <div class="field\(wrong)"><label for="\(id)">\(label)\(option)</label>
            \(hintAndError(language))
            \(control)</div>
            """
    }

    func hintAndError(_ language: Language) -> HTML {
        let help: HTML? = hint.map { #"<p class="hint" id="\#(id)-hint">\#($0)</p>"# }
        let wrong: HTML? = error.map {
            """
            <p class="field-error" id="\(id)-error">\
            <span class="unseen">\(Words.error, language)</span>\($0)</p>
            """
        }
        return "\(help)\(wrong)"
    }
}
