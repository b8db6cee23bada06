/// How much of anything a document may hold. What lies beyond is refused before it costs memory or
/// time; the figures are far above what any customs message needs.
public struct XMLLimits: Sendable, Hashable {
    /// Size of the whole document in bytes, at most 1 GiB (positions are kept in 32 bits).
    public let bytes: Int
    /// Elements open at the same time.
    public let depth: Int
    /// Attributes of one element, namespace declarations counted.
    public let attributes: Int
    /// Bytes of one name, prefix and colon counted.
    public let nameBytes: Int
    /// Namespace declarations in force at the same time. Every prefix is looked up among them, so
    /// without this a small document could ask for billions of comparisons.
    public let namespaces: Int

    public init(
        bytes: Int = 10 << 20, depth: Int = 64, attributes: Int = 64, nameBytes: Int = 256,
        namespaces: Int = 64
    ) {
        self.bytes = min(bytes, 1 << 30)
        self.depth = depth
        self.attributes = attributes
        self.nameBytes = nameBytes
        self.namespaces = namespaces
    }
}
