public import Kernel

/// A body whose inspection results the customs accept (采信机构), for some goods and some time: a
/// line of the list that the customs keeps of them.
public struct InspectionBody: Sendable, Hashable {
    /// Credit code of the enterprise.
    public let code: String
    public let name: Localized
    /// First digits of the goods codes it may inspect.
    public let scope: String
    public let from: Day
    public let to: Day?
    /// The announcement it stands in.
    public let document: String

    public init(
        code: String, name: Localized, scope: String, from: Day, to: Day?, document: String
    ) {
        (self.code, self.name, self.scope) = (code, name, scope)
        (self.from, self.to, self.document) = (from, to, document)
    }

    func holds(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

    func covers(_ code: String) -> Bool {
        !scope.isEmpty && code.utf8.starts(with: scope.utf8)
    }
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
