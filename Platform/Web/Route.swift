public import Kernel

/// Who may use a route. There is no default: a route without a policy does not compile.
public enum Access: Sendable, Hashable {
    case anyone
    /// Whoever is signed in, whatever they may do.
    case signedIn
    /// One's own account: also for who is signed in and has to set up a second factor first.
    case ownAccount
    case permission(Permission)

    /// Whether it lets somebody in: also who is shown the way, so that nobody is led to a closed
    /// door.
    public func admits(_ person: Principal?) -> Bool {
        switch self {
        case .anyone: true
        case .signedIn: person.map { !$0.lacksFactor } ?? false
        case .ownAccount: person != nil
        case .permission(let permission):
            person.map { !$0.lacksFactor && $0.may(permission) } ?? false
        }
    }
}

/// One address and what answers there. The list of routes is the router, the permission table and
/// the API document.
public struct Route: Sendable {
    /// A name of the query that the route reads, for the API reference.
    public struct Query: Sendable, Hashable {
        /// What its value is.
        public enum Kind: Sendable, Hashable { case text, integer, day }

        public let name: String
        public let kind: Kind
        /// What it means, which values it may have, what holds without it.
        public let about: Localized
        public let isRequired: Bool

        public init(
            _ name: String, _ about: Localized, isRequired: Bool = false, kind: Kind = .text
        ) {
            self.name = name
            self.kind = kind
            self.about = about
            self.isRequired = isRequired
        }
    }

    public let method: Visit.Method
    /// Parts in braces are captured: `/api/v1/declarations/{id}`, `/{language}/declarations`.
    public let path: String
    public let access: Access
    public let summary: Localized
    /// Most bytes the body may have.
    public let bodyLimit: Int
    /// How often one principal, or one address nobody is signed in at, may ask; nil when only the
    /// front door's own limits hold.
    public let rate: Rate?
    /// What it reads from the query.
    public let query: [Query]
    /// Media types of the body it takes; empty where there is none, or where it is JSON or a form
    /// as everywhere.
    public let takes: [String]
    public let handler: @Sendable (Visit) async throws -> Answer

    public init(
        _ method: Visit.Method, _ path: String, access: Access, summary: Localized,
        bodyLimit: Int = 64 * 1024, rate: Rate? = nil, query: [Query] = [], takes: [String] = [],
        handler: @escaping @Sendable (Visit) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.access = access
        self.summary = summary
        self.bodyLimit = bodyLimit
        self.rate = rate
        self.query = query
        self.takes = takes
        self.handler = handler
    }
}

/// How the front door learns who somebody is. Parties provides it; a test may hand in its own.
public struct Gatekeeper: Sendable {
    /// Whom an API key (`Authorization: Bearer …`) belongs to; nil when it is not valid.
    public var byKey: @Sendable (String) async throws -> Principal?
    /// Whom a session token (the cookie) belongs to; nil when it has ended.
    public var bySession: @Sendable (String) async throws -> Principal?

    public init(
        byKey: @escaping @Sendable (String) async throws -> Principal?,
        bySession: @escaping @Sendable (String) async throws -> Principal?
    ) {
        self.byKey = byKey
        self.bySession = bySession
    }
}
