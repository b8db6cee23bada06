public import Kernel

/// A strict pull reader for the XML that customs messages use.
///
/// It takes XML 1.0 with namespaces in UTF-8, and refuses what messages never need and attackers
/// like: document types, processing instructions, entities of one's own, other encodings. It works
/// in place on the bytes: an event costs no allocation, a `String` is made only when asked for, and
/// the time is linear in the size whatever is sent.
///
///     try XMLReader.read(bytes) { reader throws(Fault) in
///         while true {
///             switch try reader.next() {
///             case .start: …reader.localName…
///             case .text: …reader.text…
///             case .end: …
///             case .finish: return
///             }
///         }
///     }
public struct XMLReader: ~Copyable {
    /// What the reader stands on.
    public enum Event: Sendable, Hashable {
        /// A start tag, or the first half of an empty-element tag.
        case start
        /// A run of character data or one CDATA section. Text interrupted by a comment or a CDATA
        /// section arrives in several runs.
        case text
        /// An end tag, or the second half of an empty-element tag.
        case end
        /// The end of a well-formed document; comes once everything was read, and again after.
        case finish
    }

    /// The document. Valid for the call of `read` that made this reader, which cannot leave it.
    let source: UnsafePointer<UInt8>
    let count: Int
    let limits: XMLLimits

    var at = 0
    var newlines = 0
    var lineStart = 0

    var open: [OpenElement] = []
    var bindings: [XMLBinding] = []
    var defaultNamespace = XMLSpan.absent
    /// Decoded namespace names that were written with references; rarely used.
    var sideBytes: [UInt8] = []
    /// Scratch for decoding one value.
    var attributes: [XMLAttribute] = []
    var pendingEnd = false
    var pendingPop = false
    var rootSeen = false
    var finished = false

    // The current event.
    var name = XMLName(start: 0, colon: -1, end: 0)
    var namespace = XMLSpan.absent
    var textStart = 0
    var textEnd = 0
    var textFlags: TextFlags = []
    var eventNewlines = 0
    var eventStart = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: XMLLimits, _ empty: UnsafePointer<UInt8>) {
        source = bytes.baseAddress ?? empty
        count = bytes.count
        self.limits = limits
        open.reserveCapacity(16)
        attributes.reserveCapacity(8)
    }

    /// Reads a document from its bytes: hands a reader to `body` and returns what that returns.
    ///
    /// Whether the document is well-formed is known only after `next` returned `.finish`.
    public static func read<Result>(
        _ bytes: [UInt8], limits: XMLLimits = XMLLimits(),
        _ body: (inout XMLReader) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        try bytes.withUnsafeBufferPointer { buffer throws(Fault) in
            var nothing: UInt8 = 0
            return try withUnsafePointer(to: &nothing) { empty throws(Fault) in
                var reader = XMLReader(buffer, limits, empty)
                return try body(&reader)
            }
        }
    }

    /// Moves to the next event. Throws the fault that ends the reading; nothing may be read after.
    public mutating func next() throws(Fault) -> Event {
        do throws(XMLTrouble) {
            return try advance()
        } catch {
            throw fault(error)
        }
    }

    /// Skips the element whose start was the last event, up to and with its end.
    public mutating func skipElement() throws(Fault) {
        let depth = open.count
        while true {
            if try next() == .end, open.count == depth { return }
        }
    }
}

/// A stretch of the source, or of the side buffer for what had to be decoded.
struct XMLSpan {
    var start: Int32
    var length: Int32
    var isDecoded: Bool

    /// No namespace.
    static let absent = XMLSpan(start: -1, length: 0, isDecoded: false)
    /// The namespace of the prefix `xml`, which nobody declares.
    static let xml = XMLSpan(start: -2, length: 0, isDecoded: false)
}

/// A qualified name: `colon` is the place of the colon, or -1.
struct XMLName {
    var start: Int32
    var colon: Int32
    var end: Int32

    var localStart: Int { colon < 0 ? Int(start) : Int(colon) + 1 }
}

struct XMLAttribute {
    var name: XMLName
    var namespace: XMLSpan
    var valueStart: Int32
    var valueEnd: Int32
    /// The bytes are the value: no reference, no tab or line end.
    var isPlain: Bool
}

struct XMLBinding {
    var prefixStart: Int32
    var prefixEnd: Int32
    var namespace: XMLSpan
}

struct OpenElement {
    var name: XMLName
    var namespace: XMLSpan
    /// What was in force outside of it.
    var outerDefault: XMLSpan
    var outerBindings: Int32
}

struct TextFlags: OptionSet {
    let rawValue: UInt8
    /// Holds references or carriage returns: the bytes are not the text.
    static let decode = TextFlags(rawValue: 1)
    /// Holds something else than white space.
    static let filled = TextFlags(rawValue: 2)
    /// A CDATA section: references are text.
    static let literal = TextFlags(rawValue: 4)
}
