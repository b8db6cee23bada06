import Kernel

/// A credit level an enterprise has for a time, as it was published.
struct LevelRow: Sendable, Hashable {
    /// Id of the enterprise.
    var firm: String
    var from: Day
    var to: Day?
    var level: CreditLevel
    /// The publication.
    var document: String

    func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
}
