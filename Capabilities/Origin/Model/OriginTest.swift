public import Kernel

/// What a rule of origin asks of a good, in a form that can be computed.
///
/// The tables write it as `CTH-{5205>5207 54}|RVC40`: a change of heading but not from these, or a
/// regional value content of 40 per cent. `&` binds closer than `|`; brackets group.
public indirect enum OriginTest: Sendable, Hashable {
    /// Wholly obtained or produced in the parties (完全获得, WO).
    case wholly
    /// Every non-originating material is of another chapter, heading or subheading than the good,
    /// and of none of the ranges excepted (税则归类改变).
    case change(ChangeLevel, except: [CodeRange])
    /// At least this many per cent of regional value content (区域价值成分, RVC).
    case content(Fixed)
    /// A fact about how the good was made, by its name in `processes.csv` (工序标准).
    case process(String)
    /// Words of the agreement that were not reduced to a test. Never met, never failed.
    case unread
    /// All of them.
    case all([OriginTest])
    /// One of them.
    case any([OriginTest])

    /// Whether no part of it was left in words.
    public var isFullyTestable: Bool {
        switch self {
        case .wholly, .change, .content, .process: true
        case .unread: false
        case .all(let parts), .any(let parts): parts.allSatisfy(\.isFullyTestable)
        }
    }

    /// Names of the processes it asks about.
    public var processes: [String] {
        switch self {
        case .wholly, .change, .content, .unread: []
        case .process(let name): [name]
        case .all(let parts), .any(let parts): parts.flatMap(\.processes)
        }
    }
}

/// How far apart good and material must be classified.
public enum ChangeLevel: String, Sendable, Hashable, CaseIterable {
    /// Two digits (章改变).
    case chapter = "CC"
    /// Four digits (品目改变).
    case heading = "CTH"
    /// Six digits (子目改变).
    case subheading = "CTSH"

    /// How many digits must differ somewhere.
    public var digits: Int {
        switch self {
        case .chapter: 2
        case .heading: 4
        case .subheading: 6
        }
    }
}

/// Codes from one to another, of two, four or six digits: `5205>5207`, `54`.
public struct CodeRange: Sendable, Hashable {
    public let from: String
    public let to: String

    /// Nil unless both are two, four or six digits, of the same length and in order.
    public init?(_ from: String, _ to: String) {
        guard [2, 4, 6].contains(from.utf8.count), from.utf8.count == to.utf8.count,
            (from + to).utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
            !to.utf8.lexicographicallyPrecedes(from.utf8)
        else { return nil }
        self.from = from
        self.to = to
    }

    /// Whether a code of at least as many digits begins within it.
    public func contains(_ code: String) -> Bool {
        let head = code.utf8.prefix(from.utf8.count)
        return head.count == from.utf8.count && !head.lexicographicallyPrecedes(from.utf8)
            && !to.utf8.lexicographicallyPrecedes(head)
    }
}
