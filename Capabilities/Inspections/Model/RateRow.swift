import Kernel

/// What a row of the policy looks at.
enum RateFactor: String, Sendable, Hashable, CaseIterable {
    /// Share to begin with, in ten-thousandths; the key is a trade mode or empty.
    case base
    /// Per cent by the highest of the goods; the key is the first digits of a code.
    case goods
    /// Per cent by the credit level of the firm, and of whoever declares for it.
    case level, agent
    /// Per cent from so many findings, clean inspections or bad samples on.
    case finding, clean
    case badSample = "bad-sample"
    /// Per cent by country.
    case origin, destination
    /// Least share by credit level, in ten-thousandths.
    case levelLeast = "level-least"
    /// Least and greatest share of all, in ten-thousandths.
    case least, most
    /// Days that findings and clean inspections count.
    case window

    /// Whether the value is a share and no percentage.
    var isShare: Bool {
        self == .base || self == .levelLeast || self == .least || self == .most
    }

    /// Values that make sense.
    var range: ClosedRange<Int> {
        if self == .window { return 1...3_650 }
        return isShare ? 0...10_000 : 0...10_000
    }

    /// Whether the key is a number of cases, from which on the row holds.
    var isCount: Bool { self == .finding || self == .clean || self == .badSample }
}

/// A row of the inspection-rate policy, with the days it holds and where it is written.
struct RateRow: Sendable, Hashable {
    enum Direction: String, Sendable, Hashable {
        case any = ""
        case `import`, export
    }

    var factor: RateFactor
    var direction: Direction
    /// What it is about: see `RateFactor`.
    var key: String
    var value: Int
    var from: Day
    var to: Day?
    var citation: Citation

    /// What tells rows of one edition apart.
    var place: String { "\(factor.rawValue) \(direction.rawValue) \(key)" }

    func holds(on day: Day, isImport: Bool) -> Bool {
        guard from <= day, to.map({ day <= $0 }) ?? true else { return false }
        return switch direction {
        case .any: true
        case .import: isImport
        case .export: !isImport
        }
    }
}

/// An edition of the policy: all rows that hold from a day on.
struct PolicyEdition: Sendable, Hashable, Identifiable {
    enum State: String, Sendable, Hashable {
        case proposed, confirmed, rejected
    }

    /// Who proposed or decided it.
    struct Hand: Sendable, Hashable {
        let id: String
        let name: String
        let at: Instant
    }

    static let shipped = "data"

    var id: String
    var state: State
    /// First day.
    var from: Day
    var reason: String
    var citation: Citation
    var proposed: Hand?
    var decided: Hand?
    var rows: [RateRow]
    /// The edition it changes: the one that held on its first day when it was proposed.
    var base = ""

    /// For how many days a record counts on a day; nil where it says nothing of it.
    func window(on day: Day) -> Int? {
        rows.first { $0.factor == .window && $0.holds(on: day, isImport: true) }?.value
    }

    /// The same of the edition that ships with the product; before its first day, its first.
    func standingWindow(on day: Day) -> Int {
        let first = rows.filter { $0.factor == .window }.min { $0.from < $1.from }
        guard let days = window(on: day) ?? first?.value else {
            preconditionFailure("\(id) has no window; `load` refuses a table without one")
        }
        return days
    }
}
