import Kernel
import Reference
import Wire

/// Reads a declaration from JSON by the table of fields and collects everything that is wrong.
struct EntryReading {
    let fields: [EntryField]
    let tables: CodeTables
    let today: Day
    private(set) var document = EntryDocument(header: [:], lines: [])
    private(set) var faults: [Fault] = []

    init(
        _ json: JSON, _ fields: [Dated<EntryField>], _ tables: CodeTables, today: Day
    ) {
        self.fields = fields.filter { $0.holds(on: today) }.map(\.value)
        self.tables = tables
        self.today = today
        read(json)
        check()
    }

    /// The same body with the firm's own number under its one name: receipts call it `ownNumber`,
    /// because there `number` is the customs'. Whoever sends both leaves the second to be refused.
    static func named(_ json: JSON) -> JSON {
        guard json["number"] == nil, let own = json["ownNumber"] else { return json }
        let rest = json.members.filter { $0.name != "ownNumber" }
        return .object([.init("number", own)] + rest)
    }

    mutating func add(_ fault: EntryFault, _ path: String) {
        faults.append(fault.fault(at: path))
    }

    private mutating func read(_ json: JSON) {
        var header = self.fields.filter { !$0.isOfLine }
        document.header = values(json, header, at: "", others: ["lines"])
        header = self.fields.filter(\.isOfLine)
        let lines = json["lines"]?.elements ?? []
        if lines.isEmpty || lines.count > 50 { add(.lines, "/lines") }
        for (index, line) in lines.prefix(50).enumerated() {
            document.lines.append(values(line, header, at: "/lines/\(index)", others: []))
        }
        if document["taxation"].isEmpty, json["taxation"] == nil {
            document.header["taxation"] = EntryTaxation.each.rawValue
        }
    }

    private mutating func values(
        _ json: JSON, _ fields: [EntryField], at path: String, others: Set<String>
    ) -> [String: String] {
        let known = Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0) })
        var found: [String: String] = [:]
        for member in json.members where !others.contains(member.name) {
            let place = "\(path)/\(member.name)"
            guard let field = known[member.name] else {
                add(.unknown, place)
                continue
            }
            let text: String
            switch member.value {
            case .null: continue
            case .text(let value): text = trim(value)
            case .number(let digits): text = digits
            case .bool(let isOn): text = isOn ? "1" : "0"
            default:
                add(.notText, place)
                continue
            }
            guard !text.isEmpty else { continue }
            if let value = normal(text, field, at: place) { found[field.name] = value }
        }
        return found
    }

    /// A value in normal form; nil, with its fault, when it has none.
    private mutating func normal(_ text: String, _ field: EntryField, at path: String) -> String? {
        let most = field.most > 0 ? field.most * 3 : 255
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            add(.control, path)
            return nil
        }
        guard text.utf8.count <= most else {
            add(.tooLong(most), path)
            return nil
        }
        if let table = field.form.table {
            guard tables[table].contains(text, on: today),
                field.form != .district || text != Self.everywhere
            else {
                add(.noCode(table.name), path)
                return nil
            }
            return text
        }
        let (value, fault) = Self.shaped(text, field)
        if let fault { add(fault, path) }
        return value
    }

    private static func shaped(_ text: String, _ field: EntryField) -> (String?, EntryFault?) {
        switch field.form {
        case .choice:
            return field.choices.contains { $0.utf8.elementsEqual(text.utf8) }
                ? (text, nil) : (nil, .choice(field.choices))
        case .flag:
            if ["1", "true", "yes"].contains(text) { return ("1", nil) }
            return ["0", "false", "no"].contains(text)
                ? (nil, nil) : (nil, .choice(["true", "false"]))
        case .day:
            return Day(text).map { ($0.text, nil) } ?? (nil, .day)
        case .amount:
            guard let number = try? Fixed(text), number > .zero else {
                return (nil, isLong(text) ? .tooLarge : .amount)
            }
            return number <= most ? (number.text, nil) : (nil, .tooLarge)
        case .count:
            guard let number = Int32(text), number > 0 else {
                return (nil, isLong(text) ? .tooLarge : .count)
            }
            return (String(number), nil)
        case .code:
            let digits = text.utf8.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: " ") }
            guard (6...10).contains(digits.count),
                digits.allSatisfy({ (0x30...0x39).contains($0) })
            else { return (nil, .code) }
            return (String(decoding: digits, as: UTF8.self), nil)
        default: return (text, nil)
        }
    }

    /// Whether a text is a number above zero with more digits than can be kept: then its size is
    /// what is wrong.
    private static func isLong(_ text: String) -> Bool {
        let whole = text.utf8.prefix { $0 != UInt8(ascii: ".") }
        return whole.count > 9 && text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".")
        }
    }

    /// Code of all districts together, in which nothing is declared.
    static let everywhere = "0000"

    /// A hundred milliard: sums of fifty such amounts stay in range.
    private static let most = Fixed(raw: 100_000_000_000 * Fixed.scale)

    /// What must be there, and what must agree.
    private mutating func check() {
        let broken = Set(faults.map(\.path))
        for field in fields {
            let need = field.need(in: document.step)
            guard need.holds(for: document) else { continue }
            if !field.isOfLine {
                let path = "/" + field.name
                if document[field.name].isEmpty, !broken.contains(path) {
                    add(.missing(field.label, need), path)
                }
                continue
            }
            for (index, line) in document.lines.enumerated() {
                let path = "/lines/\(index)/\(field.name)"
                if line[field.name] == nil, !broken.contains(path) {
                    add(.missing(field.label, need), path)
                }
            }
        }
        if let net = document.amount("netWeight"), let gross = document.amount("grossWeight"),
            net > gross
        {
            add(.heavier, "/netWeight")
        }
        if let entered = document.day("enteredOn") {
            if document.isAdvance { add(.entered, "/enteredOn") }
            if entered > today { add(.future, "/enteredOn") }
        }
        // GACC 2014 No.74: once the means of transport has left for China.
        if document.isAdvance, let left = document.day("departedOn"), left > today {
            add(.notDeparted(left), "/departedOn")
        }
    }
}

/// A text or a number as it was written; empty for anything else.
func typed(_ json: JSON?) -> String {
    switch json {
    case .text(let text): trim(text)
    case .number(let digits): digits
    default: ""
    }
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
