public import Kernel

/// Why the tariff could not answer a question: what was asked cannot be found, read or computed.
public enum LookupRefusal: Refusal, Hashable {
    /// Something other than digits and dots where a code is asked for.
    case codeForm(String)
    /// Fewer digits than the question needs; `count` codes begin with them.
    case codeTooShort(String, count: Int)
    /// Nine digits that are a code once the zero is put before them that a spreadsheet took away.
    case codeLostZero(String)
    /// Digits that no edition we know has; the longest part of them that is known, if any.
    case codeUnknown(String, known: String?)
    /// Digits whose subheading is known, and that no edition held here has: they may be of an
    /// earlier one. The first day held, and codes under the same digits that may carry on.
    case codeNotHeld(String, first: Day, likely: [String])
    /// A code of an earlier edition.
    case codeEnded(Nomenclature.Former)
    /// A code that an edition ended, its last day, and the codes that carry on with it where the
    /// edition says so.
    case codeEndedOn(String, Day, successors: [String] = [])
    /// Not a day written as 2026-11-21.
    case dayForm(String, field: String = "on")
    /// A day before the first edition the house holds.
    case dayOutside(Day, first: Day)
    /// Not a country or region of the table.
    case originUnknown(String)
    /// Not a currency of the table.
    case currencyUnknown(String)
    /// Not a number, below zero, or more than customs messages carry; of a whole number the most
    /// it may be, and whether zero makes no sense.
    case numberForm(field: String, String, most: Int? = nil, isPositive: Bool = false)
    /// Readable, and impossible beside what else was given or what the law has.
    case contradictory(field: String, Localized, fix: Localized)
    /// Something the question needs is missing.
    case missing(field: String)
    /// A member of what was sent that nobody reads.
    case fieldUnknown(String, allowed: [String])
    /// A word that is none of those allowed.
    case choice(field: String, String, allowed: [String])
    /// A rate needed for the sum is not in the tables.
    case notStated(field: String, Localized)
    /// A file that cannot be read as what it should be; the line, from 1, the column, and how to
    /// mend it where that is known.
    case fileLine(Int, column: String, Localized, mend: Localized? = nil)

    public var code: String {
        switch self {
        case .codeForm: "tariff.code-form"
        case .codeTooShort: "tariff.code-too-short"
        case .codeLostZero: "tariff.code-lost-zero"
        case .codeUnknown: "tariff.code-never-existed"
        case .codeNotHeld: "tariff.code-not-held"
        case .codeEnded, .codeEndedOn: "tariff.code-no-longer-exists"
        case .dayForm: "tariff.day-form"
        case .dayOutside: "tariff.day-outside-editions"
        case .originUnknown: "tariff.origin-unknown"
        case .currencyUnknown: "tariff.currency-unknown"
        case .numberForm: "tariff.number-form"
        case .contradictory: "tariff.contradictory"
        case .missing: "tariff.missing"
        case .fieldUnknown: "tariff.field-unknown"
        case .choice: "tariff.choice"
        case .notStated: "tariff.not-stated"
        case .fileLine: "tariff.file-line"
        }
    }

    public var status: Int {
        switch self {
        case .codeUnknown, .codeNotHeld, .codeLostZero: 404
        case .codeEnded, .codeEndedOn: 410
        default: 422
        }
    }

    public var field: String? {
        switch self {
        case .codeForm, .codeTooShort, .codeLostZero, .codeUnknown, .codeNotHeld, .codeEnded,
            .codeEndedOn:
            "code"
        case .dayForm(_, let field): field
        case .dayOutside: "on"
        case .originUnknown: "origin"
        case .currencyUnknown: "currency"
        case .numberForm(let field, _, _, _), .missing(let field), .choice(let field, _, _),
            .notStated(let field, _), .contradictory(let field, _, _),
            .fieldUnknown(let field, _):
            field
        case .fileLine(let line, let column, _, _):
            column.isEmpty ? "line \(line)" : "line \(line), \(column)"
        }
    }

    public var faults: [Fault] {
        if case .fileLine(let line, let column, _, _) = self {
            return [Fault(code: code, path: column, line: line, message: message, fix: fix)]
        }
        return [Fault(code: code, path: field ?? "", message: message, fix: fix)]
    }
}
