public import Kernel

/// What a message says, and everything in it that does not fit the schema.
public struct MessageReading: Sendable {
    /// How to read.
    public struct Options: Sendable, Hashable {
        public var limits = XMLLimits()
        /// Takes receipts whose elements are in no namespace, as some intermediaries deliver them.
        /// The schema does not.
        public var takesReceiptsWithoutNamespace = false
        /// Faults listed; if there are more, the last one says how many.
        public var mostFaults = 1000
        /// Faults that are counted behind those that are listed; after one more reading stops, and
        /// the last fault says so.
        public var mostUnlisted = 10_000

        public init() {}
    }

    /// The type; nil when the root is not that of a known message.
    public let table: MessageTable?
    /// `guid` of the root; empty when there is none.
    public let guid: String
    /// `version` of the root; empty when there is none.
    public let version: String
    public let documents: [MessageDocument]
    /// Who transmits, where the message says so.
    public let transfer: MessageRecord?
    /// Who else receives.
    public let subscriptions: [MessageRecord]
    /// Whether there is a signature node. Whether it is good is not looked at here.
    public let isSigned: Bool
    /// Whether that node claims to be a signature: a digest or a value in it is not all zeros.
    public let claimsSignature: Bool
    /// What does not fit, in the order of the message. A message that is not well-formed ends with
    /// the fault that says so.
    public let faults: [Fault]

    /// Whether the message fits the schema.
    public var isValid: Bool { faults.isEmpty }

    /// `CEB311`, or `Unknown` as receipts of the format check call it.
    public var type: String { table?.type ?? "Unknown" }
}

/// One business document of a message: an order, a payment, an inventory.
public struct MessageDocument: Sendable {
    public let table: MessageTable
    /// The fields of the document itself.
    public let head: MessageRecord
    /// Number in the message, from 1.
    public let number: Int
    let store: MessageStore
    let lineRange: Range<Int>

    /// A field of the head; nil when the element is missing.
    public subscript(_ element: String) -> String? { head[element] }

    /// How many lines there are.
    public var lineCount: Int { lineRange.count }

    /// The lines in the order of the message.
    public var lines: [MessageRecord] { lineRange.map { line(at: $0) } }

    /// A line by its ordinal, from 0; there must be one.
    public func line(_ ordinal: Int) -> MessageRecord {
        precondition(ordinal >= 0 && ordinal < lineCount, "the document has no such line")
        return line(at: lineRange.lowerBound + ordinal)
    }

    private func line(at place: Int) -> MessageRecord {
        let entry = store.lines[place]
        return MessageRecord(
            table: table.line ?? table.head, store: store, base: Int(entry.base),
            line: Int(entry.line))
    }

    /// Path of a field in the message, as faults give it; `line` is the ordinal from 0, nil for
    /// the head.
    public func path(_ element: String, line: Int? = nil) -> String {
        let document = "/\(table.root)/\(table.document)[\(number)]"
        if let line { return "\(document)/\(table.line?.name ?? "")[\(line + 1)]/\(element)" }
        return table.isFlat ? "\(document)/\(element)" : "\(document)/\(table.head.name)/\(element)"
    }
}

/// The values of one node.
public struct MessageRecord: Sendable {
    public let table: RecordTable
    let store: MessageStore
    /// First slot of the node; negative when the node is missing.
    let base: Int
    /// Line of the node's start tag, from 1.
    public let line: Int

    /// The value of an element after the white-space rules of the schema; nil when it is missing.
    public subscript(_ element: String) -> String? {
        table.place(of: element).flatMap { self[$0] }
    }

    /// The value at a place of `table.fields`; nil when the element is missing.
    public subscript(_ place: Int) -> String? {
        guard base >= 0 else { return nil }
        return store.string(store.slots[base + place])
    }

    /// Whether the value at a place shows nothing: it is missing, empty, or all of it is white
    /// space (that of Unicode, U+3000 among it) or characters that are never seen.
    public func isBlank(_ place: Int) -> Bool {
        guard base >= 0, store.slots[base + place].isPresent else { return true }
        return store.withBytes(store.slots[base + place]) { bytes in
            guard let first = bytes.first else { return true }
            // Nearly every value begins with a letter or digit of ASCII.
            if first > 0x20, first < 0x7F { return false }
            return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
                $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
            }
        }
    }

    /// Line of an element, from 1; nil when it is missing.
    public func line(of element: String) -> Int? {
        guard base >= 0, let place = table.place(of: element) else { return nil }
        let slot = store.slots[base + place]
        return slot.isPresent ? Int(slot.line) : nil
    }

    /// Names of the elements whose values are not the same in two nodes of one table, byte for
    /// byte; an empty element is not the same as none.
    public func differs(from other: MessageRecord) -> [String] {
        table.fields.indices.compactMap { place in
            isSame(place, as: other) ? nil : table.fields[place].name
        }
    }

    private func isSame(_ place: Int, as other: MessageRecord) -> Bool {
        let mine = base < 0 ? Slot.absent : store.slots[base + place]
        let others = other.base < 0 ? Slot.absent : other.store.slots[other.base + place]
        guard mine.isPresent == others.isPresent else { return false }
        guard mine.isPresent else { return true }
        return store.bytes(mine).elementsEqual(other.store.bytes(others))
    }

}

/// Where a value lies.
struct Slot: Sendable {
    var start: UInt32
    /// The top bit says that the value lies among the decoded bytes.
    var length: UInt32
    var line: UInt32

    static let absent = Slot(start: .max, length: 0, line: 0)
    static let decoded: UInt32 = 1 << 31

    @inline(__always) var isPresent: Bool { start != .max }
}

struct LineEntry: Sendable {
    var base: UInt32
    var line: UInt32
}

/// The bytes and slots that all values of one message share.
final class MessageStore: Sendable {
    let source: [UInt8]
    let decoded: [UInt8]
    let slots: [Slot]
    let lines: [LineEntry]

    init(source: [UInt8], decoded: [UInt8], slots: [Slot], lines: [LineEntry]) {
        self.source = source
        self.decoded = decoded
        self.slots = slots
        self.lines = lines
    }

    func bytes(_ slot: Slot) -> ArraySlice<UInt8> {
        let start = Int(slot.start)
        let length = Int(slot.length & ~Slot.decoded)
        return slot.length & Slot.decoded != 0
            ? decoded[start..<start + length] : source[start..<start + length]
    }

    /// Hands the bytes of a value that is there to `body`.
    func withBytes<Result>(
        _ slot: Slot, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        let start = Int(slot.start)
        let end = start + Int(slot.length & ~Slot.decoded)
        return (slot.length & Slot.decoded != 0 ? decoded : source).withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[start..<end]))
        }
    }

    func string(_ slot: Slot) -> String? {
        slot.isPresent ? withBytes(slot) { String(decoding: $0, as: UTF8.self) } : nil
    }
}
