import Kernel

/// Whether a condition can come out both ways: one that always holds, or never, decides nothing and
/// is a slip of the pen.
///
/// What is compared with the same thing is one unknown, and every place it can have among the
/// values it is compared with is tried; two different unknowns are taken as independent. So what is
/// called settled here is settled, and something odd may still pass.
struct FormulaTruth {
    /// What a name can be; nil where it can be anything.
    let answers: (String) -> [String]?

    /// A condition that comes out the same whatever is answered.
    struct Settled: Hashable {
        let isTrue: Bool
    }

    /// More combinations than this are not tried.
    private static let most = 20_000

    /// The first condition in a formula that is settled.
    func settled(_ formula: Formula) -> Settled? {
        if case .value(.truth(let truth)) = formula { return Settled(isTrue: truth) }
        return inside(formula)
    }

    private func inside(_ formula: Formula) -> Settled? {
        switch formula {
        case .value, .name, .given: return nil
        case .not(let one): return settled(one) ?? whole(formula)
        case .both(let one, let two), .either(let one, let two):
            return settled(one) ?? settled(two) ?? whole(formula)
        case .compare(let one, _, let two): return inside(one) ?? inside(two) ?? whole(formula)
        case .calculate(let one, _, let two): return inside(one) ?? inside(two)
        case .call(.choose, let parts):
            return parts.first.flatMap { settled($0) }
                ?? parts.dropFirst().lazy.compactMap { inside($0) }.first
        case .call(_, let parts): return parts.lazy.compactMap { inside($0) }.first
        }
    }

    /// Whether a condition as a whole comes out one way only.
    private func whole(_ condition: Formula) -> Settled? {
        var unknowns: [Unknown: Set<Fixed>] = [:]
        collect(condition, &unknowns)
        let places = unknowns.map { unknown, lines in
            (unknown: unknown, count: count(unknown, lines))
        }
        var combinations = 1
        for place in places {
            let (product, overflow) = combinations.multipliedReportingOverflow(by: place.count)
            guard !overflow, product <= Self.most else { return nil }
            combinations = product
        }
        let sorted = unknowns.mapValues { $0.sorted() }
        var found: Bool?
        for number in 0..<combinations {
            var (rest, at) = (number, [Unknown: Int]())
            for place in places {
                at[place.unknown] = rest % place.count
                rest /= place.count
            }
            let truth = truth(condition, at, sorted)
            if let found, found != truth { return nil }
            found = truth
        }
        return found.map { Settled(isTrue: $0) }
    }

    // MARK: Unknowns

    private enum Unknown: Hashable {
        /// A sum of days or numbers; its places are on, between and beside the lines it is
        /// compared with.
        case sum(FormulaSum)
        /// A text; its places are what it can be, the last of them anything else.
        case text(String)
        case truth(Formula)
    }

    private func count(_ unknown: Unknown, _ lines: Set<Fixed>) -> Int {
        switch unknown {
        case .sum: lines.count * 2 + 1
        case .text(let name): max(1, options(name).count)
        case .truth: 2
        }
    }

    private func options(_ name: String) -> [String] { answers(name) ?? [] }

    private func collect(_ condition: Formula, _ found: inout [Unknown: Set<Fixed>]) {
        switch atom(condition) {
        case .line(let sum, _, let value): found[.sum(sum), default: []].insert(value)
        case .text(let name, _, _): found[.text(name), default: []] = []
        case .free(let formula, _): found[.truth(formula), default: []] = []
        case .known: break
        case .compound(let parts): for part in parts { collect(part, &found) }
        }
    }

    // MARK: Atoms

    private enum Atom {
        case known(Bool)
        case line(FormulaSum, Formula.Comparison, Fixed)
        case text(String, isEqual: Bool, String)
        /// True or false, as it comes, or the other way round.
        case free(Formula, isTurned: Bool = false)
        case compound([Formula])
    }

    private func atom(_ formula: Formula) -> Atom {
        switch formula {
        case .value(.truth(let truth)): return .known(truth)
        case .value, .name, .given, .calculate: return .free(formula)
        case .not(let one): return .compound([one])
        case .both(let one, let two), .either(let one, let two): return .compound([one, two])
        case .call(.choose, let parts) where parts.count == 3: return .compound(parts)
        case .call: return .free(formula)
        case .compare(let one, let comparison, let two):
            if one.isCondition || two.isCondition { return .compound([one, two]) }
            return comparisonAtom(one, comparison, two) ?? .free(formula)
        }
    }

    private func comparisonAtom(
        _ one: Formula, _ comparison: Formula.Comparison, _ two: Formula
    ) -> Atom? {
        switch (one, two) {
        case (.name(let name), .value(.text(let text))),
            (.value(.text(let text)), .name(let name)):
            // Of a name that can be anything each text is a question of its own.
            guard answers(name) != nil else {
                let asked = Formula.compare(.name(name), .equal, .value(.text(text)))
                return .free(asked, isTurned: comparison != .equal)
            }
            return .text(name, isEqual: comparison == .equal, text)
        default: break
        }
        guard let difference = FormulaSum(one)?.minus(FormulaSum(two)) else { return nil }
        let (sum, value, isTurned) = difference.line
        let turned = isTurned ? comparison.turned : comparison
        return sum.isEmpty
            ? .known(turned.holds(.zero, value)) : .line(sum, turned, value)
    }

    // MARK: Trying

