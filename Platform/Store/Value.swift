#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What a statement takes and gives: the four kinds both engines share.
public enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension Value {
    public static func integer(_ value: Int) -> Value { .integer(Int64(value)) }

    /// Text, or null when there is none.
    public static func optional(_ value: String?) -> Value { value.map(Value.text) ?? .null }

    public static func optional(_ value: Int64?) -> Value { value.map(Value.integer) ?? .null }
}

extension Value {
    /// The UTF-8 of a text that is to be bound. PostgreSQL takes a text up to its first zero, and
    /// would keep less than it was given without a word.
    static func bindable(_ text: String) throws(StoreFault) -> String.UTF8View {
        let bytes = text.utf8
        let hasZero =
            bytes.withContiguousStorageIfAvailable {
                memory in memory.baseAddress.map { memchr($0, 0, memory.count) != nil } ?? false
            } ?? bytes.contains(0)
        guard !hasZero else { throw .zeroCharacter }
        return bytes
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    public init(stringLiteral value: String) { self = .text(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
}
