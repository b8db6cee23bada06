/// Key of a row that a clock has made due: whose it is, and which. What goes over such rows reads
/// keys first, so that a damaged row hides no other.
public struct DueRow: Sendable, Hashable {
    /// Whose it is.
    public let tenant: String
    /// Its number, unique among the tenant's.
    public let subject: String

    public init(tenant: String, subject: String) {
        self.tenant = tenant
        self.subject = subject
    }
}
