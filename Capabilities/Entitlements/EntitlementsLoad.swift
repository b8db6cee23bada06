import Kernel
import Lists
import Parties

/// How long it takes to say what firms may have: for the benchmark.
public struct EntitlementsLoad: Sendable {
    /// What a run found.
    public struct Figures: Sendable, Hashable {
        public let firms: Int
        public let benefits: Int
        /// Firm and benefit pairs that hold.
        public let held: Int
        /// Every benefit of every firm, on one core.
        public let nanoseconds: UInt64
        /// Every benefit of one firm with its explanation, in microseconds.
        public let p50: Int
        public let p99: Int
    }

    private let book: Entitlements
    private let day: Day

    /// The book of a capability that is in use, on its today.
    public init(_ capability: EntitlementsCapability) {
        (book, day) = (capability.book, capability.desk.today)
    }

    /// Firms that are explained one by one.
    private static let sample = 2_000

    /// Evaluates every benefit in force for every firm of the register, then explains single ones.
    public func run() -> Figures {
        let firms = book.views.register.all
        let rules = book.rules(on: day)
        var held = 0
        let begin = Stopwatch.nanoseconds()
        for firm in firms where firm.status == .active {
            let view = book.views.view(of: firm, on: day)
            for rule in rules where ConditionRule.holds(rule.condition, of: view) { held += 1 }
        }
        let elapsed = Stopwatch.nanoseconds() - begin
        var times: [Int] = []
        let step = max(1, firms.count / Self.sample)
        for place in stride(from: 0, to: firms.count, by: step) {
            let start = Stopwatch.nanoseconds()
            let verdicts = book.all(of: firms[place], on: day)
            times.append(Int((Stopwatch.nanoseconds() - start) / 1000))
            held += verdicts.isEmpty ? 1 : 0
        }
        times.sort()
        func at(_ share: Int) -> Int {
            times.isEmpty ? 0 : times[min(times.count - 1, times.count * share / 100)]
        }
        return Figures(
            firms: firms.count, benefits: rules.count, held: held, nanoseconds: elapsed,
            p50: at(50), p99: at(99))
    }
}
