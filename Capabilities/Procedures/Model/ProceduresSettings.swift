import Kernel
import Reference

/// Dated figures of this room (`Data/settings.csv`).
struct ProceduresSettings: Sendable {
    private let table: SettingsTable

    static func load(_ share: Share) throws(DataFault) -> ProceduresSettings {
        ProceduresSettings(
            table: try SettingsTable.load(
                "Capabilities/Procedures/Data/settings.csv", keys: ["filed-again.days"], in: share))
    }

    /// Days after a grant in which the same is not filed again word for word.
    func daysUntilFiledAgain(on day: Day) throws(DataFault) -> Int {
        try table.whole("filed-again.days", on: day)
    }
}
