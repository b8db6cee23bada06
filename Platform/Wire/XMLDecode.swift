/// What raw bytes of a document mean.
enum XMLValueKind {
    /// Character data: references are replaced, line ends become line feeds.
    case text
    /// A CDATA section: line ends only.
    case literal
    /// An attribute: as text, and every white space that is written plainly becomes a blank.
    case attribute
}

/// Appends the value of bytes that `next` has already found well-formed.
func appendDecoded(
    _ source: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ kind: XMLValueKind,
    _ bytes: inout [UInt8]
) {
    var place = start
    while place < end {
        let byte = source[place]
        switch byte {
        case 0x0D:
            place += place + 1 < end && source[place + 1] == 0x0A ? 2 : 1
            bytes.append(kind == .attribute ? 0x20 : 0x0A)
        case 0x09, 0x0A:
            place += 1
            bytes.append(kind == .attribute ? 0x20 : byte)
        case 0x26 where kind != .literal:
            place = appendReference(source, place, end, &bytes)
        default:
            bytes.append(byte)
            place += 1
        }
    }
}

private func appendReference(
    _ source: UnsafePointer<UInt8>, _ place: Int, _ end: Int, _ bytes: inout [UInt8]
) -> Int {
    switch source[place + 1] {
    case 0x23:
        let (value, behind) = characterReference(source, place, end)
        if let scalar = Unicode.Scalar(value) {
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return behind
    case 0x6C:
        bytes.append(0x3C)
        return place + 4
    case 0x67:
        bytes.append(0x3E)
        return place + 4
    case 0x71:
        bytes.append(0x22)
        return place + 6
    default:
        let isAmpersand = source[place + 2] == 0x6D
        bytes.append(isAmpersand ? 0x26 : 0x27)
        return place + (isAmpersand ? 5 : 6)
    }
}
