import Kernel
import Reference

/// What units of quantity are called, by their customs number: the table that everybody reads.
enum UnitNames {
    /// Empty where the table cannot be read, which the start refuses; then numbers are shown.
    private static let known: [String: Localized] = {
        guard let share = try? Share.find(), let tables = try? CodeTables.load(share) else {
            return [:]
        }
        return Dictionary(
            tables[.units].all.map { ($0.code, $0.name) }, uniquingKeysWith: { _, last in last })
    }()

    static func name(_ unit: String) -> Localized {
        known[unit] ?? Localized(zh: "单位 \(unit)", en: "unit \(unit)")
    }
}
