/// Up to 256 entries of the log, in order, with what each was made of. A row of storage; its
/// entries are also what is served as a tile of entries (C2SP tlog-tiles).
struct LogBundle: Sendable, Hashable {
    static let fullCount = 256
    static let secretLength = 32

    /// Place among the bundles, from 0.
    let number: Int
    /// Each entry with its length in two bytes before it.
    private(set) var entries: [UInt8] = []
    /// Number of the record behind each entry, eight bytes each, ascending.
    private(set) var sources: [UInt8] = []
    /// Secret of each entry.
    private(set) var secrets: [UInt8] = []

    init(number: Int) { self.number = number }

    /// From storage; nil where the three do not belong together.
    init?(number: Int, entries: [UInt8], sources: [UInt8], secrets: [UInt8]) {
        self.number = number
        self.entries = entries
        self.sources = sources
        self.secrets = secrets
        guard sources.count % 8 == 0, (1...LogBundle.fullCount).contains(count),
            secrets.count == count * LogBundle.secretLength, ends.count == count
        else { return nil }
    }

    var count: Int { sources.count / 8 }
    var isFull: Bool { count == LogBundle.fullCount }

    /// - Parameter entry: at most 65,535 bytes.
    mutating func add(_ entry: [UInt8], source: Int64, secret: [UInt8]) {
        precondition(
            entry.count <= UInt16.max && secret.count == LogBundle.secretLength && !isFull,
            "whoever adds keeps to what a bundle holds")
        entries += [UInt8(entry.count >> 8), UInt8(entry.count & 255)]
        entries += entry
        for shift in stride(from: 56, through: 0, by: -8) {
            sources.append(UInt8(truncatingIfNeeded: source >> Int64(shift)))
        }
        secrets += secret
    }

    func source(_ index: Int) -> Int64 {
        sources[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | Int64($1) }
    }

    func secret(_ index: Int) -> [UInt8] {
        Array(secrets[index * LogBundle.secretLength..<(index + 1) * LogBundle.secretLength])
    }

    /// Where the entry of a record lies; nil when it is not in this bundle.
    func index(of source: Int64) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self.source(middle) < source { low = middle + 1 } else { high = middle }
        }
        return low < count && self.source(low) == source ? low : nil
    }

    func entry(_ index: Int) -> [UInt8] {
        let ends = ends
        guard index < ends.count else { return [] }
        return Array(entries[(index == 0 ? 0 : ends[index - 1]) + 2..<ends[index]])
    }

    /// The first entries as they are served; nil where there are fewer.
    func served(_ width: Int) -> [UInt8]? {
        guard width > 0, width <= count else { return nil }
        return Array(entries[..<ends[width - 1]])
    }

    /// Where each entry ends; fewer than there are sources when the bytes are damaged.
    private var ends: [Int] {
        var ends: [Int] = []
        var place = 0
        while place + 2 <= entries.count {
            place += 2 + (Int(entries[place]) << 8 | Int(entries[place + 1]))
            guard place <= entries.count else { return [] }
            ends.append(place)
        }
        return place == entries.count ? ends : []
    }
}
