import Kernel

/// A line of the tariff as far as its words go: of whatever level, in both languages.
struct WordingRow: Sendable, Hashable {
    /// Two, four, six or ten digits.
    let code: CodePrefix
    /// Empty where there is no name in that language.
    let name: Localized
    /// What the line covers, in Chinese; may be empty.
    let scope: String

    init(_ code: CodePrefix, _ name: Localized, scope: String = "") {
        self.code = code
        self.name = name
        self.scope = scope
    }
}
