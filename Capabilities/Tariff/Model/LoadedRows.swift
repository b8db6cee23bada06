import Kernel

/// A row of a short table that an edition may take the place of.
protocol LoadedValue: Sendable {
    /// What a later row of the same takes the place of: the class of articles, the quota.
    var loadedKey: String { get }
}

/// Rows of a short table that were loaded on top of the shipped ones.
struct LoadedRows<Value: LoadedValue>: Sendable {
    /// By key, in the order they hold in.
    private(set) var rows: [String: [Dated<Value>]] = [:]
    /// First days of whole tables: what was said before, shipped or loaded, holds no longer.
    private(set) var wholes: [Day] = []

    /// Whether nothing was loaded: the usual case, asked on every look-up.
    var isEmpty: Bool { rows.isEmpty && wholes.isEmpty }

    /// Days on which it may say something else, in whatever order.
    var days: [Day] {
        wholes + rows.values.joined().flatMap(\.turns)
    }

    mutating func add(_ row: Dated<Value>) { rows[row.value.loadedKey, default: []].append(row) }

    mutating func replaceAll(from day: Day, keeping named: Set<String>) {
        wholes.append(day)
        for key in rows.keys where !named.contains(key) {
            rows[key]?.removeAll { $0.from >= day }
        }
    }

    /// The row of a key that was loaded and holds on a day.
    func row(_ key: String, on day: Day) -> Dated<Value>? {
        guard let versions = rows[key] else { return nil }
        let whole = begun(on: day)
        return versions.last { row in
            row.holds(on: day) && (whole.map { $0 <= row.from } ?? true)
        }
    }

    /// Whether what the product came with says nothing any more on a day.
    func isWhole(on day: Day) -> Bool { begun(on: day) != nil }

    private func begun(on day: Day) -> Day? { wholes.filter { $0 <= day }.max() }

    /// The row of a key in force on a day, loaded or shipped.
    func row(_ key: String, on day: Day, over shipped: [Dated<Value>]) -> Dated<Value>? {
        row(key, on: day) {
            shipped.filter { $0.value.loadedKey.utf8.elementsEqual(key.utf8) }
        }
    }

    /// The same, where the shipped rows of a key are at hand.
    func row(_ key: String, on day: Day, of shipped: () -> [Dated<Value>]) -> Dated<Value>? {
        if !rows.isEmpty, let found = row(key, on: day) { return found }
        if isWhole(on: day) { return nil }
        return shipped().inForce(on: day)
    }

    /// Every row in force on a day: shipped ones in their order, loaded ones in their places and
    /// behind them.
    func all(on day: Day, over shipped: [Dated<Value>]) -> [Dated<Value>] {
        let held = isWhole(on: day) ? [] : shipped.filter { $0.holds(on: day) }
        guard !rows.isEmpty else { return held }
        var told: Set<String> = []
        var found = held.map { shippedRow -> Dated<Value> in
            let key = shippedRow.value.loadedKey
            told.insert(key)
            return row(key, on: day) ?? shippedRow
        }
        for key in rows.keys.sorted() where !told.contains(key) {
            if let row = row(key, on: day) { found.append(row) }
        }
        return found
    }
}

extension Dated {
    /// The day it begins to hold, and the day it holds no longer.
    var turns: [Day] {
        guard let last = to else { return [from] }
        return [from, last.adding(days: 1)]
    }
}

extension [String] {
    /// How many digits of a code the longest of these prefixes names; nil where none fits. What
    /// names goods more exactly goes before what names more of them.
    func digits(of code: String) -> Int? {
        lazy.filter { code.utf8.starts(with: $0.utf8) }.map(\.utf8.count).max()
    }
}

extension Sequence {
    /// The one that names a code most exactly, the first of several.
    func closest(to code: String, _ prefixes: (Element) -> [String]) -> Element? {
        var best: (digits: Int, element: Element)?
        for element in self {
            guard let digits = prefixes(element).digits(of: code) else { continue }
            if digits > best?.digits ?? -1 { best = (digits, element) }
        }
        return best?.element
    }
}

extension LoadedEditions {
    /// Every row of a short table in force on a day.
    func all<Value>(
        _ table: KeyPath<State, LoadedRows<Value>>, over shipped: [Dated<Value>], on day: Day
    ) -> [Dated<Value>] {
        at(day) { $0[keyPath: table].all(on: day, over: shipped) }
    }

    /// One row of a short table in force on a day.
    func row<Value>(
        _ table: KeyPath<State, LoadedRows<Value>>, _ key: String,
        over shipped: [Dated<Value>], on day: Day
    ) -> Dated<Value>? {
        at(day) { $0[keyPath: table].row(key, on: day, over: shipped) }
    }
}
