/// One record of a CSV text: its fields, unescaped, as UTF-8 bytes known to be valid.
public struct CSVRecord: Sendable, Hashable {
    /// Line the record begins on, from 1. A quoted field may run over several lines.
    public let line: Int
    /// All fields, one after the other.
    private let bytes: [UInt8]
    /// Where each field ends in `bytes`.
    private let ends: [Int]

    init(line: Int, bytes: [UInt8], ends: [Int]) {
        self.line = line
        self.bytes = bytes
        self.ends = ends
    }

    /// How many fields the record has; at least one.
    public var count: Int { ends.count }

    /// The field at a place, as bytes; empty when the record has fewer fields.
    public func bytes(at index: Int) -> ArraySlice<UInt8> {
        guard index >= 0, index < ends.count else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// The field at a place, as text; empty when the record has fewer fields.
    public subscript(index: Int) -> String {
        String(decoding: bytes(at: index), as: UTF8.self)
    }

    /// All fields in order.
    public var fields: [String] { (0..<count).map { self[$0] } }
}

/// What a reader will take, so that no input can fill the memory.
public struct CSVLimits: Sendable, Hashable {
    /// Bytes of one record, quotes and line ends included.
    public var recordBytes: Int
    /// Fields of one record.
    public var fields: Int
    /// Records of the whole text.
    public var records: Int

    public init(recordBytes: Int, fields: Int, records: Int) {
        self.recordBytes = recordBytes
        self.fields = fields
        self.records = records
    }

    /// For tables people send: records of a megabyte, 500 columns, a million rows.
    public static let upload = CSVLimits(recordBytes: 1 << 20, fields: 500, records: 1_000_000)
    /// For our own data files.
    public static let data = CSVLimits(recordBytes: 1 << 16, fields: 100, records: 10_000_000)
}
