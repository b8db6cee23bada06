public import Kernel

/// A value that a formula works on.
public enum FormulaValue: Sendable, Hashable {
    case number(Fixed)
    case day(Day)
    case text(String)
    case truth(Bool)

    /// What sort of value it is.
    public enum Kind: Sendable, Hashable { case number, day, text, truth }

    var kind: Kind {
        switch self {
        case .number: .number
        case .day: .day
        case .text: .text
        case .truth: .truth
        }
    }
}

/// A rule of a service file in the few words that an official can read:
/// `disclosed <= months-after(act, 12) or share <= 30`. Pure; what is not known stays unknown
/// instead of counting as nothing.
public indirect enum Formula: Sendable, Hashable {
    case value(FormulaValue)
    case name(String)
    /// Whether an answer or a value in force is there.
    case given(String)
    case not(Formula)
    case both(Formula, Formula)
    case either(Formula, Formula)
    case compare(Formula, Comparison, Formula)
    case calculate(Formula, Operation, Formula)
    case call(Function, [Formula])

    /// How two values compare.
    public enum Comparison: String, Sendable, Hashable {
        case equal = "=", unequal = "!=", below = "<", above = ">", atMost = "<=", atLeast = ">="
    }

    /// What is done with two numbers.
    public enum Operation: String, Sendable, Hashable {
        case plus = "+", minus = "-", times = "*", over = "/"
    }

    /// What can be called by name.
    public enum Function: String, Sendable, Hashable, CaseIterable {
        case least = "min"
        case greatest = "max"
        /// Half up, to so many decimals.
        case round
        case monthsAfter = "months-after"
        case daysAfter = "days-after"
        /// Days from the first to the second.
        case daysBetween = "days-between"
        /// The year of a day, as a number.
        case year
        /// One of two values.
        case choose = "if"
    }

    /// Every name it looks at, in order, each once.
    var names: [String] {
        var found: [String] = []
        collect(&found)
        return found
    }

    private func collect(_ found: inout [String]) {
        switch self {
        case .value: break
        case .name(let name), .given(let name):
            if !found.contains(name) { found.append(name) }
        case .not(let one): one.collect(&found)
        case .both(let one, let two), .either(let one, let two), .compare(let one, _, let two),
            .calculate(let one, _, let two):
            one.collect(&found)
            two.collect(&found)
        case .call(_, let parts): for part in parts { part.collect(&found) }
        }
    }
}

// MARK: Its value

extension Formula {
    /// What comes out; nil when something it needs is not known or cannot be computed.
    func value(_ known: (String) -> FormulaValue?) -> FormulaValue? {
        switch self {
        case .value(let value): return value
        case .name(let name): return known(name)
        case .given(let name): return .truth(known(name) != nil)
        case .not(let one):
            guard case .truth(let truth)? = one.value(known) else { return nil }
            return .truth(!truth)
        case .both(let one, let two):
            let (left, right) = (one.value(known), two.value(known))
            if left == .truth(false) || right == .truth(false) { return .truth(false) }
            return left == nil || right == nil ? nil : .truth(true)
        case .either(let one, let two):
            let (left, right) = (one.value(known), two.value(known))
            if left == .truth(true) || right == .truth(true) { return .truth(true) }
            return left == nil || right == nil ? nil : .truth(false)
        case .compare(let one, let comparison, let two):
            guard let left = one.value(known), let right = two.value(known) else { return nil }
            return Self.compare(left, comparison, right).map { .truth($0) }
        case .calculate(let one, let operation, let two):
            guard case .number(let left)? = one.value(known),
                case .number(let right)? = two.value(known),
                let result = Self.calculate(left, operation, right)
            else { return nil }
            return .number(result)
        case .call(let function, let parts): return Self.call(function, parts, known)
        }
    }

    private static func compare(
        _ left: FormulaValue, _ comparison: Comparison, _ right: FormulaValue
    ) -> Bool? {
        switch (left, right) {
        case (.number(let one), .number(let two)): return order(one, comparison, two)
        case (.day(let one), .day(let two)): return order(one, comparison, two)
        case (.text(let one), .text(let two)):
            let isSame = one.utf8.elementsEqual(two.utf8)
            return comparison == .equal ? isSame : comparison == .unequal ? !isSame : nil
        case (.truth(let one), .truth(let two)):
            return comparison == .equal ? one == two : comparison == .unequal ? one != two : nil
        default: return nil
        }
    }

    private static func order<Value: Comparable>(
        _ one: Value, _ comparison: Comparison, _ two: Value
    ) -> Bool {
        switch comparison {
        case .equal: one == two
        case .unequal: one != two
        case .below: one < two
        case .above: one > two
        case .atMost: one <= two
        case .atLeast: one >= two
        }
    }

    private static func calculate(
        _ left: Fixed, _ operation: Operation, _ right: Fixed
    ) -> Fixed? {
        switch operation {
        case .plus: try? left.adding(right)
        case .minus: try? left.subtracting(right)
        case .times: try? left.multiplied(by: right)
        case .over: try? left.scaled(Int128(Fixed.scale), over: Int128(right.raw))
        }
    }

