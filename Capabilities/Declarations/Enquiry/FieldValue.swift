import Kernel
import Wire

/// A value of a document as people see it: what the field is called, and what stands in it.
struct FieldValue: Sendable, Hashable {
    let element: String
    let title: Localized
    let value: String
    let isPersonal: Bool
    /// What its codes mean.
    var codes = FieldCodes.none
}

extension CaseReader {
    /// The values of a stored document; personal ones masked.
    func values(_ type: MessageType, _ body: [UInt8]) throws -> (
        head: [FieldValue], lines: [[FieldValue]]
    ) {
        guard let table = catalogue.table(type.rawValue) else {
            throw StoreShape(what: type.rawValue)
        }
        let document = try table.document(fragment: body)
        return (fields(of: document.head), document.lines.map(fields))
    }

    private func fields(of record: MessageRecord) -> [FieldValue] {
        record.table.fields.indices.compactMap { place in
            let field = record.table.fields[place]
            guard let value = record[place], !value.isEmpty else { return nil }
            return FieldValue(
                element: field.name, title: field.title,
                value: field.isPersonal ? mask(value, of: field.name) : value,
                isPersonal: field.isPersonal, codes: field.codes)
        }
    }

    /// The document as text, one element a line, personal values masked.
    func masked(_ type: MessageType, _ body: [UInt8]) throws -> String {
        guard let table = catalogue.table(type.rawValue) else {
            throw StoreShape(what: type.rawValue)
        }
        let document = try table.document(fragment: body)
        var draft = document.draft
        hide(document.head, &draft.head)
        for index in draft.lines.indices { hide(document.line(index), &draft.lines[index]) }
        let written = try table.write(
            MessageDraft(guid: document.head.text("guid"), documents: [draft]))
        return indented(String(decoding: written, as: UTF8.self))
    }

    private func hide(_ record: MessageRecord, _ values: inout [String: String]) {
        for field in record.table.fields where field.isPersonal {
            if let value = values[field.name], !value.isEmpty {
                values[field.name] = mask(value, of: field.name)
            }
        }
    }
}

/// Puts every element of a one-line message on a line of its own. Decided on bytes: a combining
/// mark after a bracket would hide it from anything that looks at characters.
func indented(_ text: String) -> String {
    var result: [UInt8] = []
    var depth = 0
    var rest = Array(text.utf8)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
        let before = rest[..<open]
        guard let close = rest[open...].firstIndex(of: UInt8(ascii: ">")) else { break }
        let tag = rest[open...close]
        let isEnd = tag.dropFirst().first == UInt8(ascii: "/")
        if isEnd { depth -= 1 }
        if !isEnd || before.isEmpty {
            if !result.isEmpty { result.append(0x0A) }
            result += [UInt8](repeating: 0x20, count: 2 * max(0, depth))
        }
        result += before + tag
        let isOpen = !isEnd && !tag.dropLast().hasSuffix("/") && !tag.dropFirst().hasPrefix("?")
        if isOpen { depth += 1 }
        rest = rest[(close + 1)...]
    }
    return String(decoding: result + rest, as: UTF8.self)
}

extension ArraySlice<UInt8> {
    fileprivate func hasPrefix(_ text: StaticString) -> Bool {
        starts(with: text.description.utf8)
    }

    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        reversed().starts(with: text.description.utf8.reversed())
    }
}
