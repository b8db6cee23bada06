public import Kernel
public import Store

/// What services ask about a firm beside the form, and what their decisions do to lists of firms:
/// handed in by the rooms that keep levels and lists.
public struct FirmStandings: Sendable {
    /// Somebody whom a decision puts on a list.
    public struct Entry: Sendable, Hashable {
        /// Id of the list.
        public var list: String
        /// Id of the enterprise.
        public var firm: String
        /// Last day; nil for no end.
        public var to: Day?
        /// What the decision has established of the firm: facts of the lists' room.
        public var confirms: [String]
        /// Why, for everybody who may see the list; what was typed is the same in both languages.
        public var reason: Localized
        /// Number of the decision.
        public var document: String
        /// Who decided.
        public var actor: String
    }

    /// Credit level of an enterprise on a day, as the customs has published it.
    public var level: @Sendable (_ firm: String, _ day: Day) -> String
    /// How a level is called.
    public var levelName: @Sendable (_ level: String) -> Localized
    /// Whether an enterprise stands on a list on a day.
    public var holds: @Sendable (_ firm: String, _ list: String, _ day: Day) -> Bool
    /// How a list is called.
    public var listName: @Sendable (_ list: String) -> Localized
    /// Puts an enterprise on a list; whoever stands there stays as he is. Throws a refusal when the
    /// list's criteria do not hold.
    public var enter: @Sendable (Entry, Session) throws -> Void
    /// Takes off a list what the decision of that number has put there, from tomorrow on.
    public var leave: @Sendable (Entry, Session) throws -> Void
    /// Looks at the lists anew, after the transaction.
    public var takeIn: @Sendable () async -> Void

    public init(
        level: @escaping @Sendable (String, Day) -> String,
        levelName: @escaping @Sendable (String) -> Localized,
        holds: @escaping @Sendable (String, String, Day) -> Bool,
        listName: @escaping @Sendable (String) -> Localized,
        enter: @escaping @Sendable (Entry, Session) throws -> Void,
        leave: @escaping @Sendable (Entry, Session) throws -> Void,
        takeIn: @escaping @Sendable () async -> Void
    ) {
        (self.level, self.levelName) = (level, levelName)
        (self.holds, self.listName) = (holds, listName)
        (self.enter, self.leave, self.takeIn) = (enter, leave, takeIn)
    }
}

/// A firm as the rules of a service see it on a day.
struct FirmLook: Sendable {
    /// The name of the credit level in formulas.
    static let level = "firm-level"
    /// What it can be.
    static let levels = [
        "advanced", "certified", "regular", "discredited", "seriously-discredited",
    ]
    /// What names of lists begin with in formulas: `on-list-trade-hq`.
    static let onList = "on-list-"

    let standings: FirmStandings
    let firm: String
    let day: Day

    /// What a name of this kind says; nil for other names.
    ///
    /// - Parameter kept: what it said when the application was submitted.
    func value(_ name: String, kept: String?) -> FormulaValue? {
        if name == Self.level { return .text(kept ?? standings.level(firm, day)) }
        guard let list = Self.list(name) else { return nil }
        return .truth(kept.map { $0 == "1" } ?? standings.holds(firm, list, day))
    }

    /// What is kept of it with an application that is submitted.
    func text(_ name: String) -> String? {
        switch value(name, kept: nil) {
        case .text(let level)?: level
        case .truth(let isListed)?: isListed ? "1" : "0"
        default: nil
        }
    }

    /// How it reads to people: name and value.
    func shown(_ name: String, kept: String?) -> (Localized, String)? {
        switch value(name, kept: kept) {
        case .text(let level)?:
            (ProcedureWords.ownName(name), standings.levelName(level).both)
        case .truth(let isListed)?:
            (
                ProcedureWords.onList(standings.listName(Self.list(name) ?? "")),
                isListed ? "✓" : "✗"
            )
        default: nil
        }
    }

    /// Whether formulas know the firm by this name.
    static func knows(_ name: String) -> Bool { name == level || list(name) != nil }

    private static func list(_ name: String) -> String? {
        name.hasPrefix(onList) ? String(name.dropFirst(onList.count)) : nil
    }
}
