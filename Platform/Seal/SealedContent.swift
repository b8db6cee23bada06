public import Wire

/// What a signature covers: a message without its signature, in canonical form. Two messages that
/// have it in common say the same to the byte, however often and by whom they were signed.
public struct SealedContent: Sendable, Hashable {
    /// The canonical form, without white space before the root's end tag: signing tools put some
    /// beside the signature, and take it away.
    public let bytes: [UInt8]

    /// Throws `.unreadable` for what is no XML.
    public init(_ message: [UInt8], limits: XMLLimits = XMLLimits()) throws(SealRefusal) {
        let document = try SealScan(message, limits).document.bytes
        guard let end = document.lastIndex(of: UInt8(ascii: "<")) else {
            bytes = document
            return
        }
        var kept = document[..<end]
        while let last = kept.last, last == 0x20 || last == 0x09 || last == 0x0A {
            kept.removeLast()
        }
        bytes = Array(kept) + document[end...]
    }
}
