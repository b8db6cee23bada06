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

    /// Lines of appendices as they were loaded, that ask for value added in the exporting party.
    public struct Requirements: Sendable {
        /// By agreement and eight digits, in the order they hold in; a share of zero asks nothing
        /// any more.
        private var lines: [String: [Dated<AdditionalRequirement>]] = [:]
        /// First days of whole appendices: what the product came with says nothing any more.
        public var wholes: [Day] = []

        public init() {}

        public mutating func add(_ line: Dated<AdditionalRequirement>, of agreement: String) {
            lines["\(agreement) \(line.value.code)", default: []].append(line)
        }

        func rows(_ agreement: String, _ code: String) -> [Dated<AdditionalRequirement>] {
            let key = "\(agreement) \(code.prefix(8))"
            if code.utf8.count >= 8 { return lines[key] ?? [] }
            // Of a shorter code every line below counts.
            return lines.filter { $0.key.utf8.starts(with: key.utf8) }
                .sorted { $0.key < $1.key }.flatMap(\.value)
        }
    }

    /// The agreements from a day on, as loaded tables left them.
    public struct Agreements: Sendable {
        public let from: Day
        public let all: [Agreement]

        public init(from: Day, all: [Agreement]) {
            self.from = from
            self.all = all
        }
    }

    /// Everything that is loaded, in the order it holds in.
    public struct State: Sendable {
        let editions: [Edition]
        let requirements: Requirements
        /// In order of their first days.
        let agreements: [Agreements]

        public init(
            editions: [Edition] = [], requirements: Requirements = Requirements(),
            agreements: [Agreements] = []
        ) {
            self.editions = editions
            self.requirements = requirements
            self.agreements = agreements
        }
    }

    private struct Held: Sendable {
        var first = State()
        /// What takes its place from the days of withdrawals on, in their order.
        var later: [(from: Day, state: State)] = []

        func state(on day: Day) -> State { later.last { $0.from <= day }?.state ?? first }
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

    /// Puts all that is loaded in place of what was.
    ///
    /// - Parameter later: what takes its place from the days of withdrawals on, in their order.
    public func replace(with first: State, later: [(from: Day, state: State)] = []) {
        held.withLock { $0 = Held(first: first, later: later) }
    }

    /// What is loaded about the value that must be added. A code of fewer than eight digits has to
    /// meet what a line below it asks: which of them the goods are is not known.
    func requirement(_ code: String, of agreement: String, on day: Day) -> RequirementFound {
        let now = held.withLock { $0.state(on: day).requirements }
        let whole = now.wholes.filter { $0 <= day }.max()
        let found = now.rows(agreement, code).last { line in
            line.holds(on: day) && (whole.map { $0 <= line.from } ?? true)
        }
        if let found { return found.value.share.isZero ? .no : .yes(found.value) }
        return whole == nil ? .nothing : .no
    }

    /// The agreements on a day; nil where nothing is loaded about them that has begun.
    func agreements(on day: Day) -> [Agreement]? {
        held.withLock { held in
            let loaded = held.state(on: day).agreements
            return loaded.isEmpty ? nil : loaded.last { $0.from <= day }?.all
        }
    }

    /// Every agreement that was loaded, on whatever day.
    var everyAgreement: [Agreement] {
        held.withLock { held in held.first.agreements.flatMap(\.all) }
    }

    /// Everything that counts for a day.
    func now(on day: Day) -> [Edition] {
        held.withLock { $0.state(on: day).editions }
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
