public import Wire

extension JSON {
    /// The one text of a value (RFC 8785): what is hashed, so that others compute the same hash.
    ///
    /// Names are in the order of their UTF-16 units, numbers as ECMAScript writes them: 1.0 and 1
    /// are one value, and digits beyond what binary64 holds are lost. Quantities and money
    /// therefore belong in texts. (`JSON.canonical` keeps every digit and is for storage.)
    ///
    /// Refuses an object that names a member twice and a number beyond 1.8e308.
    public func hashable() throws(EvidenceRefusal) -> [UInt8] {
        var bytes: [UInt8] = []
        try CanonicalJSON.write(self, into: &bytes)
        return bytes
    }
}

enum CanonicalJSON {
    static func write(_ value: JSON, into bytes: inout [UInt8]) throws(EvidenceRefusal) {
        switch value {
        case .null: bytes += Array("null".utf8)
        case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
        case .number(let text): bytes += Array(try number(text).utf8)
        case .text(let text): quote(text, into: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try write(value, into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members): try write(members, into: &bytes)
        }
    }

    private static func write(
        _ members: [JSON.Member], into bytes: inout [UInt8]
    ) throws(EvidenceRefusal) {
        let ordered = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
        for (left, right) in zip(ordered, ordered.dropFirst())
        where left.name.utf8.elementsEqual(right.name.utf8) {
            throw .jsonNameTwice
        }
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in ordered.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            quote(member.name, into: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try write(member.value, into: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x08: bytes += Array("\\b".utf8)
            case 0x09: bytes += Array("\\t".utf8)
            case 0x0A: bytes += Array("\\n".utf8)
            case 0x0C: bytes += Array("\\f".utf8)
            case 0x0D: bytes += Array("\\r".utf8)
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The number as ECMAScript's Number::toString writes it.
    static func number(_ text: String) throws(EvidenceRefusal) -> String {
        // Swift would take hexadecimal and "inf", too.
        guard text.utf8.allSatisfy({ (0x2B...0x39).contains($0) || $0 | 0x20 == 0x65 }),
            // tidy: RFC 8785 defines numbers as binary64; no money and no mass passes here.
            let value = Double(text), value.isFinite
        else { throw .jsonNumber }
        if value == 0 { return "0" }
        // Swift prints the same shortest digits, but sets point and exponent differently.
        let parts = value.magnitude.description.utf8.split(separator: UInt8(ascii: "e"))
        let mantissa = parts[0].split(separator: UInt8(ascii: "."))
        let fraction = mantissa.count > 1 ? Array(mantissa[1]) : []
        var digits = Array(Array(mantissa[0]) + fraction)
        // Where the point stands in the digits.
        var point = mantissa[0].count
        if parts.count > 1 { point += Int(String(decoding: parts[1], as: UTF8.self)) ?? 0 }
        while digits.first == UInt8(ascii: "0") {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (value < 0 ? "-" : "") + layout(digits, point: point)
    }

    private static func layout(_ digits: [UInt8], point: Int) -> String {
        func text(_ part: some Sequence<UInt8>) -> String {
            String(decoding: Array(part), as: UTF8.self)
        }
        func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
        switch point {
        case digits.count...21: return text(digits) + zeros(point - digits.count)
        case 1...21: return text(digits.prefix(point)) + "." + text(digits.dropFirst(point))
        case -5...0: return "0." + zeros(-point) + text(digits)
        default:
            let exponent = point - 1
            let rest = digits.count > 1 ? "." + text(digits.dropFirst()) : ""
            return text(digits.prefix(1)) + rest + "e" + (exponent < 0 ? "-" : "+")
                + String(exponent.magnitude)
        }
    }
}
