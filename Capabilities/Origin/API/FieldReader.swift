import Kernel
import Web
import Wire

/// Reads the members of a JSON object and collects everything wrong with them, so that mending
/// takes one round.
struct FieldReader {
    private let object: JSON
    private let path: String
    private(set) var faults: [Fault] = []

    init(_ object: JSON, at path: String = "", names: Set<String>) {
        self.object = object
        self.path = path
        for name in object.others(than: names) { add(.unknown, name) }
    }

    /// - Throws: `OriginRefusal.notReadable` when the body is no JSON object.
    static func body(_ visit: Visit) throws -> JSON {
        guard let json = try? JSON(visit.body), case .object = json else {
            throw OriginRefusal.notReadable
        }
        return json
    }

    mutating func add(_ fault: InputFault, _ name: String) {
        faults.append(fault.fault(at: path + "/" + name))
    }

    mutating func take(_ more: [Fault]) { faults += more }

    /// A text or number, blanks around it taken off; empty when it is missing or null.
    mutating func text(_ name: String, most: Int = 200) -> String {
        switch object[name] {
        case nil, .null: return ""
        case .text(let value):
            let plain = trim(value)
            if plain.utf8.count > most || plain.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                add(.line(most: most), name)
                return ""
            }
            return plain
        case .number(let digits): return digits
        default:
            add(.text, name)
            return ""
        }
    }

    mutating func needed(_ name: String, most: Int = 200) -> String {
        let before = faults.count
        let value = text(name, most: most)
        if value.isEmpty, faults.count == before { add(.missing, name) }
        return value
    }

    mutating func boolean(_ name: String) -> Bool {
        switch object[name] {
        case nil, .null: return false
        case .bool(let value): return value
        default:
            add(.boolean, name)
            return false
        }
    }

    mutating func list(_ name: String, most: Int = 500) -> [JSON] {
        switch object[name] {
        case nil, .null: return []
        case .array(let values):
            if values.count > most { add(.tooMany(most), name) }
            return Array(values.prefix(most))
        default:
            add(.list, name)
            return []
        }
    }

    mutating func texts(_ name: String) -> [String] {
        list(name).enumerated().compactMap { index, value in
            if let text = value.string { return text }
            add(.text, "\(name)/\(index)")
            return nil
        }
    }

    /// Zero or more; nil when it is missing.
    mutating func amount(_ name: String) -> Fixed? {
        let value = text(name)
        guard !value.isEmpty else { return nil }
        guard let number = try? Fixed(value), number >= .zero, number <= Self.most else {
            add(.amount, name)
            return nil
        }
        return number
    }

    /// Above zero.
    mutating func positive(_ name: String, isNeeded: Bool = true) -> Fixed? {
        let value = isNeeded ? needed(name) : text(name)
        guard !value.isEmpty else { return nil }
        guard let number = try? Fixed(value), number > .zero, number <= Self.most else {
            add(.positive, name)
            return nil
        }
        return number
    }

    mutating func day(_ name: String) -> Day? {
        let value = text(name)
        guard !value.isEmpty else { return nil }
        guard let day = Day(value) else {
            add(.day, name)
            return nil
        }
        return day
    }

    mutating func choice<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ kind: Word.Type
    ) -> Word? {
        let value = text(name)
        guard !value.isEmpty else { return nil }
        guard let word = Word(rawValue: value) else {
            add(.choice(Word.allCases.map(\.rawValue)), name)
            return nil
        }
        return word
    }

    /// Six to ten digits; points and blanks in it are taken off.
    mutating func code(_ name: String, isNeeded: Bool = true) -> String {
        let value = isNeeded ? needed(name) : text(name)
        let digits = String(
            decoding: value.utf8.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") },
            as: UTF8.self)
        guard !digits.isEmpty else { return "" }
        guard (6...10).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        else {
            add(.code, name)
            return ""
        }
        return digits
    }

    /// Finds fault with a code that the nomenclature does not have.
    mutating func look(
        up code: String, _ name: String, _ tables: OriginTables, _ agreements: [Agreement],
        on day: Day
    ) {
        let fault = tables.goods?.fault(code, under: agreements, tables.rules, on: day)
        if let fault { add(fault, name) }
    }

    mutating func country(_ name: String, _ countries: OriginCountries, or usual: String = "")
        -> String
    {
        let value = text(name)
        guard !value.isEmpty else { return usual }
        guard let found = countries.find(value) else {
            add(.country, name)
            return ""
        }
        return found
    }

    /// A hundred milliard: sums of 500 such amounts stay in range.
    private static let most = Fixed(raw: 100_000_000_000 * Fixed.scale)
}

/// Blanks at both ends belong to the hand that typed them.
func trim(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    guard let first = bytes.firstIndex(where: { !isBlank($0) }),
        let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
}
