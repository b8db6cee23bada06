import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The text of a table people send: UTF-8, or GB18030 as spreadsheets of Chinese systems write CSV
/// (GBK and GB2312 are parts of it).
enum SheetText {
    /// The text in UTF-8. What is valid UTF-8 is taken for it: Chinese text in GB18030 hardly ever
    /// is, and one that is means the same letters.
    static func utf8(_ bytes: [UInt8]) throws(Fault) -> [UInt8] {
        if (try? UTF8Span(validating: bytes.span)) != nil { return bytes }
        guard let text = converted(bytes) else { throw SheetFault.encoding }
        return text
    }

    /// Nil when the bytes are not GB18030.
    private static func converted(_ bytes: [UInt8]) -> [UInt8]? {
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
        else { return nil }
        defer { iconv_close(converter) }
        // Two bytes become three at most, four become four.
        var text = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        var source = bytes.map { CChar(bitPattern: $0) }
        let count: Int? = source.withUnsafeMutableBufferPointer { input in
            text.withUnsafeMutableBufferPointer { output in
                var from = input.baseAddress
                var (left, room) = (input.count, output.count)
                var to = output.baseAddress
                let answer = iconv(converter, &from, &left, &to, &room)
                guard answer != -1, left == 0 else { return nil }
                return output.count - room
            }
        }
        return count.map { text[..<$0].map { UInt8(bitPattern: $0) } }
    }
}
