/// Appends text with the five bytes that mean something in markup written as character references.
///
/// Bytes, not Characters: `<` followed by a combining mark is one Character that does not equal
/// `<`, yet a browser reads it as the start of a tag.
func escape(_ text: some StringProtocol, into bytes: inout [UInt8]) {
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { escape($0, into: &bytes) }
    if done == nil {
        Array(text.utf8).withUnsafeBufferPointer { escape($0, into: &bytes) }
    }
}

/// Copies the runs between the special bytes whole: most text has none. What would turn the letters
/// around becomes an empty box, as on paper: whoever sent or stored it, no page reads otherwise
/// than what is kept.
private func escape(_ source: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var start = 0
    for index in 0..<source.count {
        if source[index] == 0xE2 || source[index] == 0xD8, let width = turning(source, index) {
            bytes.append(contentsOf: source[start..<index])
            bytes.append(contentsOf: "□".utf8)
            start = index + width
            continue
        }
        guard let reference = reference(of: source[index]) else { continue }
        bytes.append(contentsOf: source[start..<index])
        reference.withUTF8Buffer { bytes.append(contentsOf: $0) }
        start = index + 1
    }
    bytes.append(contentsOf: source[start...])
}

@inline(__always)
private func reference(of byte: UInt8) -> StaticString? {
    // All five lie below 0x3F, which lets letters and every part of a Chinese character pass in
    // one comparison.
    guard byte < 0x3F else { return nil }
    switch byte {
    case UInt8(ascii: "&"): return "&amp;"
    case UInt8(ascii: "<"): return "&lt;"
    case UInt8(ascii: ">"): return "&gt;"
    case UInt8(ascii: "\""): return "&quot;"
    case UInt8(ascii: "'"): return "&#39;"
    default: return nil
    }
}

/// Bytes of a sign that turns text (`Unicode.Scalar.turnsText`), which begins at a place; nil where
/// none does.
private func turning(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let left = source.count - index
    if source[index] == 0xD8 { return left > 1 && source[index + 1] == 0x9C ? 2 : nil }
    guard left > 2 else { return nil }
    switch (source[index + 1], source[index + 2]) {
    case (0x80, 0x8E), (0x80, 0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return 3
    default: return nil
    }
}
