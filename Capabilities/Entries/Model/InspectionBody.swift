import Kernel

/// A body whose inspection results the customs accept (采信机构), for some goods and some time.
struct InspectionBody: Sendable, Hashable {
    let code: String
    let name: String
    /// First digits of the goods codes it may inspect.
    let scope: [String]
    /// Standards it inspects by, for people.
    let standards: String
    let from: Day
    let to: Day?
    /// The announcement it stands in.
    let document: String

    func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    func covers(_ code: String) -> Bool { scope.contains { code.utf8.starts(with: $0.utf8) } }
}

/// A result as its importer offers it.
struct OfferedResult: Sendable, Hashable {
    /// The line of the entry, from 1.
    let line: Int
    /// Number of the report.
    let report: String
    /// Code of the body.
    let body: String
    let sampledOn: Day
    let issuedOn: Day
    let validTo: Day?
    let fileName: String
    let sha256: String
}

/// A result with what was decided.
struct InspectionResult: Sendable, Hashable {
    enum State: String, Sendable, Hashable, CaseIterable {
        case accepted
        /// It fits, and the goods are looked at all the same.
        case spotCheck = "spot-check"
        case refused

        var name: Localized {
            switch self {
            case .accepted: Localized(zh: "已采信", en: "Accepted")
            case .spotCheck: Localized(zh: "抽查", en: "Spot check")
            case .refused: Localized(zh: "不予采信，按常规检验", en: "Not accepted: ordinary inspection")
            }
        }
    }

    let offered: OfferedResult
    let state: State
    /// The explanation, as JSON text.
    let outcome: String
    let addedAt: Instant
}
