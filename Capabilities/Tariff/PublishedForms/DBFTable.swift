import Kernel
import Wire

/// A dBASE table, as the tax administration hands out its library of refund rates: records of
/// fixed length, text in GB18030. Deleted records are passed by, memo fields are not read.
struct DBFTable: Sendable {
    private struct Field: Sendable {
        let name: String
        let place: Int
        let length: Int
    }

    private let bytes: [UInt8]
    private let fields: [Field]
    private let headerLength: Int
    private let recordLength: Int
    /// How many records the header says there are.
    let count: Int

    private static let mostFields = 255

    /// Whether the bytes begin as such a table does, and no text does.
    static func isOne(_ bytes: [UInt8]) -> Bool {
        guard let version = bytes.first, bytes.count > 64 else { return false }
        // dBASE III and IV and Visual FoxPro, with and without memo.
        return [0x03, 0x30, 0x31, 0x32, 0x83, 0x8B, 0xF5].contains(version)
    }

    /// - Throws: `LookupRefusal.fileLine` with line 1 where the header does not fit the file.
    init(_ bytes: [UInt8]) throws(LookupRefusal) {
        func number(_ place: Int, _ length: Int) -> Int {
            (0..<length).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
        }
        guard bytes.count > 64 else { throw DBFTable.damaged }
        let (records, header, record) = (number(4, 4), number(8, 2), number(10, 2))
        guard header > 32, header <= bytes.count, record > 1,
            records <= (bytes.count - header) / record
        else { throw DBFTable.damaged }
        var fields: [Field] = []
        var at = 32
        // The first byte of a record says whether it is deleted.
        var place = 1
        while at + 32 <= header, bytes[at] != 0x0D {
            let name = bytes[at..<at + 11].prefix { $0 != 0 }
            let length = Int(bytes[at + 16])
            fields.append(
                Field(
                    name: String(decoding: name, as: UTF8.self).uppercased(), place: place,
                    length: length))
            place += length
            at += 32
        }
        guard !fields.isEmpty, fields.count <= DBFTable.mostFields, place <= record else {
            throw DBFTable.damaged
        }
        self.bytes = bytes
        self.fields = fields
        (headerLength, recordLength, count) = (header, record, records)
    }

    private static let damaged = LookupRefusal.fileLine(
        1, column: "",
        Localized(
            zh: "DBF 文件头与内容不符，文件可能不完整。", en: "the header of the DBF does not fit the file."))

    func has(_ field: String) -> Bool { fields.contains { $0.name.utf8.elementsEqual(field.utf8) } }

    /// A field of a record, from 0, without blanks at its ends; nil for a deleted record. A field
    /// the table does not have is empty.
    ///
    /// - Throws: `LookupRefusal.fileLine` where the text is no GB18030.
    func text(_ name: String, ofRecord index: Int) throws(LookupRefusal) -> String? {
        let start = headerLength + index * recordLength
        guard bytes[start] != UInt8(ascii: "*") else { return nil }
        guard let field = fields.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
            return ""
        }
        let raw = bytes[start + field.place..<start + field.place + field.length]
        let text = SpreadsheetText.utf8(Array(raw.prefix { $0 != 0 }))
        guard (try? UTF8Span(validating: text.span)) != nil else {
            throw .fileLine(
                index + 2, column: name,
                Localized(zh: "不是 GB18030 文字。", en: "the text is no GB18030."))
        }
        var plain = text[...]
        while plain.last == 0x20 { plain.removeLast() }
        while plain.first == 0x20 { plain.removeFirst() }
        return String(decoding: plain, as: UTF8.self)
    }
}
