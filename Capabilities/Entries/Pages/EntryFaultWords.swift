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
/// - Parameter label: what a place is called on the page; nil where the sentence says enough.
func errors(
    _ faults: [Fault], _ language: Language, label: (String) -> String? = { _ in nil }
) -> [FormError] {
    faults.map {
        let name = fieldName($0.path)
        let place = label($0.path) ?? goods($0.path)[language]
        let mark = language == .zh ? "：" : ": "
        return FormError(
            field: name.isEmpty ? nil : name,
            (place.isEmpty ? "" : place + mark) + sentence($0, language))
    }
}

/// What a place among the goods is called: all of them, or one, counted from 1 as people do.
private func goods(_ path: String) -> Localized {
    let parts = path.split(separator: "/")
    guard parts.first == "lines" else { return Localized(same: "") }
    guard parts.count > 1, let index = Int(parts[1]), index < 1_000 else { return EntryTexts.goods }
    return Localized(zh: "第 \(index + 1) 项商品", en: "Line \(index + 1)")
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
