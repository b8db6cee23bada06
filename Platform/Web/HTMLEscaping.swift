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

/// Copies the runs between the special bytes whole: most text has none.
private func escape(_ source: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    var start = 0
    for index in 0..<source.count {
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
