import Kernel
import Reference

/// Dated figures of this room (`Data/settings.csv`). A table that lacks one, or leaves a day
/// without it, stops the start.
struct PolicySettings: Sendable {
    private static let keys: Set<String> = ["review.least", "notice.days", "subscriptions.most"]

    private let table: SettingsTable

    static func load(_ share: Share) throws(DataFault) -> PolicySettings {
        PolicySettings(
            table: try SettingsTable.load(
                "Capabilities/Policies/Data/settings.csv", keys: keys, lasting: keys,
                areWhole: true, in: share))
    }

    /// The figure in force on a day, with its source.
    func figure(_ key: String, on day: Day) throws(DataFault) -> Dated<Int> {
        let found = try table.figure(key, on: day)
        return Dated(
            from: found.from, to: found.to, value: try table.whole(key, on: day),
            citation: found.citation)
    }

    /// The same without its source.
    func whole(_ key: String, on day: Day) throws(DataFault) -> Int {
        try table.whole(key, on: day)
    }
}
