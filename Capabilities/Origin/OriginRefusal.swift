public import Kernel

/// Why something was not done; nothing was changed. The order of the cases is the order of
/// precedence.
public enum OriginRefusal: Refusal, Hashable {
    /// The body of a request is not a JSON object.
    case notReadable
    /// Fields, each with its fault.
    case input([Fault])
    /// Whoever asks belongs to no enterprise.
    case enterpriseNeeded
    /// No agreement of that name, or not in force that day.
    case noSuchAgreement(String)
    case noSuchWorksheet

    public var status: Int {
        switch self {
        case .notReadable: 400
        case .noSuchAgreement, .noSuchWorksheet: 404
        case .enterpriseNeeded: 403
        case .input: 422
        }
    }

    public var faults: [Fault] {
        if case .input(let faults) = self { return faults }
        return []
    }

    public var code: String {
        switch self {
        case .notReadable: "origin.not-readable"
        case .input: "origin.input"
        case .enterpriseNeeded: "origin.enterprise-needed"
        case .noSuchAgreement: "origin.no-such-agreement"
        case .noSuchWorksheet: "origin.no-such-worksheet"
        }
    }
}
