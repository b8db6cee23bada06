import Kernel

/// What a check reads of a file and of a form.
extension NamedCheck {
    /// Members of its line in the file.
    var members: [String] {
        switch self {
        case .dayNotPast, .goodsCodes: ["field"]
        case .dayNotBefore, .numberNotAbove, .different, .linesCounted: ["field", "other"]
        case .dayWithinMonths: ["field", "months"]
        case .numberAtLeast, .numberAtMost: ["field", "value"]
        case .startsWith, .isOneOf: ["field", "values"]
        case .allTicked: ["fields"]
        case .tickedAtLeast: ["fields", "count"]
        case .noOpenCase: []
        case .holdsGrant: ["field", "service"]
        case .holdsValue: ["field", "space"]
        case .madeOf, .linesMadeOf: ["field", "characters", "length"]
        case .goodsCode: ["field", "length"]
        case .holdsBenefit: ["field", "benefit", "facts"]
        case .that: ["field", "rule"]
        }
    }

    /// What its fields are to formulas; nil where any will do.
    var wanted: FormulaValue.Kind? {
        switch self {
        case .dayNotPast, .dayNotBefore, .dayWithinMonths: .day
        case .numberAtLeast, .numberAtMost, .numberNotAbove: .number
        case .allTicked, .tickedAtLeast: .truth
        case .startsWith, .isOneOf, .holdsGrant, .madeOf, .linesMadeOf, .goodsCode,
            .goodsCodes:
            .text
        case .different, .linesCounted, .noOpenCase, .holdsValue, .holdsBenefit, .that: nil
        }
    }

    /// Whole answers it names.
    var values: [String]? {
        switch self {
        case .isOneOf(_, let values): values
        default: nil
        }
    }
}
