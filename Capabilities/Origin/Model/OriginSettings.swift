import Kernel
import Reference

/// Values this room decides by, each with its first day and source (`Data/settings.csv`). A table
/// that lacks one, or leaves a day without it once it has begun, stops the start.
struct OriginSettings: Sendable {
    private let table: SettingsTable

    static func load(_ share: Share) throws(DataFault) -> OriginSettings {
        OriginSettings(
            table: try SettingsTable.load(
                "\(folder)/settings.csv",
                SettingsTable.Needs(
                    lasting: [
                        "certificate.fee-cny", "certificate.shipment-ahead-days",
                        "certificate.quantity-most", "exporter.approval-years",
                        "correction.limit-days", "correction.cut-off-hour",
                        "defect.data-difference-pct",
                    ],
                    fractions: [
                        "certificate.fee-cny", "certificate.quantity-most",
                        "defect.data-difference-pct",
                    ], ranges: ["correction.cut-off-hour": 0...24]), in: share))
    }

    /// - Throws: `OriginRefusal.notSettled` when nothing is in force that day: no value is guessed.
    func value(_ key: String, on day: Day) throws(OriginRefusal) -> Dated<Fixed> {
        guard let found = table.inForce(key, on: day) else { throw .notSettled(key) }
        return found
    }

    /// The same as a whole number.
    func whole(_ key: String, on day: Day) throws(OriginRefusal) -> Int {
        Int(try value(key, on: day).value.raw / Fixed.scale)
    }
}
