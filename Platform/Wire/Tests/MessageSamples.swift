import Kernel
import Wire

/// The message tables of the checkout.
let catalogue: MessageCatalogue = {
    do {
        return try MessageCatalogue.load(from: Share.find())
    } catch {
        preconditionFailure("the message tables cannot be loaded: \(error)")
    }
}()

/// Messages made from the tables, with values that are visibly invented.
enum Sample {
    static let guid = "00000000-0000-4000-8000-0000000000A1"
    static let signature = Array(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature>".utf8)

    /// A value that fits a field, as short as the schema lets it be but not empty.
    static func value(_ field: MessageField) -> String {
        if let fixed = field.fixed { return fixed }
        switch field.type {
        case .text(let least, _):
            return field.name == "guid" ? guid : String(repeating: "1", count: max(least, 1))
        case .decimal: return "1.5"
        case .integer, .int32: return "1"
        case .any: return ""
        }
    }

    static func values(_ record: RecordTable, optional: Bool) -> [String: String] {
        var values: [String: String] = [:]
        for field in record.fields where optional || field.isRequired {
            values[field.name] = value(field)
        }
        return values
    }

    static func draft(
        _ table: MessageTable, documents: Int = 1, lines: Int = 1, optional: Bool = true
    ) -> MessageDraft {
        let line = table.line.map { values($0, optional: optional) }
        let document = MessageDraft.Document(
            head: values(table.head, optional: optional),
            lines: line.map { Array(repeating: $0, count: lines) } ?? [])
        return MessageDraft(
            guid: guid, documents: Array(repeating: document, count: documents),
            transfer: table.transfer.map { values($0, optional: optional) },
            subscriptions: optional
                ? table.subscription.map { [values($0, optional: true)] } ?? [] : [],
            signature: table.signature == .required ? signature : nil)
    }

    static func message(_ number: String, documents: Int = 1, lines: Int = 1) throws -> String {
        let table = try table(number)
        return String(
            decoding: try table.write(draft(table, documents: documents, lines: lines)),
            as: UTF8.self)
    }

    /// A message with one value of the first document's head or line replaced.
    static func message(_ number: String, _ element: String, _ value: String) throws -> [UInt8] {
        let table = try table(number)
        var draft = draft(table)
        if table.head.place(of: element) != nil {
            draft.documents[0].head[element] = value
        } else {
            draft.documents[0].lines[0][element] = value
        }
        return try table.write(draft)
    }

    static func table(_ number: String) throws -> MessageTable {
        guard let table = catalogue.table(number) else { throw NoTable(number: number) }
        return table
    }

    struct NoTable: Error { let number: String }
}

/// Replaces the first occurrence, and says when there is none.
func edit(_ text: String, _ old: String, _ new: String) throws -> String {
    guard let range = text.firstRange(of: old) else { throw NothingToEdit(text: old) }
    return text.replacingCharacters(range, with: new)
}

struct NothingToEdit: Error { let text: String }

extension String {
    func replacingCharacters(_ range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}

/// Faults as `code path`.
func shown(_ reading: MessageReading) -> [String] {
    reading.faults.map { "\($0.code) \($0.path)" }
}

func read(_ text: String) -> MessageReading { catalogue.read(Array(text.utf8)) }

/// A generator whose numbers follow from its seed (splitmix64), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    mutating func chance(_ of: Int) -> Bool { below(of) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
