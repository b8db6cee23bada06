/// Which bytes and scalars XML 1.0 (fifth edition) allows where.

@inline(__always) func isXMLSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}

/// An ASCII byte inside a name; the colon is looked at apart.
@inline(__always) func isNameByte(_ byte: UInt8) -> Bool {
    // '-', '.', 0-9 below 64; A-Z, '_', a-z above.
    if byte < 0x40 { return (0x03FF_6000_0000_0000 as UInt64) >> UInt64(byte) & 1 == 1 }
    if byte < 0x80 { return (0x07FF_FFFE_87FF_FFFE as UInt64) >> UInt64(byte - 0x40) & 1 == 1 }
    return false
}

/// An ASCII byte that may begin a name.
@inline(__always) func isNameStartByte(_ byte: UInt8) -> Bool { byte >= 0x40 && isNameByte(byte) }

/// A byte that continues a UTF-8 sequence.
@inline(__always) func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

/// Marks with 0x80 the lowest byte that is below 0x20, above 0x7F, or `<`, `&`, `]`; higher marks
/// may be false, the lowest never is.
@inline(__always) func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let less = word ^ (ones &* 0x3C)
    let ampersand = word ^ (ones &* 0x26)
    let bracket = word ^ (ones &* 0x5D)
    let control = (word &- ones &* 0x20) & ~word
    let found =
        (less &- ones) & ~less | (ampersand &- ones) & ~ampersand | (bracket &- ones) & ~bracket
        | control | word
    return found & tops
}

/// Length in bytes of the scalar that begins with a byte from 0x80, or 0 when it is not UTF-8.
func scalarLength(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> Int {
    let lead = bytes[0]
    switch lead {
    case 0xC2...0xDF: return left >= 2 && isTail(bytes[1]) ? 2 : 0
    case 0xE0...0xEF:
        guard left >= 3, isTail(bytes[1]), isTail(bytes[2]) else { return 0 }
        if lead == 0xE0, bytes[1] < 0xA0 { return 0 }
        if lead == 0xED, bytes[1] >= 0xA0 { return 0 }
        return 3
    case 0xF0...0xF4:
        guard left >= 4, isTail(bytes[1]), isTail(bytes[2]), isTail(bytes[3]) else { return 0 }
        if lead == 0xF0, bytes[1] < 0x90 { return 0 }
        if lead == 0xF4, bytes[1] >= 0x90 { return 0 }
        return 4
    default: return 0
    }
}

func scalarValue(_ bytes: UnsafePointer<UInt8>, _ length: Int) -> UInt32 {
    switch length {
    case 2: return UInt32(bytes[0] & 0x1F) << 6 | UInt32(bytes[1] & 0x3F)
    case 3:
        return UInt32(bytes[0] & 0x0F) << 12 | UInt32(bytes[1] & 0x3F) << 6
            | UInt32(bytes[2] & 0x3F)
    case 4:
        return UInt32(bytes[0] & 0x07) << 18 | UInt32(bytes[1] & 0x3F) << 12
            | UInt32(bytes[2] & 0x3F) << 6 | UInt32(bytes[3] & 0x3F)
    default: return UInt32(bytes[0])
    }
}

/// The production `Char`.
func isXMLCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
}

/// The production `NameStartChar` beyond ASCII.
func isNameStart(_ value: UInt32) -> Bool {
    switch value {
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
        0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
        0x10000...0xEFFFF:
        true
    default: false
    }
}

/// The production `NameChar` beyond ASCII.
func isNamePart(_ value: UInt32) -> Bool {
    isNameStart(value) || value == 0xB7 || (0x300...0x36F).contains(value)
        || (0x203F...0x2040).contains(value)
}

/// Reads `&#…;` at a place: its value (0 when it is malformed) and the place behind it.
func characterReference(
    _ source: UnsafePointer<UInt8>, _ start: Int, _ count: Int
) -> (value: UInt32, end: Int) {
    var at = start + 2
    var value: UInt32 = 0
    var digits = 0
    let hexadecimal = at < count && source[at] == 0x78
    if hexadecimal { at += 1 }
    while at < count, source[at] != 0x3B {
        let byte = source[at]
        let digit: UInt32
        switch byte {
        case 0x30...0x39: digit = UInt32(byte - 0x30)
        case 0x61...0x66 where hexadecimal: digit = UInt32(byte - 0x61 + 10)
        case 0x41...0x46 where hexadecimal: digit = UInt32(byte - 0x41 + 10)
        default: return (0, at)
        }
        // Stays above the last scalar once it is there, however long the number goes on.
        value = min(value &* (hexadecimal ? 16 : 10) &+ digit, 0x11_0000)
        digits += 1
        at += 1
    }
    guard at < count, digits > 0 else { return (0, at) }
    return (value, at + 1)
}
