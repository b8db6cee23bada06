public import Kernel

/// What the schema says about the text of one element.
public enum FieldType: Sendable, Hashable {
    /// Text of so many characters, counted as Unicode scalars; nil has no upper end.
    case text(least: Int, most: Int?)
    /// `xs:decimal` with at most so many digits in all and behind the point.
    case decimal(digits: Int, decimals: Int)
    /// `xs:integer` with at most so many digits.
    case integer(digits: Int)
    /// `xs:int`: 32 bits.
    case int32
    /// Any one element; not looked at.
    case any

    /// Reads the notation of the tables: `C18`, `C..18`, `C1..18`, `C..*`, `N19,5`, `N9`, `int`,
    /// `any`; nil for anything else.
    init?(notation: String) {
        switch notation {
        case "int": self = .int32
        case "any": self = .any
        default:
            guard let mark = notation.utf8.first else { return nil }
            let rest = notation.dropFirst()
            switch mark {
            case UInt8(ascii: "C"):
                guard let text = FieldType.text(rest) else { return nil }
                self = text
            case UInt8(ascii: "N"):
                let parts = rest.split(separator: ",", omittingEmptySubsequences: false)
                guard let digits = parts.first.flatMap({ Int($0) }), parts.count <= 2 else {
                    return nil
                }
                if parts.count == 1 {
                    self = .integer(digits: digits)
                } else if let decimals = Int(parts[1]) {
                    self = .decimal(digits: digits, decimals: decimals)
                } else {
                    return nil
                }
            default: return nil
            }
        }
    }

    private static func text(_ range: Substring) -> FieldType? {
        let parts = range.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 1 { return Int(range).map { .text(least: $0, most: $0) } }
        guard parts.count == 3, parts[1].isEmpty else { return nil }
        guard let least = parts[0].isEmpty ? 0 : Int(parts[0]) else { return nil }
        if parts[2] == "*" { return .text(least: least, most: nil) }
        return Int(parts[2]).map { .text(least: least, most: $0) }
    }

    /// Whether the text is a number.
    public var isNumber: Bool {
        switch self {
        case .decimal, .integer, .int32: true
        case .text, .any: false
        }
    }
}

/// Which values a coded field takes. The schema does not check them; business checks do.
public enum FieldCodes: Sendable, Hashable {
    case none
    /// The name of a code table of `Reference`, the raw value of its `CodeTable`: `countries`,
    /// `currencies`, `units`, `customs-districts`, `trade-modes`, `transport-modes`, `wrap-types`,
    /// `ports`, `receipt-status`.
    case table(String)
    /// A few values that the message itself defines.
    case values([FieldCode])
}

/// One value a field may take.
public struct FieldCode: Sendable, Hashable {
    public let code: String
    public let name: Localized
}

/// One element of a message that holds a value: a row of the message tables. A class, for every
/// value of every message is checked against one, and nothing is gained by copying its texts.
public final class MessageField: Sendable {
    /// Name of the element, without prefix.
    public let name: String
    /// How others spell it who went by a misprint of the specification; read, never written.
    let alias: String?
    public let type: FieldType
    /// The type as the customs write it, for example `C1..60` or `N19,5`.
    public let notation: String
    public let isRequired: Bool
    /// The only value the schema takes, which an empty element has too.
    public let fixed: String?
    /// The value an empty element has.
    public let standard: String?
    /// White space is trimmed and runs of it become one blank before anything is checked.
    public let collapses: Bool
    /// The value is itself a message and is written as a CDATA section.
    public let isSection: Bool
    public let codes: FieldCodes
    /// Holds data of a person: its value stands in no fault, log or list.
    public let isPersonal: Bool
    /// What the field is called.
    public let title: Localized
    /// What belongs into it, in a few words.
    public let about: Localized

    /// Nil when a cell of the table cannot be read.
    init?(cells: [String]) {
        guard cells.count == 12, let type = FieldType(notation: cells[2]),
            ["yes", "no"].contains(cells[3]), ["", "collapse", "cdata"].contains(cells[5]),
            let codes = FieldCodes(cell: cells[6])
        else { return nil }
        let names = cells[1].split(separator: "|")
        guard (1...2).contains(names.count) else { return nil }
        name = String(names[0])
        alias = names.count == 2 ? String(names[1]) : nil
        self.type = type
        notation = cells[2]
        isRequired = cells[3] == "yes"
        let value = cells[4].split(separator: "=", maxSplits: 1)
        fixed = value.count == 2 && value[0] == "fixed" ? String(value[1]) : nil
        standard = value.count == 2 && value[0] == "default" ? String(value[1]) : nil
        collapses = cells[5] == "collapse"
        isSection = cells[5] == "cdata"
        self.codes = codes
        isPersonal = cells[7] == "yes"
        title = Localized(zh: cells[8], en: cells[9])
        about = Localized(zh: cells[10], en: cells[11])
    }
}

extension FieldCodes {
    /// Reads `@table` or `1:新增/new|2:变更/change`; nil when it is neither.
    init?(cell: String) {
        if cell.isEmpty {
            self = .none
        } else if cell.hasPrefix("@") {
            self = .table(String(cell.dropFirst()))
        } else {
            var values: [FieldCode] = []
            for part in cell.split(separator: "|") {
                let halves = part.split(separator: ":", maxSplits: 1)
                let names = halves.last?.split(separator: "/", maxSplits: 1) ?? []
                guard halves.count == 2, names.count == 2 else { return nil }
                values.append(
                    FieldCode(
                        code: String(halves[0]),
                        name: Localized(zh: String(names[0]), en: String(names[1]))))
            }
            self = .values(values)
        }
    }
}
