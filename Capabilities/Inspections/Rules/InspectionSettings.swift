import Kernel
import Reference

/// Dated figures of this room (`Data/settings.csv`). A table that lacks one, or leaves a day
/// without it, stops the start.
struct InspectionSettings: Sendable {
    /// What the room cannot do without on any day.
    private static let lasting: Set<String> = [
        "offer.hours", "objection.days", "photo.bytes", "video.bytes", "media.most",
        "dry-run.days", "lot.again.days", "statistics.smallest",
    ]

    private let table: SettingsTable

    static func load(_ share: Share) throws(DataFault) -> InspectionSettings {
        InspectionSettings(
            table: try SettingsTable.load(
                "Capabilities/Inspections/Data/settings.csv",
                keys: lasting.union(["unaccompanied.target"]), lasting: lasting, areWhole: true,
                in: share))
    }

    /// The share of unaccompanied inspections aimed at on a day, with its source; nil where no
    /// paper sets one for it.
    func target(on day: Day) -> Dated<Int>? {
        table.inForce("unaccompanied.target", on: day).map { found in
            Dated(
                from: found.from, to: found.to, value: Int(found.value.raw / Fixed.scale),
                citation: found.citation)
        }
    }

    /// The figure in force on a day.
    func whole(_ key: String, on day: Day) throws(DataFault) -> Int {
        try table.whole(key, on: day)
    }
}