    private func truth(
        _ formula: Formula, _ at: [Unknown: Int], _ lines: [Unknown: [Fixed]]
    ) -> Bool {
        func look(_ part: Formula) -> Bool { truth(part, at, lines) }
        switch formula {
        case .not(let one): return !look(one)
        case .both(let one, let two): return look(one) && look(two)
        case .either(let one, let two): return look(one) || look(two)
        case .call(.choose, let parts) where parts.count == 3:
            return look(parts[0]) ? look(parts[1]) : look(parts[2])
        default: break
        }
        switch atom(formula) {
        case .known(let truth): return truth
        case .line(let sum, let comparison, let value):
            let unknown = Unknown.sum(sum)
            // Odd places are the lines themselves, even ones lie between them.
            let line = (lines[unknown]?.firstIndex(of: value) ?? 0) * 2 + 1
            return comparison.holds(Fixed(raw: Int64(at[unknown] ?? 0)), Fixed(raw: Int64(line)))
        case .text(let name, let isEqual, let text):
            let options = options(name)
            let place = at[.text(name)] ?? 0
            let isSame = place < options.count && options[place].utf8.elementsEqual(text.utf8)
            return isSame == isEqual
        case .free(let asked, let isTurned): return (at[.truth(asked)] == 1) != isTurned
        case .compound(let parts):
            // Two conditions compared with each other.
            guard case .compare(_, let comparison, _) = formula, parts.count == 2 else {
                return false
            }
            return (look(parts[0]) == look(parts[1])) == (comparison == .equal)
        }
    }
}

/// A sum of terms, each so many times, and a number: what numbers and days come down to. The same
/// thing taken from itself is nothing.
struct FormulaSum: Hashable {
    private var terms: [Formula: Fixed] = [:]
    private(set) var constant = Fixed.zero

    var isEmpty: Bool { terms.isEmpty }

    /// Nil where the numbers are too large.
    init?(_ formula: Formula) {
        switch formula {
        case .calculate(let one, .plus, let two):
            guard let sum = FormulaSum(one)?.plus(FormulaSum(two), times: 1) else { return nil }
            self = sum
        case .calculate(let one, .minus, let two):
            guard let sum = FormulaSum(one)?.minus(FormulaSum(two)) else { return nil }
            self = sum
        case .call(.daysBetween, let days) where days.count == 2:
            guard let sum = FormulaSum(days[1])?.minus(FormulaSum(days[0])) else { return nil }
            self = sum
        case .calculate(let one, .times, let two):
            guard let left = FormulaSum(one), let right = FormulaSum(two) else { return nil }
            if left.isEmpty, let whole = left.constant.whole {
                guard let sum = FormulaSum().plus(right, times: whole) else { return nil }
                self = sum
            } else if right.isEmpty, let whole = right.constant.whole {
                guard let sum = FormulaSum().plus(left, times: whole) else { return nil }
                self = sum
            } else {
                terms = [formula: Fixed(1)]
            }
        case .call(.daysAfter, let parts) where parts.count == 2 && parts[1].isWhole:
            guard let sum = FormulaSum(parts[0])?.plus(FormulaSum(parts[1]), times: 1)
            else { return nil }
            self = sum
        default:
            if case .number(let number)? = formula.value({ _ in nil }) {
                constant = number
            } else {
                terms = [formula: Fixed(1)]
            }
        }
    }

    private init() {}

    func minus(_ other: FormulaSum?) -> FormulaSum? { plus(other, times: -1) }

    private func plus(_ other: FormulaSum?, times: Int32) -> FormulaSum? {
        guard let other else { return nil }
        var sum = self
        let factor = Fixed(times)
        guard let more = try? other.constant.multiplied(by: factor),
            let constant = try? sum.constant.adding(more)
        else { return nil }
        sum.constant = constant
        for (term, count) in other.terms {
            guard let more = try? count.multiplied(by: factor),
                let all = try? (sum.terms[term] ?? .zero).adding(more)
            else { return nil }
            sum.terms[term] = all.isZero ? nil : all
        }
        return sum
    }

    /// This compared with nothing, as terms compared with a number, written in one way of two: the
    /// difference of b and a is that of a and b, turned.
    var line: (sum: FormulaSum, value: Fixed, isTurned: Bool) {
        var sum = self
        sum.constant = .zero
        let first = terms.min { String(describing: $0.key) < String(describing: $1.key) }
        guard let first, first.value.isNegative else { return (sum, constant.negated, false) }
        sum.terms = sum.terms.mapValues(\.negated)
        return (sum, constant, true)
    }
}

extension Fixed {
    /// As a whole number, where it is a small one.
    fileprivate var whole: Int32? {
        raw % Fixed.scale == 0 ? Int32(exactly: raw / Fixed.scale) : nil
    }
}

extension Formula {
    fileprivate var isWhole: Bool {
        if case .value(.number(let number)) = self { number.whole != nil } else { false }
    }

    /// Whether it can only be true or false.
    fileprivate var isCondition: Bool {
        switch self {
        case .value(.truth), .given, .not, .both, .either, .compare: true
        case .call(.choose, let parts): parts.count == 3 && parts[1].isCondition
        default: false
        }
    }
}

extension Formula.Comparison {
    /// The same with both sides negated.
    fileprivate var turned: Formula.Comparison {
        switch self {
        case .equal: .equal
        case .unequal: .unequal
        case .below: .above
        case .above: .below
        case .atMost: .atLeast
        case .atLeast: .atMost
        }
    }

    fileprivate func holds(_ one: Fixed, _ two: Fixed) -> Bool {
        switch self {
        case .equal: one == two
        case .unequal: one != two
        case .below: one < two
        case .above: one > two
        case .atMost: one <= two
        case .atLeast: one >= two
        }
    }
}
