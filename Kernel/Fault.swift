/// One thing wrong with what somebody sent: what, where, and how to mend it.
///
/// All faults of a document are reported together, so that mending takes one round.
public struct Fault: Sendable, Hashable, Error {
    /// Stable code with a documentation page, for example `xml.not-well-formed`.
    public let code: String
    /// Path to the field, for example `/CEB311Message/Order[1]/OrderHead/goodsValue`; empty for the
    /// whole document.
    public let path: String
    /// Line of the document, from 1; 0 when there is none.
    public let line: Int
    public let message: Localized
    /// What to do about it.
    public let fix: Localized
    /// What stands behind this one, where it is not what stands behind the refusal as a whole.
    public let citation: Citation?

    public init(
        code: String, path: String = "", line: Int = 0, message: Localized, fix: Localized,
        citation: Citation? = nil
    ) {
        self.code = code
        self.path = path
        self.line = line
        self.message = message
        self.fix = fix
        self.citation = citation
    }
}

/// A refusal that a rule, a storage or a form gives: the reason, in words, with the way to mend it.
///
/// One enum per capability conforms; its codes stand in that capability's README in order of
/// precedence. Anything that is thrown and is not a `Refusal` is a defect of ours and answers 500.
public protocol Refusal: Error, Sendable {
    /// Stable code, for example `parties.credit-code-check-digit`.
    var code: String { get }
    var message: Localized { get }
    var fix: Localized { get }
    /// Name of the field at fault, or nil.
    var field: String? { get }
    var citation: Citation? { get }
    /// The HTTP status that fits: 422 unless the refusal says otherwise.
    var status: Int { get }
    /// Single faults, where there are several.
    var faults: [Fault] { get }
}

extension Refusal {
    public var field: String? { nil }
    public var citation: Citation? { nil }
    public var status: Int { 422 }
    public var faults: [Fault] { [] }
}
