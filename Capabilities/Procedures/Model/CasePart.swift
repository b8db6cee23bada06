import Kernel

/// The check of one body within a step in which several bodies work at the same time.
struct CasePart: Sendable, Hashable {
    /// Number of the stay in the step.
    let stay: Int
    /// Id of its rule.
    let id: String
    var verdict: Verdict?
    /// What the body wrote: a number of a permit, or why not.
    var reason: String
    var decidedBy: String?
    /// Its own clock; `span.step` is `step/part`.
    var span: Span

    enum Verdict: String, Sendable, Hashable {
        case passed, failed

        var name: Localized {
            switch self {
            case .passed: Localized(zh: "通过", en: "Passed")
            case .failed: Localized(zh: "不通过", en: "Not passed")
            }
        }
    }
}
