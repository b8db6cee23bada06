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

    /// Lines of RCEP's appendix as they were loaded.
    public struct Requirements: Sendable {
        /// By eight digits, in the order they hold in; a share of zero asks nothing any more.
        public var lines: [String: [Dated<AdditionalRequirement>]] = [:]
        /// First days of whole appendices: what the product came with says nothing any more.
        public var wholes: [Day] = []

        public init() {}
    }

    /// What is loaded from a day on, as it is after something was withdrawn from that day on.
    public struct Later: Sendable {
        public let from: Day
        public let editions: [Edition]
        public let requirements: Requirements

        public init(from: Day, editions: [Edition], requirements: Requirements = Requirements()) {
            self.from = from
            self.editions = editions
            self.requirements = requirements
        }
    }

    private struct Held: Sendable {
        var first: [Edition] = []
        var requirements = Requirements()
        var later: [Later] = []
    }

    /// What was loaded about a line of the appendix.
    enum RequirementFound: Sendable {
        /// Nothing: what came with the product counts.
        case nothing
        /// That the line asks nothing besides.
        case no
        case yes(AdditionalRequirement)
    }

    private let held = Mutex(Held())

    public init() {}

    /// Puts all that is loaded in place of what was, in the order it holds in.
    ///
    /// - Parameters:
    ///   - requirements: lines of the appendix that ask for value added.
    ///   - later: what takes its place from the days of withdrawals on, in their order.
    public func replace(
        with new: [Edition], requirements: Requirements = Requirements(), later: [Later] = []
    ) {
        held.withLock { $0 = Held(first: new, requirements: requirements, later: later) }
    }

    /// What is loaded about the value that must be added, for a code of eight digits or more.
    func requirement(_ code: String, on day: Day) -> RequirementFound {
        let now = held.withLock { held in
            held.later.last { $0.from <= day }?.requirements ?? held.requirements
        }
        let whole = now.wholes.filter { $0 <= day }.max()
        let found = now.lines[String(code.prefix(8))]?.last { line in
            line.holds(on: day) && (whole.map { $0 <= line.from } ?? true)
        }
        if let found { return found.value.share.isZero ? .no : .yes(found.value) }
        return whole == nil ? .nothing : .no
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
