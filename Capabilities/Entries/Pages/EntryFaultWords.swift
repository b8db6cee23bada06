import Kernel
import Web

/// Name of the form's field for a path: `/lines/2/code` is `code-2`.
func fieldName(_ path: String) -> String {
    let parts = path.split(separator: "/").map(String.init)
    if parts.count == 3, parts[0] == "lines" { return "\(parts[2])-\(parts[1])" }
    return parts.first ?? ""
}

/// What is wrong with a field of a form.
func error(_ name: String, _ faults: [Fault], _ language: Language) -> String? {
    faults.first { fieldName($0.path) == name }.map { sentence($0, language) }
}

/// Every fault with the field it stands at, for the summary above a form.
///
/// - Parameter label: what a place is called on the page; its path where that is nil.
func errors(
    _ faults: [Fault], _ language: Language, label: (String) -> String? = { _ in nil }
) -> [FormError] {
    faults.map {
        let name = fieldName($0.path)
        let place = label($0.path) ?? $0.path
        let mark = language == .zh ? "：" : ": "
        return FormError(
            field: name.isEmpty ? nil : name,
            (place.isEmpty ? "" : place + mark) + sentence($0, language))
    }
}

/// The faults of a refusal; the refusal itself where it has none.
func faults(of refusal: any Refusal) -> [Fault] {
    guard refusal.faults.isEmpty else { return refusal.faults }
    return [
        Fault(
            code: refusal.code, path: refusal.field ?? "", message: refusal.message,
            fix: refusal.fix)
    ]
}

/// Chinese sentences follow each other without a blank.
private func sentence(_ fault: Fault, _ language: Language) -> String {
    language == .zh
        ? fault.message.zh + fault.fix.zh : "\(fault.message.en) \(fault.fix.en)"
}

extension EntryState {
    /// How the state is shown.
    func tag(_ language: Language) -> HTML { .tag(name[language], tone) }

    var tone: Tone {
        switch self {
        case .held, .conditional: .info
        case .mismatch, .inspection, .testing, .unsecured, .payment: .warn
        case .overdue, .lapsed, .refused: .danger
        case .released: .success
        }
    }
}
