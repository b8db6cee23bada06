public import Kernel

/// The checks that a service file may name, with their parameters. A new kind of check is a case
/// here and its rule in `Rules/FormCheck.swift`; a new use of one is a line in a file.
public enum NamedCheck: Sendable, Hashable {
    /// The day lies not before today.
    case dayNotPast(field: String)
    /// The day lies not before another one.
    case dayNotBefore(field: String, other: String)
    /// The day lies within so many months of today.
    case dayWithinMonths(field: String, months: Int)
    case numberAtLeast(field: String, value: Fixed)
    case numberAtMost(field: String, value: Fixed)
    /// One number is not above another.
    case numberNotAbove(field: String, other: String)
    /// The text begins with one of these.
    case startsWith(field: String, values: [String])
    /// The answer is one of these.
    case isOneOf(field: String, values: [String])
    /// All of these are confirmed.
    case allTicked(fields: [String])
    /// At least so many of these are confirmed.
    case tickedAtLeast(fields: [String], count: Int)
    case different(field: String, other: String)
    /// No other application of the enterprise for this service is under way.
    case noOpenCase
    /// The field names a licence that the enterprise holds and that is in force, of a service.
    case holdsGrant(field: String, service: String)
    /// The field's value is held by a granted application of the enterprise, in a space of values
    /// that at most one application may hold.
    case holdsValue(field: String, space: String)
    /// Nothing but these characters; so many where a length is given.
    case madeOf(field: String, characters: String, length: Int?)
    /// The same of each line of a text.
    case linesMadeOf(field: String, characters: String, length: Int)
    /// So many different lines as the other field says.
    case linesCounted(field: String, other: String)
    /// A goods code that stands in the tariff of the day: of so many digits, or of four, six, eight
    /// or ten.
    case goodsCode(field: String, length: Int?)
    /// Beginnings of goods codes, with blanks between, each in the tariff of the day.
    case goodsCodes(field: String)
    /// The enterprise is entitled to a benefit on the day of the application.
    ///
    /// - Parameter facts: what the form states of the firm, by fact; counts only where the benefit
    ///   lets it and nothing is recorded.
    case holdsBenefit(field: String, benefit: String, facts: [String: String])
    /// A rule in words; the field is blamed.
    case that(field: String, Formula)

    /// Names as they stand in files.
    public static let names = [
        "day-not-past", "day-not-before", "day-within-months", "number-at-least",
        "number-at-most", "number-not-above", "starts-with", "is-one-of", "all-ticked",
        "ticked-at-least", "different", "no-open-case", "holds-grant", "holds-value", "made-of",
        "lines-made-of", "lines-counted",
        "goods-code", "goods-codes", "holds-benefit", "that",
    ]

    /// Fields it looks at, the one that is blamed first.
    var fields: [String] {
        switch self {
        case .dayNotPast(let field), .dayWithinMonths(let field, _),
            .numberAtLeast(let field, _), .numberAtMost(let field, _),
            .startsWith(let field, _), .isOneOf(let field, _), .holdsGrant(let field, _),
            .holdsValue(let field, _), .madeOf(let field, _, _), .goodsCode(let field, _),
            .linesMadeOf(let field, _, _),
            .goodsCodes(let field), .that(let field, _):
            [field]
        case .dayNotBefore(let field, let other), .numberNotAbove(let field, let other),
            .different(let field, let other), .linesCounted(let field, let other):
            [field, other]
        case .holdsBenefit(let field, _, let facts): [field] + facts.values.sorted()
        case .allTicked(let fields), .tickedAtLeast(let fields, _): fields
        case .noOpenCase: []
        }
    }
}
