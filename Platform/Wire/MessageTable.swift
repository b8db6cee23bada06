public import Kernel

/// The elements of one node of a message, in the order the schema wants them.
public final class RecordTable: Sendable {
    /// Name of the element that holds the fields.
    public let name: String
    public let fields: [MessageField]
    let requiredCount: Int
    let names: NameIndex
    /// Places by misspelt names that are read as well.
    let aliases: [String: Int]
    private let places: [String: Int]

    init(name: String, fields: [MessageField]) {
        self.name = name
        self.fields = fields
        requiredCount = fields.count { $0.isRequired }
        names = NameIndex(fields.map(\.name))
        var aliases: [String: Int] = [:]
        for (index, field) in fields.enumerated() {
            if let alias = field.alias { aliases[alias] = index }
        }
        self.aliases = aliases
        var places: [String: Int] = [:]
        for (index, field) in fields.enumerated() { places[field.name] = index }
        self.places = places
    }

    /// Place of an element in `fields`, or nil when the node has none of this name.
    public func place(of element: String) -> Int? { places[element] }

    /// The row of an element, or nil.
    public func field(_ element: String) -> MessageField? { place(of: element).map { fields[$0] } }
}

/// Whose goods a message is about.
public enum MessageDirection: String, Sendable, Hashable { case export, `import`, both }

/// What a message does: asks, answers, or informs without being asked.
public enum MessageKind: String, Sendable, Hashable { case request, receipt, result }

/// Whether a message carries a signature.
public enum SignatureNeed: String, Sendable, Hashable {
    /// There is no place for one.
    case none
    /// The schema allows it.
    case optional
    /// The schema allows it, the text of the specification asks for it when declaring.
    case expected
    /// The schema requires it.
    case required
}

/// How often something may occur; nil has no upper end.
public struct Occurrence: Sendable, Hashable {
    public let least: Int
    public let most: Int?

    init(_ least: Int, _ most: Int?) {
        self.least = least
        self.most = most
    }

    /// Reads `1-100` and `0-*`.
    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let least = Int(parts[0]) else { return nil }
        let most = Int(parts[1])
        guard most != nil || parts[1] == "*" else { return nil }
        self.init(least, most)
    }

    func allows(_ count: Int) -> Bool { most.map { count <= $0 } ?? true }
}

/// Everything the schema says about one message type.
public final class MessageTable: Sendable {
    /// The number, for example `311`.
    public let number: String
    /// Name of the message as systems write it, for example `CEB311`.
    public let type: String
    /// Name of the root element, for example `CEB311Message`.
    public let root: String
    public let title: Localized
    public let direction: MessageDirection
    public let kind: MessageKind
    /// Number of the receipt that answers it, or nil.
    public let answer: String?
    public let signature: SignatureNeed
    /// Name of the element that is one document, for example `Order`.
    public let document: String
    /// How many documents a message holds.
    public let documents: Occurrence
    /// The fields of a document. Where the document has no node of its own for them, the document
    /// element itself holds them and `isFlat` is true.
    public let head: RecordTable
    public let isFlat: Bool
    /// The fields of a line, or nil where documents have no lines.
    public let line: RecordTable?
    /// How many lines a document has.
    public let lines: Occurrence
    /// Who transmits; nil where the message has no such node.
    public let transfer: RecordTable?
    /// Who else receives; nil where the message has no such node.
    public let subscription: RecordTable?
    let extensionTable: RecordTable?
    let parts: [MessagePart]

    init(_ facts: MessageFacts, head: RecordTable, line: RecordTable?, envelope: Envelope) {
        number = facts.number
        type = "CEB" + facts.number
        root = "CEB" + facts.number + "Message"
        title = facts.title
        direction = facts.direction
        kind = facts.kind
        answer = facts.answer
        signature = facts.signature
        document = facts.document
        documents = facts.documents
        self.head = head
        isFlat = facts.head == nil
        self.line = line
        lines = facts.lines
        let carries = facts.kind == .request
        transfer = carries ? envelope.transfer(facts.direction) : nil
        subscription = carries ? envelope.subscription : nil
        extensionTable = carries ? envelope.extending : nil
        parts = MessagePart.order(of: facts)
    }
}

/// A child of the root.
struct MessagePart: Sendable {
    enum Kind: Sendable { case document, transfer, subscription, signature, extending }
    let kind: Kind
    let name: String
    let occurs: Occurrence

    /// Signature and ExtendMessage change places between export and import.
    static func order(of facts: MessageFacts) -> [MessagePart] {
        var parts = [MessagePart(kind: .document, name: facts.document, occurs: facts.documents)]
        guard facts.kind == .request else { return parts }
        parts.append(MessagePart(kind: .transfer, name: "BaseTransfer", occurs: Occurrence(1, 1)))
        parts.append(
            MessagePart(kind: .subscription, name: "BaseSubscribe", occurs: Occurrence(0, 5)))
        let signed = MessagePart(
            kind: .signature, name: "Signature",
            occurs: Occurrence(facts.signature == .required ? 1 : 0, 1))
        let extending = MessagePart(
            kind: .extending, name: "ExtendMessage", occurs: Occurrence(0, 1))
        parts += facts.direction == .export ? [signed, extending] : [extending, signed]
        return parts
    }
}

/// Names found by their bytes, without making strings.
struct NameIndex: Sendable {
    let keys: [UInt64]
    let bytes: [UInt8]
    let ends: [Int]

    init(_ names: [String]) {
        var keys: [UInt64] = []
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for name in names {
            let start = bytes.count
            bytes.append(contentsOf: name.utf8)
            ends.append(bytes.count)
            keys.append(bytes.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { NameIndex.key($0 + start, name.utf8.count) } ?? 0
            })
        }
        self.keys = keys
        self.bytes = bytes
        self.ends = ends
    }

    /// Equal names have equal keys; the bytes are compared after the key.
    @inline(__always) static func key(_ start: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let raw = UnsafeRawPointer(start)
        if length >= 8 {
            let first = raw.loadUnaligned(as: UInt64.self)
            let last = raw.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
            return first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(length)
        }
        var value = UInt64(length)
        for offset in 0..<length { value = value << 8 | UInt64(start[offset]) }
        return value
    }

    /// Place of the name, looked for from `hint` on and then from the beginning.
    @inline(__always) func place(
        of start: UnsafePointer<UInt8>, _ length: Int, from hint: Int
    ) -> Int? {
        let key = NameIndex.key(start, length)
        let total = keys.count
        var place = hint
        for _ in 0..<total {
            if place >= total { place = 0 }
            if keys[place] == key, isSame(place, start, length) { return place }
            place += 1
        }
        return nil
    }

    @inline(__always) private func isSame(
        _ place: Int, _ start: UnsafePointer<UInt8>, _ length: Int
    ) -> Bool {
        let begin = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - begin == length else { return false }
        for offset in 0..<length where bytes[begin + offset] != start[offset] { return false }
        return true
    }
}
