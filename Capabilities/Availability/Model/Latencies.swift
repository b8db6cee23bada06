/// Requests counted by how long they took: four steps to each doubling, from a tenth of a
/// millisecond up. A percentile is the upper end of its step, at most a fifth too much.
struct Latencies: Sendable, Hashable {
    /// Upper ends in microseconds: 100, 119, 141, 168, 200 … to more than a minute.
    static let ends: [Int] = {
        var ends = [100, 119, 141, 168]
        while ends.count < 80 { ends.append(ends[ends.count - 4] * 2) }
        return ends
    }()

    private(set) var counts: [Int: Int] = [:]

    init() {}

    mutating func count(microseconds: Int) {
        let step = Latencies.ends.firstIndex { microseconds <= $0 } ?? Latencies.ends.count - 1
        counts[step, default: 0] += 1
    }

    mutating func add(_ other: Latencies) {
        counts.merge(other.counts) { $0 + $1 }
    }

    /// The time in microseconds that so many of a hundred stayed within; nil where nothing was
    /// counted.
    func percentile(_ hundredths: Int) -> Int? {
        let all = counts.values.reduce(0, +)
        guard all > 0 else { return nil }
        let wanted = (all * hundredths + 99) / 100
        var seen = 0
        for (step, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen >= wanted { return Latencies.ends[step] }
        }
        return Latencies.ends.last
    }

    /// `12:3 13:40`: step and count.
    var text: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    init(text: String) {
        for part in text.split(separator: " ") {
            let halves = part.split(separator: ":")
            guard halves.count == 2, let step = Int(halves[0]), let count = Int(halves[1]),
                Latencies.ends.indices.contains(step)
            else { continue }
            counts[step, default: 0] += count
        }
    }
}
