public import Kernel
import Synchronization

/// Product rules an operator loaded beside the lists that come with the product. One value is
/// shared by whoever reads rules, so that they count for all from the moment they are loaded.
public final class LoadedRules: Sendable {
    /// The rules of one agreement as one file gave them.
    public struct Edition: Sendable, Hashable {
        /// Agreement, first day and document.
        public let list: RuleList
        /// By entries of two to ten digits.
        public let tests: [String: OriginTest]
        /// Whether it takes the place of every list before it.
        public let isWhole: Bool

        public init(list: RuleList, tests: [String: OriginTest], isWhole: Bool) {
            self.list = list
            self.tests = tests
            self.isWhole = isWhole
        }
    }

    /// What is loaded from a day on, as it is after something was withdrawn from that day on.
    public struct Later: Sendable, Hashable {
        public let from: Day
        public let editions: [Edition]

        public init(from: Day, editions: [Edition]) {
            self.from = from
            self.editions = editions
        }
    }

    private struct Held: Sendable {
        var first: [Edition] = []
        var later: [Later] = []
    }

    private let held = Mutex(Held())

    public init() {}

    /// Puts all that is loaded in place of what was, in the order it holds in.
    ///
    /// - Parameter later: what takes its place from the days of withdrawals on, in their order.
    public func replace(with new: [Edition], later: [Later] = []) {
        held.withLock { $0 = Held(first: new, later: later) }
    }

    /// Everything that counts for a day.
    func now(on day: Day) -> [Edition] {
        held.withLock { held in held.later.last { $0.from <= day }?.editions ?? held.first }
    }
}

extension [LoadedRules.Edition] {
    /// What holds for an agreement on a day, the latest first and down to the last whole list.
    func holding(for agreement: String, on day: Day) -> [LoadedRules.Edition] {
        var found: [LoadedRules.Edition] = []
        for edition in reversed()
        where sameCode(edition.list.agreement, agreement) && edition.list.from <= day {
            found.append(edition)
            if edition.isWhole { break }
        }
        return found
    }
}
