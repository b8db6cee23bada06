public import Kernel

/// The search of the register with as many articles as asked for: for the benchmark. The articles
/// are put together from those that are shipped, so that words are as common as they are.
public struct PolicySearchLoad: Sendable {
    /// What a run found, in microseconds.
    public struct Figures: Sendable, Hashable {
        public let articles: Int
        public let questions: Int
        public let p50: Int
        public let p99: Int
        /// Questions that found nothing.
        public let empty: Int
    }

    private let texts: [[String]]

    /// Throws a `DataFault` of a damaged table.
    public init(_ share: Share) throws {
        texts = try PolicyFiles.load(share).policies.flatMap { policy in
            policy.versions.flatMap(\.articles).map {
                [$0.title.zh, $0.title.en, $0.text.zh, $0.text.en]
            }
        }
    }

    public func run(articles: Int, questions: Int) -> Figures {
        var index = PolicyIndex()
        for number in 0..<articles {
            // Titles of one, text of another: ten thousand that are not the same.
            let one = texts[number % texts.count]
            let other = texts[(number / texts.count * 7 + number * 3) % texts.count]
            index.add([
                (one[0] + " \(number)", 5), (one[1], 5), (other[2], 2), (other[3], 2),
            ])
        }
        var times: [Int] = []
        var empty = 0
        for number in 0..<questions {
            let text = texts[number * 31 % texts.count]
            let question = number % 2 == 0 ? text[0] : text[1]
            let begin = Stopwatch.nanoseconds()
            let hits = index.search(question, limit: 50) { _ in true }
            times.append(Int(clamping: (Stopwatch.nanoseconds() - begin) / 1_000))
            if hits.isEmpty { empty += 1 }
        }
        times.sort()
        func at(_ share: Int) -> Int {
            times.isEmpty ? 0 : times[min(times.count - 1, times.count * share / 100)]
        }
        return Figures(
            articles: articles, questions: questions, p50: at(50), p99: at(99), empty: empty)
    }
}
