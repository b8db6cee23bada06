#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Text as Chinese spreadsheets write it. Excel saves CSV in GB18030 (GBK) unless it is told
/// otherwise; whoever takes tables from people reads both.
public enum SpreadsheetText {
    /// The same text in UTF-8: what is UTF-8 already stays as it is, what is whole GB18030 is
    /// converted. What is neither stays, too, and is refused by whoever reads it.
    public static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        if (try? UTF8Span(validating: bytes.span)) != nil { return bytes }
        // UTF-16 and binary files hold NUL bytes; as GB18030 they would become nonsense.
        guard !bytes.contains(0), let converted = fromGB18030(bytes) else { return bytes }
        return converted
    }

    /// Nil when a sequence stands for no character, or the system has no such table.
    private static func fromGB18030(_ bytes: [UInt8]) -> [UInt8]? {
        guard let table = iconv_open("UTF-8", "GB18030"), table != iconv_t(bitPattern: -1) else {
            return nil
        }
        defer { iconv_close(table) }
        var source = bytes.map { CChar(bitPattern: $0) }
        // Two bytes become three, four become four.
        var target = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        let room = target.count
        let left: Int? = source.withUnsafeMutableBufferPointer { from in
            target.withUnsafeMutableBufferPointer { to in
                var input = from.baseAddress
                var output = to.baseAddress
                var (rest, free) = (from.count, to.count)
                let done = iconv(table, &input, &rest, &output, &free)
                return done == Int(bitPattern: UInt.max) || rest != 0 ? nil : free
            }
        }
        guard let left else { return nil }
        return target.prefix(room - left).map { UInt8(bitPattern: $0) }
    }
}