    private static func call(
        _ function: Function, _ parts: [Formula], _ known: (String) -> FormulaValue?
    ) -> FormulaValue? {
        if function == .choose {
            guard parts.count == 3, case .truth(let truth)? = parts[0].value(known) else {
                return nil
            }
            return (truth ? parts[1] : parts[2]).value(known)
        }
        let values = parts.compactMap { $0.value(known) }
        guard values.count == parts.count else { return nil }
        let numbers = values.compactMap { value -> Fixed? in
            if case .number(let number) = value { return number }
            return nil
        }
        let days = values.compactMap { value -> Day? in
            if case .day(let day) = value { return day }
            return nil
        }
        switch function {
        case .least: return numbers.min().map { .number($0) }
        case .greatest: return numbers.max().map { .number($0) }
        case .round:
            guard numbers.count == 2 else { return nil }
            return .number(numbers[0].rounded(to: min(5, max(0, Self.whole(numbers[1])))))
        case .monthsAfter, .daysAfter:
            guard let day = days.first, let count = numbers.first else { return nil }
            let whole = Self.whole(count)
            return .day(
                function == .daysAfter ? day.adding(days: whole) : day.adding(months: whole))
        case .daysBetween:
            guard days.count == 2,
                let count = Int32(exactly: days[1].sinceEpoch - days[0].sinceEpoch)
            else { return nil }
            return .number(Fixed(count))
        case .year: return days.first.flatMap { Int32(exactly: $0.year) }.map { .number(Fixed($0)) }
        case .choose: return nil
        }
    }

    private static func whole(_ number: Fixed) -> Int { Int(number.raw / Fixed.scale) }
}

// MARK: Its kind

extension Formula {
    /// Why a formula is not one.
    struct Trouble: Error, Hashable {
        let zh: String
        let en: String
    }

    /// What kind of value comes out.
    ///
    /// - Throws: when a name is not known or kinds do not go together.
    func kind(_ kinds: (String) -> FormulaValue.Kind?) throws(Trouble) -> FormulaValue.Kind {
        switch self {
        case .value(let value): return value.kind
        case .name(let name):
            guard let kind = kinds(name) else { throw Self.unknown(name) }
            return kind
        case .given(let name):
            guard kinds(name) != nil else { throw Self.unknown(name) }
            return .truth
        case .not(let one):
            try one.needs(.truth, kinds)
            return .truth
        case .both(let one, let two), .either(let one, let two):
            try one.needs(.truth, kinds)
            try two.needs(.truth, kinds)
            return .truth
        case .compare(let one, let comparison, let two):
            let kind = try one.kind(kinds)
            try two.needs(kind, kinds)
            let isOrdered = kind == .number || kind == .day
            guard isOrdered || comparison == .equal || comparison == .unequal else {
                throw Trouble(
                    zh: "文字和是非只能用 = 或 != 比较。", en: "Texts and truths compare with = or != only.")
            }
            return .truth
        case .calculate(let one, _, let two):
            try one.needs(.number, kinds)
            try two.needs(.number, kinds)
            return .number
        case .call(let function, let parts): return try Self.kind(function, parts, kinds)
        }
    }

    private static func unknown(_ name: String) -> Trouble {
        Trouble(zh: "算式中的 \(name) 不是字段、参数或计算项。", en: "\(name) in the formula is nothing known.")
    }

    private func needs(
        _ wanted: FormulaValue.Kind, _ kinds: (String) -> FormulaValue.Kind?
    ) throws(Trouble) {
        guard try kind(kinds) == wanted else {
            throw Trouble(
                zh: "算式两边的类型不一致（需要 \(wanted)）。",
                en: "Kinds in the formula differ: \(wanted) is needed.")
        }
    }

    private static func kind(
        _ function: Function, _ parts: [Formula], _ kinds: (String) -> FormulaValue.Kind?
    ) throws(Trouble) -> FormulaValue.Kind {
        let wanted: [FormulaValue.Kind]
        let result: FormulaValue.Kind
        switch function {
        case .least, .greatest:
            (wanted, result) = (Array(repeating: .number, count: max(1, parts.count)), .number)
        case .round: (wanted, result) = ([.number, .number], .number)
        case .monthsAfter, .daysAfter: (wanted, result) = ([.day, .number], .day)
        case .daysBetween: (wanted, result) = ([.day, .day], .number)
        case .year: (wanted, result) = ([.day], .number)
        case .choose:
            let kind = parts.count == 3 ? try parts[1].kind(kinds) : .truth
            (wanted, result) = ([.truth, kind, kind], kind)
        }
        guard parts.count == wanted.count else {
            throw Trouble(
                zh: "\(function.rawValue) 需要 \(wanted.count) 个参数。",
                en: "\(function.rawValue) takes \(wanted.count) values.")
        }
        for (part, kind) in zip(parts, wanted) { try part.needs(kind, kinds) }
        return result
    }
}
