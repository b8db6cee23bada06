/// Reads `application/x-www-form-urlencoded`, the form of queries and of plain HTML forms (WHATWG
/// URL §5), strictly: what is not UTF-8 or has a broken percent sign is refused, not guessed.
extension Form {
    /// Most pairs a query or a form may have.
    static let mostPairs = 1000

    /// Pairs as a query or a form sends them.
    public init(encoded text: Substring) throws(WebRefusal) {
        var pairs: [Pair] = []
        for piece in text.utf8.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < Form.mostPairs else { throw .formNotReadable }
            let mark = piece.firstIndex(of: UInt8(ascii: "="))
            let name = piece[..<(mark ?? piece.endIndex)]
            let value = mark.map { piece[piece.index(after: $0)...] } ?? piece[piece.endIndex...]
            guard let name = percentDecoded(Substring(name), plusIsSpace: true),
                let value = percentDecoded(Substring(value), plusIsSpace: true)
            else { throw .formNotReadable }
            pairs.append(Pair(name, value))
        }
        self.init(pairs)
    }

    /// The same pairs as text for a query or a form's body.
    public var encoded: String {
        pairs.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
            .joined(separator: "&")
    }
}

/// Text with percent signs resolved; nil when one is broken or the result is not UTF-8.
func percentDecoded(_ text: Substring, plusIsSpace: Bool) -> String? {
    let percent = UInt8(ascii: "%")
    let plus = UInt8(ascii: "+")
    if !text.utf8.contains(where: { $0 == percent || (plusIsSpace && $0 == plus) || $0 >= 0x80 }) {
        return String(text)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
        if byte == percent {
            guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble)
            else { return nil }
            bytes.append(high << 4 | low)
        } else {
            bytes.append(plusIsSpace && byte == plus ? 0x20 : byte)
        }
    }
    return String(validating: bytes, as: UTF8.self)
}

/// Text as one component of an address: everything but unreserved characters (RFC 3986 §2.3)
/// behind percent signs.
public func percentEncoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes.append(UInt8(ascii: "%"))
            bytes.append(hexDigit(byte >> 4))
            bytes.append(hexDigit(byte & 0xF))
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
}
