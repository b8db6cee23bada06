/// A path on this server, safe to send a browser to. Anything that a browser may read as another
/// host (`//evil`, `/\evil`, a scheme, a control character it drops) is not one.
public struct LocalPath: Sendable, Hashable {
    public let text: String

    /// Nil when the text may lead elsewhere.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(2))
        guard bytes.first == UInt8(ascii: "/"),
            bytes.count == 1 || (bytes[1] != UInt8(ascii: "/") && bytes[1] != UInt8(ascii: "\\")),
            text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C })
        else { return nil }
        self.text = text
    }
}
