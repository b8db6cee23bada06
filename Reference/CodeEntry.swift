public import Kernel

/// One code of a table, with what it means and how we know.
public struct CodeEntry: Sendable, Hashable {
    /// As it stands in messages, leading zeros kept.
    public let code: String
    public let name: Localized
    /// The ISO or UN/ECE code of the same thing: alpha-3 for countries, currencies by ISO 4217,
    /// units by UN/ECE Recommendation 20; nil where there is none or it is not sure.
    public let iso: String?
    /// First day the code may be used; nil when not known.
    public let from: Day?
    /// Last day; nil while it is in force.
    public let to: Day?
    /// Where the code was read, in the short forms that `Data/SOURCES.md` explains.
    public let source: String
    /// What a careful user should know; often empty.
    public let note: String
    /// How to mend what the code says, for codes that report something wrong.
    public let fix: Localized?

    /// Whether the code may be used on a day.
    public func holds(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

/// The entries of one table. Codes are compared by bytes: a look-alike character is another code.
public struct CodeList: Sendable {
    public let table: CodeTable
    private let sorted: [CodeEntry]
    private let first: [CodeKey: Int]

    init(_ table: CodeTable, _ entries: [CodeEntry]) {
        self.table = table
        sorted = entries.sorted { left, right in
            left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
        }
        var first: [CodeKey: Int] = [:]
        for (index, entry) in sorted.enumerated().reversed() {
            if let key = CodeKey(entry.code) { first[key] = index }
        }
        self.first = first
    }

    /// Whether an unknown code is a warning and no fault.
    public var isOpen: Bool { table.isOpen }

    /// The entry of a code that holds on a day; nil when the table does not know it on that day.
    public func entry(_ code: String, on day: Day) -> CodeEntry? {
        guard let key = CodeKey(code), var index = first[key] else { return nil }
        let code = sorted[index].code
        while index < sorted.count, sorted[index].code == code {
            if sorted[index].holds(on: day) { return sorted[index] }
            index += 1
        }
        return nil
    }

    /// A code with its name, as people read it: `2244 上海快件`. A code without a name stands alone.
    public func told(_ code: String, on day: Day) -> Localized {
        guard let name = name(of: code, on: day) else { return Localized(same: code) }
        return Localized(zh: "\(code) \(name.zh)", en: "\(code) \(name.en)")
    }

    /// What a code means on a day, in both languages.
    public func name(of code: String, on day: Day) -> Localized? {
        entry(code, on: day)?.name
    }

    /// Whether the table knows a code on a day.
    public func contains(_ code: String, on day: Day) -> Bool {
        entry(code, on: day) != nil
    }

    /// Every entry, those of other days as well, in order of their codes.
    public var all: [CodeEntry] { sorted }

    /// All entries that hold on a day, in order of their codes.
    public func entries(on day: Day) -> [CodeEntry] { sorted.filter { $0.holds(on: day) } }
}

/// A code of at most eight ASCII characters as one number: quick to hash, compared by bytes.
struct CodeKey: Hashable {
    let packed: UInt64

    init?(_ code: String) {
        var packed: UInt64 = 0
        var count = 0
        for byte in code.utf8 {
            guard byte > 0x20, byte < 0x7F, count < 8 else { return nil }
            packed = packed << 8 | UInt64(byte)
            count += 1
        }
        guard count > 0 else { return nil }
        self.packed = packed
    }
}
