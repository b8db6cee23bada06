import Kernel

/// The register that a grant is written into, and where each of its values stands.
struct RecordsRule: Sendable, Hashable {
    let register: String
    /// Names of fields, decided or computed values, by the register's names.
    let values: [String: String]
}

/// A sum of which a firm is given so much in a calendar year at most.
struct YearlyRule: Sendable, Hashable {
    /// Computed value or field: yuan.
    let amount: String
    /// Parameter: the most in a year.
    let most: String
}
