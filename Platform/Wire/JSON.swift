/// A JSON value: members keep their order, numbers keep their digits.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number's own text, so that no digit is lost.
    case number(String)
    case text(String)
    case array([JSON])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public let name: String
        public let value: JSON
        public init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    public static func integer(_ value: Int64) -> JSON { .number(String(value)) }
    public static func integer(_ value: Int) -> JSON { .number(String(value)) }
    public static func optional(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }

    /// The member of that name; nil when this is no object or has none.
    public subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    public var string: String? {
        if case .text(let value) = self { return value }
        return nil
    }

    public var integer: Int64? {
        if case .number(let value) = self { return Int64(value) }
        return nil
    }

    public var boolean: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    public var elements: [JSON] {
        if case .array(let values) = self { return values }
        return []
    }

    public var members: [Member] {
        if case .object(let members) = self { return members }
        return []
    }

    /// Names of the members that are none of these, in their order: whoever reads a body tells
    /// them, since who sent them meant something by them. Names are compared as bytes.
    public func others(than names: some Sequence<String>) -> [String] {
        members.map(\.name).filter { name in
            !names.contains { $0.utf8.elementsEqual(name.utf8) }
        }
    }

    /// Compact text, members in their order.
    public var encoded: String {
        var bytes: [UInt8] = []
        write(into: &bytes, sorted: false)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Compact text with members sorted by the bytes of their names: the same value always gives
    /// the same bytes.
    public var canonical: String {
        var bytes: [UInt8] = []
        write(into: &bytes, sorted: true)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(into bytes: inout [UInt8], sorted: Bool) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let digits): bytes.append(contentsOf: digits.utf8)
        case .text(let text): quote(text, into: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(into: &bytes, sorted: sorted)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            let ordered =
                sorted
                ? members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } : members
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in ordered.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                quote(member.name, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(into: &bytes, sorted: sorted)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}

private func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
    bytes.append(UInt8(ascii: "\""))
}
