import Kernel
import Web

/// What a refused form shows: each fault beside its field, what has no field alone.
struct RefusedForm {
    let language: Language
    let refusal: PartiesRefusal?

    var summary: HTML {
        guard let refusal else { return "" }
        let errors =
            refusal.faults.isEmpty
            ? [FormError(field: nil, sentence(refusal.message, refusal.fix))]
            : refusal.faults.map { fault in
                FormError(
                    field: String(fault.path.drop { $0 == "/" }),
                    sentence(fault.message, fault.fix))
            }
        return .errorSummary(errors, language: language)
    }

    func field(
        _ name: String, _ label: Localized, _ hint: Localized? = nil, isRequired: Bool = true
    ) -> Field {
        let fault = refusal?.faults.first { $0.path == "/" + name }
        return Field(
            name, label: label[language], hint: hint?[language],
            error: fault.map { sentence($0.message, $0.fix) }, isRequired: isRequired)
    }

    private func sentence(_ message: Localized, _ fix: Localized) -> String {
        message[language] + gap(language) + fix[language]
    }
}

/// What was typed, without the blanks that copying leaves at both ends.
func withoutBlanks(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
}

/// The same, nil when nothing is left.
func given(_ text: String?) -> String? {
    let text = withoutBlanks(text ?? "")
    return text.isEmpty ? nil : text
}
