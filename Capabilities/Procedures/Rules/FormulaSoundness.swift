import Kernel

/// What can be said of a formula without any answers.
extension Formula {
    /// Names that are compared with a text as it stands, each with the text.
    var comparedTexts: [(name: String, text: String)] {
        switch self {
        case .value, .name, .given: return []
        case .not(let one): return one.comparedTexts
        case .compare(.name(let name), _, .value(.text(let text))),
            .compare(.value(.text(let text)), _, .name(let name)):
            return [(name: name, text: text)]
        case .both(let one, let two), .either(let one, let two), .compare(let one, _, let two),
            .calculate(let one, _, let two):
            return one.comparedTexts + two.comparedTexts
        case .call(_, let parts): return parts.flatMap(\.comparedTexts)
        }
    }

    /// Whether something is divided by what is zero whatever is answered.
    var dividesByZero: Bool {
        switch self {
        case .value, .name, .given: return false
        case .not(let one): return one.dividesByZero
        case .calculate(let one, .over, let two):
            let divisor = FormulaSum(two)
            return divisor?.isEmpty == true && divisor?.constant == .zero
                || one.dividesByZero || two.dividesByZero
        case .both(let one, let two), .either(let one, let two), .compare(let one, _, let two),
            .calculate(let one, _, let two):
            return one.dividesByZero || two.dividesByZero
        case .call(_, let parts): return parts.contains(where: \.dividesByZero)
        }
    }
}
