/// One part of a `multipart/form-data` body (RFC 7578).
public struct FormPart: Sendable, Hashable {
    /// Name of the form field.
    public let name: String
    /// Name of the file as its sender calls it, path removed; nil for a plain field. Never a name
    /// to store under.
    public let fileName: String?
    /// Media type as the sender claims it; empty when not given.
    public let contentType: String
    public let body: [UInt8]

    public init(name: String, fileName: String?, contentType: String, body: [UInt8]) {
        self.name = name
        self.fileName = fileName
        self.contentType = contentType
        self.body = body
    }
}

/// Limits no browser's form comes near; the body as a whole is within the route's limit already.
private let mostParts = 100
private let mostHeaderBytes = 4096

/// The `boundary` parameter (RFC 2046 §5.1.1: 1 to 70 characters); nil when there is no proper one.
func boundary(of contentType: String) -> String? {
    guard let value = parameter("boundary", of: contentType[...]),
        (1...70).contains(value.utf8.count), value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
    else { return nil }
    return value
}

/// Splits a body at its boundary, strictly: anything before the first or after the last delimiter
/// but line ends, a part without a name, or a missing end is refused.
func formParts(of body: [UInt8], boundary: String) throws(WebRefusal) -> [FormPart] {
    let delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter has no line end before it, the closing one has `--` after it.
    guard body.starts(with: delimiter.dropFirst(2)) else { throw .formNotReadable }
    var position = delimiter.count - 2
    var parts: [FormPart] = []
    while true {
        if body[position...].starts(with: [0x2D, 0x2D]) {
            guard body[(position + 2)...].allSatisfy({ $0 == 0x0D || $0 == 0x0A }) else {
                throw .formNotReadable
            }
            return parts
        }
        guard parts.count < mostParts else { throw .tooManyParts(limit: mostParts) }
        guard body[position...].starts(with: [0x0D, 0x0A]),
            let end = firstIndex(of: delimiter, in: body, from: position + 2)
        else { throw .formNotReadable }
        parts.append(try part(of: body[(position + 2)..<end]))
        position = end + delimiter.count
    }
}

private func part(of bytes: ArraySlice<UInt8>) throws(WebRefusal) -> FormPart {
    let gap: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    var name: String?
    var fileName: String?
    var type = ""
    guard let headEnd = firstIndex(of: gap, in: bytes, from: bytes.startIndex),
        headEnd - bytes.startIndex <= mostHeaderBytes,
        let head = String(validating: bytes[..<headEnd], as: UTF8.self)
    else { throw .formNotReadable }
    for line in head.utf8.split(separator: 0x0A).map(Substring.init) {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { continue }
        let value = line[line.utf8.index(after: colon)...].utf8
            .filter { $0 != 0x0D }.drop { $0 == 0x20 }
        let text = String(decoding: value, as: UTF8.self)
        switch line[..<colon].lowercased() {
        case "content-disposition":
            guard text.utf8.starts(with: "form-data".utf8) else { throw .formNotReadable }
            name = parameter("name", of: text[...])
            fileName = parameter("filename", of: text[...]).map(lastComponent)
        case "content-type": type = text
        default: break
        }
    }
    guard let name, !name.isEmpty else { throw .formNotReadable }
    return FormPart(
        name: name, fileName: fileName, contentType: type, body: Array(bytes[(headEnd + 4)...]))
}

/// Value of a parameter, quoted or not: `; name="value"`. Browsers write `"` as `%22` in names.
private func parameter(_ name: String, of text: Substring) -> String? {
    var rest = Array(text.utf8)[...]
    guard let first = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    rest = rest[(first + 1)...]
    while !rest.isEmpty {
        rest = rest.drop { $0 == 0x20 || $0 == UInt8(ascii: ";") }
        guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let found = String(decoding: rest[..<equals], as: UTF8.self).lowercased()
        rest = rest[(equals + 1)...]
        let value: ArraySlice<UInt8>
        if rest.first == UInt8(ascii: "\"") {
            rest = rest.dropFirst()
            guard let close = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            value = rest[..<close]
            rest = rest[(close + 1)...]
        } else {
            value = rest.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
            rest = rest[value.endIndex...]
        }
        if Array(found.utf8) == Array(name.utf8) { return String(decoding: value, as: UTF8.self) }
    }
    return nil
}

/// What follows the last slash or backslash: some programs send whole paths.
private func lastComponent(_ path: String) -> String {
    let bytes = path.utf8
    guard let slash = bytes.lastIndex(where: { $0 == 0x2F || $0 == 0x5C }) else { return path }
    return String(path[bytes.index(after: slash)...])
}

/// Where a pattern first stands at or after a position. The first byte is looked for alone, which
/// makes large files cheap.
private func firstIndex<Bytes: RandomAccessCollection>(
    of pattern: [UInt8], in bytes: Bytes, from start: Int
) -> Int? where Bytes.Element == UInt8, Bytes.Index == Int {
    guard let head = pattern.first else { return nil }
    var position = start
    while position <= bytes.endIndex - pattern.count {
        if bytes[position] == head, bytes[position...].starts(with: pattern) { return position }
        position += 1
    }
    return nil
}
